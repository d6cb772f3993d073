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

/**
 * Handles records in order. One that fails is named, so that the stream is delivered again from the first such on; the ones
 * after it are handled all the same: another handoff's must not wait for it, and whoever sees one twice does no harm.
 */
export async function eachRecord(
  records: readonly StreamRecord[],
  handle: (record: StreamRecord) => Promise<void>,
): Promise<BatchAnswer> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const record of records)
    try {
      await handle(record);
    } catch (error) {
      console.error(
        JSON.stringify({ message: 'a stream record failed', error: String(error), ...positionOf(record) }),
      );
      batchItemFailures.push({ itemIdentifier: record.dynamodb.SequenceNumber });
    }
  return { batchItemFailures };
}
