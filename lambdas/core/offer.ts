// The offer of a review (pattern `hybrid`): made instead of a refusal, taken up or not by the agent or its user within a time
// limit. Nobody is asked before it is accepted, and its end is never an approval.
import type { FactData } from '../contracts/event.js';
import type { RegisteredAction } from '../contracts/settings.js';
import { type Answer, append, nothing, refuse } from './command.js';
import type { HandoffState } from './state.js';

type OfferedTo = FactData<'offerAccepted'>['by'];

/** Seconds that an offer stands when the action names none. */
const OFFER_SECONDS = 15 * 60;

/** Until when an offer made at `now` (epoch milliseconds) may be taken up. */
export const offerExpiry = (registered: RegisteredAction | undefined, now: number): string =>
  new Date(now + (registered?.offerSeconds ?? OFFER_SECONDS) * 1_000).toISOString();

/** Notes that the wait for an answer has begun. */
export function makeOffer({ phase, offerExpiresAt }: HandoffState): Answer {
  if (phase !== 'offered' || !offerExpiresAt) return nothing;
  return append({ type: 'offered', data: { expiresAt: offerExpiresAt } });
}

/** Why an offer can no longer be answered at `now`, or nothing. Whether its expiry is on the log yet does not matter. */
function offerRefusal({ phase, offerExpiresAt }: HandoffState, now: number) {
  if (phase === 'unknown') return 'NOT_FOUND' as const;
  if (!offerExpiresAt) return 'NOT_OFFERED' as const;
  if (now >= Date.parse(offerExpiresAt)) return 'OFFER_OVER' as const;
  return phase === 'offered' ? undefined : ('NOT_OFFERED' as const);
}

/** Submits the proposal for review: from here on people are asked. */
export function acceptOffer(state: HandoffState, by: OfferedTo, now: number): Answer {
  const refusal = offerRefusal(state, now);
  return refusal ? refuse(refusal) : append({ type: 'offerAccepted', data: { by } });
}

/** Does without the review, and so without the action. */
export function withdrawOffer(
  state: HandoffState,
  by: OfferedTo,
  reason: string | undefined,
  now: number,
): Answer {
  const refusal = offerRefusal(state, now);
  if (refusal) return refuse(refusal);
  return append({ type: 'offerWithdrawn', data: { by, ...(reason && { reason }) } });
}

/** Ends an offer that nobody took up in time. */
export function expireOffer({ offerExpiresAt }: HandoffState, now: number): Answer {
  return now >= Date.parse(offerExpiresAt ?? '') ? append({ type: 'offerExpired', data: {} }) : nothing;
}
