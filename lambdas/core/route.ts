// Who is asked, in which order, until when. Absolute deadlines, so that every later look at the log agrees on them.

import { identityOf, personKey } from '../contracts/directory.js';
import type { Settings } from '../contracts/settings.js';
import type { Route } from '../contracts/verdict.js';

/**
 * The tiers of `settings` from `now` on (epoch milliseconds). Nobody `interested` is asked: the agent, its owner, the
 * person it acts for. A person with two entries is asked once a tier: people count, not addresses. Empty when nobody is left.
 */
export function routeFrom(
  settings: Pick<Settings, 'tiers' | 'reviewers'>,
  now: number,
  ...interested: readonly (string | undefined)[]
): Route {
  const route: Route = [];
  let deadline = now;
  for (const tier of settings.tiers) {
    const persons = new Set(
      interested.flatMap((person) => (person ? [identityOf(settings.reviewers, person)] : [])),
    );
    const reviewers = tier.reviewers.filter((id) => {
      const person = personKey(settings.reviewers[id]?.person ?? id);
      return !persons.has(person) && persons.add(person);
    });
    if (reviewers.length === 0) continue;
    deadline += tier.timeoutSeconds * 1_000;
    route.push({ reviewers, deadlineAt: new Date(deadline).toISOString() });
  }
  return route;
}

/** The same route with `delegateId` in the place of `reviewerId`; as it was where the delegate is asked already. */
export const passedOn = (
  route: Route,
  { reviewerId, delegateId }: { readonly reviewerId: string; readonly delegateId: string },
): Route =>
  route.some(({ reviewers }) => reviewers.includes(delegateId))
    ? route
    : route.map((tier) => ({
        ...tier,
        reviewers: tier.reviewers.map((id) => (id === reviewerId ? delegateId : id)),
      }));

/** The same route, every deadline `laterMs` later. */
export const laterBy = (route: Route, laterMs: number): Route =>
  route.map((tier) => ({
    ...tier,
    deadlineAt: new Date(Date.parse(tier.deadlineAt) + laterMs).toISOString(),
  }));
