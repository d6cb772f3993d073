// EventBridge's pattern language: reads a pattern, refusing what AWS refuses, and matches events. Pure; used by the event
// bus, by SNS filter policies on bodies, and by event source filters.
// @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (read 2026-11)
import { type Comparison, comparisonOf, InvalidPatternError } from './comparison.js';

/** A pattern ready to match: leaves test values, branches test objects. */
type Branch = {
  readonly fields: ReadonlyMap<string, Branch | readonly Comparison[]>;
  readonly alternatives: readonly Branch[];
};

export type Matches = (event: unknown) => boolean;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseAlternatives(value: unknown): Branch[] {
  if (!Array.isArray(value) || value.length < 2)
    throw new InvalidPatternError('"$or" must be an array of at least two patterns');
  return value.map((one) => {
    if (!isObject(one)) throw new InvalidPatternError('"$or" must be an array of objects');
    return parseBranch(one);
  });
}

function parseField(name: string, value: unknown): Branch | Comparison[] {
  if (isObject(value)) return parseBranch(value);
  if (!Array.isArray(value)) throw new InvalidPatternError(`"${name}" must be an object or an array`);
  if (value.length === 0) throw new InvalidPatternError('Empty arrays are not allowed');
  return value.map(comparisonOf);
}

function parseBranch(pattern: Record<string, unknown>): Branch {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new InvalidPatternError('Empty objects are not allowed');
  const fields = new Map<string, Branch | readonly Comparison[]>();
  let alternatives: Branch[] = [];
  // A field that is called "$or" but holds no patterns is an ordinary field.
  for (const [name, value] of entries)
    if (
      name === '$or' &&
      Array.isArray(value) &&
      value.every(isObject) &&
      value.some((one) => !isComparison(one))
    )
      alternatives = parseAlternatives(value);
    else fields.set(name, parseField(name, value));
  return { fields, alternatives };
}

const COMPARISONS = new Set([
  'prefix',
  'suffix',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
  'equals-ignore-case',
  'wildcard',
]);
const isComparison = (value: Record<string, unknown>) => {
  const [name, ...more] = Object.keys(value);
  return more.length === 0 && name !== undefined && COMPARISONS.has(name);
};

/** Values under a field; an array stands for each of its elements, at every depth. */
function valuesOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(valuesOf) : [value];
}

function leafMatches(comparisons: readonly Comparison[], present: boolean, value: unknown): boolean {
  // An object is no leaf: for a field that holds one, AWS sees only the leaves beneath it.
  const values = present ? valuesOf(value).filter((one) => !isObject(one)) : [];
  return comparisons.some((comparison) => {
    if (comparison.kind === 'exists') return comparison.expected === values.length > 0;
    return values.some((one) => comparison.matches(one));
  });
}

function fieldMatches(
  field: Branch | readonly Comparison[],
  holder: Record<string, unknown>,
  name: string,
): boolean {
  const present = Object.hasOwn(holder, name);
  if (Array.isArray(field)) return leafMatches(field, present, holder[name]);
  const branch = field as Branch;
  const inner = present ? valuesOf(holder[name]).filter(isObject) : [];
  // All fields of one branch must match within one element of an array.
  return inner.length > 0 ? inner.some((one) => branchMatches(branch, one)) : branchMatches(branch, {});
}

function branchMatches({ fields, alternatives }: Branch, value: Record<string, unknown>): boolean {
  for (const [name, field] of fields) if (!fieldMatches(field, value, name)) return false;
  return alternatives.length === 0 || alternatives.some((one) => branchMatches(one, value));
}

/**
 * Compiles `pattern`, an object or JSON text.
 * Throws {@link InvalidPatternError} with the reason when it is no pattern.
 */
export function compilePattern(pattern: unknown): Matches {
  const parsed = typeof pattern === 'string' ? parseText(pattern) : pattern;
  if (!isObject(parsed)) throw new InvalidPatternError('Filter is not an object');
  const branch = parseBranch(parsed);
  return (event) => isObject(event) && branchMatches(branch, event);
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidPatternError('Filter is not an object');
  }
}
