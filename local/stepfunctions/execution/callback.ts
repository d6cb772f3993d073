// Waits for the callback that completes a task with a token, by its heartbeats and within its deadline.
import type { Effect } from './effects.js';
import type { Thread } from './thread.js';
import type { Callback, TaskAnswer } from './world.js';

/** What is heard of `token` next. */
export const listen = (token: string, thread: Thread) =>
  thread.begin<Callback>((complete) => thread.world.listen(token, complete));

type Outcome = TaskAnswer | 'timeout' | 'missed heartbeat';

/** The answer that the callback brings; each heartbeat begins a new interval. */
export async function awaitCallback(
  first: Effect<Callback>,
  deadline: Effect<undefined> | undefined,
  token: string,
  heartbeatSeconds: number | undefined,
  thread: Thread,
): Promise<Outcome> {
  for (let callback = first; ; callback = listen(token, thread)) {
    const { world } = thread;
    const beatBy =
      heartbeatSeconds === undefined
        ? undefined
        : thread.begin<undefined>((complete) =>
            world.schedule(world.effects.time + heartbeatSeconds * 1_000, () => complete(undefined)),
          );
    const heard = await thread.pause(
      Promise.race([
        callback.done,
        ...(deadline ? [deadline.done.then(() => 'timeout' as const)] : []),
        ...(beatBy ? [beatBy.done.then(() => 'missed heartbeat' as const)] : []),
      ]),
    );
    beatBy?.cancel();
    callback.cancel();
    if (typeof heard === 'string') return heard;
    if (heard.kind === 'success') return { output: heard.output };
    if (heard.kind === 'failure') return answerOf(heard);
  }
}

const answerOf = ({ error, cause }: { error?: string; cause?: string }): TaskAnswer => ({
  ...(error !== undefined && { error }),
  ...(cause !== undefined && { cause }),
});
