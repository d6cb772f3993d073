// How a person is reached: the link that a message carries, made once and bound to what it is for, and the message itself.
// Called by notify-reviewers.ts, which says whom a fact calls for. Appends nothing to the log.
import { codeHash, type LinkBinding, linkSecrets, secretHash } from '../../adapters/link-secrets.js';
import type { LinkPurpose, ReviewLink } from '../../contracts/link.js';
import type { Settings } from '../../contracts/settings.js';
import type { Channel, EventLog, Links } from '../../core/ports.js';
import { generationOf } from '../../core/review.js';
import type { HandoffState } from '../../core/state.js';
import type { Invitation, Words } from './messages.js';

export interface NotifyDependencies {
  readonly log: EventLog;
  readonly links: Links;
  readonly channel: Channel;
  readonly settings: Settings;
  /** Root of link ids and codes. */
  readonly secret: string;
  /** Base URL of the pages, with a trailing slash. */
  readonly reviewUrl: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export const HOUR_MS = 3_600_000;
/** Waits shorter than this get no reminder: the sweep that sends it comes every 15 minutes. */
const SHORTEST_REMINDED_MS = HOUR_MS;

/** When to remind: with a quarter of the time left, at most a day before the deadline. */
export function reminderAt(openedAt: string, deadlineAt: string): string | undefined {
  const deadline = Date.parse(deadlineAt);
  const waitMs = deadline - Date.parse(openedAt);
  if (waitMs < SHORTEST_REMINDED_MS) return undefined;
  return new Date(deadline - Math.min(waitMs / 4, 24 * HOUR_MS)).toISOString();
}

/** What a link for `reviewerId` is bound to now. */
export function bindingOf(
  state: HandoffState,
  purpose: LinkPurpose,
  reviewerId: string,
  offer: number,
): LinkBinding {
  const { tenant, handoffId, tier } = state;
  const boundTo = {
    review: state.actionDigest,
    reverse: state.performance?.actionDigest,
    enrol: state.enrolment?.invitation,
  };
  return {
    purpose,
    tenant,
    handoffId,
    reviewerId,
    actionDigest: boundTo[purpose] ?? '',
    tier,
    generation: generationOf(state, reviewerId),
    offer,
  };
}

export function invitationOf(binding: LinkBinding, { secret, reviewUrl }: NotifyDependencies): Invitation {
  const { linkId, code } = linkSecrets(secret, binding);
  return { url: `${reviewUrl}r/${binding.tenant}/${linkId}`, code };
}

/** Makes the link (once) and tells how to reach it. */
export async function invite(
  binding: LinkBinding,
  times: { readonly expiresAt: string; readonly remindAt?: string | undefined },
  dependencies: NotifyDependencies,
): Promise<Invitation> {
  const { linkId, code } = linkSecrets(dependencies.secret, binding);
  const { offer: _offer, ...bound } = binding;
  const link: ReviewLink = {
    schemaVersion: 1,
    ...bound,
    linkHash: secretHash(linkId),
    expiresAt: times.expiresAt,
    codeHash: codeHash(linkId, code),
    attempts: 0,
    wrongAt: [],
    // Never what a request says its host is: a passkey is good for this origin alone.
    origin: new URL(dependencies.reviewUrl).origin,
  };
  await dependencies.links.put(link, times.remindAt);
  return invitationOf(binding, dependencies);
}

/** Sends; answers why that failed, or nothing. */
export async function send(reviewerId: string, words: Words, { channel, settings }: NotifyDependencies) {
  const reviewer = settings.reviewers[reviewerId];
  if (!reviewer) return 'the reviewer is no longer in the settings';
  const { email, slack } = reviewer;
  return channel.send({ reviewerId, address: email, slackUserId: slack?.userId, ...words });
}

/** News for which nobody else can be asked: a failure is thrown, so that the event is delivered again, then kept. */
export async function tell(
  reviewerId: string,
  words: Words,
  dependencies: NotifyDependencies,
): Promise<void> {
  const failure = await send(reviewerId, words, dependencies);
  if (failure) throw new Error(failure);
}
