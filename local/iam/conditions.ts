// The Condition block of a policy statement. Operators that are not here are refused when the policy is stored.

/** Values of a condition key in the request at hand, or undefined when the request has none. */
export type ContextValues = (key: string) => readonly string[] | undefined;
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Test = (actual: string, expected: string) => boolean;

const patterns = new Map<string, RegExp>();

/** Whether `text` fits a pattern with `*` and `?`. */
export function matchesPattern(text: string, pattern: string): boolean {
  if (pattern === '*') return true;
  let compiled = patterns.get(pattern);
  if (!compiled) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    compiled = new RegExp(`^${source}$`, 's');
    patterns.set(pattern, compiled);
  }
  return compiled.test(text);
}

const TESTS: Record<string, Test> = {
  StringEquals: (actual, expected) => actual === expected,
  StringEqualsIgnoreCase: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: matchesPattern,
  ArnEquals: matchesPattern,
  ArnLike: matchesPattern,
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  NumericEquals: (actual, expected) => Number(actual) === Number(expected),
  NumericLessThan: (actual, expected) => Number(actual) < Number(expected),
  NumericLessThanEquals: (actual, expected) => Number(actual) <= Number(expected),
  NumericGreaterThan: (actual, expected) => Number(actual) > Number(expected),
  NumericGreaterThanEquals: (actual, expected) => Number(actual) >= Number(expected),
  DateEquals: (actual, expected) => Date.parse(actual) === Date.parse(expected),
  DateLessThan: (actual, expected) => Date.parse(actual) < Date.parse(expected),
  DateLessThanEquals: (actual, expected) => Date.parse(actual) <= Date.parse(expected),
  DateGreaterThan: (actual, expected) => Date.parse(actual) > Date.parse(expected),
  DateGreaterThanEquals: (actual, expected) => Date.parse(actual) >= Date.parse(expected),
};
const NEGATED: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

/** Every operator, without the forms that `IfExists`, `ForAllValues:` and `ForAnyValue:` make of it. */
export const CONDITION_OPERATORS: readonly string[] = [
  'Null',
  ...Object.keys(TESTS),
  ...Object.keys(NEGATED),
];

interface Operator {
  readonly test: Test;
  readonly isNegated: boolean;
  readonly ifExists: boolean;
  readonly quantifier: string | undefined;
}

/** Operators in `block` that are not supported. */
export function unknownOperators(block: ConditionBlock): string[] {
  return Object.keys(block).filter((name) => name !== 'Null' && !readOperator(name));
}

/** Whether every condition holds. */
export function conditionsHold(block: ConditionBlock | undefined, values: ContextValues): boolean {
  return Object.entries(block ?? {}).every(([name, keys]) =>
    Object.entries(keys).every(([key, expected]) => holds(name, values(key), listOf(expected))),
  );
}

function holds(name: string, actual: readonly string[] | undefined, expected: readonly string[]): boolean {
  if (name === 'Null') return expected.includes(String(actual === undefined));
  const operator = readOperator(name);
  if (!operator) return false;
  if (actual === undefined) {
    return operator.ifExists || operator.isNegated || operator.quantifier === 'ForAllValues';
  }
  const fits = (value: string) => expected.some((one) => operator.test(value, one)) !== operator.isNegated;
  return operator.quantifier === 'ForAnyValue' ? actual.some(fits) : actual.every(fits);
}

function readOperator(name: string): Operator | undefined {
  const [, quantifier, base = ''] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(?:IfExists)?$/.exec(name) ?? [];
  const test = TESTS[NEGATED[base] ?? base];
  return test && { test, isNegated: base in NEGATED, ifExists: name.endsWith('IfExists'), quantifier };
}

/** A policy writes one value or a list of them; booleans and numbers count as their text. */
export function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
