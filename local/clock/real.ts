// The machine's own time, for `npm start` and `npm run local`.
import type { Clock, Timer } from '../clock.js';

/** setTimeout fires at once above 2^31-1 ms, so a wait of months is made of hops. */
const LONGEST_HOP_MS = 2 ** 31 - 1;

/** Date.now and setTimeout; pending timers do not keep the process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  schedule(atEpochMs, fire) {
    let handle: NodeJS.Timeout;
    const hop = (): void => {
      const leftMs = atEpochMs - Date.now();
      handle = setTimeout(
        leftMs > LONGEST_HOP_MS ? hop : fire,
        Math.min(Math.max(leftMs, 0), LONGEST_HOP_MS),
      );
      handle.unref();
    };
    hop();
    return { cancel: () => clearTimeout(handle) } satisfies Timer;
  },
};
