// Task: calls its resource, and waits for a callback where it says so; within its timeout and heartbeat.
import type { TaskState } from '../language/definition.js';
import { StateFailure } from '../language/failure.js';
import { fillInteger, fillTemplate } from '../language/template.js';
import { awaitCallback, listen } from './callback.js';
import type { Effect } from './effects.js';
import { dataText } from './hand-on.js';
import { type Limits, parseResource, type Resource, type TaskEvents } from './resource.js';
import type { Thread } from './thread.js';
import { SECONDS } from './wait.js';
import type { TaskAnswer } from './world.js';

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

/** One attempt: its thread, its resource and what is recorded of it. */
interface Attempt {
  readonly thread: Thread;
  readonly resource: Resource;
  readonly events: TaskEvents;
  readonly limits: Limits;
  /** Bounds the whole attempt. */
  readonly deadline: Effect<undefined> | undefined;
}

/** The result of the task, as the JSON that its resource answered. */
export async function runTask(state: TaskState, input: unknown, thread: Thread): Promise<unknown> {
  const { world } = thread;
  const resource = parseResource(state.Resource);
  const token = resource.waitsForToken ? world.newToken() : undefined;
  if (token) thread.context.Task = { Token: token };
  const parameters =
    state.Arguments === undefined
      ? input
      : await fillTemplate(state.Arguments, 'Arguments', thread.scope({ input }));
  const limits = await limitsOf(state, input, thread);
  const events = resource.events(thread);
  events.scheduled(parameters, limits);
  events.started();
  const deadline = after(limits.timeoutSeconds, thread);
  const attempt: Attempt = { thread, resource, events, limits, deadline };
  try {
    return await perform(attempt, state.Resource, parameters, token);
  } finally {
    deadline?.cancel();
  }
}

/** Completes so many seconds from now. */
const after = (seconds: number | undefined, thread: Thread) =>
  seconds === undefined
    ? undefined
    : thread.begin<undefined>((complete) =>
        thread.world.schedule(thread.world.effects.time + seconds * 1_000, () => complete(undefined)),
      );

async function perform(
  attempt: Attempt,
  resource: string,
  parameters: unknown,
  token: string | undefined,
): Promise<unknown> {
  const { thread, events, deadline, limits } = attempt;
  const { world } = thread;
  // Listening begins before the call: the task may be completed before the call that hands out its token has answered.
  const callback = token === undefined ? undefined : listen(token, thread);
  const called = thread.begin<TaskAnswer>((complete) => {
    void world.call({ resource, parameters, ...(token && { token }) }).then(complete);
    return undefined;
  });
  const answer = await thread.pause(
    Promise.race([called.done, ...(deadline ? [deadline.done.then(() => 'timeout' as const)] : [])]),
  );
  if (answer === 'timeout' || !callback || !token || !('output' in answer)) {
    called.cancel();
    callback?.cancel();
    return settle(attempt, answer);
  }
  events.submitted(answer.output);
  return settle(attempt, await awaitCallback(callback, deadline, token, limits.heartbeatSeconds, thread));
}

/** Also what AWS's history shows for a missed heartbeat, which Retry and Catch may call by either name. */
const TIMEOUT = 'States.Timeout';

function settle({ resource, events }: Attempt, answer: TaskAnswer | 'timeout' | 'missed heartbeat'): unknown {
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
