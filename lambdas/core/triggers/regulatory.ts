// What the law asks for: amounts of money, categories, jurisdictions. No score and no agent can switch it off: whatever
// cannot be checked matches.
import type { RegulatoryRule } from '../../contracts/governance.js';
import type { JsonObject } from '../../contracts/json.js';
import { decimalText, isAtLeast } from '../money.js';
import type { Finding, Trigger } from './trigger.js';

const own = (parameters: JsonObject, name: string | undefined) =>
  name !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : undefined;

function amountReached({ amount }: RegulatoryRule, parameters: JsonObject): boolean {
  if (!amount) return true;
  const currency = amount.currency ?? own(parameters, amount.currencyParameter);
  const limit =
    typeof currency === 'string' && Object.hasOwn(amount.atLeast, currency)
      ? amount.atLeast[currency]
      : undefined;
  const stated = decimalText(own(parameters, amount.parameter));
  return limit === undefined || stated === undefined || isAtLeast(stated, limit) !== false;
}

/** One spelling of a code or a category, so that full width letters, case and invisible signs hide nothing. */
const plain = (value: string) =>
  value
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toLowerCase();

function isAmong(part: RegulatoryRule['category'], parameters: JsonObject): boolean {
  if (!part) return true;
  const value = own(parameters, part.parameter);
  if (typeof value !== 'string') return true;
  // What is not plain ASCII may be another script's letter that looks the same: it cannot be checked.
  if (/[^\x20-\x7e]/.test(plain(value)) && part.anyOf.every((one) => /^[\x20-\x7e]*$/.test(one))) return true;
  return part.anyOf.some((one) => plain(one) === plain(value));
}

const reasons = (rule: RegulatoryRule) =>
  [
    rule.amount && `the amount in "${rule.amount.parameter}"`,
    rule.category && `the category in "${rule.category.parameter}"`,
    rule.jurisdiction && `the country in "${rule.jurisdiction.parameter}"`,
  ].filter(Boolean);

function findingOf(rule: RegulatoryRule): Finding {
  const { regulation, quorum, route, severity } = rule;
  const because = reasons(rule).join(', ') || 'this action type';
  return {
    rule: `regulatory:${rule.id}`,
    trigger: 'regulatory',
    evidence: `${regulation}: ${because} is within the rule, or cannot be checked`.slice(0, 256),
    demand: {
      regulation,
      ...(quorum && { approvals: quorum }),
      ...(route && { route }),
      ...(severity && { severity }),
    },
  };
}

export const regulatory: Trigger = ({ request: { action }, settings }) =>
  (settings.governance?.regulatory ?? [])
    .filter(({ actionTypes }) => !actionTypes || actionTypes.includes(action.type))
    .filter((rule) => amountReached(rule, action.parameters))
    .filter((rule) => isAmong(rule.category, action.parameters))
    .filter((rule) => isAmong(rule.jurisdiction, action.parameters))
    .map(findingOf);
