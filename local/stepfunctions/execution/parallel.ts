// Parallel: runs every branch at once; the first failure ends the others.
import type { ParallelState } from '../language/definition.js';
import { StateFailure } from '../language/failure.js';
import { fillTemplate } from '../language/template.js';
import { runStates } from './run-states.js';
import type { Thread } from './thread.js';

/** The branches' outputs, in their order. */
export async function runParallel(
  _: string,
  state: ParallelState,
  input: unknown,
  thread: Thread,
): Promise<unknown[]> {
  const given =
    state.Arguments === undefined
      ? input
      : await fillTemplate(state.Arguments, 'Arguments', thread.scope({ input }));
  const startedId = thread.event('ParallelStateStarted');
  const branches = state.Branches.map(() => thread.inner({}, startedId));
  try {
    const outputs = await Promise.all(
      state.Branches.map((branch, index) => {
        const own = branches[index] as Thread;
        return runStates(branch, given, own).then((output) => {
          // The state's own line goes on from the branch that ended last.
          thread.previousEventId = own.previousEventId;
          return output;
        });
      }),
    );
    thread.event('ParallelStateSucceeded');
    return outputs;
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    thread.previousEventId = Math.max(...branches.map(({ previousEventId }) => previousEventId));
    thread.event('ParallelStateFailed', 'executionFailedEventDetails', {
      error: error.error,
      cause: error.reason,
    });
    throw new StateFailure(error.error, error.reason, true);
  }
}
