// Reviewers who pass a decision on or ask the agent instead of deciding, and the agent that answers, twice at times.
import type { Fact, FactOf } from '../../lambdas/contracts/event.js';
import type { ReviewLink } from '../../lambdas/contracts/link.js';
import { askAgent, giveContext } from '../../lambdas/core/ask-agent.js';
import type { Answer } from '../../lambdas/core/command.js';
import { delegate } from '../../lambdas/core/delegate.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { policyOf } from './machine.js';
import type { World } from './world.js';

/** A command other than a decision over a link. */
export function aside(world: World, one: ReviewLink) {
  const { random, directory, scheduler } = world;
  const isQuestion = random.chance(0.5);
  return (state: HandoffState): Answer => {
    const { now } = scheduler;
    const { settings } = policyOf(world);
    if (isQuestion) return askAgent(state, one, '3'.repeat(64), { settings, now });
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

/** Milliseconds by which questions among `facts` have moved the deadlines of their review. */
export function stoodStillFor(facts: readonly Fact[]): number {
  let movedMs = 0;
  let stop: { readonly since: number; readonly until: number; readonly open: Set<number> } | undefined;
  for (const fact of facts) {
    const at = Date.parse(fact.at);
    if (fact.type === 'contextAsked' && stop && at < stop.until) stop.open.add(fact.sequence);
    else if (fact.type === 'contextAsked' && fact.data.clockStopsUntil) {
      const until = Date.parse(fact.data.clockStopsUntil);
      stop = { since: at, until, open: new Set([fact.sequence]) };
      movedMs += until - at;
    }
    if (fact.type !== 'contextGiven' || !stop) continue;
    stop.open.delete(fact.data.question);
    if (stop.open.size > 0) continue;
    movedMs -= Math.max(stop.until - Math.max(at, stop.since), 0);
    stop = undefined;
  }
  return movedMs;
}
