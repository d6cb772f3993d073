// Notify: a fact on the bus becomes messages. The event only says where to look; what is sent follows from the log, so a
// forged, repeated or late event invites nobody who should not be (rules R1, R13, R16).

import type { PublicFact } from '../../contracts/bus.js';
import type { Fact, FactOf } from '../../contracts/event.js';
import type { HandoffKey } from '../../contracts/ids.js';
import { run } from '../../core/command.js';
import { INVITATION_DAYS } from '../../core/enrolment.js';
import { fold } from '../../core/evolve.js';
import type { LinkRef } from '../../core/ports.js';
import { reversalRefusal, reversalReviewers } from '../../core/reverse.js';
import {
  admissionRefusal,
  askedReviewers,
  deadlineOf,
  generationOf,
  noteChannelFailure,
} from '../../core/review.js';
import type { HandoffState } from '../../core/state.js';
import {
  bindingOf,
  HOUR_MS,
  invitationOf,
  invite,
  type NotifyDependencies,
  reminderAt,
  send,
  tell,
} from './invitation.js';
import {
  answeredMessage,
  delegatedMessage,
  enrolmentMessage,
  type Invitation,
  performedMessage,
  reversalMessage,
  reversedMessage,
  reviewMessage,
} from './messages.js';

/** How long a reversal link is good for; the operator can always send another. */
const REVERSAL_LINK_MS = 30 * 24 * HOUR_MS;

/** Invites `reviewerIds` to the open review. Failures are noted one after the other: they share one log. */
async function inviteToReview(
  state: HandoffState,
  reviewerIds: readonly string[],
  fact: Fact,
  dependencies: NotifyDependencies,
  wordsOf: typeof reviewMessage = reviewMessage,
): Promise<void> {
  const expiresAt = state.route.at(-1)?.deadlineAt ?? fact.at;
  const remindAt = reminderAt(fact.at, state.route[state.tier - 1]?.deadlineAt ?? fact.at);
  const sent = await Promise.all(
    reviewerIds.map(async (reviewerId) => {
      const binding = bindingOf(state, 'review', reviewerId, 0);
      const invitation = await invite(binding, { expiresAt, remindAt }, dependencies);
      const words = wordsOf(state, dependencies.settings, invitation, false);
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

/** Only the delegate of now: who has passed it on further, or whose review is another by now, is not invited. */
const delegated: Handle<'delegated'> = async (state, fact, dependencies) => {
  const { delegateId, actionDigest } = fact.data;
  if (!isOpen(state, dependencies.now) || actionDigest !== state.actionDigest) return;
  if (!askedReviewers(state).includes(delegateId)) return;
  await inviteToReview(state, [delegateId], fact, dependencies, delegatedMessage);
};

/** Everybody who may still decide. That somebody else than the asker could not be told holds nobody up. */
const contextGiven: Handle<'contextGiven'> = async (state, fact, dependencies) => {
  if (!isOpen(state, dependencies.now)) return;
  const voted = state.votes.map(({ reviewerId }) => reviewerId);
  const waiting = askedReviewers(state).filter((id) => !voted.includes(id));
  const words = answeredMessage(state, dependencies.settings);
  const told = await Promise.allSettled(waiting.map((id) => tell(id, words, dependencies)));
  const asker = state.questions.find(({ question }) => question === fact.data.question)?.reviewerId;
  const failure = told.find((one, index) => one.status === 'rejected' && waiting[index] === asker);
  if (failure?.status === 'rejected') throw failure.reason;
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

type Handle<T extends Fact['type']> = (
  state: HandoffState,
  fact: FactOf<T>,
  dependencies: NotifyDependencies,
) => Promise<void>;

const HANDLES: { readonly [T in Fact['type']]?: Handle<T> } = {
  reviewOpened,
  resent,
  delegated,
  contextGiven,
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
  if (!isOpen(state, now) || state.tier !== link.tier) return;
  // Nobody is reminded of what is no longer theirs: voted on, passed on, or over a link that was replaced.
  if (admissionRefusal(state, link, now, settings.reviewers)) return;
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
