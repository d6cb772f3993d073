// Topics and subscriptions: what is stored, the actions that store it, and who gets a published message. Built by index.ts.
import type { Journal } from '../journal.js';
import { type Action, AwsError } from '../service.js';
import type { Deliveries } from './deliveries.js';
import { checkFilter, passes } from './filter.js';
import { checkMessage, invalid, type PublishInput, type Subscription } from './message.js';

export interface TopicsOptions {
  readonly journal: Journal;
  readonly random: () => number;
  readonly deliveries: Deliveries;
  readonly accountId: string;
  readonly region: string;
  readonly confirmEmail?: 'auto' | 'manual';
}

interface PublishBatchInput {
  readonly TopicArn: string;
  readonly PublishBatchRequestEntries?: readonly (PublishInput & { readonly Id: string })[];
}

type Entry =
  | { readonly topic: string; readonly attributes: Record<string, string> }
  | { readonly subscription: Subscription }
  | { readonly deletedTopic: string }
  | { readonly deletedSubscription: string };

const TOPIC = 'sns';
/** What a subscription may be; any other is refused by name. */
export const PROTOCOLS = new Set(['email', 'email-json', 'lambda', 'sqs']);

export class Topics {
  readonly #options: TopicsOptions;
  readonly #topics = new Map<string, Record<string, string>>();
  readonly #subscriptions = new Map<string, Subscription>();

  constructor(options: TopicsOptions) {
    this.#options = options;
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
      ['PublishBatch', (input) => this.#publishBatch(input)],
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
    ReturnSubscriptionArn?: boolean | string;
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
    if (!subscription.confirmed) this.#options.deliveries.askToConfirm(subscription);
    const isShown = subscription.confirmed || String(input.ReturnSubscriptionArn) === 'true';
    return { SubscriptionArn: isShown ? subscription.arn : 'pending confirmation' };
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

  /** Answers when every queue and function has taken the message: what is acknowledged survives a kill. */
  async #publish(input: PublishInput) {
    const topicArn = input.TopicArn ?? input.TargetArn ?? '';
    this.#topic(topicArn);
    checkMessage(input);
    const MessageId = this.#id();
    const wanted = [...this.#subscriptions.values()].filter(
      (one) => one.topicArn === topicArn && one.confirmed && passes(one, input),
    );
    await Promise.all(wanted.map((one) => this.#options.deliveries.deliver(one, input, MessageId)));
    return { MessageId };
  }

  async #publishBatch({ TopicArn, PublishBatchRequestEntries: entries = [] }: PublishBatchInput) {
    const Successful: object[] = [];
    const Failed: object[] = [];
    for (const { Id, ...message } of entries)
      try {
        Successful.push({ Id, ...(await this.#publish({ ...message, TopicArn })) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
      }
    return { Successful, Failed };
  }
}
