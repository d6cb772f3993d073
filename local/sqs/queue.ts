// A queue as it stands: its settings, and the messages with what became of them so far. Used by index.ts.

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
  receipt: string;
}

export const newlyHeld = (message: Message): Held => ({
  message,
  visibleAt: message.delayedUntil ?? 0,
  receives: 0,
  receipt: '',
});

export class Queue {
  readonly held = new Map<string, Held>();
  constructor(public attributes: Record<string, string>) {}
}
