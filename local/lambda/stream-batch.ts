// Rules for one batch of a stream: what of it failed, and what to do with that. Pure; the consumer acts on it.
// Source: AWS documentation, "Process Amazon DynamoDB records with Lambda", 2026-11.
import type { Outcome } from './sandbox.js';

/** A record as GetRecords gives it and as the handler sees it. */
export interface StreamRecord {
  readonly eventID?: string;
  readonly eventName?: string;
  readonly dynamodb: {
    readonly SequenceNumber: string;
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys?: unknown;
  };
}

/** Records that are invoked together; `attempts` counts invocations so far. */
export interface Batch {
  readonly records: readonly StreamRecord[];
  readonly attempts: number;
}

export interface BatchRules {
  readonly reportsItemFailures: boolean;
  readonly bisects: boolean;
  /** Undefined: until the records expire. */
  readonly mostRetries: number | undefined;
  readonly longestAgeSeconds: number | undefined;
}

/** Where the failed part of `batch` begins: 0 for all of it, the length for none of it. */
export function firstFailure(batch: Batch, outcome: Outcome, rules: BatchRules): number {
  if (outcome.functionError) return 0;
  if (!rules.reportsItemFailures) return batch.records.length;
  const answer = JSON.parse(outcome.payload) as {
    batchItemFailures?: { itemIdentifier?: string }[] | null;
  } | null;
  const failures = answer?.batchItemFailures ?? [];
  const places = failures.map(({ itemIdentifier }) =>
    batch.records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  // An identifier that is not in the batch counts as a failure of the whole batch.
  return places.includes(-1) ? 0 : Math.min(...places, batch.records.length);
}

/** The batches to try next, in order, after `failed` was invoked once more in vain. Bisecting is not a retry. */
export function retriesOf(failed: Batch, rules: BatchRules): readonly Batch[] {
  const { records, attempts } = failed;
  if (!rules.bisects || records.length === 1) return [{ records, attempts: attempts + 1 }];
  const middle = Math.ceil(records.length / 2);
  return [
    { records: records.slice(0, middle), attempts },
    { records: records.slice(middle), attempts },
  ];
}

/** Why `batch` must not be tried (again), or undefined. */
export function givenUp(batch: Batch, now: number, rules: BatchRules): string | undefined {
  if (rules.mostRetries !== undefined && batch.attempts > rules.mostRetries) return 'RetryAttemptsExhausted';
  const [first] = batch.records;
  const ageSeconds = first ? now / 1000 - first.dynamodb.ApproximateCreationDateTime : 0;
  const { longestAgeSeconds } = rules;
  return longestAgeSeconds !== undefined && ageSeconds > longestAgeSeconds ? 'RecordAgeExceeded' : undefined;
}
