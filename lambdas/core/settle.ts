// Commands that end a wait or a handoff, and what comes next. The workflow trusts nobody's payload: it asks these.
import { cut } from '../contracts/problems.js';
import type { NextStep } from '../contracts/workflow.js';
import { type Answer, append, nothing, refuse } from './command.js';
import { expireOffer } from './offer.js';
import { MAX_PERFORM_ATTEMPTS } from './perform.js';
import type { Waitpoint } from './ports.js';
import { deadlineOf, isUnreachable } from './review.js';
import type { HandoffState } from './state.js';

/**
 * Whether nothing is left to wait for in this wait (tier 0: the offer): decided, settled, another tier's turn, nobody of the tier
 * can be reached, or its deadline has come nearer. That it has passed is the workflow's own to notice.
 */
export const isWaitOver = (
  state: HandoffState,
  { tier, deadlineAt }: Pick<Waitpoint, 'tier' | 'deadlineAt'>,
) =>
  (state.phase !== 'reviewing' && state.phase !== 'offered') ||
  state.tier !== tier ||
  isUnreachable(state) ||
  deadlineOf(state) < Date.parse(deadlineAt);

function nextTier(state: HandoffState, reason: 'deadline' | 'unreachable'): Answer {
  const { tier, route } = state;
  if (tier < route.length)
    return append({
      type: 'escalated',
      data: { fromTier: tier, toTier: tier + 1, reason },
    });
  return append({ type: 'expired', data: { tier, reason } });
}

/**
 * Settles what only time or a broken run can settle. A tier ends when its deadline passed or nobody in it can be reached;
 * a claim without a result is in doubt, unless the action may be called again. The last tier's end is never "approve".
 */
export function settleOutcome(state: HandoffState, now: number): Answer {
  if (state.phase === 'unknown') return refuse('NOT_FOUND');
  if (state.phase === 'performing' && state.claim) {
    if (mayPerformAgain(state)) return nothing;
    const { actionDigest } = state.claim;
    return append({
      type: 'performed',
      data: {
        status: 'in-doubt',
        actionDigest,
        error: 'the run ended without a result',
      },
    });
  }
  if (state.phase === 'offered') return expireOffer(state, now);
  if (state.phase !== 'reviewing') return nothing;
  if (isUnreachable(state)) return nextTier(state, 'unreachable');
  return now >= deadlineOf(state) ? nextTier(state, 'deadline') : nothing;
}

const mayPerformAgain = ({ claim }: HandoffState) =>
  claim?.idempotent === true && claim.count < MAX_PERFORM_ATTEMPTS;

/** What the workflow does next. `done` lacks its outcome, which needs the stored parts. */
export function nextStep(state: HandoffState): Exclude<NextStep, { next: 'done' }> | { next: 'done' } {
  const handoff = { tenant: state.tenant, handoffId: state.handoffId };
  switch (state.phase) {
    case 'offered':
    case 'reviewing':
      return {
        next: 'await',
        handoff,
        round: state.round,
        tier: state.tier,
        deadlineAt: new Date(deadlineOf(state)).toISOString(),
      };
    case 'edited':
      return { next: 'evaluate', handoff };
    case 'cleared':
    case 'performing':
      return { next: 'perform', handoff };
    default:
      return { next: 'done' };
  }
}

/** The agent or the operator withdraws; not once the action is running. */
export function cancelHandoff(
  state: HandoffState,
  by: 'agent' | 'operator',
  reason: string | undefined,
): Answer {
  if (state.phase === 'unknown') return refuse('NOT_FOUND');
  if (state.phase === 'performing') return refuse('ALREADY_PERFORMING');
  if (state.phase === 'settled') return state.outcome === 'cancelled' ? nothing : refuse('ALREADY_SETTLED');
  return append({ type: 'cancelled', data: { by, ...(reason && { reason }) } });
}

/** The execution is gone and the log was never settled (rule R4). A claimed action is in doubt rather than closed. */
export function closeHandoff(state: HandoffState, executionStatus: string): Answer {
  if (state.phase === 'settled') return nothing;
  if (state.phase === 'performing' && state.claim) {
    const { actionDigest } = state.claim;
    return append({
      type: 'performed',
      data: {
        status: 'in-doubt',
        actionDigest,
        error: 'the execution ended while it ran',
      },
    });
  }
  return append({ type: 'closed', data: { executionStatus: cut(executionStatus, 32) } });
}
