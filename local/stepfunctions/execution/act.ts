// What each type of state does, once it is entered. The guarded ones (Task, Parallel, Map) go through Retry and Catch.
import type {
  ChoiceState,
  FailState,
  PassState,
  State,
  SucceedState,
  WaitState,
} from '../language/definition.js';
import { RuntimeFailure, StateFailure } from '../language/failure.js';
import { fillTyped } from '../language/template.js';
import { guarded } from './guard.js';
import { handOn, type StateResult } from './hand-on.js';
import { runMap } from './map.js';
import { runParallel } from './parallel.js';
import { runTask } from './task.js';
import type { Thread } from './thread.js';
import { wait } from './wait.js';

/** Runs `state`; answers where to go and what it hands on. */
export function act(name: string, state: State, input: unknown, thread: Thread): Promise<StateResult> {
  switch (state.Type) {
    case 'Pass':
    case 'Succeed':
      return pass(state, input, thread);
    case 'Fail':
      return fail(state, input, thread);
    case 'Wait':
      return wait(state, input, thread).then(() => pass(state, input, thread));
    case 'Choice':
      return choose(state, input, thread);
    case 'Task':
      return guarded(state, input, thread, () => runTask(state, input, thread));
    case 'Parallel':
      return guarded(state, input, thread, () => runParallel(state, input, thread));
    case 'Map':
      return guarded(state, input, thread, () => runMap(name, state, input, thread));
  }
}

const pass = async (
  state: PassState | SucceedState | WaitState,
  input: unknown,
  thread: Thread,
): Promise<StateResult> => ({
  next: state.Next,
  ...(await handOn(state, '', { input }, input, thread)),
});

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

async function choose(state: ChoiceState, input: unknown, thread: Thread): Promise<StateResult> {
  for (const [index, rule] of state.Choices.entries()) {
    const prefix = `Choices[${index}]/`;
    const scope = thread.scope({ input });
    const holds = await fillTyped<boolean>(rule.Condition, `${prefix}Condition`, 'boolean', scope);
    if (holds) return { next: rule.Next, ...(await handOn(rule, prefix, { input }, input, thread)) };
  }
  if (state.Default === undefined)
    throw new RuntimeFailure(
      'Failed to transition out of the state. The state does not point to a next state.',
    );
  return { next: state.Default, ...(await handOn(state, '', { input }, input, thread)) };
}
