// Which of several settings holds for a request: the one that names most of it. Called for thresholds, patterns and expiries.
import type { Scope } from '../contracts/governance.js';
import type { HandoffRequest } from '../contracts/request.js';

/** The setting of both agent and action type, else of the agent, else of the type, else of all; the first of equals. */
export function mostSpecific<S extends Scope>(
  settings: readonly S[] | undefined,
  { agent, action }: Pick<HandoffRequest, 'agent' | 'action'>,
): S | undefined {
  const fits = (settings ?? []).filter(
    (one) =>
      (one.agent === undefined || one.agent === agent.id) &&
      (one.actionType === undefined || one.actionType === action.type),
  );
  const weight = (one: Scope) => (one.agent ? 2 : 0) + (one.actionType ? 1 : 0);
  return fits.toSorted((a, b) => weight(b) - weight(a))[0];
}
