// The verdict on a proposal: what every trigger found, the pattern that follows, whom to ask, and the words that show why.
// Called by Evaluate, for a request and again for an edit of it. Decides nothing about people's votes.
import type { OnExpiry } from '../contracts/governance.js';
import type { Json } from '../contracts/json.js';
import type { Demand, PolicyAnswer } from '../contracts/policies.js';
import type { HandoffRequest } from '../contracts/request.js';
import type { Settings } from '../contracts/settings.js';
import {
  type FiredRule,
  ONE_APPROVAL,
  type Pattern,
  type Route,
  type Verdict,
} from '../contracts/verdict.js';
import { deadlinesWithin, demandsOf, refusalOf, requirementFor, routeOf } from './demands.js';
import { escalationTiers, expiryAnswer, onExpiry } from './expiry.js';
import { offerExpiry } from './offer.js';
import { patternFor } from './pattern.js';
import type { Moods } from './ports.js';
import { isReachable, requiredBy } from './quorum.js';
import { routeFrom } from './route.js';
import { findingsIn } from './triggers/index.js';
import type { Finding, Turn } from './triggers/trigger.js';

/** Settings with the digest by which the log names them. */
export interface Policy {
  readonly settings: Settings;
  readonly digest: string;
}

/** A proposal with what it was read together with. */
export interface Case {
  readonly request: HandoffRequest;
  /** The conversation, wherever the request keeps it; empty when there is none. */
  readonly turns: readonly Turn[];
  /** What the policy engine answered; absent when the stack has no policies. */
  readonly policyAnswer?: PolicyAnswer;
  /** What a model read of the customer's newest turns; absent when none was asked. */
  readonly moods?: Moods | undefined;
  /** Of an edit: the verdict that opened the handoff, whose policy set holds to its end. */
  readonly opened?: Verdict | undefined;
  /** Names of preconditions that no longer held when it came to perform: a human always decides about that. */
  readonly changed?: readonly string[] | undefined;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly route: Route;
  /** Until when the offer of a review may be taken up; present for `hybrid` only. */
  readonly offerExpiresAt?: string;
  /** Body of the part `evidence`: the quoted spans by rule; absent when no rule quotes anybody. */
  readonly evidence?: Json;
}

const UNREGISTERED: Finding = {
  rule: 'action-unknown',
  trigger: 'system',
  evidence: 'this action type is not registered',
};
/** Nobody available is an answer of its own, never a silent hang. */
const NOBODY: Finding = {
  rule: 'nobody-available',
  trigger: 'system',
  evidence: 'too few reviewers are left who may decide this',
};

const changeIn = ({ changed }: Case): Finding[] =>
  changed
    ? [
        {
          rule: 'world-changed',
          trigger: 'system',
          evidence: `what the request relies on has changed since: ${changed.join(', ')}`,
        },
      ]
    : [];

const onTheLog = ({ rule, trigger, evidence }: Finding): FiredRule => ({ rule, trigger, evidence });

function quotedIn(findings: readonly Finding[]): Json | undefined {
  const quoted = findings.flatMap(({ rule, quotes }) =>
    quotes && quotes.length > 0 ? [{ rule, quotes: [...quotes] }] : [],
  );
  return quoted.length > 0 ? { rules: quoted } : undefined;
}

/** Who never decides about a request: whoever made it, owns its maker, or is acted for. */
const interestedIn = ({ agent, onBehalfOf }: HandoffRequest) => [agent.id, agent.owner, onBehalfOf?.id];

const registeredAs = ({ action }: HandoffRequest, { actions }: Settings) =>
  Object.hasOwn(actions, action.type) ? actions[action.type] : undefined;

/** Everybody to ask, tier by tier: about the class of problem, and then whomever it escalates to. */
function routeFor(
  request: HandoffRequest,
  demands: readonly Demand[],
  expiry: OnExpiry | undefined,
  { governance, reviewers, tiers: own }: Settings,
  now: number,
): Route {
  const tiers = routeOf(demands, governance)?.tiers ?? own;
  const asked = { reviewers, tiers: [...tiers, ...escalationTiers(expiry, governance)] };
  return deadlinesWithin(demands, now, routeFrom(asked, now, ...interestedIn(request)));
}

/** Judges `request` under `policy`. `now` is epoch milliseconds. */
export function judge(proposal: Case, policy: Policy, now: number): Judgement {
  const { request, opened } = proposal;
  const { settings, digest: settingsDigest } = policy;
  const policySet = opened?.policySet ?? settings.policySet;
  const named = { settingsDigest, ...(policySet && { policySet }) };
  const registered = registeredAs(request, settings);
  if (!registered)
    return { verdict: { pattern: 'refuse', rules: [onTheLog(UNREGISTERED)], ...named }, route: [] };
  const findings = [...changeIn(proposal), ...findingsIn({ ...proposal, registered, settings })];
  const demands = demandsOf(findings);
  const expiry = onExpiry(request, demands, settings.governance);
  const route = routeFor(request, demands, expiry, settings, now);
  const evidence = quotedIn(findings);
  const requirement = requiredBy(
    registered,
    settings.hardRules,
    findings,
    requirementFor(findings, settings, opened),
  );
  const common = { route, ...(evidence !== undefined && { evidence }) };
  const verdict = (pattern: Pattern, found: readonly Finding[]): Verdict => ({
    pattern,
    rules: found.map(onTheLog),
    ...named,
    ...(requirement && { requirement }),
  });
  if (findings.length === 0) return { verdict: verdict('proceed', findings), ...common };
  if (refusalOf(demands)) return { verdict: verdict('refuse', findings), ...common };
  if (!isReachable(requirement ?? ONE_APPROVAL, route))
    return { verdict: verdict('refuse', [...findings, NOBODY]), ...common };
  const pattern = patternFor(request, registered, demands, settings);
  const offer = pattern === 'hybrid' ? { offerExpiresAt: offerExpiry(registered, now) } : {};
  const answer = expiryAnswer(expiry);
  return {
    verdict: { ...verdict(pattern, findings), ...(answer !== undefined && { expiryAnswer: answer }) },
    ...common,
    ...offer,
  };
}
