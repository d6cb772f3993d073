// Reviewers who pass a decision on or ask the agent instead of deciding, and the agent that answers, twice at times.
import type { Fact, FactOf } from '../../lambdas/contracts/event.js';
import type { ReviewLink } from '../../lambdas/contracts/link.js';
import { askAgent, giveContext } from '../../lambdas/core/ask-agent.js';
import type { Answer } from '../../lambdas/core/command.js';
import { delegate } from '../../lambdas/core/delegate.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import type { World } from './world.js';

/** A command other than a decision over a link. */
export function aside({ random, directory, scheduler }: World, one: ReviewLink) {
  const isQuestion = random.chance(0.5);
  return (state: HandoffState): Answer => {
    const { now } = scheduler;
    if (isQuestion) return askAgent(state, one, '3'.repeat(64), now, directory);
    return delegate(state, one, 'dora', { directory, owner: undefined, now });
  };
}

export const answerTo =
  ({ scheduler }: World, question: number) =>
  (state: HandoffState) =>
    giveContext(state, question, '4'.repeat(64), scheduler.now);

/** Whom a fact invites alone: a delegate; nobody else. */
export const delegateOf = (fact: Fact | undefined) =>
  fact?.type === 'delegated' ? fact.data.delegateId : undefined;

type Asked = FactOf<'requested'>['data']['route'];

/** Who passed the decision on is not asked any more; the delegate is, by the same deadline. */
export const passedOn = (route: Asked, { reviewerId, delegateId }: FactOf<'delegated'>['data']): Asked =>
  route.map((tier) => ({
    ...tier,
    reviewers: tier.reviewers.map((id) => (id === reviewerId ? delegateId : id)),
  }));
