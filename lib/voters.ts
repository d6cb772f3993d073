// Who could vote, as the settings name people: asked by what checks requirements and routes when a stack is synthesized.
import { personKey } from '../lambdas/contracts/directory.js';
import type { Settings } from '../lambdas/contracts/settings.js';

/** The people whose vote could count under `roles`, of whoever `tiers` ask; any role when absent. */
export function voters(
  { tiers, roles }: { readonly tiers: Settings['tiers']; readonly roles?: readonly string[] | undefined },
  { reviewers }: Pick<Settings, 'reviewers'>,
): Set<string> {
  const asked = new Set(tiers.flatMap((tier) => tier.reviewers));
  const able = Object.entries(reviewers).filter(
    ([id, one]) => asked.has(id) && (!roles || one.roles?.some(({ role }) => roles.includes(role))),
  );
  return new Set(able.map(([, { person }]) => personKey(person)));
}
