// The mail of a deployed stack, read where everybody can read it: a queue of its own, subscribed to the reviewers' topic. Used by
// `npm run smoke`. Whoever may subscribe to the topic can do this: docs/security.md, attack 33.
import { SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Mail } from '../examples/reviewer/visitor.js';

/** What SNS puts around a message for a queue. */
interface Envelope {
  readonly Subject?: string;
  readonly Message: string;
  readonly MessageAttributes?: { readonly reviewer?: { readonly Value: string } };
}

export interface TopicMail {
  /** Every message since the subscription, oldest first; `to` is the reviewer's id. */
  messages(): Promise<readonly Mail[]>;
  /** Removes subscription and queue. */
  close(): Promise<void>;
}

const permission = (queueArn: string, topicArn: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  });

const mailIn = (body: string): Mail => {
  const { Subject = '', Message, MessageAttributes } = JSON.parse(body) as Envelope;
  return { to: MessageAttributes?.reviewer?.Value ?? '', subject: Subject, body: Message };
};

/** Subscribes a new queue called `name` to `topicArn`. */
export async function subscribe(topicArn: string, name: string): Promise<TopicMail> {
  // The endpoint of the environment: an emulator may name its queues by a host of its own.
  const [sqs, sns] = [new SQSClient({ useQueueUrlAsEndpoint: false }), new SNSClient({})];
  // The queue goes to the topic's account and region.
  const queueArn = topicArn.replace(':sns:', ':sqs:').replace(/[^:]+$/, name);
  const Attributes = { Policy: permission(queueArn, topicArn) };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: queueArn,
      ReturnSubscriptionArn: true,
    }),
  );
  const received = new Map<string, Mail>();
  return {
    async messages() {
      const request = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 3_600 };
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
      for (const { MessageId = '', Body = '{}' } of Messages) received.set(MessageId, mailIn(Body));
      return [...received.values()];
    },
    async close() {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      sns.destroy();
      sqs.destroy();
    },
  };
}
