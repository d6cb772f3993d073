// Task: calls its resource, and waits for a callback where it says so; within its timeout and heartbeat.
import type { TaskState } from '../language/definition.js';
import { EvaluationFailure, StateFailure } from '../language/failure.js';
import { fillTemplate, fillTyped } from '../language/template.js';
import { timer } from './act.js';
import { type Effect, firstOf } from './effects.js';
import { whole } from './history.js';
import { parseResource } from './resource.js';
import { type Callback, dataText, type TaskAnswer, type Thread } from './thread.js';

/** Seconds that a task may take without a limit of its own (Step Functions, read 2026-11). */
const MAX_SECONDS = 99_999_999;

interface Limits {
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
}

async function limitsOf(state: TaskState, input: unknown, thread: Thread): Promise<Limits> {
  const seconds = async (field: 'TimeoutSeconds' | 'HeartbeatSeconds') => {
    if (state[field] === undefined) return undefined;
    const value = await fillTyped<number>(state[field], field, 'integer', thread.scope({ input }));
    if (value < 1 || value > MAX_SECONDS)
      throw new EvaluationFailure(
        field,
        `The value ${value} specified for the field '${field}' must be between 1 and ${MAX_SECONDS}.`,
      );
    return value;
  };
  const timeoutSeconds = await seconds('TimeoutSeconds');
  const heartbeatSeconds = await seconds('HeartbeatSeconds');
  return { ...(timeoutSeconds && { timeoutSeconds }), ...(heartbeatSeconds && { heartbeatSeconds }) };
}

/** The result of the task, as the JSON that its resource answered. */
export async function runTask(
  name: string,
  state: TaskState,
  input: unknown,
  thread: Thread,
): Promise<unknown> {
  const { world } = thread;
  const resource = parseResource(state.Resource);
  const token = resource.waitsForToken ? world.newToken() : undefined;
  if (token) thread.context.Task = { Token: token };
  const parameters =
    state.Arguments === undefined
      ? input
      : await fillTemplate(state.Arguments, 'Arguments', thread.scope({ input }));
  const limits = await limitsOf(state, input, thread);
  const events = resource.events(thread, world.region);
  events.scheduled(parameters, limits);
  events.started();
  const timeout =
    limits.timeoutSeconds === undefined
      ? undefined
      : timer(world.effects.time + limits.timeoutSeconds * 1_000, thread);
  // Listening begins before the call: the task may be completed before the call that hands out its token has answered.
  const callback = token === undefined ? undefined : listen(token, thread);
  const called = world.effects.begin<TaskAnswer>((complete) => {
    void world.call({ resource: state.Resource, parameters, ...(token && { token }) }).then(complete);
    return undefined;
  });
  const answer = await within<TaskAnswer>(called, timeout);
  const isWaiting = callback !== undefined && answer !== 'timeout' && 'output' in answer;
  if (isWaiting) {
    events.submitted(answer.output);
    return settleCallback(name, await awaitCallback(callback, timeout, token ?? '', limits, thread), events);
  }
  callback?.cancel();
  timeout?.cancel();
  return answer === 'timeout' ? timedOut(events) : settle(name, answer, events);
}

const listen = (token: string, { world }: Thread) =>
  world.effects.begin<Callback>((complete) => world.listen(token, complete));

/** `effect`, or 'timeout' when that comes first; a timeout that is not reached goes on running. */
async function within<T>(effect: Effect<T>, timeout: Effect<undefined> | undefined): Promise<T | 'timeout'> {
  if (!timeout) return effect.done;
  const winner = await Promise.race([
    effect.done.then((value) => ({ value })),
    timeout.done.then(() => 'timeout' as const),
  ]);
  if (winner !== 'timeout') return winner.value;
  effect.cancel();
  return 'timeout';
}

/** The callback that ends the wait; each heartbeat begins a new interval. */
async function awaitCallback(
  first: Effect<Callback>,
  timeout: Effect<undefined> | undefined,
  token: string,
  { heartbeatSeconds }: Limits,
  thread: Thread,
): Promise<Exclude<Callback, { kind: 'heartbeat' }> | 'timeout'> {
  for (let callback = first; ; callback = listen(token, thread)) {
    const { effects } = thread.world;
    const heartbeat =
      heartbeatSeconds === undefined ? undefined : timer(effects.time + heartbeatSeconds * 1_000, thread);
    const racers: Effect<Callback | undefined>[] = [
      callback,
      ...(timeout ? [timeout] : []),
      ...(heartbeat ? [heartbeat] : []),
    ];
    const { index, value } = await raceKeeping(racers, timeout);
    if (index > 0 || value === undefined) {
      timeout?.cancel();
      return 'timeout';
    }
    if (value.kind !== 'heartbeat') {
      timeout?.cancel();
      return value;
    }
  }
}

/** {@link firstOf}, but `kept` is left running when it does not win: it bounds all intervals together. */
async function raceKeeping<T>(effects: readonly Effect<T>[], kept: Effect<unknown> | undefined) {
  return firstOf(
    effects.map((effect) => (effect === kept ? { ...effect, cancel: () => undefined } : effect)),
  );
}

type Events = ReturnType<ReturnType<typeof parseResource>['events']>;

function timedOut(events: Events): never {
  events.timedOut('States.Timeout');
  throw new StateFailure('States.Timeout', undefined);
}

function settle(name: string, answer: TaskAnswer, events: Events): unknown {
  if ('output' in answer) {
    const result = JSON.parse(answer.output);
    const text = dataText(result, name);
    events.succeeded(whole('output', text));
    return result;
  }
  events.failed(answer.error, answer.cause);
  throw new StateFailure(answer.error ?? 'States.TaskFailed', answer.cause);
}

function settleCallback(
  name: string,
  callback: Exclude<Callback, { kind: 'heartbeat' }> | 'timeout',
  events: Events,
): unknown {
  if (callback === 'timeout') return timedOut(events);
  if (callback.kind === 'success') return settle(name, { output: callback.output }, events);
  const { error, cause } = callback;
  return settle(
    name,
    { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) },
    events,
  );
}
