// Records of the log's stream as the two consumers read them: the key of the handoff, and nothing that must be trusted.
import * as z from 'zod/mini';
import type { HandoffKey } from '../contracts/ids.js';
import { LOG } from '../contracts/tables.js';

/** What of a DynamoDB stream event matters here. @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html (2026-11) */
export const StreamEvent = z.object({
  Records: z.array(
    z.object({
      eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
      dynamodb: z.object({
        SequenceNumber: z.string(),
        Keys: z.object({
          [LOG.partitionKey]: z.object({ S: z.string() }),
          [LOG.sortKey]: z.object({ N: z.string() }),
        }),
      }),
    }),
  ),
});
export type StreamRecord = z.infer<typeof StreamEvent>['Records'][number];

/** Handoff and sequence that a record is about. */
export function positionOf({ dynamodb }: StreamRecord): { key: HandoffKey; sequence: number } {
  const [tenant = '', handoffId = ''] = dynamodb.Keys[LOG.partitionKey].S.split('#');
  return { key: { tenant, handoffId }, sequence: Number(dynamodb.Keys[LOG.sortKey].N) };
}

/** What a consumer answers: the stream is delivered again from the first failure on. */
export interface BatchAnswer {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/** Handles records in order, and stops at the first that fails: the ones after it would be delivered again anyway. */
export async function eachRecord(
  records: readonly StreamRecord[],
  handle: (record: StreamRecord) => Promise<void>,
): Promise<BatchAnswer> {
  for (const record of records)
    try {
      await handle(record);
    } catch (error) {
      console.error(
        JSON.stringify({ message: 'a stream record failed', error: String(error), ...positionOf(record) }),
      );
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb.SequenceNumber }] };
    }
  return { batchItemFailures: [] };
}
