// Retry and Catch around a state that may fail.
import type { Catcher, MapState, ParallelState, Retrier, TaskState } from '../language/definition.js';
import { StateFailure } from '../language/failure.js';
import { timer } from './act.js';
import { handOn, recordEvaluation, type StateResult } from './run-states.js';
import type { Thread } from './thread.js';

/** Errors that States.TaskFailed does not stand for (States.ALL does). */
const NOT_TASK_FAILED = new Set(['States.Timeout']);
/** Errors that nothing matches but their own name, or nothing at all. */
const NOT_ALL = new Set(['States.DataLimitExceeded', 'States.Runtime']);

function matches(patterns: readonly string[], error: string): boolean {
  return patterns.some((pattern) => {
    if (pattern === error) return true;
    if (pattern === 'States.ALL') return !NOT_ALL.has(error);
    return pattern === 'States.TaskFailed' && !NOT_TASK_FAILED.has(error) && !NOT_ALL.has(error);
  });
}

const DEFAULTS = { IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 };

/** Milliseconds before attempt `attempt` (1 for the first retry). */
function delayMs(retrier: Retrier, attempt: number, random: () => number): number {
  const { IntervalSeconds, BackoffRate } = { ...DEFAULTS, ...retrier };
  const seconds = Math.min(
    IntervalSeconds * BackoffRate ** (attempt - 1),
    retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
  );
  return seconds * 1_000 * (retrier.JitterStrategy === 'FULL' ? random() : 1);
}

/** Runs `attempt` until it succeeds, no retrier takes its failure, or a catcher does. */
export async function guarded(
  name: string,
  state: TaskState | ParallelState | MapState,
  input: unknown,
  thread: Thread,
  attempt: () => Promise<unknown>,
): Promise<StateResult> {
  const used = new Map<Retrier, number>();
  for (let retries = 0; ; retries += 1) {
    thread.retried(retries);
    try {
      const result = await attempt();
      return { next: state.Next, ...(await handOn(state, '', { input, result }, result, thread)) };
    } catch (error) {
      if (!(error instanceof StateFailure)) throw error;
      const failure = error.error ?? '';
      const retrier = state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, failure));
      const count = (retrier && used.get(retrier)) ?? 0;
      if (retrier && count < (retrier.MaxAttempts ?? DEFAULTS.MaxAttempts)) {
        recordEvaluation(error, name, thread);
        used.set(retrier, count + 1);
        const { world } = thread;
        await timer(world.effects.time + delayMs(retrier, count + 1, world.random), thread).done;
        continue;
      }
      return caught(name, state.Catch ?? [], error, input, thread);
    }
  }
}

async function caught(
  name: string,
  catchers: readonly Catcher[],
  failure: StateFailure,
  input: unknown,
  thread: Thread,
): Promise<StateResult> {
  const index = catchers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure.error ?? ''));
  const catcher = catchers[index];
  if (!catcher) throw failure;
  recordEvaluation(failure, name, thread);
  const errorOutput = {
    Error: failure.error,
    ...(failure.reason !== undefined && { Cause: failure.reason }),
  };
  const handed = await handOn(catcher, `Catch[${index}]/`, { input, errorOutput }, errorOutput, thread);
  return { next: catcher.Next, ...handed };
}
