// Tells who polls a queue when there may be something to receive: at once, or when a delay or a visibility timeout is over.
// Used by index.ts; costs nothing for queues that nobody polls.
import type { Clock } from '../clock.js';
import { Listeners } from '../listeners.js';

export class Arrivals {
  readonly #clock: Clock;
  readonly #pollers = new Map<string, Listeners<void>>();
  /** Queue and moment of every timer: a batch that is received at once comes back at once. */
  readonly #expected = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `listener` from now on; answers how to stop that. */
  poll(queueName: string, listener: () => void): () => void {
    const pollers = this.#pollers.get(queueName) ?? new Listeners<void>();
    this.#pollers.set(queueName, pollers);
    return pollers.add(listener);
  }

  /** A message of the queue can be received from `atEpochMs` on. */
  expect(queueName: string, atEpochMs: number): void {
    const pollers = this.#pollers.get(queueName);
    const moment = `${queueName} ${atEpochMs}`;
    if (!pollers || pollers.isEmpty || this.#expected.has(moment)) return;
    this.#expected.add(moment);
    this.#clock.schedule(atEpochMs, () => {
      this.#expected.delete(moment);
      pollers.tell();
    });
  }
}
