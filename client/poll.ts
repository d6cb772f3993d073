// Looks at a handoff until there is something to see. Pauses are real time: an agent has no other clock.
import { setTimeout as sleep } from 'node:timers/promises';
import { ResultTimeoutError } from './errors.js';

/** First pause between two looks, milliseconds; it doubles up to `pollSeconds`. */
const FIRST_PAUSE_MS = 20;

export interface PollOptions {
  readonly handoffId: string;
  /** Longest pause between two looks. */
  readonly pollSeconds: number;
  readonly timeoutSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Resolves with the first thing that `look` finds. Throws ResultTimeoutError, or the signal's reason. */
export async function poll<T extends object>(
  look: () => Promise<T | undefined>,
  { handoffId, pollSeconds, timeoutSeconds = Number.POSITIVE_INFINITY, signal }: PollOptions,
): Promise<T> {
  const givesUpAt = performance.now() + timeoutSeconds * 1_000;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, pollSeconds * 1_000)) {
    const found = await look();
    if (found) return found;
    if (performance.now() + pauseMs > givesUpAt) throw new ResultTimeoutError(handoffId);
    await sleep(pauseMs, undefined, { ...(signal && { signal }) });
  }
}
