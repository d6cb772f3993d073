// Enrolment of passkeys: one log a person, named so that no request can claim it. An operator invites, the person enrols
// once; a newer passkey takes the place of the one before, so that a lost device is out.

import { personKey } from '../contracts/directory.js';
import type { FactData } from '../contracts/event.js';
import type { ReviewLink } from '../contracts/link.js';
import type { Passkey } from '../contracts/passkey.js';
import { type Answer, append, refuse } from './command.js';
import { sha256 } from './digest.js';
import type { RefusalCode } from './refusals.js';
import type { HandoffState } from './state.js';

/** How far a person's enrolment has come. */
export interface Enrolment {
  /** Hash of the invitation that still stands. */
  readonly invitation?: string;
  readonly passkey?: FactData<'enrolled'> & { readonly hash: string };
}

/** Days for which an invitation can be taken up. */
export const INVITATION_DAYS = 7;

/** Log of the enrolments of `person`, as the settings name that person. */
export const enrolmentLog = (person: string) => `enrol~${sha256(personKey(person)).slice(0, 32)}`;

/** Invites once more; earlier invitations are void. */
export const offerEnrolment = (reviewerId: string): Answer =>
  append({ type: 'enrolmentOffered', data: { reviewerId } });

type Invitation = Pick<ReviewLink, 'purpose' | 'actionDigest' | 'expiresAt'>;

/** Why this invitation cannot be taken up now (epoch milliseconds). */
export function enrolmentRefusal(
  { enrolment }: HandoffState,
  { purpose, actionDigest, expiresAt }: Invitation,
  now: number,
): RefusalCode | undefined {
  if (purpose !== 'enrol' || enrolment?.invitation !== actionDigest) return 'ENROLMENT_OVER';
  return now < Date.parse(expiresAt) ? undefined : 'DEADLINE_PASSED';
}

/** Enrols `passkey`: once for each invitation. */
export function enrol(
  state: HandoffState,
  link: Invitation & Pick<ReviewLink, 'reviewerId'>,
  passkey: Passkey,
  now: number,
): Answer {
  const refusal = enrolmentRefusal(state, link, now);
  if (refusal) return refuse(refusal);
  return append({ type: 'enrolled', data: { reviewerId: link.reviewerId, ...passkey } });
}
