// A decision that was taken in the calling application (pattern `active`) and is reported by it. The rules are those of a
// decision over a link; what stands in for link and code is that the application vouches for an authenticated person.
import { AUTHENTICATION_MINUTES } from '../contracts/application-api.js';
import { identityOf } from '../contracts/directory.js';
import type { ReportedBy } from '../contracts/event.js';
import type { Settings } from '../contracts/settings.js';
import { type Answer, refuse } from './command.js';
import { askedReviewers, type Decided, decideReview, generationOf } from './review.js';
import type { HandoffState } from './state.js';

/** Clocks of application and function may differ by this much, milliseconds. */
const MAX_SKEW_MS = 60_000;

export interface Report {
  /** As the directory names the person. */
  readonly person: string;
  /** Digest of the action that the person was shown. */
  readonly actionDigest: string;
  readonly reported: ReportedBy;
}

function isFresh({ authenticatedAt }: ReportedBy, now: number): boolean {
  const ageMs = now - Date.parse(authenticatedAt);
  return ageMs >= -MAX_SKEW_MS && ageMs <= AUTHENTICATION_MINUTES * 60_000;
}

/** Which of those who were asked this person is. */
const reviewerOf = (state: HandoffState, person: string, { reviewers }: Settings) =>
  askedReviewers(state).find((id) => identityOf(reviewers, id) === identityOf(reviewers, person));

/** Only where the policy chose `active`: elsewhere an application could decide what is to be decided over a link. */
export function decideReported(
  state: HandoffState,
  { person, actionDigest, reported }: Report,
  decided: Decided,
  settings: Settings,
  now: number,
): Answer {
  if (state.phase === 'unknown') return refuse('NOT_FOUND');
  if (state.verdict?.pattern !== 'active') return refuse('NOT_ACTIVE');
  if (state.verdict.requirement?.presence === 'passkey') return refuse('PRESENCE_REQUIRED');
  if (!isFresh(reported, now)) return refuse('STALE_AUTHENTICATION');
  const reviewerId = reviewerOf(state, person, settings);
  if (!reviewerId) return refuse('NOT_A_REVIEWER');
  const entitlement = {
    purpose: 'review' as const,
    reviewerId,
    actionDigest,
    generation: generationOf(state, reviewerId),
  };
  return decideReview(state, entitlement, { ...decided, reported }, now, settings.reviewers);
}
