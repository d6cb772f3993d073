// How votes combine: what a proposal requires, and what the votes over its digest come to. Pure counting of distinct
// persons; who may vote is asked elsewhere, before a vote is on the log.
import type { FactData } from '../contracts/event.js';
import type { HardRule, RegisteredAction } from '../contracts/settings.js';
import {
  type FiredRule,
  ONE_APPROVAL,
  type Requirement,
  type Route,
  type Verdict,
} from '../contracts/verdict.js';

export const requirementOf = (verdict: Verdict | undefined) => verdict?.requirement ?? ONE_APPROVAL;

const RULES = ['quorum', 'veto', 'unanimous'] as const;

/** A requirement that meets both: each of its demands is the stricter one. */
export function stricter(one: Requirement, other: Requirement): Requirement {
  const roles =
    one.roles && other.roles
      ? one.roles.filter((role) => other.roles?.includes(role))
      : (one.roles ?? other.roles);
  return {
    approvals: Math.max(one.approvals, other.approvals),
    rule: RULES[Math.max(RULES.indexOf(one.rule), RULES.indexOf(other.rule))] ?? 'unanimous',
    blind: one.blind || other.blind,
    presence: one.presence === 'passkey' ? 'passkey' : other.presence,
    ...(roles && { roles }),
  };
}

/** What policies demand, the action and every hard rule that fired, taken together; nothing when none of them says. */
export function requiredBy(
  action: RegisteredAction,
  hardRules: readonly HardRule[],
  fired: readonly FiredRule[],
  demanded: Requirement | undefined,
): Requirement | undefined {
  const stated = [
    demanded,
    action.requirement,
    ...hardRules
      .filter(({ id }) => fired.some(({ rule }) => rule === `hard-rule:${id}`))
      .map(({ requirement }) => requirement),
  ].filter((requirement) => requirement !== undefined);
  return stated.length > 0 ? stated.reduce(stricter) : undefined;
}

/** Whether enough people are asked at all, and one role is left that a voter can hold. */
export const isReachable = ({ approvals, roles }: Requirement, route: Route) =>
  roles?.length !== 0 && new Set(route.flatMap(({ reviewers }) => reviewers)).size >= approvals;

type Vote = Pick<FactData<'decided'>, 'decision' | 'reviewerId' | 'person'>;

/** The natural person of a vote; on a vote of release 0.1, its reviewer. */
export const voterOf = ({ person, reviewerId }: Pick<Vote, 'person' | 'reviewerId'>) => person ?? reviewerId;

const distinct = (votes: readonly Vote[]) => new Set(votes.map(voterOf)).size;

/**
 * What votes over one digest come to. One approval: the first decision settles. `quorum`: rejected when too few people of
 * the route are left. `veto` and `unanimous`: rejected by one; `unanimous` takes everybody of the tiers asked so far.
 */
export function tally(
  { approvals, rule }: Requirement,
  votes: readonly Vote[],
  route: Route,
  tier: number,
): 'approved' | 'rejected' | 'open' {
  const rejected = distinct(votes.filter(({ decision }) => decision === 'reject'));
  const people = new Set(route.flatMap(({ reviewers }) => reviewers)).size;
  const isLost = rule !== 'quorum' || approvals === 1 || people - rejected < approvals;
  if (rejected > 0 && isLost) return 'rejected';
  if (distinct(votes) - rejected < approvals) return 'open';
  const asked = route.slice(0, tier).flatMap(({ reviewers }) => reviewers);
  const everybody = asked.every((id) => votes.some(({ reviewerId }) => reviewerId === id));
  return rule !== 'unanimous' || everybody ? 'approved' : 'open';
}
