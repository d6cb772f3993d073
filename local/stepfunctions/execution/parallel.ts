// Parallel: runs every branch at once; the first failure ends the others.
import type { ParallelState } from '../language/definition.js';
import { fillTemplate } from '../language/template.js';
import { runStates } from './run-states.js';
import { Siblings } from './siblings.js';
import type { Thread } from './thread.js';

/** The branches' outputs, in their order. */
export async function runParallel(state: ParallelState, input: unknown, thread: Thread): Promise<unknown[]> {
  const given =
    state.Arguments === undefined
      ? input
      : await fillTemplate(state.Arguments, 'Arguments', thread.scope({ input }));
  const startedId = thread.event('ParallelStateStarted');
  const outputs: unknown[] = new Array(state.Branches.length);
  await new Siblings(thread).run(
    state.Branches.map((branch, index) => async (group) => {
      const inner = thread.fork(startedId);
      outputs[index] = await group.inside(inner, () => runStates(branch, given, inner));
      // The state's own line goes on from the branch that ended last.
      thread.sourceEventId = inner.sourceEventId;
    }),
  );
  thread.aside('ParallelStateSucceeded');
  return outputs;
}
