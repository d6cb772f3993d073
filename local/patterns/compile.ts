// Reads a whole pattern into rules: each a set of fields that must all match; a pattern matches when one of its rules does.
// `$or` makes several rules of one. Follows EventBridge's open rule compiler, also in what it refuses. Used by pattern.ts.
import { hexOf, sameAddress } from './address.js';
import { refuseComplex } from './complexity.js';
import { JsonTokens, type Token } from './json-tokens.js';
import { matchExpression } from './match-expression.js';
import { exact, type Matcher, numberLiteral } from './matchers.js';

/** Matchers by field; names are joined with dots, so that `{"a":{"b":…}}` and `{"a.b":…}` are one. */
export type Rule = Map<string, readonly Matcher[]>;

/** Alternatives multiply; EventBridge stops at a thousand, in words that its documentation does not give. */
const MAX_RULES = 1_000;

/** Names that may not be fields within `$or`: operators, and what may become one. */
const RESERVED = new Set([
  ...['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard', 'numeric'],
  ...['cidr', 'html', '=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
]);

/** Compiles `pattern`, JSON text. Throws {@link InvalidPatternError} with the reason. */
export function compile(pattern: string): readonly Rule[] {
  const tokens = new JsonTokens(pattern);
  if (tokens.next() !== '{') tokens.fail('Filter is not an object');
  const rules = readObject(tokens, [], '', false);
  refuseComplex(rules);
  return rules;
}

/** Reads the fields of an object into every rule so far. */
function readObject(tokens: JsonTokens, before: readonly Rule[], path: string, inOr: boolean): Rule[] {
  let rules = [...before];
  let isEmpty = true;
  while (tokens.next() !== '}') {
    isEmpty = false;
    const name = tokens.text();
    if (name === '$or') rules = readAlternatives(tokens, rules, path);
    else if (inOr && RESERVED.has(name))
      tokens.fail(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    else rules = readField(tokens, rules, path === '' ? name : `${path}.${name}`, name, inOr);
  }
  if (isEmpty) tokens.fail('Empty objects are not allowed');
  return rules;
}

function readField(tokens: JsonTokens, rules: Rule[], path: string, name: string, inOr: boolean): Rule[] {
  const token = tokens.next();
  if (token === '{') return readObject(tokens, rules, path, inOr);
  if (token !== '[') return tokens.fail(`"${name}" must be an object or an array`);
  const matchers = readMatchers(tokens);
  const targets = rules.length > 0 ? rules : [new Map()];
  for (const rule of targets) rule.set(path, matchers);
  return targets;
}

function readAlternatives(tokens: JsonTokens, before: readonly Rule[], path: string): Rule[] {
  if (tokens.next() !== '[') tokens.fail('It must be an Array followed with $or.');
  const rules: Rule[] = [];
  let alternatives = 0;
  for (let token = tokens.next(); token !== ']'; token = tokens.next()) {
    alternatives += 1;
    if (token !== '{') tokens.fail('Only JSON object is allowed in array of $or relationship.');
    const copies = before.length > 0 ? before.map((rule) => new Map(rule)) : [new Map()];
    rules.push(...readObject(tokens, copies, path, true));
    if (rules.length > MAX_RULES)
      tokens.fail(`A pattern with $or makes at most ${MAX_RULES} combinations of rules.`);
  }
  if (alternatives < 2) tokens.fail('There must have at least 2 Objects in $or relationship.');
  return rules;
}

function readMatchers(tokens: JsonTokens): Matcher[] {
  const matchers: Matcher[] = [];
  for (let token = tokens.next(); token !== ']'; token = tokens.next())
    matchers.push(readMatcher(tokens, token));
  if (matchers.length === 0) tokens.fail('Empty arrays are not allowed');
  return matchers;
}

function readMatcher(tokens: JsonTokens, token: Token | undefined): Matcher {
  switch (token) {
    case '{':
      return matchExpression(tokens);
    case 'string':
      return literal(tokens.text());
    case 'number':
      return numberLiteral(tokens.text());
    case 'true':
    case 'false':
    case 'null':
      return exact(tokens.text());
    default:
      return tokens.fail('Match value must be String, number, true, false, or null');
  }
}

/** A text; one that is an IP address stands for that address however it is written. */
function literal(text: string): Matcher {
  const hex = hexOf(text);
  return hex === undefined ? exact(`"${text}"`) : { kind: 'address', range: sameAddress(hex) };
}
