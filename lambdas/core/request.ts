// Commands of Evaluate: a request becomes the first fact; an edited proposal is judged again.
import type { FactData } from '../contracts/event.js';
import type { ExecutionRef } from '../contracts/ids.js';
import type { Problem } from '../contracts/problems.js';
import type { HandoffRequest } from '../contracts/request.js';
import type { Settings } from '../contracts/settings.js';
import type { Verdict } from '../contracts/verdict.js';
import { type Answer, append, nothing, refuse } from './command.js';
import { parameterProblems } from './parameters.js';
import { routeFrom } from './route.js';
import type { HandoffState } from './state.js';
import { firedRules } from './triggers.js';

/** Settings with the digest by which the log names them. */
export interface Policy {
  readonly settings: Settings;
  readonly digest: string;
}

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
  return parameterProblems(registered.parameters, parameters);
}

/** What the evaluation of a request stored beside the log, by digest. */
export interface Commitments {
  readonly actionDigest: string;
  readonly partRefs: FactData<'requested'>['partRefs'];
  readonly requestDigest: string;
}

function judge(request: HandoffRequest, policy: Policy, reachable: boolean): Verdict {
  const registered = policy.settings.actions[request.action.type];
  if (!registered) return { pattern: 'refuse', rules: [], settingsDigest: policy.digest };
  const rules = firedRules(request, registered, policy.settings);
  if (rules.length === 0) return { pattern: 'proceed', rules, settingsDigest: policy.digest };
  if (reachable) return { pattern: 'durable', rules, settingsDigest: policy.digest };
  // Nobody available is an answer of its own, never a silent hang.
  const nobody = {
    rule: 'nobody-available',
    evidence: 'no reviewer is left who may decide this',
  };
  return {
    pattern: 'refuse',
    rules: [...rules, nobody],
    settingsDigest: policy.digest,
  };
}

/** Data of the first fact of a valid request. `now` is epoch milliseconds. */
export function requestedFact(
  request: HandoffRequest,
  execution: ExecutionRef,
  policy: Policy,
  commitments: Commitments,
  now: number,
): FactData<'requested'> {
  const route = routeFrom(policy.settings, now, request.onBehalfOf?.id);
  return {
    execution,
    agent: { id: request.agent.id, version: request.agent.version },
    ...(request.onBehalfOf && { onBehalfOf: request.onBehalfOf.id }),
    ...(request.locale && { locale: request.locale }),
    actionType: request.action.type,
    effect: policy.settings.actions[request.action.type]?.effect ?? 'irreversible',
    ...commitments,
    ...(request.assessment.confidence !== undefined && {
      confidence: request.assessment.confidence,
    }),
    verdict: judge(request, policy, route.length > 0),
    route,
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
export function reevaluate(state: HandoffState, edited: HandoffRequest, policy: Policy, now: number): Answer {
  if (state.phase !== 'edited' || !state.decision || !state.actionDigest) return nothing;
  const route = routeFrom(policy.settings, now, edited.onBehalfOf?.id);
  const verdict = judge(edited, policy, route.length > 0);
  const author = state.decision.reviewerId;
  const admitted = verdict.pattern === 'proceed' || route.some(({ reviewers }) => reviewers.includes(author));
  return append({
    type: 'reevaluated',
    data: {
      actionDigest: state.actionDigest,
      verdict,
      route,
      requirementMet: verdict.pattern !== 'refuse' && admitted,
    },
  });
}

/** An edited proposal that was erased, or is not what its digest says, can be neither judged nor run: it is refused. */
export function refuseLostEdit(state: HandoffState, policy: Policy): Answer {
  if (state.phase !== 'edited' || !state.actionDigest) return nothing;
  const lost = { rule: 'proposal-missing', evidence: 'the edited proposal is no longer stored as it was' };
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
