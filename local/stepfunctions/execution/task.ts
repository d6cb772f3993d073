// Task: calls its resource, and waits for a callback where it says so; within its timeout and heartbeat.
import type { TaskState } from '../language/definition.js';
import { StateFailure } from '../language/failure.js';
import { fillInteger, fillTemplate } from '../language/template.js';
import { awaitCallback, listen, type Outcome } from './callback.js';
import type { Effect } from './effects.js';
import { dataText } from './hand-on.js';
import { type Limits, parseResource, type Resource, type TaskEvents } from './resource.js';
import type { Thread } from './thread.js';
import { SECONDS } from './wait.js';
import type { Callback, TaskAnswer, TaskCall } from './world.js';

async function limitsOf(state: TaskState, input: unknown, thread: Thread): Promise<Limits> {
  const seconds = async (field: 'TimeoutSeconds' | 'HeartbeatSeconds') =>
    state[field] === undefined
      ? undefined
      : fillInteger(state[field], field, SECONDS, thread.scope({ input }));
  const timeoutSeconds = await seconds('TimeoutSeconds');
  const heartbeatSeconds = await seconds('HeartbeatSeconds');
  return {
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
  };
}

/** One attempt under way. It may wait for weeks: it holds what is still needed, not what it was called with. */
interface Attempt {
  readonly thread: Thread;
  readonly resource: Resource;
  readonly events: TaskEvents;
  readonly heartbeatSeconds: number | undefined;
  readonly called: Effect<TaskAnswer>;
  /** Of a task with a token. */
  readonly callback: Effect<Callback> | undefined;
  readonly token: string | undefined;
  /** Bounds the whole attempt. */
  readonly deadline: Effect<'timeout'> | undefined;
}

/** The result of the task, as the JSON that its resource answered. */
export async function runTask(state: TaskState, input: unknown, thread: Thread): Promise<unknown> {
  const attempt = await begin(state, input, thread);
  const { called, deadline } = attempt;
  const answer = await thread.pause(deadline ? Promise.race([called.done, deadline.done]) : called.done);
  const outcome = await (waitsForMore(attempt, answer) ?? answer);
  deadline?.cancel();
  return settle(attempt, outcome);
}

async function begin(state: TaskState, input: unknown, thread: Thread): Promise<Attempt> {
  const resource = parseResource(state.Resource);
  const token = resource.waitsForToken ? thread.world.newToken() : undefined;
  if (token) thread.context.Task = { Token: token };
  const parameters =
    state.Arguments === undefined
      ? input
      : await fillTemplate(state.Arguments, 'Arguments', thread.scope({ input }));
  const limits = await limitsOf(state, input, thread);
  const events = resource.events(thread);
  events.scheduled(parameters, limits);
  events.started();
  const { timeoutSeconds, heartbeatSeconds } = limits;
  const deadline =
    timeoutSeconds === undefined ? undefined : thread.after(timeoutSeconds, 'timeout' as const);
  // Listening begins before the call: the task may be completed before the call that hands out its token has answered.
  const callback = token === undefined ? undefined : listen(token, thread);
  const called = call({ resource: state.Resource, parameters, ...(token && { token }) }, thread);
  return { thread, resource, events, heartbeatSeconds, called, callback, token, deadline };
}

const call = (task: TaskCall, thread: Thread): Effect<TaskAnswer> =>
  thread.begin<TaskAnswer>((complete) => {
    void thread.world.call(task).then(complete);
    return undefined;
  });

/** What the callback brings, once the call was answered; nothing when the answer ends the attempt. Not async: no frame of it waits. */
function waitsForMore(attempt: Attempt, answer: Outcome): Promise<Outcome> | undefined {
  const { thread, events, called, callback, token, deadline, heartbeatSeconds } = attempt;
  if (typeof answer === 'string' || !callback || !token || !('output' in answer)) {
    called.cancel();
    callback?.cancel();
    return undefined;
  }
  events.submitted(answer.output);
  return awaitCallback(callback, deadline, token, heartbeatSeconds, thread);
}

/** Also what AWS's history shows for a missed heartbeat, which Retry and Catch may call by either name. */
const TIMEOUT = 'States.Timeout';

function settle({ resource, events }: Attempt, answer: Outcome): unknown {
  if (typeof answer === 'string') {
    events.timedOut(TIMEOUT);
    const alias = answer === 'missed heartbeat' ? 'States.HeartbeatTimeout' : undefined;
    throw new StateFailure(TIMEOUT, undefined, alias);
  }
  if (!('output' in answer)) {
    events.failed(answer.error, answer.cause);
    throw new StateFailure(answer.error, answer.cause);
  }
  const result: unknown = JSON.parse(answer.output);
  events.succeeded(fitting(result, resource, events));
  return result;
}

function fitting(result: unknown, { shownAs }: Resource, events: TaskEvents): string {
  try {
    return dataText(result, shownAs);
  } catch (error) {
    if (error instanceof StateFailure) events.failed(error.error, error.reason);
    throw error;
  }
}
