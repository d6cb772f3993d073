// Commands of Perform: claim before the call, record after it; at most once unless the action says that it is idempotent.
import type { FactData } from '../contracts/event.js';
import { type Answer, append, nothing, refuse, withShortError } from './command.js';
import type { HandoffState, Stop } from './state.js';

/** Calls of an idempotent action whose results stay unknown, before it is in doubt. */
export const MAX_PERFORM_ATTEMPTS = 3;

/** The same for every call of one approved action: handoff and digest. */
export const idempotencyKey = (state: HandoffState) =>
  `${state.tenant}/${state.handoffId}/${state.actionDigest}`;

/**
 * Claims the run (rule R10). Whoever finds a claim without a result does not call: a claim of an idempotent action may be
 * renewed, any other ends in doubt. The claim's command id must be unique to the invocation. `stop` is the one that covers it
 * now: nothing is claimed, nor claimed again.
 */
export function claimPerformance(state: HandoffState, idempotent: boolean, stop?: Stop): Answer {
  const { phase, actionDigest, claim } = state;
  if (phase === 'settled') return nothing;
  const isSpent = !(claim?.idempotent && claim.count < MAX_PERFORM_ATTEMPTS);
  if (phase === 'performing' && claim && (isSpent || stop))
    return append({
      type: 'performed',
      data: {
        status: 'in-doubt',
        actionDigest: claim.actionDigest,
        error: `an earlier run ended without a result${isSpent ? '' : ', and a stop forbids another'}`,
      },
    });
  if (phase === 'cleared' && stop) {
    const { scope, reason } = stop;
    return append({ type: 'cancelled', data: { by: 'stop', scope, reason } });
  }
  if ((phase !== 'cleared' && phase !== 'performing') || !actionDigest) return refuse('NOT_CLEARED');
  return append({
    type: 'performing',
    data: { actionDigest, idempotencyKey: idempotencyKey(state), idempotent },
  });
}

/** Seconds for which an approval is good when the action names none. */
const APPROVAL_SECONDS = 86_400;

/** Ends what was approved too long ago to be run now (epoch milliseconds); what is running already goes on. */
export function expireApproval(
  { phase, decision, tier }: HandoffState,
  approvalSeconds: number | undefined,
  now: number,
): Answer {
  if (phase !== 'cleared' || !decision) return nothing;
  const until = Date.parse(decision.at) + (approvalSeconds ?? APPROVAL_SECONDS) * 1_000;
  return now < until ? nothing : append({ type: 'expired', data: { tier, reason: 'approval' } });
}

/** Records what became of the run; the first record stands. */
export function recordPerformance(state: HandoffState, result: FactData<'performed'>): Answer {
  return state.phase === 'performing' ? append({ type: 'performed', data: withShortError(result) }) : nothing;
}
