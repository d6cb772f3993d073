// Rules for one batch of a queue: the event that the function gets, and which messages it did not process. Pure; the consumer
// acts on it. Source: AWS documentation, "Using Lambda with Amazon SQS", 2026-11.
import type { Outcome } from './sandbox.js';

/** A message as ReceiveMessage gives it. */
export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
}

interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

/** A message as the handler sees it. */
export function queueRecord(message: ReceivedMessage, eventSourceARN: string): object {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ],
  );
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: eventSourceARN.split(':')[3],
  };
}

/** What of the batch is done. An answer that names a message of no batch, or that nobody can read, fails all of it. */
export function processed(
  messages: readonly ReceivedMessage[],
  outcome: Outcome,
  reportsItemFailures: boolean,
): readonly ReceivedMessage[] {
  if (outcome.functionError) return [];
  if (!reportsItemFailures) return messages;
  const { batchItemFailures } = Object(JSON.parse(outcome.payload)) as { batchItemFailures?: unknown };
  if (batchItemFailures === undefined || batchItemFailures === null) return messages;
  if (!Array.isArray(batchItemFailures)) return [];
  const failed = new Set(batchItemFailures.map((failure) => Object(failure).itemIdentifier));
  const known = new Set(messages.map(({ MessageId }) => MessageId));
  if ([...failed].some((id) => !known.has(id))) return [];
  return messages.filter(({ MessageId }) => !failed.has(MessageId));
}
