// A set of .cedar files made ready to be asked: split into rules, annotations read, checked against the schema. Used by the
// policy function, at synth, and by `npm run policy`; takes the Cedar library as a parameter, because a bundle loads another
// build of it than Node does.
import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs';
import { Demand, PolicyMatch, type PolicySet, SEVERITIES } from '../../contracts/policies.js';
import { cut } from '../../contracts/problems.js';
import { HumanPattern } from '../../contracts/verdict.js';

export type CedarLibrary = Pick<
  typeof Cedar,
  | 'policySetTextToParts'
  | 'policyToJson'
  | 'validate'
  | 'schemaToJsonWithResolvedTypes'
  | 'preparsePolicySet'
  | 'preparseSchema'
  | 'statefulIsAuthorized'
>;

/** One `forbid`: its text, the file it is in, and what its annotations say. */
export interface CedarRule extends PolicyMatch {
  readonly file: string;
  readonly text: string;
}

export interface CheckedSet {
  readonly rules: readonly CedarRule[];
  /** Action types that the schema declares. */
  readonly actionTypes: readonly string[];
  /** What is wrong, each beginning with its file; a set with problems answers nothing. */
  readonly problems: readonly string[];
}

const UNITS: Record<string, number> = { m: 60, h: 3_600, d: 86_400 };
const KNOWN = ['id', 'route', 'severity', 'quorum', 'sla', 'regulation', 'pattern', 'refuse', 'description'];

/** What each field of a demand is written as, and may be. */
const ANNOTATIONS: Record<keyof Demand, string> = {
  route: '@route must be a name, such as "billing"',
  severity: `@severity must be one of ${SEVERITIES.join(', ')}`,
  approvals: '@quorum must be a number of people, 1 to 10',
  slaSeconds: '@sla must be a time such as 90m, 4h or 3d, from one minute to 300 days',
  regulation: '@regulation must be 1 to 128 characters',
  pattern: `@pattern must be one of ${HumanPattern.options.join(', ')}`,
  description: '@description must say something',
  refuse: '@refuse must be at most 128 characters',
};

/** `90m`, `4h` or `3d` in seconds; NaN for anything else. */
function secondsOf(text: string): number {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  return Number(count) * (UNITS[unit ?? ''] ?? Number.NaN);
}

const stated = <T>(key: string, value: T | undefined) => (value === undefined ? {} : { [key]: value });

function demandIn(annotations: Record<string, string>) {
  const { route, severity, quorum, sla, regulation, pattern, refuse, description } = annotations;
  return Demand.safeParse({
    ...stated('route', route),
    ...stated('severity', severity),
    ...stated('approvals', quorum === undefined ? undefined : Number(quorum)),
    ...stated('slaSeconds', sla === undefined ? undefined : secondsOf(sla)),
    ...stated('regulation', regulation),
    ...stated('pattern', pattern),
    ...stated('description', description === undefined ? undefined : cut(description, 128)),
    ...stated('refuse', refuse === undefined ? undefined : refuse || 'refused by policy'),
  });
}

function ruleOf(cedar: CedarLibrary, file: string, text: string): CedarRule | string {
  const parsed = cedar.policyToJson(text);
  if (parsed.type === 'failure') return parsed.errors.map(({ message }) => message).join('; ');
  const { annotations = {}, effect } = parsed.json;
  const id = annotations.id ?? '';
  if (effect !== 'forbid')
    return `rule "${id}": only "forbid" has a meaning here; what no rule forbids is permitted`;
  const unknown = Object.keys(annotations).find((name) => !KNOWN.includes(name));
  if (unknown) return `rule "${id}": @${unknown} is not one of ${KNOWN.map((name) => `@${name}`).join(', ')}`;
  const demand = demandIn(annotations);
  if (!demand.success) return `rule "${id}": ${ANNOTATIONS[demand.error.issues[0]?.path[0] as keyof Demand]}`;
  const match = PolicyMatch.safeParse({ id, demand: demand.data });
  return match.success
    ? { ...match.data, file, text }
    : 'a rule needs an @id of lower-case letters, digits and hyphens, such as @id("large-refund")';
}

function rulesIn(
  cedar: CedarLibrary,
  file: string,
  text: string,
): { rules: CedarRule[]; problems: string[] } {
  const parts = cedar.policySetTextToParts(text);
  if (parts.type === 'failure')
    return { rules: [], problems: parts.errors.map(({ message }) => `${file}: ${message}`) };
  const read = parts.policies.map((part) => ruleOf(cedar, file, part));
  const problems = read.flatMap((one) => (typeof one === 'string' ? [`${file}: ${one}`] : []));
  if (parts.policy_templates.length > 0) problems.push(`${file}: templates are not supported`);
  return { rules: read.filter((one) => typeof one !== 'string'), problems };
}

export const byId = (rules: readonly CedarRule[]) =>
  Object.fromEntries(rules.map(({ id, text }) => [id, text]));

function schemaProblems(cedar: CedarLibrary, schema: string, rules: readonly CedarRule[]): string[] {
  const checked = cedar.validate({ schema, policies: { staticPolicies: byId(rules) } });
  if (checked.type === 'failure') return checked.errors.map(({ message }) => `.cedarschema: ${message}`);
  const fileOf = (policyId: string) => rules.find(({ id }) => id === policyId)?.file ?? '.cedar';
  return checked.validationErrors.map(
    ({ policyId, error }) => `${fileOf(policyId)}: rule "${policyId}": ${error.message}`,
  );
}

function actionTypesIn(cedar: CedarLibrary, schema: string): string[] {
  const parsed = cedar.schemaToJsonWithResolvedTypes(schema);
  return parsed.type === 'success' ? Object.keys(parsed.json['']?.actions ?? {}) : [];
}

/** Reads and checks `set`. Never throws for what its files hold. */
export function checkedSet(cedar: CedarLibrary, { schema, policies }: PolicySet): CheckedSet {
  const files = Object.entries(policies).map(([file, text]) => rulesIn(cedar, file, text));
  const rules = files.flatMap((one) => one.rules);
  const twice = rules.filter(({ id }, index) => rules.findIndex((other) => other.id === id) !== index);
  const problems = [
    ...files.flatMap((one) => one.problems),
    ...twice.map(({ id, file }) => `${file}: rule "${id}": the id is used twice`),
  ];
  if (problems.length === 0) problems.push(...schemaProblems(cedar, schema, rules));
  return { rules, actionTypes: actionTypesIn(cedar, schema), problems };
}
