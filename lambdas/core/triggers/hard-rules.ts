// Rules of the settings that always call a human when they match, whatever the confidence.
import type { JsonObject } from '../../contracts/json.js';
import type { HardRule } from '../../contracts/settings.js';
import { canonicalJson } from '../digest.js';
import type { Trigger } from './trigger.js';

function parameterMatches(rule: HardRule, parameters: JsonObject): boolean {
  if (!rule.parameter) return true;
  const { name, atLeast, equals } = rule.parameter;
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  // Doubt means a human: a limit on a value that is missing or no number cannot be checked, so it matches.
  if (atLeast !== undefined && (typeof value !== 'number' || value >= atLeast)) return true;
  if (equals === undefined) return false;
  return value === undefined || canonicalJson(value) === canonicalJson(equals);
}

export const hardRules: Trigger = ({ request: { action }, registered, settings }) =>
  settings.hardRules
    .filter((rule) => !rule.actionTypes || rule.actionTypes.includes(action.type))
    .filter((rule) => !rule.effects || rule.effects.includes(registered.effect))
    .filter((rule) => parameterMatches(rule, action.parameters))
    .map((rule) => ({
      rule: `hard-rule:${rule.id}`,
      trigger: 'policy',
      evidence: rule.parameter
        ? `the parameter "${rule.parameter.name}" is within the rule`
        : `applies to this ${rule.effects ? 'effect' : 'action type'}`,
    }));
