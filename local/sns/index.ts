// SNS: topics, subscriptions with filter policies, and a local mailbox in place of the e-mail that AWS would send.
// Composed by local/index.ts.
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { InvalidPatternError } from '../patterns/invalid-pattern.js';
import { compilePattern } from '../patterns/pattern.js';
import { type Action, AwsError, type Call, type Service } from '../service.js';
import { Mailbox } from './mailbox.js';

export type { Mail } from './mailbox.js';

export interface SnsOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly random: () => number;
  readonly call: Call;
  readonly accountId: string;
  readonly region: string;
  /** `manual` leaves e-mail subscriptions pending until ConfirmSubscription; `auto` by default. */
  readonly confirmEmail?: 'auto' | 'manual';
}

export interface Sns extends Service {
  readonly mailbox: Mailbox;
}

interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
  readonly token: string;
  readonly attributes: Record<string, string>;
}

interface MessageAttribute {
  readonly DataType?: string;
  readonly StringValue?: string;
}
interface PublishInput {
  readonly TopicArn?: string;
  readonly TargetArn?: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly MessageStructure?: string;
  readonly MessageAttributes?: Record<string, MessageAttribute>;
}

type Entry =
  | { readonly topic: string; readonly attributes: Record<string, string> }
  | { readonly subscription: Subscription }
  | { readonly deletedTopic: string }
  | { readonly deletedSubscription: string };

const TOPIC = 'sns';
/** Message of a publish, attributes included (SNS, read 2026-11). */
const MAX_MESSAGE_BYTES = 262_144;
const PROTOCOLS = new Set(['email', 'email-json', 'lambda', 'sqs']);

const invalid = (reason: string) => new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);

export function createSns(options: SnsOptions): Sns {
  const topics = new Topics(options);
  return { name: 'sns', actions: topics.actions(), mailbox: topics.mailbox };
}

class Topics {
  readonly mailbox: Mailbox;
  readonly #options: SnsOptions;
  readonly #topics = new Map<string, Record<string, string>>();
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(options: SnsOptions) {
    this.#options = options;
    this.mailbox = new Mailbox(options.journal);
    for (const entry of options.journal.replay(TOPIC) as Iterable<Entry>) this.#apply(entry);
  }

  #apply(entry: Entry): void {
    if ('topic' in entry) this.#topics.set(entry.topic, entry.attributes);
    else if ('subscription' in entry) this.#subscriptions.set(entry.subscription.arn, entry.subscription);
    else if ('deletedTopic' in entry) this.#topics.delete(entry.deletedTopic);
    else this.#subscriptions.delete(entry.deletedSubscription);
  }

  #record(entry: Entry): void {
    this.#apply(entry);
    this.#options.journal.append(TOPIC, entry);
  }

  actions(): Map<string, Action> {
    return new Map<string, Action>([
      ['CreateTopic', (input) => this.#createTopic(input)],
      ['DeleteTopic', ({ TopicArn }) => this.#deleteTopic(TopicArn)],
      ['GetTopicAttributes', ({ TopicArn }) => ({ Attributes: { TopicArn, ...this.#topic(TopicArn) } })],
      ['SetTopicAttributes', (input) => this.#setTopicAttribute(input)],
      ['ListTopics', () => ({ Topics: [...this.#topics.keys()].map((TopicArn) => ({ TopicArn })) })],
      ['Subscribe', (input) => this.#subscribe(input)],
      ['ConfirmSubscription', (input) => this.#confirm(input)],
      ['Unsubscribe', ({ SubscriptionArn }) => this.#unsubscribe(SubscriptionArn)],
      ['ListSubscriptions', () => this.#listed(() => true)],
      ['ListSubscriptionsByTopic', ({ TopicArn }) => this.#listed(({ topicArn }) => topicArn === TopicArn)],
      ['GetSubscriptionAttributes', ({ SubscriptionArn }) => this.#described(SubscriptionArn)],
      ['SetSubscriptionAttributes', (input) => this.#setSubscriptionAttribute(input)],
      ['Publish', (input) => this.#publish(input)],
    ]);
  }

  #topic(arn: string): Record<string, string> {
    const topic = this.#topics.get(arn);
    if (topic) return topic;
    throw new AwsError('NotFound', 'Topic does not exist', 404);
  }

  #createTopic({ Name, Attributes = {} }: { Name: string; Attributes?: Record<string, string> }) {
    const { accountId, region } = this.#options;
    if (!/^[A-Za-z0-9_-]{1,256}(\.fifo)?$/.test(Name)) throw invalid('Topic Name');
    const TopicArn = `arn:aws:sns:${region}:${accountId}:${Name}`;
    if (!this.#topics.has(TopicArn)) this.#record({ topic: TopicArn, attributes: Attributes });
    return { TopicArn };
  }

  #deleteTopic(arn: string) {
    for (const { arn: subscriptionArn, topicArn } of this.#subscriptions.values())
      if (topicArn === arn) this.#record({ deletedSubscription: subscriptionArn });
    this.#record({ deletedTopic: arn });
    return {};
  }

  #setTopicAttribute({ TopicArn, AttributeName, AttributeValue }: Record<string, string>) {
    const attributes = { ...this.#topic(TopicArn ?? ''), [AttributeName ?? '']: AttributeValue ?? '' };
    this.#record({ topic: TopicArn ?? '', attributes });
    return {};
  }

  /** One subscription an endpoint: subscribing again answers the first. */
  #subscribe(input: {
    TopicArn: string;
    Protocol: string;
    Endpoint: string;
    Attributes?: Record<string, string>;
  }) {
    const { TopicArn, Protocol, Endpoint, Attributes = {} } = input;
    this.#topic(TopicArn);
    if (!PROTOCOLS.has(Protocol))
      throw invalid(`the protocol ${Protocol} is not implemented in the local runtime`);
    const existing = [...this.#subscriptions.values()].find(
      (one) => one.topicArn === TopicArn && one.protocol === Protocol && one.endpoint === Endpoint,
    );
    const isMail = Protocol.startsWith('email');
    const id = existing?.arn.split(':').at(-1) ?? this.#id();
    const subscription: Subscription = {
      arn: `${TopicArn}:${id}`,
      topicArn: TopicArn,
      protocol: Protocol,
      endpoint: Endpoint,
      confirmed: existing?.confirmed ?? (!isMail || this.#options.confirmEmail !== 'manual'),
      token: existing?.token ?? this.#id(),
      attributes: Attributes,
    };
    checkFilter(Attributes.FilterPolicy);
    this.#record({ subscription });
    return { SubscriptionArn: subscription.arn };
  }

  #id(): string {
    return Array.from({ length: 32 }, () => Math.floor(this.#options.random() * 16).toString(16)).join('');
  }

  #confirm({ TopicArn, Token }: { TopicArn: string; Token: string }) {
    const found = [...this.#subscriptions.values()].find(
      (one) => one.topicArn === TopicArn && one.token === Token,
    );
    if (!found) throw invalid('Token');
    this.#record({ subscription: { ...found, confirmed: true } });
    return { SubscriptionArn: found.arn };
  }

  #unsubscribe(arn: string) {
    this.#record({ deletedSubscription: arn });
    return {};
  }

  #listed(isWanted: (subscription: Subscription) => boolean) {
    const Subscriptions = [...this.#subscriptions.values()].filter(isWanted).map((one) => ({
      SubscriptionArn: one.confirmed ? one.arn : 'PendingConfirmation',
      Owner: this.#options.accountId,
      Protocol: one.protocol,
      Endpoint: one.endpoint,
      TopicArn: one.topicArn,
    }));
    return { Subscriptions };
  }

  #subscription(arn: string): Subscription {
    const found = this.#subscriptions.get(arn);
    if (found) return found;
    throw new AwsError('NotFound', 'Subscription does not exist', 404);
  }

  #described(arn: string) {
    const { topicArn, protocol, endpoint, confirmed, attributes } = this.#subscription(arn);
    const state = { SubscriptionArn: arn, TopicArn: topicArn, Protocol: protocol, Endpoint: endpoint };
    return { Attributes: { ...attributes, ...state, PendingConfirmation: String(!confirmed) } };
  }

  #setSubscriptionAttribute({
    SubscriptionArn = '',
    AttributeName = '',
    AttributeValue = '',
  }: Record<string, string>) {
    const found = this.#subscription(SubscriptionArn);
    if (AttributeName === 'FilterPolicy') checkFilter(AttributeValue);
    this.#record({
      subscription: { ...found, attributes: { ...found.attributes, [AttributeName]: AttributeValue } },
    });
    return {};
  }

  #publish(input: PublishInput) {
    const topicArn = input.TopicArn ?? input.TargetArn ?? '';
    this.#topic(topicArn);
    checkMessage(input);
    const MessageId = this.#id();
    for (const subscription of this.#subscriptions.values())
      if (subscription.topicArn === topicArn && subscription.confirmed && passes(subscription, input))
        void this.#options.activity.track(() => this.#deliver(subscription, input, MessageId));
    return { MessageId };
  }

  async #deliver(subscription: Subscription, input: PublishInput, messageId: string): Promise<void> {
    const { call, clock } = this.#options;
    const { protocol, endpoint, topicArn } = subscription;
    const caller = { principalArn: 'sns.amazonaws.com', sourceArn: topicArn };
    const message = messageFor(input, protocol);
    if (protocol.startsWith('email')) {
      const subject = input.Subject ?? 'AWS Notification Message';
      this.mailbox.deliver({
        id: messageId,
        to: endpoint,
        subject,
        body: message,
        topicArn,
        receivedAt: clock.now(),
      });
      return;
    }
    const Sns = {
      Type: 'Notification',
      MessageId: messageId,
      TopicArn: topicArn,
      Subject: input.Subject,
      Message: message,
      Timestamp: new Date(clock.now()).toISOString(),
      MessageAttributes: Object.fromEntries(
        Object.entries(input.MessageAttributes ?? {}).map(([name, { DataType, StringValue }]) => [
          name,
          { Type: DataType, Value: StringValue },
        ]),
      ),
    };
    if (protocol === 'lambda') {
      const Records = [
        { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscription.arn, Sns },
      ];
      await call(
        'lambda',
        'Invoke',
        { FunctionName: endpoint, InvocationType: 'Event', Payload: JSON.stringify({ Records }) },
        caller,
      );
      return;
    }
    const MessageBody = subscription.attributes.RawMessageDelivery === 'true' ? message : JSON.stringify(Sns);
    await call('sqs', 'SendMessage', { QueueUrl: endpoint, MessageBody }, caller);
  }
}

/** Subject: printable ASCII, below 100 characters, no line break (SNS Publish, read 2026-11). */
function checkMessage({ Subject, Message, MessageAttributes = {} }: PublishInput): void {
  if (!Message) throw invalid('Empty message');
  if (Subject !== undefined && !/^[\x20-\x7e]{1,99}$/.test(Subject)) throw invalid('Subject');
  const attributes = Object.entries(MessageAttributes).reduce(
    (sum, [name, { DataType = '', StringValue = '' }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue),
    0,
  );
  if (Buffer.byteLength(Message) + attributes > MAX_MESSAGE_BYTES) throw invalid('Message too long');
}

function messageFor({ Message, MessageStructure }: PublishInput, protocol: string): string {
  if (MessageStructure !== 'json') return Message;
  const messages = JSON.parse(Message) as Record<string, string>;
  return messages[protocol] ?? messages.default ?? '';
}

function checkFilter(policy: string | undefined): void {
  if (!policy) return;
  try {
    compilePattern(policy);
  } catch (error) {
    if (error instanceof InvalidPatternError) throw invalid(`FilterPolicy: ${error.message}`);
    throw error;
  }
}

function attributeValue({ DataType, StringValue = '' }: MessageAttribute): unknown {
  if (DataType === 'Number') return Number(StringValue);
  return DataType === 'String.Array' ? JSON.parse(StringValue) : StringValue;
}

function passes({ attributes }: Subscription, input: PublishInput): boolean {
  if (!attributes.FilterPolicy) return true;
  const matches = compilePattern(attributes.FilterPolicy);
  if (attributes.FilterPolicyScope !== 'MessageBody')
    return matches(
      Object.fromEntries(
        Object.entries(input.MessageAttributes ?? {}).map(([name, one]) => [name, attributeValue(one)]),
      ),
    );
  try {
    return matches(JSON.parse(input.Message));
  } catch {
    return false;
  }
}
