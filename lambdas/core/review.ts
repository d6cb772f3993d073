// Commands around an open review: open it, decide it, replace a link, note a channel that failed.
import { type Directory, identityOf } from '../contracts/directory.js';
import type { FactData } from '../contracts/event.js';
import type { ReviewLink } from '../contracts/link.js';
import type { PresenceProof } from '../contracts/passkey.js';
import { cut } from '../contracts/problems.js';
import { type Answer, append, nothing, refuse } from './command.js';
import { ineligibility } from './people.js';
import { presenceRefusal } from './presence.js';
import { requirementOf, voterOf } from './quorum.js';
import type { RefusalCode } from './refusals.js';
import type { HandoffState } from './state.js';

/** Deadline of the current tier, or of the offer, epoch milliseconds; 0 when there is neither. */
export const deadlineOf = ({ phase, offerExpiresAt, route, tier }: HandoffState) =>
  Date.parse((phase === 'offered' ? offerExpiresAt : route[tier - 1]?.deadlineAt) ?? '1970-01-01T00:00:00Z');

const reviewersOf = (state: HandoffState) => state.route[state.tier - 1]?.reviewers ?? [];

/** Everybody who may decide, or reverse, in any tier. */
export const authorisedReviewers = (state: HandoffState) => [
  ...new Set(state.route.flatMap(({ reviewers }) => reviewers)),
];

/** Everybody who was asked so far: escalation adds people, it takes nobody's right away. */
export const askedReviewers = ({ route, tier }: HandoffState) => [
  ...new Set(route.slice(0, Math.max(tier, 0)).flatMap(({ reviewers }) => reviewers)),
];

/** Opens the review of the current tier and digest; once. */
export function openReview(state: HandoffState): Answer {
  const { tier, actionDigest, openedFor } = state;
  const deadlineAt = state.route[tier - 1]?.deadlineAt;
  if (state.phase !== 'reviewing' || !actionDigest || !deadlineAt) return nothing;
  if (openedFor?.tier === tier && openedFor.actionDigest === actionDigest) return nothing;
  return append({
    type: 'reviewOpened',
    data: { tier, actionDigest, deadlineAt },
  });
}

/** Generation of a reviewer's links; 0 when never resent. */
export const generationOf = ({ generations }: HandoffState, reviewerId: string) =>
  Object.hasOwn(generations, reviewerId) ? (generations[reviewerId] ?? 0) : 0;

/** Whether the link still says what the log says: generation and digest. Its expiry is the caller's to check. */
export function linkRefusal(state: HandoffState, link: Entitlement) {
  if (link.generation < generationOf(state, link.reviewerId)) return 'LINK_VOID' as const;
  if (link.purpose === 'review' && link.actionDigest !== state.actionDigest) return 'SUPERSEDED' as const;
  return undefined;
}

/** What a decision says, beside who made it and about what. */
export type Decided = Pick<
  FactData<'decided'>,
  'decision' | 'editedDigest' | 'detailDigest' | 'reasonCode' | 'reported'
>;
/** By which right somebody decides: a genuine link, or what an application vouches for. */
export type Entitlement = Pick<ReviewLink, 'purpose' | 'reviewerId' | 'actionDigest' | 'generation'>;

/** A vote as it was cast: by whom, about which digest, and with which proof. A review link is one, with its code. */
export type Ballot = Entitlement & {
  /** The signed assertion. @default the code of the message is proof enough */
  readonly proof?: PresenceProof;
};

/** Whether this person was asked and may still vote, for the first time over this digest. */
function voterRefusal(state: HandoffState, ballot: Entitlement, directory: Directory, now: number) {
  const { reviewerId } = ballot;
  if (!askedReviewers(state).includes(reviewerId) || ballot.purpose !== 'review')
    return 'NOT_A_REVIEWER' as const;
  const requirement = requirementOf(state.verdict);
  if (ineligibility(state, reviewerId, requirement, directory, now)) return 'NO_LONGER_ELIGIBLE' as const;
  const person = identityOf(directory, reviewerId);
  const voted = state.votes.map((vote) => identityOf(directory, voterOf(vote)));
  return voted.includes(person) ? ('ALREADY_VOTED' as const) : undefined;
}

/** Why nothing that is cast by this right can count now, however presence is proved. */
export function admissionRefusal(
  state: HandoffState,
  ballot: Entitlement,
  now: number,
  directory: Directory,
): RefusalCode | undefined {
  if (state.phase === 'unknown') return 'NOT_FOUND';
  if (state.phase !== 'reviewing') return state.decision ? 'ALREADY_DECIDED' : 'ALREADY_SETTLED';
  if (now >= deadlineOf(state)) return 'DEADLINE_PASSED';
  return linkRefusal(state, ballot) ?? voterRefusal(state, ballot, directory, now);
}

/**
 * One person's decision. `now` is epoch milliseconds; `directory` is read now, not as it was when people were asked. A
 * reviewer of an earlier tier may still decide while a later one is asked: escalation adds people, it takes nobody's right.
 */
export function decideReview(
  state: HandoffState,
  ballot: Ballot,
  decided: Decided,
  now: number,
  directory: Directory,
): Answer {
  const { reviewerId, actionDigest, proof } = ballot;
  const signed = { ...decided, reviewerId, actionDigest };
  const refusal =
    admissionRefusal(state, ballot, now, directory) ??
    presenceRefusal(state, signed, proof, requirementOf(state.verdict).presence);
  if (refusal) return refuse(refusal);
  const person = directory[reviewerId]?.person;
  return append({
    type: 'decided',
    data: {
      ...decided,
      reviewerId,
      tier: state.tier,
      actionDigest,
      ...(person !== undefined && { person }),
      ...(proof && { presence: 'passkey' as const, proof }),
    },
  });
}

/** Records that somebody who was asked voted and may not any more; at most once for each command id. */
export function noteRefusedVote(
  state: HandoffState,
  { reviewerId, actionDigest }: Ballot,
  now: number,
  directory: Directory,
): Answer {
  const reason = ineligibility(state, reviewerId, requirementOf(state.verdict), directory, now);
  if (state.phase !== 'reviewing' || !reason) return nothing;
  return append({ type: 'voteRefused', data: { reviewerId, tier: state.tier, actionDigest, reason } });
}

/** Voids a reviewer's links and asks for a new one. */
export function resendLink(state: HandoffState, reviewerId: string): Answer {
  if (state.phase === 'unknown') return refuse('NOT_FOUND');
  if (state.phase !== 'reviewing') return refuse('NOT_OPEN');
  if (!authorisedReviewers(state).includes(reviewerId)) return refuse('NOT_A_REVIEWER');
  return append({
    type: 'resent',
    data: { reviewerId, generation: generationOf(state, reviewerId) + 1 },
  });
}

/** Notes that no channel reached `reviewerId`; when that is true of the whole tier, the wait is over. */
export function noteChannelFailure(
  state: HandoffState,
  tier: number,
  reviewerId: string,
  reason: string,
): Answer {
  if (state.phase !== 'reviewing' || state.tier !== tier) return nothing;
  if (state.unreachable.includes(reviewerId)) return nothing;
  return append({ type: 'channelFailed', data: { tier, reviewerId, reason: cut(reason, 256) } });
}

/** Whether no reviewer of the current tier can be reached. */
export const isUnreachable = (state: HandoffState) => {
  const reviewers = reviewersOf(state);
  return reviewers.length > 0 && reviewers.every((id) => state.unreachable.includes(id));
};
