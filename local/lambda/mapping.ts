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
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
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

export const isQueue = ({ EventSourceArn }: Pick<Mapping, 'EventSourceArn'>): boolean =>
  QUEUE_ARN.test(EventSourceArn);

export const reportsItemFailures = (mapping: Mapping): boolean =>
  mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false;

/** How batches of the mapping fail. */
export function rulesOf(mapping: Mapping): BatchRules {
  const unlessInfinite = (value: number | undefined) =>
    value === undefined || value === -1 ? undefined : value;
  return {
    reportsItemFailures: reportsItemFailures(mapping),
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

const STREAM_ARN = /^arn:aws:dynamodb:[^:]*:\d{12}:table\/[^/]+\/stream\//;
const QUEUE_ARN = /^arn:aws:sqs:[^:]*:\d{12}:[\w-]+$/;
/** Everything that a mapping from a queue can have here. */
const QUEUE_SETTINGS = [
  ...['UUID', 'EventSourceArn', 'FunctionName', 'Enabled', 'Tags', 'FunctionResponseTypes'],
  ...['BatchSize', 'MaximumBatchingWindowInSeconds', 'ScalingConfig'],
];
/** Messages of a batch without a window to gather them in, and with one (read 2026-11). */
const MOST_AT_ONCE = 10;
const MOST_GATHERED = 10_000;

/** Sources and settings that the runtime does not have are refused by name. */
export function refuseUnsupported(input: Partial<Mapping>): void {
  const { EventSourceArn = '', FunctionName } = input;
  readFunctionName(String(FunctionName));
  const problem = isQueue({ EventSourceArn }) ? queueProblem(input) : streamProblem(input, EventSourceArn);
  if (problem) throw new AwsError('InvalidParameterValueException', problem);
}

const unsupported = (what: string) => `${what} is not supported by the local runtime`;

function streamProblem(input: object, arn: string): string | undefined {
  if (!STREAM_ARN.test(arn)) return unsupported(`the event source ${arn}`);
  const { TumblingWindowInSeconds } = input as { TumblingWindowInSeconds?: number };
  return TumblingWindowInSeconds ? unsupported('TumblingWindowInSeconds') : undefined;
}

function queueProblem(input: Partial<Mapping>): string | undefined {
  const unknown = Object.keys(input).find((setting) => !QUEUE_SETTINGS.includes(setting));
  if (unknown) return unsupported(`${unknown} of a mapping from a queue`);
  const { BatchSize = MOST_AT_ONCE, MaximumBatchingWindowInSeconds = 0, ScalingConfig } = input;
  const { MaximumConcurrency = 2 } = ScalingConfig ?? {};
  if (MaximumConcurrency < 2 || MaximumConcurrency > 1000)
    return 'MaximumConcurrency must be at least 2 and at most 1000';
  if (BatchSize > MOST_GATHERED) return `Batch size must be at most ${MOST_GATHERED}`;
  if (BatchSize <= MOST_AT_ONCE || MaximumBatchingWindowInSeconds > 0) return undefined;
  return `Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than ${MOST_AT_ONCE}`;
}

/** A mapping as the API shows it. */
export function describe(mapping: Mapping): object {
  const { FunctionName, Enabled, ...rest } = mapping;
  return { ...rest, FunctionArn: FunctionName, State: Enabled === false ? 'Disabled' : 'Enabled' };
}
