// The gate is an Express execution: it judges, and performs what needs no human. Whatever takes longer, or went wrong, a durable
// execution under the same id goes on with; one of them, once.
import type { ExecutionRef } from '../contracts/ids.js';
import { type Answer, append, nothing, refuse } from './command.js';
import { isBoundTo } from './request.js';
import type { HandoffState } from './state.js';

/**
 * Whether an execution is one of the gate's: `arn:aws:states:REGION:ACCOUNT:express:MACHINE:NAME:UUID`.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-express-synchronous.html (read 2026-11)
 */
export const isGate = ({ arn }: Pick<ExecutionRef, 'arn'>) => arn.split(':')[5] === 'express';

/** Whether the gate still holds the handoff: nobody has gone on with it, and it is not over. */
export const isHeldByGate = ({ phase, execution }: HandoffState) =>
  phase !== 'settled' && execution !== undefined && isGate(execution);

/** Binds the handoff to the durable execution that goes on with it; never to another gate. */
export function continueHandoff(state: HandoffState, execution: ExecutionRef): Answer {
  if (isBoundTo(state, execution)) return nothing;
  if (isGate(execution) || !isHeldByGate(state)) return refuse('BOUND_ELSEWHERE');
  return append({ type: 'continued', data: { execution } });
}

/** Whether a gate that finds the handoff already open may point to it: people are, or were, being asked. */
export const isPointedTo = ({ phase }: HandoffState, execution: ExecutionRef) =>
  isGate(execution) && (phase === 'offered' || phase === 'reviewing' || phase === 'edited');
