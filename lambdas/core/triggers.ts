// Whether a human must see a proposal: every rule that fires, with evidence. Runs outside any model; the model's own wish
// is one rule among several. Evidence names thresholds and fields, never values that may be personal.
import type { HandoffRequest } from '../contracts/request.js';
import type { HardRule, RegisteredAction, Settings } from '../contracts/settings.js';
import type { FiredRule } from '../contracts/verdict.js';
import { canonicalJson } from './digest.js';

type Proposal = Pick<HandoffRequest, 'action' | 'assessment' | 'humanRequested'>;
type Trigger = (proposal: Proposal, registered: RegisteredAction, settings: Settings) => FiredRule[];

const confidence: Trigger = ({ assessment }, { confidenceThreshold }) => {
  if (confidenceThreshold === 0) return [];
  if (assessment.confidence === undefined)
    return [
      {
        rule: 'confidence-missing',
        evidence: `no confidence was stated; ${confidenceThreshold} is needed`,
      },
    ];
  if (assessment.confidence >= confidenceThreshold) return [];
  return [
    {
      rule: 'confidence-below-threshold',
      evidence: `the stated confidence ${assessment.confidence} is below ${confidenceThreshold}`,
    },
  ];
};

const explicitRequest: Trigger = ({ humanRequested }) =>
  humanRequested
    ? [
        {
          rule: 'explicit-request',
          evidence: `the ${humanRequested.by} asked for a human`,
        },
      ]
    : [];

function parameterMatches(rule: HardRule, parameters: Proposal['action']['parameters']): boolean {
  if (!rule.parameter) return true;
  const { name, atLeast, equals } = rule.parameter;
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  // Doubt means a human: a limit on a value that is missing or no number cannot be checked, so it matches.
  if (atLeast !== undefined && (typeof value !== 'number' || value >= atLeast)) return true;
  if (equals === undefined) return false;
  return value === undefined || canonicalJson(value) === canonicalJson(equals);
}

const hardRules: Trigger = ({ action }, registered, settings) =>
  settings.hardRules
    .filter((rule) => !rule.actionTypes || rule.actionTypes.includes(action.type))
    .filter((rule) => !rule.effects || rule.effects.includes(registered.effect))
    .filter((rule) => parameterMatches(rule, action.parameters))
    .map((rule) => ({
      rule: `hard-rule:${rule.id}`,
      evidence: rule.parameter
        ? `the parameter "${rule.parameter.name}" is within the rule`
        : `applies to this ${rule.effects ? 'effect' : 'action type'}`,
    }));

const TRIGGERS: readonly Trigger[] = [confidence, explicitRequest, hardRules];

/** Every rule that fires for `proposal`; none means that it may proceed without a human. */
export const firedRules = (
  proposal: Proposal,
  registered: RegisteredAction,
  settings: Settings,
): FiredRule[] => TRIGGERS.flatMap((trigger) => trigger(proposal, registered, settings));
