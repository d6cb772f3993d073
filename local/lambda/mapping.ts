// What an event source mapping is: settings, rules derived from them, and how it is shown.
import { randomUUID } from 'node:crypto';
import { AwsError } from '../service.js';
import { readFunctionName } from './function.js';
import type { Batch, BatchRules, StreamRecord } from './stream-batch.js';

/** A mapping as CreateEventSourceMapping takes it; `FunctionName` is the ARN. */
export interface Mapping {
  readonly UUID: string;
  readonly EventSourceArn: string;
  readonly FunctionName: string;
  readonly BatchSize?: number;
  readonly ParallelizationFactor?: number;
  readonly StartingPosition?: string;
  readonly Enabled?: boolean;
  readonly FilterCriteria?: { readonly Filters?: readonly { readonly Pattern: string }[] };
  readonly FunctionResponseTypes?: readonly string[];
  readonly BisectBatchOnFunctionError?: boolean;
  readonly MaximumRetryAttempts?: number;
  readonly MaximumRecordAgeInSeconds?: number;
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
}

/** How batches of the mapping fail. */
export function rulesOf(mapping: Mapping): BatchRules {
  const unlessInfinite = (value: number | undefined) =>
    value === undefined || value === -1 ? undefined : value;
  return {
    reportsItemFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    bisects: mapping.BisectBatchOnFunctionError ?? false,
    mostRetries: unlessInfinite(mapping.MaximumRetryAttempts),
    longestAgeSeconds: unlessInfinite(mapping.MaximumRecordAgeInSeconds),
  };
}

/** The event that the function gets. */
export function eventOf(records: readonly StreamRecord[], eventSourceARN: string): string {
  return JSON.stringify({ Records: records.map((record) => ({ ...record, eventSourceARN })) });
}

/** The record that goes to the failure destination: where the batch is, not what it holds. */
export function failureRecord(
  mapping: Mapping,
  shardId: string,
  { records, attempts }: Batch,
  condition: string,
  now: number,
): string {
  const arrival = (record: StreamRecord | undefined) =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  return JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.FunctionName,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(records[0]),
      approximateArrivalOfLastRecord: arrival(records.at(-1)),
      batchSize: records.length,
      streamArn: mapping.EventSourceArn,
    },
  });
}

const SUPPORTED_ARN = /^arn:aws:dynamodb:[^:]*:\d{12}:table\/[^/]+\/stream\//;

/** Sources and settings that the runtime does not have are refused by name. */
export function refuseUnsupported(input: object): void {
  const { EventSourceArn, TumblingWindowInSeconds, FunctionName } = input as Record<string, unknown>;
  readFunctionName(String(FunctionName));
  const problem =
    (!SUPPORTED_ARN.test(String(EventSourceArn)) && `the event source ${EventSourceArn}`) ||
    (TumblingWindowInSeconds && 'TumblingWindowInSeconds');
  if (problem) {
    throw new AwsError('InvalidParameterValueException', `${problem} is not supported by the local runtime`);
  }
}

/** A mapping as the API shows it. */
export function describe(mapping: Mapping): object {
  const { FunctionName, Enabled, ...rest } = mapping;
  return { ...rest, FunctionArn: FunctionName, State: Enabled === false ? 'Disabled' : 'Enabled' };
}
