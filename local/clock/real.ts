// The machine's own time, for `npm start` and `npm run local`.
import type { Clock, Timer } from '../clock.js';

/** setTimeout fires at once above 2^31-1 ms, so a wait of months is made of hops. */
const LONGEST_HOP_MS = 2 ** 31 - 1;

/** Date.now and setTimeout; pending timers do not keep the process alive. */
export class RealClock implements Clock {
  #isStopped = false;

  now(): number {
    return Date.now();
  }

  schedule(atEpochMs: number, fire: () => void | Promise<void>): Timer {
    let handle: NodeJS.Timeout;
    const hop = (): void => {
      const leftMs = atEpochMs - Date.now();
      const next = leftMs > LONGEST_HOP_MS ? hop : () => this.#isStopped || void fire();
      handle = setTimeout(next, Math.min(Math.max(leftMs, 0), LONGEST_HOP_MS));
      handle.unref();
    };
    hop();
    return { cancel: () => clearTimeout(handle) };
  }

  /** No timer fires from now on. */
  stop(): void {
    this.#isStopped = true;
  }
}
