// Feeds one function from one queue: receives, gathers a batch, invokes, deletes what was processed. What was not comes back
// when its visibility timeout is over, or goes to the queue's dead letters; the queue sees to both.
import type { Activity } from '../activity.js';
import type { Clock, Timer } from '../clock.js';
import { AwsError } from '../service.js';
import { processed, queueRecord, type ReceivedMessage } from './queue-batch.js';
import type { Outcome } from './sandbox.js';

/** Batches that Lambda starts with at once (read 2026-11); it adds more, we do not. */
const MOST_AT_ONCE = 5;
const MOST_RECEIVED = 10;
/** What an invocation takes, for the records alone; a batch that would be larger closes before. */
const LARGEST_BATCH_BYTES = 6_291_456 - '{"Records":[]}'.length;

export interface QueueConsumerOptions {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly queueArn: string;
  readonly batchSize: number;
  /** Batches in work at once, at most. */
  readonly mostAtOnce: number;
  /** How long a batch that is not full waits for more; 0: not at all. */
  readonly windowMs: number;
  readonly reportsItemFailures: boolean;
  /** Calls SQS with the function's role. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the action
  readonly sqs: (action: string, input: object) => Promise<any>;
  readonly invoke: (event: string) => Promise<Outcome>;
  /** Messages could not be received or deleted. */
  readonly onProblem: (error: AwsError) => void;
}

export class QueueConsumer {
  readonly #options: QueueConsumerOptions;
  #batch: ReceivedMessage[] = [];
  #records: string[] = [];
  #sizeBytes = 0;
  #window: Timer | undefined;
  #running = 0;
  #isReceiving = false;
  #hasMore = false;
  #isStopped = false;

  constructor(options: QueueConsumerOptions) {
    this.#options = options;
  }

  /** There may be messages to receive. */
  wake(): void {
    this.#hasMore = true;
    if (this.#isReceiving || this.#isStopped) return;
    this.#isReceiving = true;
    void this.#options.activity.track(() => this.#receiveAll());
  }

  stop(): void {
    this.#isStopped = true;
    this.#window?.cancel();
  }

  async #receiveAll(): Promise<void> {
    try {
      while (
        this.#hasMore &&
        this.#running < Math.min(MOST_AT_ONCE, this.#options.mostAtOnce) &&
        !this.#isStopped
      ) {
        this.#hasMore = false;
        for (const message of await this.#receive()) this.#add(message);
      }
    } catch (error) {
      // The role may no longer read, or the queue is gone: AWS tries again, as the next wake does.
      if (!(error instanceof AwsError)) throw error;
      this.#options.onProblem(error);
    } finally {
      this.#isReceiving = false;
    }
  }

  async #receive(): Promise<readonly ReceivedMessage[]> {
    const { sqs, queueArn, batchSize } = this.#options;
    const MaxNumberOfMessages = Math.min(MOST_RECEIVED, batchSize - this.#batch.length);
    const { Messages = [] } = await sqs('ReceiveMessage', { QueueUrl: queueArn, MaxNumberOfMessages });
    this.#hasMore ||= Messages.length > 0;
    return Messages;
  }

  #add(message: ReceivedMessage): void {
    const { queueArn, batchSize, windowMs, clock, activity } = this.#options;
    const record = JSON.stringify(queueRecord(message, queueArn));
    const sizeBytes = Buffer.byteLength(record) + 1;
    if (this.#sizeBytes + sizeBytes > LARGEST_BATCH_BYTES) this.#close();
    this.#batch.push(message);
    this.#records.push(record);
    this.#sizeBytes += sizeBytes;
    if (this.#batch.length === batchSize) this.#close();
    else this.#window ??= clock.schedule(clock.now() + windowMs, () => activity.track(() => this.#close()));
  }

  #close(): void {
    this.#window?.cancel();
    this.#window = undefined;
    const messages = this.#batch;
    if (messages.length === 0 || this.#isStopped) return;
    const event = `{"Records":[${this.#records.join(',')}]}`;
    this.#batch = [];
    this.#records = [];
    this.#sizeBytes = 0;
    this.#running += 1;
    void this.#options.activity.track(() => this.#process(messages, event));
  }

  async #process(messages: readonly ReceivedMessage[], event: string): Promise<void> {
    try {
      const outcome = await this.#options.invoke(event);
      await this.#delete(processed(messages, outcome, this.#options.reportsItemFailures));
    } catch (error) {
      // Throttled, or not allowed to delete: the messages come back.
      if (!(error instanceof AwsError)) throw error;
      this.#options.onProblem(error);
    } finally {
      this.#running -= 1;
      this.wake();
    }
  }

  async #delete(messages: readonly ReceivedMessage[]): Promise<void> {
    const { sqs, queueArn } = this.#options;
    for (let from = 0; from < messages.length; from += MOST_RECEIVED) {
      const Entries = messages
        .slice(from, from + MOST_RECEIVED)
        .map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
      await sqs('DeleteMessageBatch', { QueueUrl: queueArn, Entries });
    }
  }
}
