// Commands of Evaluate: a request becomes the first fact; an edited proposal is judged again.
import type { Directory } from '../contracts/directory.js';
import type { FactData } from '../contracts/event.js';
import type { ExecutionRef } from '../contracts/ids.js';
import type { Problem } from '../contracts/problems.js';
import type { HandoffRequest } from '../contracts/request.js';
import type { Settings } from '../contracts/settings.js';
import { type Answer, append, nothing, refuse } from './command.js';
import type { Judgement, Policy } from './judge.js';
import { parameterProblems } from './parameters.js';
import { afterOffer } from './pattern.js';
import { ineligibility } from './people.js';
import { requirementOf, tally } from './quorum.js';
import { passedOn } from './route.js';
import type { HandoffState } from './state.js';

/** Why `request` cannot be accepted under `settings`, beyond its shape. */
export function requestProblems(request: HandoffRequest, settings: Settings): Problem[] {
  const { type, parameters, effect } = request.action;
  const registered = Object.hasOwn(settings.actions, type) ? settings.actions[type] : undefined;
  if (!registered) {
    const known = Object.keys(settings.actions).sort().join(', ');
    return [
      {
        path: 'action.type',
        rule: `is not registered; registered are: ${known || 'none'}`,
        value: type,
      },
    ];
  }
  if (effect !== undefined && effect !== registered.effect)
    return [
      {
        path: 'action.effect',
        rule: `is registered as "${registered.effect}"`,
        value: effect,
      },
    ];
  if (request.preconditions && !registered.check)
    return [{ path: 'preconditions', rule: `cannot be compared: no check is registered for "${type}"` }];
  return parameterProblems(registered.parameters, parameters);
}

/** What the evaluation of a request stored beside the log, by digest. */
export interface Commitments {
  readonly actionDigest: string;
  readonly partRefs: FactData<'requested'>['partRefs'];
  readonly requestDigest: string;
}

/** Data of the first fact of a valid request, judged as `verdict` and `route` say. */
export function requestedFact(
  request: HandoffRequest,
  execution: ExecutionRef,
  settings: Settings,
  { verdict, route, offerExpiresAt }: Judgement,
  commitments: Commitments,
): FactData<'requested'> {
  return {
    execution,
    agent: { id: request.agent.id, version: request.agent.version },
    ...(request.onBehalfOf && { onBehalfOf: request.onBehalfOf.id }),
    ...(request.locale && { locale: request.locale }),
    actionType: request.action.type,
    effect: settings.actions[request.action.type]?.effect ?? 'irreversible',
    ...commitments,
    ...(request.assessment.confidence !== undefined && {
      confidence: request.assessment.confidence,
    }),
    verdict,
    route,
    ...(offerExpiresAt && { offerExpiresAt }),
    receipts: true,
  };
}

/** Only the first execution under an id may open it (rule R9). */
export function openHandoff(
  state: HandoffState,
  execution: ExecutionRef,
  fact: { type: 'requested'; data: FactData<'requested'> } | { type: 'refused'; data: FactData<'refused'> },
): Answer {
  if (state.phase === 'unknown') return append(fact);
  return isBoundTo(state, execution) ? nothing : refuse('BOUND_ELSEWHERE');
}

/** Whether `execution` is the one that the first fact bound; a re-used name starts at another instant. */
export const isBoundTo = (state: HandoffState, execution: ExecutionRef) =>
  state.execution?.arn === execution.arn && state.execution.startedAt === execution.startedAt;

/** Judges an edited proposal: a new verdict on the new digest; the edit is its author's approval of that (rule R12). */
export function reevaluate(
  state: HandoffState,
  judgement: Judgement,
  directory: Directory,
  now: number,
  evidenceDigest?: string,
): Answer {
  const { decision, actionDigest } = state;
  if (state.phase !== 'edited' || !actionDigest) return nothing;
  const { verdict } = judgement;
  // Who passed the decision on is not asked anew because the proposal has changed.
  const route = state.delegations.reduce(passedOn, judgement.route);
  const reevaluated = (requirementMet: boolean, authorCounts: boolean) =>
    append({
      type: 'reevaluated',
      data: {
        actionDigest,
        verdict: { ...verdict, pattern: afterOffer(verdict.pattern) },
        route,
        requirementMet,
        ...(authorCounts && { authorCounts }),
        ...(evidenceDigest && { evidenceDigest }),
      },
    });
  // Not an edit: the world has changed. Nobody has approved of that yet.
  if (!decision) return reevaluated(false, false);
  const isFree = verdict.pattern === 'proceed';
  const { reviewerId, presence } = decision;
  const requirement = requirementOf(verdict);
  const tier = route.findIndex(({ reviewers }) => reviewers.includes(reviewerId)) + 1;
  const isAdmitted =
    tier > 0 &&
    (requirement.presence === 'code' || presence === 'passkey') &&
    !ineligibility(state, reviewerId, requirement, directory, now);
  const admitted = verdict.pattern !== 'refuse' && (isFree || isAdmitted);
  const requirementMet = admitted && (isFree || tally(requirement, [decision], route, tier) === 'approved');
  return reevaluated(requirementMet, admitted && !requirementMet);
}

/** An edited proposal that was erased, or is not what its digest says, can be neither judged nor run: it is refused. */
export function refuseLostEdit(state: HandoffState, policy: Policy): Answer {
  if (state.phase !== 'edited' || !state.actionDigest) return nothing;
  const lost = {
    rule: 'proposal-missing',
    trigger: 'system' as const,
    evidence: 'the edited proposal is no longer stored as it was',
  };
  return append({
    type: 'reevaluated',
    data: {
      actionDigest: state.actionDigest,
      verdict: { pattern: 'refuse', rules: [lost], settingsDigest: policy.digest },
      route: [],
      requirementMet: false,
    },
  });
}
