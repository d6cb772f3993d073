// The stop switch: one log for each tenant, under a key that no handoff can have. Perform and Evaluate read it strongly; only
// operators write it. It holds back what has not started: what runs is not called back, and reversals stay possible.
import type { FactData } from '../contracts/event.js';
import { type HandoffKey, STOPS_ID } from '../contracts/ids.js';
import type { Problem } from '../contracts/problems.js';
import { type Answer, append, refuse } from './command.js';
import type { HandoffState, Stop } from './state.js';
import { isSameScope } from './stop-scope.js';

/** Key of a tenant's stop switch. */
export const stopsKey = (tenant: string): HandoffKey => ({ tenant, handoffId: STOPS_ID });

/** Stops `scope` until that is lifted. */
export const stop = ({ stops }: HandoffState, order: FactData<'stopped'>): Answer =>
  stops.some(({ scope }) => isSameScope(scope, order.scope))
    ? refuse('ALREADY_STOPPED')
    : append({ type: 'stopped', data: order });

/** Lifts the stop of exactly this scope; a wider one stays in force. */
export const lift = ({ stops }: HandoffState, order: FactData<'stopLifted'>): Answer =>
  stops.some(({ scope }) => isSameScope(scope, order.scope))
    ? append({ type: 'stopLifted', data: order })
    : refuse('NOT_STOPPED');

/** What an action is of. */
export interface Covered {
  readonly agentId: string | undefined;
  readonly handoffId: string;
}

/** The stop that covers an action of this agent and handoff, or nothing; `switches` is the state of the tenant's switch. */
export const stopOf = ({ stops }: Pick<HandoffState, 'stops'>, covered: Covered): Stop | undefined =>
  stops.find(
    ({ scope }) =>
      scope.kind === 'tenant' ||
      (scope.kind === 'agent' ? scope.agentId === covered.agentId : scope.handoffId === covered.handoffId),
  );

const FIELDS = { tenant: 'tenant', agent: 'agent.id', handoff: '(whole input)' } as const;

/** Why a new request is refused while it is covered. The operator's reason stays on the switch's log. */
export const stopProblem = ({ scope }: Stop): Problem => ({
  path: FIELDS[scope.kind],
  rule: `is stopped: no new request of this ${scope.kind} is accepted until an operator lifts the stop`,
});
