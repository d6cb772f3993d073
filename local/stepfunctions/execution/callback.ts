// Waits for the callback that completes a task with a token, by its heartbeats and within its deadline.
import type { Effect } from './effects.js';
import type { Thread } from './thread.js';
import type { Callback, TaskAnswer } from './world.js';

/** What is heard of `token` next. */
export const listen = (token: string, thread: Thread) =>
  thread.begin<Callback>((complete) => thread.world.listen(token, complete));

/** How an attempt ended. */
export type Outcome = TaskAnswer | 'timeout' | 'missed heartbeat';

/** The answer that the callback brings; each heartbeat begins a new interval. */
export async function awaitCallback(
  firstCallback: Effect<Callback>,
  deadline: Effect<'timeout'> | undefined,
  token: string,
  heartbeatSeconds: number | undefined,
  thread: Thread,
): Promise<Outcome> {
  for (let callback = firstCallback; ; callback = listen(token, thread)) {
    const beatBy =
      heartbeatSeconds === undefined
        ? undefined
        : thread.after(heartbeatSeconds, 'missed heartbeat' as const);
    const first = [callback.done, ...(deadline ? [deadline.done] : []), ...(beatBy ? [beatBy.done] : [])];
    const heard = await thread.pause(first.length === 1 ? callback.done : Promise.race(first));
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
