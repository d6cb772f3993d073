// What follows where nobody decides in time: read when the verdict falls, and kept on the log with it. It can ask more people
// or say something to the agent; it cannot approve.
import type { Governance, OnExpiry } from '../contracts/governance.js';
import type { Demand } from '../contracts/policies.js';
import type { HandoffRequest } from '../contracts/request.js';
import type { Tier } from '../contracts/settings.js';
import { routeOf } from './demands.js';
import { mostSpecific } from './scope.js';

/** Of the class of problem, else of this agent and action type; nothing when the policy does not say. */
export const onExpiry = (
  request: Pick<HandoffRequest, 'agent' | 'action'>,
  demands: readonly Demand[],
  governance: Governance | undefined,
): OnExpiry | undefined =>
  routeOf(demands, governance)?.onExpiry ?? mostSpecific(governance?.onExpiry, request);

/** The tiers to ask after `tiers`; none unless it escalates. */
export const escalationTiers = (expiry: OnExpiry | undefined, governance: Governance | undefined): Tier[] =>
  expiry?.kind === 'escalate' && governance?.routes && Object.hasOwn(governance.routes, expiry.to)
    ? (governance.routes[expiry.to]?.tiers ?? [])
    : [];

/** What the agent is told then; nothing when the outcome says all. */
export const expiryAnswer = (expiry: OnExpiry | undefined): string | undefined =>
  expiry && 'answer' in expiry ? expiry.answer : undefined;
