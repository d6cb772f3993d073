// Hands a message to one subscriber: a mail to the mailbox, an event to a function, a message to a queue. What a subscriber
// refuses goes to its dead-letter queue, or is lost, as on AWS. Used by the topics.
import type { Clock } from '../clock.js';
import { AwsError, type Call } from '../service.js';
import type { Mailbox } from './mailbox.js';
import { messageFor, type PublishInput, type Subscription } from './message.js';

export interface DeliveriesOptions {
  readonly clock: Clock;
  readonly call: Call;
  readonly mailbox: Mailbox;
}

export class Deliveries {
  readonly #options: DeliveriesOptions;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  async deliver(subscription: Subscription, input: PublishInput, messageId: string): Promise<void> {
    if (subscription.protocol.startsWith('email')) return this.#mail(subscription, input, messageId);
    const notification = this.#notification(subscription, input, messageId);
    try {
      if (subscription.protocol === 'lambda') await this.#invoke(subscription, notification);
      else await this.#send(subscription, subscription.endpoint, notification);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      await this.#toDeadLetters(subscription, notification);
    }
  }

  /** The mail whose link AWS would open; here its token goes to ConfirmSubscription. */
  askToConfirm(subscription: Subscription): void {
    const { topicArn, token } = subscription;
    const Message = `You have chosen to subscribe to the topic ${topicArn}\nTo confirm this subscription, call ConfirmSubscription with Token=${token}`;
    this.#mail(subscription, { Subject: 'AWS Notification - Subscription Confirmation', Message }, token);
  }

  #mail({ endpoint, topicArn, protocol }: Subscription, input: PublishInput, id: string): void {
    const subject = input.Subject ?? 'AWS Notification Message';
    const receivedAt = this.#options.clock.now();
    this.#options.mailbox.deliver({
      id,
      to: endpoint,
      subject,
      body: messageFor(input, protocol),
      topicArn,
      receivedAt,
    });
  }

  #notification({ topicArn, protocol }: Subscription, input: PublishInput, messageId: string) {
    const attributes = Object.entries(input.MessageAttributes ?? {}).map(
      ([name, { DataType, StringValue }]) => [name, { Type: DataType, Value: StringValue }],
    );
    return {
      Type: 'Notification',
      MessageId: messageId,
      TopicArn: topicArn,
      Subject: input.Subject,
      Message: messageFor(input, protocol),
      Timestamp: new Date(this.#options.clock.now()).toISOString(),
      MessageAttributes: Object.fromEntries(attributes),
    };
  }

  #caller = ({ topicArn }: Subscription) => ({ principalArn: 'sns.amazonaws.com', sourceArn: topicArn });

  async #invoke(subscription: Subscription, Sns: object): Promise<void> {
    const EventSubscriptionArn = subscription.arn;
    const Records = [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn, Sns }];
    const input = {
      FunctionName: subscription.endpoint,
      InvocationType: 'Event',
      Payload: JSON.stringify({ Records }),
    };
    await this.#options.call('lambda', 'Invoke', input, this.#caller(subscription));
  }

  async #send(
    subscription: Subscription,
    QueueUrl: string,
    notification: { readonly Message: string },
  ): Promise<void> {
    const isRaw = subscription.attributes.RawMessageDelivery === 'true';
    const MessageBody = isRaw ? notification.Message : JSON.stringify(notification);
    await this.#options.call('sqs', 'SendMessage', { QueueUrl, MessageBody }, this.#caller(subscription));
  }

  async #toDeadLetters(
    subscription: Subscription,
    notification: { readonly Message: string },
  ): Promise<void> {
    const { RedrivePolicy } = subscription.attributes;
    if (!RedrivePolicy) return;
    const { deadLetterTargetArn } = JSON.parse(RedrivePolicy);
    await this.#send(subscription, deadLetterTargetArn, notification).catch((error) => {
      if (!(error instanceof AwsError)) throw error;
    });
  }
}
