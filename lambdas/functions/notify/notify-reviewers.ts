// Notify: a fact on the bus becomes messages. The event only says where to look; what is sent follows from the log, so a
// forged, repeated or late event invites nobody who should not be (rules R1, R13, R16).

import { codeHash, type LinkBinding, linkSecrets, secretHash } from '../../adapters/link-secrets.js';
import type { PublicFact } from '../../contracts/bus.js';
import type { Fact, FactOf } from '../../contracts/event.js';
import type { HandoffKey } from '../../contracts/ids.js';
import type { LinkPurpose, ReviewLink } from '../../contracts/link.js';
import type { Settings } from '../../contracts/settings.js';
import { run } from '../../core/command.js';
import { INVITATION_DAYS } from '../../core/enrolment.js';
import { fold } from '../../core/evolve.js';
import type { Channel, EventLog, LinkRef, Links } from '../../core/ports.js';
import { reversalRefusal, reversalReviewers } from '../../core/reverse.js';
import { deadlineOf, generationOf, linkRefusal, noteChannelFailure } from '../../core/review.js';
import type { HandoffState } from '../../core/state.js';
import {
  enrolmentMessage,
  type Invitation,
  performedMessage,
  reversalMessage,
  reversedMessage,
  reviewMessage,
  type Words,
} from './messages.js';

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

const HOUR_MS = 3_600_000;
/** How long a reversal link is good for; the operator can always send another. */
const REVERSAL_LINK_MS = 30 * 24 * HOUR_MS;
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
function bindingOf(
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

function invitationOf(binding: LinkBinding, { secret, reviewUrl }: NotifyDependencies): Invitation {
  const { linkId, code } = linkSecrets(secret, binding);
  return { url: `${reviewUrl}r/${binding.tenant}/${linkId}`, code };
}

/** Makes the link (once) and tells how to reach it. */
async function invite(
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
async function send(reviewerId: string, words: Words, { channel, settings }: NotifyDependencies) {
  const reviewer = settings.reviewers[reviewerId];
  if (!reviewer) return 'the reviewer is no longer in the settings';
  return channel.send({ reviewerId, address: reviewer.email, ...words });
}

/** Invites `reviewerIds` to the open review. Failures are noted one after the other: they share one log. */
async function inviteToReview(
  state: HandoffState,
  reviewerIds: readonly string[],
  fact: Fact,
  dependencies: NotifyDependencies,
): Promise<void> {
  const expiresAt = state.route.at(-1)?.deadlineAt ?? fact.at;
  const remindAt = reminderAt(fact.at, state.route[state.tier - 1]?.deadlineAt ?? fact.at);
  const sent = await Promise.all(
    reviewerIds.map(async (reviewerId) => {
      const binding = bindingOf(state, 'review', reviewerId, 0);
      const invitation = await invite(binding, { expiresAt, remindAt }, dependencies);
      const words = reviewMessage(state, dependencies.settings, invitation, false);
      return { reviewerId, failure: await send(reviewerId, words, dependencies) };
    }),
  );
  for (const { reviewerId, failure } of sent)
    if (failure) await noteFailure(state, fact.sequence, reviewerId, failure, dependencies);
}

const noteFailure = (
  { tenant, handoffId, tier }: HandoffState,
  sequence: number,
  reviewerId: string,
  failure: string,
  { log, now }: NotifyDependencies,
) =>
  run(log, {
    key: { tenant, handoffId },
    commandId: `channelFailed:${sequence}:${reviewerId}`,
    now,
    decide: (current) => noteChannelFailure(current, tier, reviewerId, failure),
  });

/** Whether links may go out: the review of this very tier and proposal is open, and its time is not over (rule R1). */
const isOpen = (state: HandoffState, now: number) =>
  state.phase === 'reviewing' &&
  state.openedFor?.tier === state.tier &&
  state.openedFor.actionDigest === state.actionDigest &&
  now < deadlineOf(state);

const reviewOpened: Handle<'reviewOpened'> = async (state, fact, dependencies) => {
  if (!isOpen(state, dependencies.now) || fact.data.tier !== state.tier) return;
  if (fact.data.actionDigest !== state.actionDigest) return;
  // The calling application asks; who wants a link all the same has the operator send one.
  if (state.verdict?.pattern === 'active') return;
  await inviteToReview(state, state.route[state.tier - 1]?.reviewers ?? [], fact, dependencies);
};

const resent: Handle<'resent'> = async (state, fact, dependencies) => {
  const { reviewerId, generation } = fact.data;
  if (!isOpen(state, dependencies.now) || generation < generationOf(state, reviewerId)) return;
  await inviteToReview(state, [reviewerId], fact, dependencies);
};

async function inviteToReverse(
  state: HandoffState,
  reviewerId: string,
  fact: Fact,
  dependencies: NotifyDependencies,
): Promise<Invitation | undefined> {
  if (reversalRefusal(state, dependencies)) return undefined;
  if (!reversalReviewers(state, dependencies).includes(reviewerId)) return undefined;
  const expiresAt = new Date(Date.parse(fact.at) + REVERSAL_LINK_MS).toISOString();
  return invite(bindingOf(state, 'reverse', reviewerId, fact.sequence), { expiresAt }, dependencies);
}

const performed: Handle<'performed'> = async (state, fact, dependencies) => {
  const reviewerId = state.decision?.reviewerId;
  if (!reviewerId) return;
  const invitation = await inviteToReverse(state, reviewerId, fact, dependencies);
  await tell(reviewerId, performedMessage(state, dependencies.settings, invitation), dependencies);
};

const reversalOffered: Handle<'reversalOffered'> = async (state, fact, dependencies) => {
  const { reviewerId } = fact.data;
  const invitation = await inviteToReverse(state, reviewerId, fact, dependencies);
  if (!invitation) return;
  await tell(reviewerId, reversalMessage(state, dependencies.settings, invitation), dependencies);
};

const reversed: Handle<'reversed'> = async (state, _fact, dependencies) => {
  const reviewerId = state.reversal?.reviewerId;
  if (reviewerId) await tell(reviewerId, reversedMessage(state, dependencies.settings), dependencies);
};

const enrolmentOffered: Handle<'enrolmentOffered'> = async (state, fact, dependencies) => {
  if (state.enrolment?.invitation !== fact.hash) return;
  const { reviewerId } = fact.data;
  const expiresAt = new Date(Date.parse(fact.at) + INVITATION_DAYS * 24 * HOUR_MS).toISOString();
  const binding = bindingOf(state, 'enrol', reviewerId, fact.sequence);
  const invitation = await invite(binding, { expiresAt }, dependencies);
  await tell(reviewerId, enrolmentMessage(state, invitation), dependencies);
};

/** News for which nobody else can be asked: a failure is thrown, so that the event is delivered again, then kept. */
async function tell(reviewerId: string, words: Words, dependencies: NotifyDependencies): Promise<void> {
  const failure = await send(reviewerId, words, dependencies);
  if (failure) throw new Error(failure);
}

type Handle<T extends Fact['type']> = (
  state: HandoffState,
  fact: FactOf<T>,
  dependencies: NotifyDependencies,
) => Promise<void>;

const HANDLES: { readonly [T in Fact['type']]?: Handle<T> } = {
  reviewOpened,
  resent,
  performed,
  reversalOffered,
  reversed,
  enrolmentOffered,
};

/** Sends what the fact at `event.sequence` calls for, as things stand now. */
export async function notifyReviewers(
  event: HandoffKey & Pick<PublicFact, 'sequence' | 'type'>,
  dependencies: NotifyDependencies,
): Promise<void> {
  const key = { tenant: event.tenant, handoffId: event.handoffId };
  const facts = await dependencies.log.read(key);
  const fact = facts.find(({ sequence }) => sequence === event.sequence);
  if (fact?.type !== event.type) return;
  const handle = HANDLES[fact.type] as Handle<Fact['type']> | undefined;
  await handle?.(fold(key, facts), fact as FactOf<Fact['type']>, dependencies);
}

async function remind(ref: LinkRef, dependencies: NotifyDependencies): Promise<void> {
  const { links, log, now, settings } = dependencies;
  const link = await links.get(ref);
  if (!link) return;
  const state = fold(link, await log.read(link));
  if (!isOpen(state, now) || state.tier !== link.tier || linkRefusal(state, link)) return;
  // Claimed before it is sent: a reminder may be lost, it never comes twice.
  if (!(await links.claimReminder(ref, new Date(now).toISOString()))) return;
  const binding = bindingOf(state, 'review', link.reviewerId, 0);
  const words = reviewMessage(state, settings, invitationOf(binding, dependencies), true);
  await send(link.reviewerId, words, dependencies);
}

/** Reminds of decisions that are due: of this hour and the one before, so that a sweep may be missed. */
export async function sendReminders(dependencies: NotifyDependencies): Promise<void> {
  const { links, now } = dependencies;
  const before = new Date(Math.floor(now / HOUR_MS) * HOUR_MS - 1).toISOString();
  const due = await Promise.all([
    links.dueReminders(before),
    links.dueReminders(new Date(now).toISOString()),
  ]);
  for (const ref of due.flat()) await remind(ref, dependencies);
}
