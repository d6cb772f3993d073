// Virtual time and a seeded random source: the same seed takes the same steps. Nothing here knows what it runs.

/** mulberry32: small, fast, and good enough to choose schedules with. */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  below = (limit: number) => Math.floor(this.next() * limit);
  chance = (probability: number) => this.next() < probability;
  pick = <T>(items: readonly T[]): T => items[this.below(items.length)] as T;
}

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** Sleepers by virtual instant; running it wakes them one at a time. */
export class Scheduler {
  now: number;
  steps = 0;
  readonly #timers: Timer[] = [];

  constructor(start: number) {
    this.now = start;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((fire) => this.#timers.push({ at: this.now + Math.max(0, milliseconds), fire }));
  }

  /** Runs until nobody sleeps, or for `maxSteps`. Answers whether it came to rest. */
  async run(maxSteps: number): Promise<boolean> {
    for (;;) {
      await new Promise(setImmediate);
      const next = this.#timers.reduce(
        (best, { at }, index, all) => (at < (all[best]?.at ?? 0) ? index : best),
        0,
      );
      const [timer] = this.#timers.splice(next, 1);
      if (!timer) return true;
      if (this.steps >= maxSteps) return false;
      this.steps += 1;
      this.now = Math.max(this.now, timer.at);
      timer.fire();
    }
  }
}
