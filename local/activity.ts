// Counts what is going on in the runtime (requests, invocations, deliveries), so that virtual time moves only when
// everything the last timer caused has settled. Real time ignores it.

/** A counter with a promise for the moment when it is zero. */
export class Activity {
  #running = 0;
  #waiters: (() => void)[] = [];

  /** Runs `work`, counted until it settles. */
  async track<T>(work: () => T | Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** Inside of tracked work: waits for `event`, uncounted. Who waits for time must not hold time up. */
  async await<T>(event: Promise<T>): Promise<T> {
    this.#leave();
    try {
      return await event;
    } finally {
      this.#running += 1;
    }
  }

  #leave(): void {
    this.#running -= 1;
    if (this.#running === 0) for (const wake of this.#waiters.splice(0)) wake();
  }

  /** Resolves when nothing has been running for one whole turn of the event loop. */
  async idle(): Promise<void> {
    do {
      if (this.#running > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve));
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (this.#running > 0);
  }
}
