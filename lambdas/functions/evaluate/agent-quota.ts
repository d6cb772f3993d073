// Counts a request against its agent's quota, once for each handoff id. Costs nothing where the settings have no quota, or the
// request needs nobody; elsewhere one read and one conditional write.
import type { HandoffKey } from '../../contracts/ids.js';
import type { Problem } from '../../contracts/problems.js';
import { hourOf } from '../../contracts/tables.js';
import type { Verdict } from '../../contracts/verdict.js';
import type { Policy } from '../../core/judge.js';
import type { EventLog, Quotas } from '../../core/ports.js';
import { asksPeople, quotaOf, quotaProblem } from '../../core/quota.js';

export interface QuotaDependencies {
  readonly log: EventLog;
  readonly policy: Policy;
  /** Present where the settings have a quota. */
  readonly quotas?: Quotas | undefined;
}

/** Why the request is one too many; nothing when it is not, or was counted when its handoff was opened. */
export async function overQuota(
  { tenant, handoffId }: HandoffKey,
  { agentId, startedAt, verdict }: { agentId: string; startedAt: string; verdict: Verdict },
  { log, policy, quotas }: QuotaDependencies,
): Promise<Problem | undefined> {
  const limit = quotaOf(policy.settings, agentId);
  if (!quotas || limit === undefined || !asksPeople(verdict)) return undefined;
  // The gate and the durable execution after it, or a later one under the same id, are one handoff.
  if ((await log.read({ tenant, handoffId })).length > 0) return undefined;
  const hour = hourOf(startedAt);
  const isWithin = await quotas.take({ tenant, agentId, hour }, handoffId, limit);
  return isWithin ? undefined : quotaProblem(limit, hour);
}
