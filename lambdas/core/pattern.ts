// How a human is brought in: the agent may ask, the policy decides. Called when a verdict falls.
import type { Demand } from '../contracts/policies.js';
import type { HandoffRequest } from '../contracts/request.js';
import type { RegisteredAction, Settings } from '../contracts/settings.js';
import type { HumanPattern, Pattern } from '../contracts/verdict.js';
import { routeOf } from './demands.js';
import { mostSpecific } from './scope.js';

type Asked = Pick<HandoffRequest, 'agent' | 'action' | 'preferredPattern'>;

/** What may be asked for: of the class of problem, else of this agent and action type, else of the action itself. */
const permittedTo = (
  request: Asked,
  { patterns = ['durable'] }: Pick<RegisteredAction, 'patterns'>,
  demands: readonly Demand[],
  { governance }: Pick<Settings, 'governance'>,
): readonly HumanPattern[] =>
  routeOf(demands, governance)?.patterns ??
  mostSpecific(governance?.patterns, request)?.permitted ??
  patterns;

/** The pattern of the most severe rule that names one; else what the agent prefers, where that is permitted; else the first. */
export function patternFor(
  request: Asked,
  registered: Pick<RegisteredAction, 'patterns'>,
  demands: readonly Demand[],
  settings: Pick<Settings, 'governance'>,
): HumanPattern {
  const named = demands.find(({ pattern }) => pattern)?.pattern;
  if (named) return named;
  const permitted = permittedTo(request, registered, demands, settings);
  return permitted.find((one) => one === request.preferredPattern) ?? permitted[0] ?? 'durable';
}

/** An offer is made once: a proposal that is judged again was submitted already. */
export const afterOffer = (pattern: Pattern): Pattern => (pattern === 'hybrid' ? 'durable' : pattern);
