// What each type of state does, once it is entered. The guarded ones (Task, Parallel, Map) go through Retry and Catch.
import type { ChoiceState, FailState, State, WaitState } from '../language/definition.js';
import { EvaluationFailure, StateFailure } from '../language/failure.js';
import { fillTyped } from '../language/template.js';
import { guarded } from './guard.js';
import { runMap } from './map.js';
import { runParallel } from './parallel.js';
import { handOn, type StateResult } from './run-states.js';
import { runTask } from './task.js';
import type { Thread } from './thread.js';

/** Runs `state`; answers where to go and what it hands on. */
export async function act(name: string, state: State, input: unknown, thread: Thread): Promise<StateResult> {
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return { next: state.Next, ...(await handOn(state, '', { input }, input, thread)) };
    case 'Fail':
      return fail(state, input, thread);
    case 'Wait':
      await wait(state, input, thread);
      return { next: state.Next, ...(await handOn(state, '', { input }, input, thread)) };
    case 'Choice':
      return choose(state, input, thread);
    case 'Task':
      return guarded(name, state, input, thread, () => runTask(name, state, input, thread));
    case 'Parallel':
      return guarded(name, state, input, thread, () => runParallel(name, state, input, thread));
    case 'Map':
      return guarded(name, state, input, thread, () => runMap(name, state, input, thread));
  }
}

async function fail(
  { Error: error, Cause: cause }: FailState,
  input: unknown,
  thread: Thread,
): Promise<never> {
  const scope = thread.scope({ input });
  const text = (value: string | undefined, field: string) =>
    value === undefined ? undefined : fillTyped<string>(value, field, 'string', scope);
  throw new StateFailure(await text(error, 'Error'), await text(cause, 'Cause'));
}

const MAX_WAIT_SECONDS = 99_999_999;

async function wait({ Seconds, Timestamp }: WaitState, input: unknown, thread: Thread): Promise<void> {
  const scope = thread.scope({ input });
  const { effects } = thread.world;
  let until: number;
  if (Seconds !== undefined) {
    const seconds = await fillTyped<number>(Seconds, 'Seconds', 'integer', scope);
    if (seconds < 0 || seconds > MAX_WAIT_SECONDS)
      throw new EvaluationFailure(
        'Seconds',
        `The value ${seconds} specified for the field 'Seconds' must be between 0 and ${MAX_WAIT_SECONDS}.`,
      );
    until = effects.time + seconds * 1_000;
  } else {
    const text = await fillTyped<string>(Timestamp, 'Timestamp', 'string', scope);
    until = Date.parse(text);
    if (Number.isNaN(until) || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text))
      throw new EvaluationFailure(
        'Timestamp',
        `The value '${text}' specified for the field 'Timestamp' is not a valid timestamp.`,
      );
  }
  await timer(until, thread).done;
}

/** An effect that completes at `atEpochMs`. */
export const timer = (atEpochMs: number, { world }: Thread) =>
  world.effects.begin<undefined>((complete) => world.schedule(atEpochMs, () => complete(undefined)));

async function choose(state: ChoiceState, input: unknown, thread: Thread): Promise<StateResult> {
  for (const [index, rule] of state.Choices.entries()) {
    const location = `Choices[${index}]/`;
    const holds = await fillTyped<boolean>(
      rule.Condition,
      `${location}Condition`,
      'boolean',
      thread.scope({ input }),
    );
    if (holds) return { next: rule.Next, ...(await handOn(rule, location, { input }, input, thread)) };
  }
  if (state.Default === undefined)
    throw new StateFailure('States.NoChoiceMatched', 'No choice condition matched and no default is set.');
  return { next: state.Default, ...(await handOn(state, '', { input }, input, thread)) };
}
