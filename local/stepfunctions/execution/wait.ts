// Wait: until an instant, or for a while.
import type { WaitState } from '../language/definition.js';
import { bodyOf, isExpression } from '../language/expression.js';
import { EvaluationFailure } from '../language/failure.js';
import { fillInteger, fillTyped } from '../language/template.js';
import type { Thread } from './thread.js';

/** Seconds that a state may wait or take (Step Functions, read 2026-11). */
export const SECONDS = { min: 0, max: 99_999_999 };

/** ISO-8601 extended offset date-time. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Epoch milliseconds of a timestamp, or NaN. */
export const instantOf = (text: string) => (TIMESTAMP.test(text) ? Date.parse(text) : Number.NaN);

/** Resolves at `atEpochMs`. */
export const timer = (atEpochMs: number, thread: Thread): Promise<void> =>
  thread.pause(
    thread.begin<undefined>((complete) => thread.world.schedule(atEpochMs, () => complete(undefined))).done,
  );

export async function wait({ Seconds, Timestamp }: WaitState, input: unknown, thread: Thread): Promise<void> {
  const scope = thread.scope({ input });
  if (Seconds !== undefined) {
    const seconds = await fillInteger(Seconds, 'Seconds', SECONDS, scope);
    return timer(thread.world.effects.time + seconds * 1_000, thread);
  }
  const text = await fillTyped<string>(Timestamp, 'Timestamp', 'string', scope);
  const until = instantOf(text);
  if (!Number.isNaN(until)) return timer(until, thread);
  const given = Timestamp !== undefined && isExpression(Timestamp) ? bodyOf(Timestamp) : Timestamp;
  throw new EvaluationFailure(
    'Timestamp',
    `The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: ${given} == ${text}`,
  );
}
