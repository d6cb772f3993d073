// Time that moves only when a test says so. Timers that are due at the same moment fire in an order drawn from the
// seed, because on AWS nothing orders them either.
import type { Activity } from '../activity.js';
import type { Clock, Timer } from '../clock.js';

interface Entry {
  readonly atEpochMs: number;
  readonly tie: number;
  readonly fire: () => void | Promise<void>;
  cancelled: boolean;
}

const isBefore = (a: Entry, b: Entry): boolean =>
  a.atEpochMs < b.atEpochMs || (a.atEpochMs === b.atEpochMs && a.tie < b.tie);

/** A clock that stands still between calls of {@link VirtualClock.advanceTo}. */
export class VirtualClock implements Clock {
  /** A binary heap: 10 000 waiting executions hold 10 000 timers. */
  readonly #heap: Entry[] = [];
  readonly #activity: Activity;
  readonly #random: () => number;
  /** Shared with the worker threads of handlers, which must see the same time. */
  readonly #now: Float64Array;

  constructor(activity: Activity, random: () => number, startEpochMs: number, memory: SharedArrayBuffer) {
    this.#activity = activity;
    this.#random = random;
    this.#now = new Float64Array(memory);
    this.#now[0] = startEpochMs;
  }

  now(): number {
    return this.#now[0] as number;
  }

  schedule(atEpochMs: number, fire: () => void | Promise<void>): Timer {
    const entry: Entry = { atEpochMs, tie: this.#random(), fire, cancelled: false };
    if (atEpochMs <= this.now()) this.#fireSoon(entry);
    else this.#push(entry);
    return {
      cancel() {
        entry.cancelled = true;
      },
    };
  }

  /** Fires every timer up to `epochMs` in order; what each one caused settles before the next fires. */
  async advanceTo(epochMs: number): Promise<void> {
    await this.#activity.idle();
    for (let next = this.#heap[0]; next && next.atEpochMs <= epochMs; next = this.#heap[0]) {
      this.#pop();
      if (next.cancelled) continue;
      this.#now[0] = next.atEpochMs;
      void this.#activity.track(next.fire);
      await this.#activity.idle();
    }
    this.#now[0] = Math.max(this.now(), epochMs);
  }

  #fireSoon(entry: Entry): void {
    void this.#activity.track(async () => {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (!entry.cancelled) await entry.fire();
    });
  }

  #push(entry: Entry): void {
    let index = this.#heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent] as Entry;
      if (!isBefore(entry, above)) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = entry;
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    let index = 0;
    for (
      let child = this.#smallerChild(0);
      child && isBefore(child.entry, last);
      child = this.#smallerChild(index)
    ) {
      this.#heap[index] = child.entry;
      index = child.index;
    }
    this.#heap[index] = last;
  }

  #smallerChild(parent: number): { index: number; entry: Entry } | undefined {
    const left = this.#heap[2 * parent + 1];
    const right = this.#heap[2 * parent + 2];
    if (!left) return undefined;
    return right && isBefore(right, left)
      ? { index: 2 * parent + 2, entry: right }
      : { index: 2 * parent + 1, entry: left };
  }
}
