// Commands of a reversal: offered by the operator, ordered by an authorised human over a link of its own, claimed and
// recorded by the reversal machine. Once per handoff.

import { identityOf } from '../contracts/directory.js';
import type { FactData } from '../contracts/event.js';
import type { ReversalRule, Settings } from '../contracts/settings.js';
import { ONE_APPROVAL, type Presence } from '../contracts/verdict.js';
import { type Answer, append, nothing, refuse, withShortError } from './command.js';
import { ineligibility } from './people.js';
import { presenceRefusal } from './presence.js';
import { requirementOf } from './quorum.js';
import type { RefusalCode } from './refusals.js';
import { authorisedReviewers, type Ballot, linkRefusal } from './review.js';
import type { HandoffState } from './state.js';

/** What an order is judged by: the settings as they are now, and now in epoch milliseconds. */
export interface ReversalTerms {
  readonly settings: Pick<Settings, 'actions' | 'reviewers'>;
  readonly now: number;
}

/** The action's own rule for its reversal; nothing where it has none. */
export const reversalRule = (state: HandoffState, { settings }: ReversalTerms): ReversalRule | undefined =>
  settings.actions[state.requested?.actionType ?? '']?.reversal;

/** Whether something ran, or may have run, that nobody has ordered to be reversed yet, and still can be. */
export function reversalRefusal(state: HandoffState, terms: ReversalTerms) {
  const { phase, performance, reversal } = state;
  if (phase === 'unknown') return 'NOT_FOUND' as const;
  if (!performance || performance.status === 'failed') return 'NOT_PERFORMED' as const;
  if (reversal && reversal.phase !== 'offered') return 'ALREADY_REVERSED' as const;
  const seconds = reversalRule(state, terms)?.withinSeconds;
  const isLate = seconds !== undefined && terms.now >= Date.parse(performance.at) + seconds * 1_000;
  return isLate ? ('REVERSAL_TOO_LATE' as const) : undefined;
}

/** Everybody who may order it. Under a rule of its own they are judged as they are in the directory now. */
export function reversalReviewers(state: HandoffState, terms: ReversalTerms): string[] {
  const rule = reversalRule(state, terms);
  const named = rule?.reviewers ?? authorisedReviewers(state);
  if (!rule) return named;
  const requirement = { ...ONE_APPROVAL, ...(rule.roles && { roles: rule.roles }) };
  return named.filter((id) => !ineligibility(state, id, requirement, terms.settings.reviewers, terms.now));
}

/** A fresh reversal link for `reviewerId`, else for who decided, else for the first who may. */
export function offerReversal(
  state: HandoffState,
  reviewerId: string | undefined,
  terms: ReversalTerms,
): Answer {
  const refusal = reversalRefusal(state, terms);
  if (refusal) return refuse(refusal);
  const able = reversalReviewers(state, terms);
  const chosen = reviewerId ?? [state.decision?.reviewerId ?? '', ...able].find((id) => able.includes(id));
  if (chosen === undefined || !able.includes(chosen)) return refuse('NOT_A_REVIEWER');
  return append({ type: 'reversalOffered', data: { reviewerId: chosen } });
}

/** The weakest proof of presence with which an order counts: undoing takes no less than deciding did, unless its rule says so. */
export const reversalPresence = (state: HandoffState, terms: ReversalTerms): Presence =>
  reversalRule(state, terms)?.presence ?? requirementOf(state.verdict).presence;

/** Whose orders count already, as persons of the directory. */
const orderedBy = ({ reversal }: HandoffState) => new Set(reversal?.votes?.map(({ person }) => person));

/** Why nothing that is ordered by this right can count now, however presence is proved. */
export function reversalAdmission(
  state: HandoffState,
  ballot: Ballot,
  terms: ReversalTerms,
): RefusalCode | undefined {
  const refusal = reversalRefusal(state, terms) ?? linkRefusal(state, ballot);
  if (refusal) return refusal;
  const { reviewerId, purpose, actionDigest } = ballot;
  if (purpose !== 'reverse' || !reversalReviewers(state, terms).includes(reviewerId)) return 'NOT_A_REVIEWER';
  if (state.performance?.actionDigest !== actionDigest) return 'SUPERSEDED';
  const person = identityOf(terms.settings.reviewers, reviewerId);
  return orderedBy(state).has(person) ? 'ALREADY_VOTED' : undefined;
}

/** An authorised human orders the reversal over a genuine link; the last of those whom it takes starts it. */
export function requestReversal(state: HandoffState, ballot: Ballot, terms: ReversalTerms): Answer {
  const { reviewerId, actionDigest, proof } = ballot;
  const signed = { decision: 'reverse' as const, reviewerId, actionDigest };
  const refusal =
    reversalAdmission(state, ballot, terms) ??
    presenceRefusal(state, signed, proof, reversalPresence(state, terms));
  if (refusal) return refuse(refusal);
  const rule = reversalRule(state, terms);
  const person = identityOf(terms.settings.reviewers, reviewerId);
  const data = { reviewerId, person, actionDigest, ...(proof && { presence: 'passkey' as const, proof }) };
  if (rule && orderedBy(state).size + 1 < rule.approvals) return append({ type: 'reversalVoted', data });
  const { approvals = 1, reviewers, presence } = rule ?? {};
  const stated = { approvals, ...(reviewers && { reviewers }), ...(presence && { presence }) };
  return append({ type: 'reversalRequested', data: { ...data, ...(rule && { rule: stated }) } });
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
