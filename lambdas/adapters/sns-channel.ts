// E-mail through one SNS topic whose subscriptions are filtered by reviewer, so that each gets messages of their own
// (rule R13). Used by notify. Never logs a message: it holds a link and its code.
import { PublishCommand, paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';
import type { Channel, Message, Now } from '../core/ports.js';

/** How long a confirmed address is believed to be one. ListSubscriptionsByTopic allows 30 calls a second (SNS, 2026-11). */
const BELIEVED_MS = 5 * 60_000;

const KEEP_CODE = 'The code is for you alone. Nothing happens by opening the link.';

/** The text of an e-mail, which holds link and code. */
export const mailText = ({ paragraphs, way }: Pick<Message, 'paragraphs' | 'way'>) =>
  [...paragraphs, ...(way ? [`${way.label}: ${way.url}\nCode: ${way.code}`, KEEP_CODE] : [])].join('\n\n');

/** Attribute that the subscriptions' filter policies look at. */
const REVIEWER_ATTRIBUTE = 'reviewer';

export class SnsChannel implements Channel {
  readonly #client: SNSClient;
  readonly #topicArn: string;
  readonly #now: Now;
  #confirmed: ReadonlySet<string> = new Set();
  #believedUntil = 0;

  constructor(client: SNSClient, topicArn: string, now: Now) {
    this.#client = client;
    this.#topicArn = topicArn;
    this.#now = now;
  }

  async send(message: Message): Promise<string | undefined> {
    const { reviewerId, address, subject } = message;
    if (!(await this.#isConfirmed(address))) return 'the e-mail subscription is not confirmed';
    try {
      await this.#client.send(
        new PublishCommand({
          TopicArn: this.#topicArn,
          Subject: subject,
          Message: mailText(message),
          MessageAttributes: { [REVIEWER_ATTRIBUTE]: { DataType: 'String', StringValue: reviewerId } },
        }),
      );
      return undefined;
    } catch (error) {
      // The client has tried again already; whoever waits is better served by another reviewer than by another try.
      return `the message could not be published (${error instanceof Error ? error.name : 'unknown'})`;
    }
  }

  /** SNS accepts messages that reach nobody, so it must be asked; "no" is never remembered. */
  async #isConfirmed(address: string): Promise<boolean> {
    if (this.#now() < this.#believedUntil && this.#confirmed.has(address)) return true;
    this.#confirmed = await this.#confirmedAddresses();
    this.#believedUntil = this.#now() + BELIEVED_MS;
    return this.#confirmed.has(address);
  }

  async #confirmedAddresses(): Promise<Set<string>> {
    const addresses = new Set<string>();
    const pages = paginateListSubscriptionsByTopic({ client: this.#client }, { TopicArn: this.#topicArn });
    for await (const { Subscriptions = [] } of pages)
      for (const { SubscriptionArn, Endpoint } of Subscriptions)
        if (Endpoint && SubscriptionArn?.startsWith('arn:')) addresses.add(Endpoint);
    return addresses;
  }
}
