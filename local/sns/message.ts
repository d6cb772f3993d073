// What is published, to whom it goes, and what SNS refuses of it. Used by the topics, the filters and the deliveries.
import { AwsError } from '../service.js';

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
  readonly token: string;
  readonly attributes: Record<string, string>;
}

export interface MessageAttribute {
  readonly DataType?: string;
  readonly StringValue?: string;
}
export interface PublishInput {
  readonly TopicArn?: string;
  readonly TargetArn?: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly MessageStructure?: string;
  readonly MessageAttributes?: Record<string, MessageAttribute>;
}

/** Message of a publish, attributes included (SNS, read 2026-11). */
const MAX_MESSAGE_BYTES = 262_144;

export const invalid = (reason: string) => new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);

/** Subject: printable ASCII, below 100 characters, no line break (SNS Publish, read 2026-11). */
export function checkMessage({ Subject, Message, MessageAttributes = {} }: PublishInput): void {
  if (!Message) throw invalid('Empty message');
  if (Subject !== undefined && !/^[\x20-\x7e]{1,99}$/.test(Subject)) throw invalid('Subject');
  const attributes = Object.entries(MessageAttributes).reduce(
    (sum, [name, { DataType = '', StringValue = '' }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue),
    0,
  );
  if (Buffer.byteLength(Message) + attributes > MAX_MESSAGE_BYTES) throw invalid('Message too long');
}

/** The text for subscribers of one protocol. */
export function messageFor({ Message, MessageStructure }: PublishInput, protocol: string): string {
  if (MessageStructure !== 'json') return Message;
  const messages = JSON.parse(Message) as Record<string, string>;
  return messages[protocol] ?? messages.default ?? '';
}
