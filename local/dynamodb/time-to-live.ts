// Deletes expired items on the runtime's clock. AWS takes up to some days; here it is the second of the expiry, so that a
// test sees what a deletion does. Used by the tables only.
import type { Activity } from '../activity.js';
import type { Clock, Timer } from '../clock.js';
import type { Item } from './engine.js';

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
    const seconds = Number(epochSeconds);
    if (epochSeconds === undefined || !Number.isFinite(seconds)) return;
    const fire = () => {
      this.#timers.delete(id);
      return this.#activity.track(() => this.#expire(tableName, keys));
    };
    this.#timers.set(id, this.#clock.schedule(seconds * 1_000, fire));
  }
}
