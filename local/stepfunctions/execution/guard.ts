// Retry and Catch around a state that may fail.
import type { Catcher, MapState, ParallelState, Retrier, TaskState } from '../language/definition.js';
import { EvaluationFailure, inState, RuntimeFailure, StateFailure } from '../language/failure.js';
import { handOn, type StateResult } from './hand-on.js';
import type { Thread } from './thread.js';
import { timer } from './wait.js';

/** Errors that States.ALL does not stand for. */
const NOT_ALL: readonly string[] = ['States.DataLimitExceeded'];
/** Errors that States.TaskFailed does not stand for. */
const NOT_TASK_FAILED: readonly string[] = ['States.Timeout', ...NOT_ALL];

function matches(patterns: readonly string[], { error = '', alias }: StateFailure): boolean {
  return patterns.some((pattern) => {
    if (pattern === error || pattern === alias) return true;
    if (pattern === 'States.ALL') return !NOT_ALL.includes(error);
    return pattern === 'States.TaskFailed' && !NOT_TASK_FAILED.includes(error);
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

/** The failure as Retry and Catch see it: one of evaluation is an event of its own, and names the state. */
export function recorded(error: unknown, thread: Thread): StateFailure {
  if (!(error instanceof StateFailure) || error instanceof RuntimeFailure) throw error;
  if (!(error instanceof EvaluationFailure) || !thread.open) return error;
  const { name, enteredId } = thread.open;
  const cause = inState(name, enteredId, error.reason);
  thread.event('EvaluationFailed', 'evaluationFailedEventDetails', {
    cause,
    error: error.error,
    location: error.location,
    state: name,
  });
  return new StateFailure(error.error, cause);
}

/** Runs `attempt` until it succeeds, no retrier takes its failure, or a catcher does. */
export async function guarded(
  state: TaskState | ParallelState | MapState,
  input: unknown,
  thread: Thread,
  attempt: () => Promise<unknown>,
): Promise<StateResult> {
  let used: Map<Retrier, number> | undefined;
  for (let retries = 0; ; retries += 1) {
    const { EnteredTime, Name } = thread.context.State as Record<string, unknown>;
    thread.context.State = { EnteredTime, Name, RetryCount: retries };
    try {
      const result = await attempt();
      return { next: state.Next, ...(await handOn(state, '', { input, result }, result, thread)) };
    } catch (error) {
      const failure = recorded(error, thread);
      const retrier = state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, failure));
      const count = (retrier && used?.get(retrier)) ?? 0;
      if (!retrier || count >= (retrier.MaxAttempts ?? DEFAULTS.MaxAttempts))
        return caught(state, failure, input, thread);
      used ??= new Map();
      used.set(retrier, count + 1);
      const { world } = thread;
      await timer(world.effects.time + delayMs(retrier, count + 1, world.random), thread);
    }
  }
}

/** Parallel and Map end with an event of their own before they are caught, or fail what is around them. */
const stateFailed = ({ Type }: { Type: string }, thread: Thread) =>
  Type === 'Task' ? thread.sourceEventId : thread.aside(`${Type}StateFailed`);

async function caught(
  state: TaskState | ParallelState | MapState,
  failure: StateFailure,
  input: unknown,
  thread: Thread,
): Promise<StateResult> {
  const failedId = stateFailed(state, thread);
  const index = state.Catch?.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure)) ?? -1;
  const catcher: Catcher | undefined = state.Catch?.[index];
  if (!catcher) {
    thread.sourceEventId = failedId;
    throw failure;
  }
  const errorOutput = { Error: failure.error ?? '', Cause: failure.reason ?? '' };
  const states = { input, result: errorOutput, errorOutput };
  try {
    const handed = await handOn(catcher, `Catch[${index}]/`, states, errorOutput, thread);
    thread.sourceEventId = failedId;
    return { next: catcher.Next, ...handed };
  } catch (error) {
    // The catcher's own failure follows what failed, not the state's end, and ends the state again.
    const second = recorded(error, thread);
    thread.sourceEventId = stateFailed(state, thread);
    throw second;
  }
}
