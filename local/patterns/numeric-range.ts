// Reads the operand of `numeric`: one comparison, or the two ends of a range. Used by match-expression.ts.
import type { JsonTokens, Token } from './json-tokens.js';
import { type Matcher, numbers } from './matchers.js';
import { millionthsOf } from './number.js';

type Compare = (one: number, bound: number) => boolean;

const COMPARISONS: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['=', (one, bound) => one === bound],
  ['<', (one, bound) => one < bound],
  ['<=', (one, bound) => one <= bound],
  ['>', (one, bound) => one > bound],
  ['>=', (one, bound) => one >= bound],
]);

function bound(digits: string, tokens: JsonTokens): number {
  const millionths = millionthsOf(digits);
  return typeof millionths === 'number' ? millionths : tokens.fail(millionths.refused);
}

function digitsAfter(operator: string, tokens: JsonTokens): string {
  if (tokens.next() !== 'number') tokens.fail(`Value of ${operator} must be numeric`);
  return tokens.text();
}

function comparisonOf(tokens: JsonTokens): Matcher {
  if (tokens.next() !== 'string') tokens.fail(`Invalid member in numeric match: ${tokens.text()}`);
  const operator = tokens.text();
  // The value is looked at first: its place is where an unknown operator is reported.
  const token = tokens.next();
  const compare = COMPARISONS.get(operator);
  if (!compare) return tokens.fail(`Unrecognized numeric range operator: ${operator}`);
  if (token !== 'number') tokens.fail(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  const digits = tokens.text();
  const next = tokens.next();
  if (next !== ']') return rangeFrom(operator, compare, digits, next, tokens);
  const edge = bound(digits, tokens);
  return numbers((one) => compare(one, edge));
}

function rangeFrom(
  operator: string,
  above: Compare,
  digits: string,
  next: Token | undefined,
  tokens: JsonTokens,
): Matcher {
  if (!operator.startsWith('>')) tokens.fail('Too many elements in numeric expression');
  if (next !== 'string') tokens.fail(`Bad value in numeric range: ${tokens.text()}`);
  const upper = tokens.text();
  const below = COMPARISONS.get(upper);
  if (!below || !upper.startsWith('<')) return tokens.fail(`Bad numeric range operator: ${upper}`);
  const topDigits = digitsAfter(upper, tokens);
  if (tokens.next() !== ']') tokens.fail('Too many terms in numeric range expression');
  const bottom = bound(digits, tokens);
  const top = bound(topDigits, tokens);
  if (bottom >= top) tokens.fail('Bottom must be less than top');
  return numbers((one) => above(one, bottom) && below(one, top));
}

export function numericRange(tokens: JsonTokens): Matcher {
  if (tokens.next() !== '[') tokens.fail('Value of numeric must be an array.');
  const matcher = comparisonOf(tokens);
  if (tokens.next() !== '}') tokens.fail('Too many elements in numeric expression');
  return matcher;
}
