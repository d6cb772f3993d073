// How often an agent may have people asked: 10 000 requests in an hour wear out whoever decides them, and the last are approved
// unread. Asked by Evaluate before anything is stored; what needs nobody is not counted.
import type { Problem } from '../contracts/problems.js';
import type { Settings } from '../contracts/settings.js';
import { hourBegins } from '../contracts/tables.js';
import type { Verdict } from '../contracts/verdict.js';

/** Requests of this agent that may be put to people in one clock hour; nothing where there is no limit. */
export function quotaOf({ governance }: Pick<Settings, 'governance'>, agentId: string): number | undefined {
  const { agents = {}, askedPerHour } = governance?.quota ?? {};
  return Object.hasOwn(agents, agentId) ? agents[agentId] : askedPerHour;
}

/** Whether a request so judged is put to somebody. */
export const asksPeople = ({ pattern }: Verdict) => pattern !== 'proceed' && pattern !== 'refuse';

/** Why a request above the limit is refused, and when the next may come. */
export function quotaProblem(limit: number, hour: string): Problem {
  const next = new Date(hourBegins(hour) + 3_600_000).toISOString();
  return {
    path: 'agent.id',
    rule: `has had people asked ${limit} times in this hour, which is its quota: ask again from ${next} on, under another id`,
  };
}
