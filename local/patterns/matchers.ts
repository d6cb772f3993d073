// What one element of a pattern's array demands of a value: built by match-expression.ts, asked by pattern.ts. Pure.
// Texts carry their quotes, as in EventBridge's own matcher: "1" and 1 differ, and only texts have a prefix.
import { type AddressRange, hexOf } from './address.js';
import { millionthsOf } from './number.js';

/** A leaf of an event. */
export interface Leaf {
  /** JSON text, except that what stands between quotes is not escaped. */
  readonly text: string;
  /** The number in millionths; absent for texts, and for numbers that cannot be compared. */
  readonly millionths?: number;
}

export type Matcher =
  /** `number` compares numbers. `wildcards` are the pieces of those within, by which complexity is measured. */
  | {
      readonly kind: 'leaf' | 'number';
      readonly matches: (leaf: Leaf) => boolean;
      readonly wildcards?: readonly (readonly string[])[];
    }
  | { readonly kind: 'address'; readonly range: AddressRange }
  | { readonly kind: 'absent' };

const onText = (matches: (text: string) => boolean) => ({
  kind: 'leaf' as const,
  matches: ({ text }: Leaf) => matches(text),
});

export const exact = (text: string): Matcher => onText((one) => one === text);
export const present: Matcher = { kind: 'leaf', matches: () => true };
export const absent: Matcher = { kind: 'absent' };
export const prefix = (start: string): Matcher => onText((one) => one.startsWith(`"${start}`));
export const suffix = (end: string): Matcher => onText((one) => one.endsWith(`${end}"`));
export const equalsIgnoringCase = (text: string): Matcher => {
  const lower = `"${text}"`.toLowerCase();
  return onText((one) => one.toLowerCase() === lower);
};
export const prefixIgnoringCase = (start: string): Matcher => {
  const lower = `"${start}`.toLowerCase();
  return onText((one) => one.toLowerCase().startsWith(lower));
};
export const suffixIgnoringCase = (end: string): Matcher => {
  const lower = `${end}"`.toLowerCase();
  return onText((one) => one.toLowerCase().endsWith(lower));
};

/** The number, or the same digits where the number is out of what can be compared. */
export function numberLiteral(digits: string): Matcher {
  const bound = millionthsOf(digits);
  if (typeof bound !== 'number') return exact(digits);
  return { kind: 'number', matches: ({ millionths }) => millionths === bound };
}

export const numbers = (matches: (millionths: number) => boolean): Matcher => ({
  kind: 'number',
  matches: ({ millionths }) => millionths !== undefined && matches(millionths),
});

/** `*` stands for any characters. `pieces` are the texts between the stars, without the quotes around the whole. */
export function wildcard(pieces: readonly string[]): Matcher {
  return { ...onText((one) => hasPieces(one, pieces)), wildcards: [pieces] };
}

function hasPieces(one: string, [first = '', ...rest]: readonly string[]): boolean {
  if (rest.length === 0) return one === `"${first}"`;
  const last = `${rest.pop()}"`;
  if (!one.startsWith(`"${first}`)) return false;
  let from = first.length + 1;
  for (const piece of rest) {
    const at = one.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return one.length - last.length >= from && one.endsWith(last);
}

/** Matches what none of `excluded` matches: also numbers, null and booleans, where those are texts. */
export const noneOf = (excluded: readonly Matcher[]): Matcher => ({
  kind: excluded.some(({ kind }) => kind === 'number') ? 'number' : 'leaf',
  matches: (leaf) => !excluded.some((one) => 'matches' in one && one.matches(leaf)),
  wildcards: excluded.flatMap((one) => ('wildcards' in one ? (one.wildcards ?? []) : [])),
});

/** The test of a field's leaves, any of `matchers`; presence is tested elsewhere. */
export function leafTest(matchers: readonly Matcher[]): (leaf: Leaf) => boolean {
  const has = (kind: Matcher['kind']) => matchers.some((one) => one.kind === kind);
  // Where a field compares addresses (and no numbers), EventBridge turns the value into one before it tries anything else.
  const comparesAddresses = has('address') && !has('number');
  return (leaf) => {
    const address = comparesAddresses ? hexOf(leaf.text.replace(/^"(.*)"$/s, '$1')) : undefined;
    const seen = address === undefined ? leaf : { text: address };
    return matchers.some((one) => {
      if (one.kind === 'absent') return false;
      return one.kind === 'address' ? address !== undefined && one.range(address) : one.matches(seen);
    });
  };
}
