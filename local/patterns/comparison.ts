// One element of a pattern's array: a literal, or an object with one operator. Pure; used by pattern.ts.
import { BlockList, isIP } from 'node:net';

/** A pattern that AWS would refuse; the message is the reason. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError';
}

export type Comparison =
  | { readonly kind: 'value'; readonly matches: (value: unknown) => boolean }
  | { readonly kind: 'exists'; readonly expected: boolean };

type Test = (value: unknown) => boolean;
type Operator = (operand: unknown) => Test;

const value = (matches: Test): Comparison => ({ kind: 'value', matches });
const refuse = (reason: string): never => {
  throw new InvalidPatternError(reason);
};

const isText = (operand: unknown): operand is string => typeof operand === 'string';
const isScalar = (operand: unknown) =>
  operand === null || ['string', 'number', 'boolean'].includes(typeof operand);

/** `{"equals-ignore-case": "x"}` as the operand of prefix and suffix. */
function ignoringCase(operand: unknown): string | undefined {
  if (typeof operand !== 'object' || operand === null) return undefined;
  const { 'equals-ignore-case': text, ...rest } = operand as Record<string, unknown>;
  return isText(text) && Object.keys(rest).length === 0 ? text.toLowerCase() : undefined;
}

const affix =
  (name: string, test: (value: string, affix: string) => boolean): Operator =>
  (operand) => {
    if (isText(operand)) {
      if (operand === '') refuse(`Null ${name} not allowed`);
      return (one) => isText(one) && test(one, operand);
    }
    const lower = ignoringCase(operand);
    if (lower === undefined) return refuse(`${name} match pattern must be a string`);
    return (one) => isText(one) && test(one.toLowerCase(), lower);
  };

const prefix = affix('prefix', (one, start) => one.startsWith(start));
const suffix = affix('suffix', (one, end) => one.endsWith(end));

const equalsIgnoreCase: Operator = (operand) => {
  if (!isText(operand)) return refuse('equals-ignore-case match pattern must be a string');
  const lower = operand.toLowerCase();
  return (one) => isText(one) && one.toLowerCase() === lower;
};

/** `*` stands for any characters; `\*` and `\\` for themselves. Matched without backtracking blow-up. */
const wildcard: Operator = (operand) => {
  if (!isText(operand)) return refuse('wildcard match pattern must be a string');
  if (/\*\*/.test(operand.replaceAll(/\\[\\*]/g, ''))) refuse('Consecutive wildcard characters at pos 1');
  if (/\\(?![\\*])/.test(operand.replaceAll('\\\\', ''))) refuse('Invalid escape character at pos 1');
  const pieces = literalPieces(operand);
  return (one) => isText(one) && matchesPieces(one, pieces);
};

/** The literal texts between the stars. */
function literalPieces(operand: string): string[] {
  const pieces = [''];
  for (const token of operand.match(/\\[\\*]|\*|[^\\*]+/g) ?? [])
    if (token === '*') pieces.push('');
    else pieces.push((pieces.pop() ?? '') + token.replace(/^\\/, ''));
  return pieces;
}

function matchesPieces(text: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

const ORDERS: Record<string, (one: number, bound: number) => boolean> = {
  '=': (one, bound) => one === bound,
  '<': (one, bound) => one < bound,
  '<=': (one, bound) => one <= bound,
  '>': (one, bound) => one > bound,
  '>=': (one, bound) => one >= bound,
};
/** Numbers of patterns lie within ±5 × 10⁹ (EventBridge, read 2026-11). */
const MAX_NUMBER = 5_000_000_000;

const numeric: Operator = (operand) => {
  if (!Array.isArray(operand) || operand.length === 0) return refuse('Value of numeric must be an array.');
  const tests: ((one: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const order = ORDERS[String(operand[index])];
    const bound = operand[index + 1];
    if (!order) return refuse(`Unrecognized numeric range operator: ${operand[index]}`);
    if (typeof bound !== 'number') return refuse(`Value of ${operand[index]} must be numeric`);
    if (Math.abs(bound) > MAX_NUMBER) return refuse('Value must be between -5.0E9 and 5.0E9, inclusive');
    tests.push((one) => order(one, bound));
  }
  if (tests.length > 2) return refuse('Too many terms in numeric range expression');
  return (one) => typeof one === 'number' && tests.every((test) => test(one));
};

const cidr: Operator = (operand) => {
  const [address = '', bits] = isText(operand) ? operand.split('/') : [];
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const length = Number(bits);
  if (!isIP(address) || bits === undefined || !/^\d+$/.test(bits) || length > (family === 'ipv6' ? 128 : 32))
    return refuse('Malformed CIDR, one slash required');
  const block = new BlockList();
  block.addSubnet(address, length, family);
  return (one) => isText(one) && isIP(one) > 0 && block.check(one, isIP(one) === 6 ? 'ipv6' : 'ipv4');
};

const listOf = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand]);

/** The operators that `anything-but` takes, each with one operand or a list of them. */
const NEGATABLE: Record<string, Operator> = {
  prefix,
  suffix,
  wildcard,
  'equals-ignore-case': equalsIgnoreCase,
};

const anythingBut: Operator = (operand) => {
  const except = exceptionsOf(operand);
  return (one) => !except.some((test) => test(one));
};

function exceptionsOf(operand: unknown): Test[] {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [[name = '', operands] = [], ...more] = Object.entries(operand);
    const operator = NEGATABLE[name];
    if (!operator || more.length > 0) return refuse(`Unsupported anything-but pattern: ${name}`);
    const all = listOf(operands);
    if (all.length === 0) return refuse('Empty arrays are not allowed');
    return all.map(operator);
  }
  const all = listOf(operand);
  if (all.length === 0) return refuse('Empty arrays are not allowed');
  if (!all.every(isText) && !all.every((one) => typeof one === 'number'))
    return refuse(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  return all.map((excluded) => (one: unknown) => one === excluded);
}

const OPERATORS: Record<string, Operator> = {
  prefix,
  suffix,
  wildcard,
  numeric,
  cidr,
  'equals-ignore-case': equalsIgnoreCase,
  'anything-but': anythingBut,
};

/** What one element of a pattern's array demands. */
export function comparisonOf(element: unknown): Comparison {
  if (isScalar(element)) return value((one) => one === element);
  if (Array.isArray(element)) return refuse('Match value must be String, number, true, false, or null');
  const [[name = '', operand] = [], ...more] = Object.entries(element as object);
  if (name === '' || more.length > 0) return refuse('Only one key allowed in match expression');
  if (name === 'exists') {
    if (typeof operand !== 'boolean') return refuse('exists match pattern must be either true or false.');
    return { kind: 'exists', expected: operand };
  }
  const operator = OPERATORS[name];
  if (!operator) return refuse(`Unrecognized match type ${name}`);
  return value(operator(operand));
}
