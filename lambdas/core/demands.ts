// What policies and regulations ask for beyond "a human", combined: each demand can only make a verdict stricter. Called by
// `judge`; how votes then count is not decided here.
import type { Governance } from '../contracts/governance.js';
import { type Demand, SEVERITIES } from '../contracts/policies.js';
import type { Settings } from '../contracts/settings.js';
import type { Requirement, Route, Verdict } from '../contracts/verdict.js';
import type { Finding } from './triggers/trigger.js';

const rank = ({ severity }: Demand) => (severity ? SEVERITIES.indexOf(severity) : -1);

/** What the rules ask for, most severe first; rules of one severity in the order of their ids. */
export const demandsOf = (findings: readonly Finding[]): Demand[] =>
  findings
    .toSorted((a, b) => rank(b.demand ?? {}) - rank(a.demand ?? {}) || (a.rule < b.rule ? -1 : 1))
    .flatMap(({ demand }) => (demand ? [demand] : []));

/** Why this is never done; nothing when a human may allow it. */
export const refusalOf = (demands: readonly Demand[]) => demands.find(({ refuse }) => refuse)?.refuse;

/** The settings of the most severe rule's class of problem that has some; nothing when none has. */
export function routeOf(demands: readonly Demand[], governance: Governance | undefined) {
  const routes = governance?.routes ?? {};
  const named = demands.find(({ route }) => route !== undefined && Object.hasOwn(routes, route))?.route;
  return named === undefined ? undefined : routes[named];
}

/** The route with no deadline later than the shortest `@sla`. Tiers that would begin after it are asked together with it. */
export function deadlinesWithin(demands: readonly Demand[], now: number, route: Route): Route {
  const slas = demands.flatMap(({ slaSeconds }) => (slaSeconds === undefined ? [] : [slaSeconds]));
  if (slas.length === 0 || route.length === 0) return route;
  const latest = now + Math.min(...slas) * 1_000;
  const until = route.map(({ deadlineAt }) => Date.parse(deadlineAt));
  const last = until.findIndex((at) => at >= latest);
  if (last < 0) return route;
  return [
    ...route.slice(0, last),
    {
      reviewers: [...new Set(route.slice(last).flatMap(({ reviewers }) => reviewers))],
      deadlineAt: new Date(latest).toISOString(),
    },
  ];
}

/** One approval, over the code of the message: what a verdict without a requirement asks for. */
const LEAST: Requirement = { approvals: 1, rule: 'quorum', blind: false, presence: 'code' };

/**
 * What a review takes to count; nothing when that is one approval. Where the set of an edited handoff is gone, what it asked
 * for at the opening is asked for still.
 */
export function requirementFor(
  findings: readonly Finding[],
  settings: Settings,
  opened: Verdict | undefined,
): Requirement | undefined {
  const demands = demandsOf(findings);
  const floor = findings.some(({ rule }) => rule === 'policy-set-gone') ? opened?.requirement : undefined;
  const approvals = Math.max(floor?.approvals ?? 1, ...demands.map((demand) => demand.approvals ?? 1));
  const from = settings.governance?.passkeyFrom ?? 'high';
  const isSevere = from !== 'never' && demands.some((demand) => rank(demand) >= SEVERITIES.indexOf(from));
  const roles = routeOf(demands, settings.governance)?.roles ?? floor?.roles;
  const required: Requirement = {
    approvals,
    rule: floor?.rule ?? 'quorum',
    blind: floor?.blind || (approvals > 1 && settings.governance?.blindVotes === true),
    presence: isSevere ? 'passkey' : (floor?.presence ?? 'code'),
    ...(roles && { roles }),
  };
  return JSON.stringify(required) === JSON.stringify(LEAST) ? undefined : required;
}
