// Runs a map of states from its start to its end: enters each, lets it act, assigns, exits, moves on.
import type { State, StateMap } from '../language/definition.js';
import { inState, RuntimeFailure } from '../language/failure.js';
import { act } from './act.js';
import { recorded } from './guard.js';
import { dataText, type StateResult } from './hand-on.js';
import { whole } from './history.js';
import type { Thread } from './thread.js';

function enter(name: string, type: State['Type'], input: unknown, thread: Thread): number {
  const EnteredTime = new Date(thread.world.effects.time).toISOString();
  thread.context.State = { EnteredTime, Name: name };
  delete thread.context.Task;
  const enteredId = thread.event(`${type}StateEntered`, 'stateEnteredEventDetails', {
    name,
    ...whole('input', JSON.stringify(input)),
  });
  thread.open = { type, name, enteredId };
  return enteredId;
}

async function runState(name: string, state: State, input: unknown, thread: Thread): Promise<StateResult> {
  const enteredId = enter(name, state.Type, input, thread);
  try {
    const result = await act(name, state, input, thread);
    exit(name, state, result, thread);
    return result;
  } catch (error) {
    if (!(error instanceof RuntimeFailure)) throw recorded(error, thread);
    if (error.afterEventId !== undefined) throw error;
    const failure = new RuntimeFailure(inState(name, enteredId, error.reason));
    failure.afterEventId = thread.lastEventId;
    throw failure;
  }
}

function exit(name: string, state: State, { output, assigned = {} }: StateResult, thread: Thread): void {
  const texts = Object.entries(assigned).map(([key, value]) => [key, JSON.stringify(value)]);
  dataText(assigned, name);
  thread.assign(assigned);
  thread.event(`${state.Type}StateExited`, 'stateExitedEventDetails', {
    name,
    ...whole('output', dataText(output, name)),
    ...(texts.length > 0 && {
      assignedVariables: Object.fromEntries(texts),
      assignedVariablesDetails: { truncated: false },
    }),
  });
  thread.open = undefined;
}

/** Runs `map` from its first state; answers the last one's output. */
export async function runStates(map: StateMap, input: unknown, thread: Thread): Promise<unknown> {
  let name: string | undefined = map.StartAt;
  let data = input;
  while (name !== undefined) {
    const state: State | undefined = map.States[name];
    if (!state) throw new RuntimeFailure(`There is no state '${name}'.`);
    const result: StateResult = await runState(name, state, data, thread);
    data = result.output;
    name = result.next;
  }
  return data;
}
