// SQS: standard queues with visibility on the clock; enough for dead letters, their redrive, and tests.
// Composed by local/index.ts.
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { type Action, AwsError, type Service } from '../service.js';
import { Arrivals } from './arrivals.js';
import { type Message, md5, newlyHeld, Queue, receive, type SendInput } from './queue.js';

export interface SqsOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly random: () => number;
  readonly accountId: string;
  readonly region: string;
  readonly endpoint: () => string;
}

type Entry =
  | { readonly queue: string; readonly attributes: Record<string, string> }
  | { readonly deletedQueue: string }
  | { readonly sent: Message; readonly to: string }
  | { readonly gone: string; readonly from: string };

const TOPIC = 'sqs';
/** Seconds that a received message is hidden for, unless the queue or the call says otherwise (SQS, read 2026-11). */
const VISIBILITY_SECONDS = 30;
const MAX_MESSAGES = 10;

const DIFFERENCES = {
  CreateQueue: 'FIFO queues are refused by name',
  ReceiveMessage: 'does not wait for messages; how often one was received is forgotten by a restart',
};

export interface Sqs extends Service {
  /** Calls `listener` when there may be something to receive; answers how to stop that. */
  onMessages(queueArn: string, listener: () => void): () => void;
}

export function createSqs(options: SqsOptions): Sqs {
  const queues = new Queues(options);
  return {
    name: 'sqs',
    differences: DIFFERENCES,
    actions: queues.actions(),
    onMessages: (queueArn, listener) => queues.onMessages(queueArn, listener),
  };
}

class Queues {
  readonly #options: SqsOptions;
  readonly #queues = new Map<string, Queue>();
  readonly #arrivals: Arrivals;

  constructor(options: SqsOptions) {
    this.#options = options;
    this.#arrivals = new Arrivals(options.clock);
    for (const entry of options.journal.replay(TOPIC) as Iterable<Entry>) this.#apply(entry);
  }

  #apply(entry: Entry): void {
    if ('queue' in entry) {
      const queue = this.#queues.get(entry.queue);
      if (queue) queue.attributes = entry.attributes;
      else this.#queues.set(entry.queue, new Queue(entry.attributes));
    } else if ('deletedQueue' in entry) this.#queues.delete(entry.deletedQueue);
    else if ('sent' in entry) this.#queues.get(entry.to)?.held.set(entry.sent.id, newlyHeld(entry.sent));
    else this.#queues.get(entry.from)?.held.delete(entry.gone);
  }

  #record(entry: Entry): void {
    this.#apply(entry);
    this.#options.journal.append(TOPIC, entry);
    if ('sent' in entry)
      this.#arrivals.expect(entry.to, entry.sent.delayedUntil ?? this.#options.clock.now());
  }

  onMessages(queueArn: string, listener: () => void): () => void {
    const { name, queue } = this.#named(queueArn);
    const stop = this.#arrivals.poll(name, listener);
    for (const { visibleAt } of queue.held.values()) this.#arrivals.expect(name, visibleAt);
    return stop;
  }

  actions(): Map<string, Action> {
    return new Map<string, Action>([
      ['CreateQueue', (input) => this.#create(input)],
      [
        'DeleteQueue',
        ({ QueueUrl }) => this.#answer(() => this.#record({ deletedQueue: this.#named(QueueUrl).name })),
      ],
      ['GetQueueUrl', ({ QueueName }) => ({ QueueUrl: this.#url(this.#named(QueueName).name) })],
      [
        'ListQueues',
        ({ QueueNamePrefix = '' }) => ({
          QueueUrls: [...this.#queues.keys()]
            .filter((name) => name.startsWith(QueueNamePrefix))
            .map((name) => this.#url(name)),
        }),
      ],
      ['GetQueueAttributes', (input) => this.#getAttributes(input)],
      ['SetQueueAttributes', (input) => this.#setAttributes(input)],
      ['SendMessage', (input) => this.#send(input.QueueUrl, input)],
      [
        'SendMessageBatch',
        ({ QueueUrl, Entries }) => ({
          Successful: Entries.map((one: { Id: string; MessageBody: string }) => ({
            Id: one.Id,
            ...this.#send(QueueUrl, one),
          })),
          Failed: [],
        }),
      ],
      ['ReceiveMessage', (input) => this.#receive(input)],
      [
        'DeleteMessage',
        ({ QueueUrl, ReceiptHandle }) => this.#answer(() => this.#delete(QueueUrl, ReceiptHandle)),
      ],
      ['DeleteMessageBatch', (input) => this.#deleteBatch(input)],
      ['ChangeMessageVisibility', (input) => this.#answer(() => this.#hide(input))],
      ['PurgeQueue', ({ QueueUrl }) => this.#answer(() => this.#purge(QueueUrl))],
    ]);
  }

  #answer(act: () => void) {
    act();
    return {};
  }

  /** Queues go by name, URL or ARN: the last part of each is the name. */
  #named(nameOrUrlOrArn: string): { name: string; queue: Queue } {
    const name = nameOrUrlOrArn.split(/[/:]/).at(-1) ?? '';
    const queue = this.#queues.get(name);
    if (queue) return { name, queue };
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  }

  /** SDKs send to the host of a queue's URL, whatever endpoint they were given. */
  #url = (name: string) => `${this.#options.endpoint()}/${this.#options.accountId}/${name}`;

  #create({ QueueName, Attributes = {} }: { QueueName: string; Attributes?: Record<string, string> }) {
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(QueueName))
      throw new AwsError(
        'InvalidParameterValue',
        'queue names have 1 to 80 letters, digits, hyphens or underscores; FIFO queues are not implemented in the local runtime',
      );
    if (!this.#queues.has(QueueName)) this.#record({ queue: QueueName, attributes: Attributes });
    return { QueueUrl: this.#url(QueueName) };
  }

  #getAttributes({ QueueUrl }: { QueueUrl: string }) {
    const { name, queue } = this.#named(QueueUrl);
    const { accountId, region, clock } = this.#options;
    const visible = [...queue.held.values()].filter(({ visibleAt }) => visibleAt <= clock.now()).length;
    return {
      Attributes: {
        VisibilityTimeout: String(VISIBILITY_SECONDS),
        ...queue.attributes,
        QueueArn: `arn:aws:sqs:${region}:${accountId}:${name}`,
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(queue.held.size - visible),
      },
    };
  }

  #setAttributes({ QueueUrl, Attributes }: { QueueUrl: string; Attributes: Record<string, string> }) {
    const { name, queue } = this.#named(QueueUrl);
    this.#record({ queue: name, attributes: { ...queue.attributes, ...Attributes } });
    return {};
  }

  #send(queueUrl: string, input: SendInput) {
    const { name, queue } = this.#named(queueUrl);
    const sent = queue.message(this.#id(), input, this.#options.clock.now());
    this.#record({ to: name, sent });
    return { MessageId: sent.id, MD5OfMessageBody: md5(sent.body) };
  }

  #id(): string {
    return Array.from({ length: 32 }, () => Math.floor(this.#options.random() * 16).toString(16)).join('');
  }

  /** Does not wait for messages: `WaitTimeSeconds` is accepted and a queue that is empty now answers at once. */
  #receive(input: { QueueUrl: string; MaxNumberOfMessages?: number; VisibilityTimeout?: number }) {
    const { name, queue } = this.#named(input.QueueUrl);
    const now = this.#options.clock.now();
    this.#redrive(name, queue, now);
    const seconds =
      input.VisibilityTimeout ?? Number(queue.attributes.VisibilityTimeout ?? VISIBILITY_SECONDS);
    const seen = [...queue.held.values()]
      .filter(({ visibleAt }) => visibleAt <= now)
      .slice(0, Math.min(input.MaxNumberOfMessages ?? 1, MAX_MESSAGES));
    const Messages = seen.map((held) => receive(held, now, seconds));
    if (Messages.length > 0) this.#arrivals.expect(name, now + seconds * 1_000);
    return Messages.length > 0 ? { Messages } : {};
  }

  /** What was received too often goes to the dead-letter queue instead of being received again. */
  #redrive(name: string, { held, attributes }: Queue, now: number): void {
    if (!attributes.RedrivePolicy) return;
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(attributes.RedrivePolicy);
    const deadLetters = this.#named(deadLetterTargetArn).name;
    for (const { message, visibleAt, receives } of [...held.values()]) {
      if (visibleAt > now || receives < Number(maxReceiveCount)) continue;
      this.#record({ gone: message.id, from: name });
      const { delayedUntil: _, ...sent } = message;
      this.#record({ to: deadLetters, sent });
    }
  }

  #delete(queueUrl: string, receipt: string): void {
    const { name } = this.#named(queueUrl);
    this.#record({ gone: receipt.split('.')[0] ?? '', from: name });
  }

  #deleteBatch(input: { QueueUrl: string; Entries: { Id: string; ReceiptHandle: string }[] }) {
    for (const { ReceiptHandle } of input.Entries) this.#delete(input.QueueUrl, ReceiptHandle);
    return { Successful: input.Entries.map(({ Id }) => ({ Id })), Failed: [] };
  }

  #hide({
    QueueUrl,
    ReceiptHandle,
    VisibilityTimeout,
  }: {
    QueueUrl: string;
    ReceiptHandle: string;
    VisibilityTimeout: number;
  }): void {
    const { name, queue } = this.#named(QueueUrl);
    const held = queue.held.get(ReceiptHandle.split('.')[0] ?? '');
    if (!held) return;
    held.visibleAt = this.#options.clock.now() + VisibilityTimeout * 1_000;
    this.#arrivals.expect(name, held.visibleAt);
  }

  #purge(queueUrl: string): void {
    const { name, queue } = this.#named(queueUrl);
    for (const id of [...queue.held.keys()]) this.#record({ gone: id, from: name });
  }
}
