// Time as the runtime sees it. Every service takes a Clock; none may call Date.now() or setTimeout itself,
// so that a three-day approval is a test of milliseconds.

/** A scheduled callback; `cancel` is idempotent. */
export interface Timer {
  cancel(): void;
}

/** Epoch milliseconds and timers, real or virtual. */
export interface Clock {
  /** Current time in epoch milliseconds. */
  now(): number;
  /** Calls `fire` once when the clock reaches `atEpochMs` (at once, asynchronously, when that has passed). */
  schedule(atEpochMs: number, fire: () => void | Promise<void>): Timer;
}
