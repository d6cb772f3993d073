// Feeds one function from one shard of a stream: reads on, filters, invokes in batches, retries, and remembers how far it
// came. Records of one item stay in order; a failing item holds up only its own lane (ParallelizationFactor).
import { createHash } from 'node:crypto';
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import { AwsError } from '../service.js';
import type { Outcome } from './sandbox.js';
import {
  type Batch,
  type BatchRules,
  firstFailure,
  givenUp,
  retriesOf,
  type StreamRecord,
} from './stream-batch.js';

/** AWS does not say how it spaces retries of streams; doubling from a second to a minute is our choice. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

export interface ConsumerOptions {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly rules: BatchRules;
  readonly batchSize: number;
  readonly lanes: number;
  /** The next records of the shard after the last ones it gave; empty when there are none yet. */
  readonly read: () => Promise<readonly StreamRecord[]>;
  /** Whether the function wants the record. */
  readonly wants: (record: StreamRecord) => boolean;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<Outcome>;
  /** Every record up to this one is done. */
  readonly checkpoint: (sequenceNumber: string) => void;
  /** Records could not be read. */
  readonly onProblem: (error: AwsError) => void;
  /** The batch will not be tried again. */
  readonly discard: (batch: Batch, condition: string) => Promise<void>;
}

/** A consumer of one shard. */
export class StreamConsumer {
  readonly #options: ConsumerOptions;
  readonly #lanes: Lane[];
  /** Sequence number → done, in the order of the stream. */
  readonly #open = new Map<string, boolean>();
  #isReading = false;
  #isStopped = false;
  #hasMore = false;

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.#lanes = Array.from(
      { length: options.lanes },
      () =>
        new Lane(
          options,
          (records) => this.#finish(records),
          () => this.#isStopped,
        ),
    );
  }

  /** There may be new records. */
  wake(): void {
    this.#hasMore = true;
    if (this.#isReading || this.#isStopped) return;
    this.#isReading = true;
    void this.#options.activity.track(() => this.#readOn());
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#hasMore && !this.#isStopped) {
        this.#hasMore = false;
        await this.#readToTheEnd();
      }
    } catch (error) {
      // The role may no longer read, or the table is gone: AWS shows a problem and tries again, as the next wake does.
      if (!(error instanceof AwsError)) throw error;
      this.#options.onProblem(error);
    } finally {
      this.#isReading = false;
    }
  }

  async #readToTheEnd(): Promise<void> {
    const read = () => this.#options.read();
    for (let records = await read(); records.length > 0; records = await read()) this.#distribute(records);
  }

  #distribute(records: readonly StreamRecord[]): void {
    const unwanted: StreamRecord[] = [];
    for (const record of records) {
      this.#open.set(record.dynamodb.SequenceNumber, false);
      if (this.#options.wants(record)) this.#laneOf(record)?.add(record);
      else unwanted.push(record);
    }
    this.#finish(unwanted);
    for (const lane of this.#lanes) lane.wake();
  }

  #laneOf(record: StreamRecord): Lane | undefined {
    if (this.#lanes.length === 1) return this.#lanes[0];
    const digest = createHash('sha1').update(JSON.stringify(record.dynamodb.Keys)).digest();
    return this.#lanes[digest.readUInt32BE() % this.#lanes.length];
  }

  /** The checkpoint stops before the first record that is still open: a restart must see it again. */
  #finish(records: readonly StreamRecord[]): void {
    for (const { dynamodb } of records) this.#open.set(dynamodb.SequenceNumber, true);
    let last: string | undefined;
    for (const [sequenceNumber, isDone] of this.#open) {
      if (!isDone) break;
      last = sequenceNumber;
      this.#open.delete(sequenceNumber);
    }
    if (last !== undefined) this.#options.checkpoint(last);
  }
}

/** One batch at a time of the items that hash here. */
class Lane {
  readonly #options: ConsumerOptions;
  readonly #finish: (records: readonly StreamRecord[]) => void;
  readonly #isStopped: () => boolean;
  readonly #waiting: StreamRecord[] = [];
  /** What failed, before everything that waits. */
  #retries: Batch[] = [];
  #isBusy = false;
  #failures = 0;

  constructor(
    options: ConsumerOptions,
    finish: (records: readonly StreamRecord[]) => void,
    isStopped: () => boolean,
  ) {
    this.#options = options;
    this.#finish = finish;
    this.#isStopped = isStopped;
  }

  add(record: StreamRecord): void {
    this.#waiting.push(record);
  }

  wake(): void {
    if (this.#isBusy || this.#waiting.length === 0) return;
    this.#isBusy = true;
    void this.#options.activity.track(() => this.#work());
  }

  async #work(): Promise<void> {
    for (let batch = this.#next(); batch; batch = this.#next()) {
      if (this.#isStopped()) return;
      if (!(await this.#attempt(batch))) return this.#pause();
    }
    this.#isBusy = false;
  }

  #next(): Batch | undefined {
    const retry = this.#retries.shift();
    if (retry) return retry;
    const records = this.#waiting.splice(0, this.#options.batchSize);
    return records.length > 0 ? { records, attempts: 0 } : undefined;
  }

  /** Answers false when the lane has to pause before it goes on. */
  async #attempt(batch: Batch): Promise<boolean> {
    const { rules, clock, discard } = this.#options;
    const reason = givenUp(batch, clock.now(), rules);
    if (reason) {
      await discard(batch, reason);
      this.#finish(batch.records);
      return true;
    }
    const outcome = await this.#invoke(batch);
    const failed = outcome ? firstFailure(batch, outcome, rules) : 0;
    this.#finish(batch.records.slice(0, failed));
    if (failed === batch.records.length) {
      this.#failures = 0;
      return true;
    }
    const rest = { ...batch, records: batch.records.slice(failed) };
    this.#retries.unshift(...(outcome ? retriesOf(rest, rules) : [rest]));
    return false;
  }

  /** Undefined when the function was throttled, which is not a failure of the batch. */
  async #invoke(batch: Batch): Promise<Outcome | undefined> {
    try {
      return await this.#options.invoke(batch.records);
    } catch (error) {
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  }

  #pause(): void {
    const { clock, activity } = this.#options;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    this.#failures += 1;
    clock.schedule(clock.now() + pauseMs, () => activity.track(() => this.#work()));
  }
}
