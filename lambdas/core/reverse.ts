// Commands of a reversal: offered by the operator, ordered by an authorised human over a link of its own, claimed and
// recorded by the reversal machine. Once per handoff.
import type { FactData } from '../contracts/event.js';
import type { ReviewLink } from '../contracts/link.js';
import { type Answer, append, nothing, refuse, withShortError } from './command.js';
import { authorisedReviewers, linkRefusal } from './review.js';
import type { HandoffState } from './state.js';

/** Whether something ran, or may have run, that nobody has ordered to be reversed yet. */
export function reversalRefusal(state: HandoffState) {
  if (state.phase === 'unknown') return 'NOT_FOUND' as const;
  if (!state.performance || state.performance.status === 'failed') return 'NOT_PERFORMED' as const;
  if (state.reversal && state.reversal.phase !== 'offered') return 'ALREADY_REVERSED' as const;
  return undefined;
}

/** A fresh reversal link for `reviewerId`, or for the first who is authorised. */
export function offerReversal(state: HandoffState, reviewerId: string | undefined): Answer {
  const refusal = reversalRefusal(state);
  if (refusal) return refuse(refusal);
  const authorised = authorisedReviewers(state);
  const chosen = reviewerId ?? state.decision?.reviewerId ?? authorised[0];
  if (chosen === undefined || !authorised.includes(chosen)) return refuse('NOT_A_REVIEWER');
  return append({ type: 'reversalOffered', data: { reviewerId: chosen } });
}

/** An authorised human orders the reversal over a genuine link. */
export function requestReversal(state: HandoffState, link: ReviewLink): Answer {
  const refusal = reversalRefusal(state) ?? linkRefusal(state, link);
  if (refusal) return refuse(refusal);
  if (link.purpose !== 'reverse' || !authorisedReviewers(state).includes(link.reviewerId))
    return refuse('NOT_A_REVIEWER');
  const actionDigest = state.performance?.actionDigest ?? link.actionDigest;
  if (actionDigest !== link.actionDigest) return refuse('SUPERSEDED');
  return append({
    type: 'reversalRequested',
    data: { reviewerId: link.reviewerId, actionDigest },
  });
}

/** As long as a compensation may run: its Task times out after 90 seconds. */
const REVERSAL_MS = 100_000;

/**
 * Claims the compensation before it is called; a claim without a result is in doubt, never called again. The order may be
 * delivered twice: as long as the first run may still be at it, the second has to wait and ask again. `now` is epoch ms.
 */
export function claimReversal(state: HandoffState, now: number): Answer {
  switch (state.reversal?.phase) {
    case 'requested':
      return append({
        type: 'reversing',
        data: {
          idempotencyKey: `${state.tenant}/${state.handoffId}/${state.performance?.actionDigest}/reverse`,
        },
      });
    case 'reversing':
      if (now < Date.parse(state.reversal.claimedAt ?? '') + REVERSAL_MS) return refuse('REVERSAL_RUNNING');
      return append({
        type: 'reversed',
        data: {
          result: 'in-doubt',
          error: 'an earlier run ended without a result',
        },
      });
    case 'reversed':
      return nothing;
    default:
      return refuse('NOT_ORDERED');
  }
}

/** Records what the compensation came to; the first record stands. */
export const recordReversal = (state: HandoffState, result: FactData<'reversed'>): Answer =>
  state.reversal?.phase === 'reversing'
    ? append({ type: 'reversed', data: withShortError(result) })
    : nothing;
