// Deletes expired items on the runtime's clock. AWS takes up to some days; here it is the second of the expiry, so that a
// test sees what a deletion does. Used by the tables only.
import type { Activity } from '../activity.js';
import type { Clock, Timer } from '../clock.js';
import type { Item } from './engine.js';

/** An expiry more than five years ago is taken for a mistake, and the item stays (DynamoDB, read 2026-11). */
const OLDEST_MS = 5 * 365 * 86_400_000;

/** Milliseconds of an expiry in seconds; undefined for what is no number. */
function expiryOf(epochSeconds: unknown): number | undefined {
  const seconds = Number(epochSeconds);
  return epochSeconds === undefined || !Number.isFinite(seconds) ? undefined : seconds * 1_000;
}

export class TimeToLive {
  readonly #timers = new Map<string, Timer>();
  readonly #clock: Clock;
  readonly #activity: Activity;
  readonly #expire: (tableName: string, keys: Item) => Promise<void>;

  constructor(clock: Clock, activity: Activity, expire: (tableName: string, keys: Item) => Promise<void>) {
    this.#clock = clock;
    this.#activity = activity;
    this.#expire = expire;
  }

  /** (Re)sets an item's expiry, epoch seconds as DynamoDB's number text; without one the item stays. */
  watch(tableName: string, keys: Item, epochSeconds: unknown): void {
    const id = `${tableName} ${JSON.stringify(keys)}`;
    this.#timers.get(id)?.cancel();
    this.#timers.delete(id);
    const atMs = expiryOf(epochSeconds);
    if (atMs === undefined || this.#isForgotten(atMs)) return;
    const fire = () => {
      this.#timers.delete(id);
      return this.#activity.track(() => this.#expire(tableName, keys));
    };
    this.#timers.set(id, this.#clock.schedule(atMs, fire));
  }

  /** Whether an item with this expiry is to be deleted now. */
  isOver(epochSeconds: unknown): boolean {
    const atMs = expiryOf(epochSeconds);
    return atMs !== undefined && atMs <= this.#clock.now() && !this.#isForgotten(atMs);
  }

  #isForgotten = (atMs: number) => atMs < this.#clock.now() - OLDEST_MS;
}
