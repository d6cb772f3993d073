// A queue as it stands: its settings, and the messages with what became of them so far. Used by index.ts.
import { createHash } from 'node:crypto';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes?: Record<string, unknown>;
  readonly sentAt: number;
  /** Nobody receives it before. */
  readonly delayedUntil?: number;
}

/** A message in its queue: when it can be seen next, and how often it was. */
export interface Held {
  readonly message: Message;
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
}

export const newlyHeld = (message: Message): Held => ({
  message,
  visibleAt: message.delayedUntil ?? 0,
  receives: 0,
});

export interface SendInput {
  readonly MessageBody: string;
  readonly MessageAttributes?: Record<string, unknown>;
  readonly DelaySeconds?: number;
}

export class Queue {
  readonly held = new Map<string, Held>();
  constructor(public attributes: Record<string, string>) {}

  /** The message that `input` makes, with the queue's delay unless it brings its own. */
  message(id: string, input: SendInput, now: number): Message {
    const delaySeconds = input.DelaySeconds ?? Number(this.attributes.DelaySeconds ?? 0);
    return {
      id,
      body: input.MessageBody,
      sentAt: now,
      ...(delaySeconds > 0 && { delayedUntil: now + delaySeconds * 1_000 }),
      ...(input.MessageAttributes && { attributes: input.MessageAttributes }),
    };
  }
}

export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Hides the message for `seconds` from `now` on; answers what its receiver sees. */
export function receive(held: Held, now: number, seconds: number): object {
  held.visibleAt = now + seconds * 1_000;
  held.receives += 1;
  held.firstReceivedAt ??= now;
  const { id, body, sentAt, attributes } = held.message;
  return {
    MessageId: id,
    ReceiptHandle: `${id}.${held.receives}`,
    Body: body,
    MD5OfBody: md5(body),
    Attributes: {
      ApproximateReceiveCount: String(held.receives),
      ApproximateFirstReceiveTimestamp: String(held.firstReceivedAt),
      SentTimestamp: String(sentAt),
    },
    ...(attributes && { MessageAttributes: attributes }),
  };
}
