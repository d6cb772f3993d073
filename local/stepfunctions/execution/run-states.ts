// Runs a map of states from its start to its end: enters each, lets it act, assigns, exits, moves on.
import type { State, StateMap } from '../language/definition.js';
import { EvaluationFailure, StateFailure } from '../language/failure.js';
import { fillTemplate } from '../language/template.js';
import { act } from './act.js';
import { whole } from './history.js';
import { dataText, type Thread } from './thread.js';

/** What a state came to: where to go (nowhere at the end), and what it hands on. */
export interface StateResult {
  readonly next: string | undefined;
  readonly output: unknown;
  readonly assigned?: Readonly<Record<string, unknown>> | undefined;
}

const ISO = (epochMs: number) => new Date(epochMs).toISOString();

/** The output and variables that a state's own fields make of `result`. */
export async function handOn(
  fields: { readonly Output?: unknown; readonly Assign?: Record<string, unknown> },
  prefix: string,
  states: { input: unknown; result?: unknown; errorOutput?: unknown },
  fallback: unknown,
  thread: Thread,
): Promise<Pick<StateResult, 'output' | 'assigned'>> {
  const scope = thread.scope(states);
  // Both see the variables as they were: neither sees what the other makes.
  const output =
    fields.Output === undefined ? fallback : await fillTemplate(fields.Output, `${prefix}Output`, scope);
  if (!fields.Assign) return { output };
  const assigned = (await fillTemplate(fields.Assign, `${prefix}Assign`, scope)) as Record<string, unknown>;
  return { output, assigned };
}

async function runState(name: string, state: State, input: unknown, thread: Thread): Promise<StateResult> {
  const { effects } = thread.world;
  thread.enter({ Name: name, EnteredTime: ISO(effects.time) });
  const enteredId = thread.event(`${state.Type}StateEntered`, 'stateEnteredEventDetails', {
    name,
    ...whole('input', JSON.stringify(input)),
  });
  try {
    const result = await act(name, state, input, thread);
    if (result.assigned) thread.assign(result.assigned);
    exit(name, state, result, thread);
    return result;
  } catch (error) {
    throw asUncaught(error, name, enteredId, thread);
  }
}

function exit(name: string, state: State, { output, assigned }: StateResult, thread: Thread): void {
  const variables =
    assigned &&
    Object.fromEntries(Object.entries(assigned).map(([key, value]) => [key, JSON.stringify(value)]));
  thread.event(`${state.Type}StateExited`, 'stateExitedEventDetails', {
    name,
    ...whole('output', dataText(output, name)),
    ...(variables && { assignedVariables: variables, assignedVariablesDetails: { truncated: false } }),
  });
}

/** A failure of evaluation is an event of its own before it ends anything. */
export function recordEvaluation(error: unknown, stateName: string, thread: Thread): void {
  if (!(error instanceof EvaluationFailure)) return;
  thread.event('EvaluationFailed', 'evaluationFailedEventDetails', {
    error: error.error,
    cause: error.reason,
    location: error.location,
    state: stateName,
  });
}

/** What an uncaught failure says above the state: AWS names the state for the errors that the language itself raises. */
function asUncaught(error: unknown, name: string, enteredId: number, thread: Thread): unknown {
  if (!(error instanceof StateFailure) || error.isRecorded) return error;
  recordEvaluation(error, name, thread);
  const isOwn =
    error instanceof EvaluationFailure ||
    error.error === 'States.Runtime' ||
    error.error === 'States.DataLimitExceeded';
  const reason = isOwn
    ? `An error occurred while executing the state '${name}' (entered at the event id #${enteredId}). ${error.reason}`
    : error.reason;
  return new StateFailure(error.error, reason, true);
}

/** Runs `map` from its first state; answers the last one's output. */
export async function runStates(map: StateMap, input: unknown, thread: Thread): Promise<unknown> {
  let name: string | undefined = map.StartAt;
  let data = input;
  while (name !== undefined) {
    const state: State | undefined = map.States[name];
    if (!state) throw new StateFailure('States.Runtime', `there is no state '${name}'`);
    const result: StateResult = await runState(name, state, data, thread);
    data = result.output;
    name = result.next;
  }
  return data;
}
