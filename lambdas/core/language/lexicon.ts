// Finds the lexemes of a locale in tokens: longest first, typing errors of one edit included. A lexeme is a word or a phrase
// and belongs to classes ("contact", "human"). Linear: a token is looked up, never searched for with a pattern.
import { fold } from './fold.js';
import { BOUNDARY, type Token, tokensOf } from './tokens.js';

/** A lexeme found, or a word that belongs to no class. */
export interface Term {
  readonly classes: readonly string[];
  /** Half-open range of tokens. */
  readonly from: number;
  readonly to: number;
}

export interface Lexicon {
  /** Root of the tree of lexemes, word by word. */
  readonly root: Node;
  readonly words: ReadonlySet<string>;
  /** Those that a typing error is looked for in. */
  readonly misspelt: ReadonlySet<string>;
  /** Words with one letter left out, with the words that they come from. */
  readonly shortened: ReadonlyMap<string, readonly string[]>;
  /** The long words, by their first letter. */
  readonly long: ReadonlyMap<string, readonly string[]>;
  /** Real words that are one edit away from a lexeme, and are not one. */
  readonly notTypos: ReadonlySet<string>;
}

interface Node {
  readonly next: Map<string, Node>;
  classes?: string[];
}

/** Shortest word in which a typing error is forgiven, and in which swapped neighbours are. */
const MIN_TYPO_LETTERS = 5;
const MIN_SWAP_LETTERS = 4;
/** Shortest word in which two are. */
const MIN_LETTERS_OF_TWO_ERRORS = 8;
const MAX_WORD_LETTERS = 24;
const DIGITS_AS_LETTERS: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
};

const isAlphabetic = (word: string) => /^[a-z]+$/.test(word);

/** "look at/into this/it" is four phrases. */
const phrases = (lexeme: string) =>
  lexeme
    .split(' ')
    .reduce<string[]>(
      (before, word) => before.flatMap((start) => word.split('/').map((one) => `${start} ${one}`.trim())),
      [''],
    );

/** `don't` is typed `dont` as well. */
const spellings = (lexeme: string) =>
  phrases(lexeme).flatMap((one) => (one.includes("'") ? [one, one.replaceAll("'", '')] : [one]));

function plant(root: Node, words: readonly string[], name: string): void {
  let node = root;
  for (const word of words) {
    const next = node.next.get(word) ?? { next: new Map() };
    node.next.set(word, next);
    node = next;
  }
  node.classes = [...(node.classes ?? []), name];
}

const withoutOne = (word: string) =>
  Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));

function wordsIn(lexeme: string): string[] {
  const words = tokensOf(fold(lexeme).text).map(({ word }) => word);
  if (words.length === 0) throw new SyntaxError(`the lexeme "${lexeme}" holds no word`);
  return words;
}

function shortenedForms(words: ReadonlySet<string>): Map<string, string[]> {
  const shortened = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < MIN_SWAP_LETTERS || !isAlphabetic(word)) continue;
    for (const short of withoutOne(word)) shortened.set(short, [...(shortened.get(short) ?? []), word]);
  }
  return shortened;
}

function longWords(words: ReadonlySet<string>): Map<string, string[]> {
  const long = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < MIN_LETTERS_OF_TWO_ERRORS || !isAlphabetic(word)) continue;
    const first = word[0] ?? '';
    long.set(first, [...(long.get(first) ?? []), word]);
  }
  return long;
}

const wordsOfClass = (lexemes: string) => lexemes.split('|').flatMap(spellings).map(wordsIn);

/**
 * Builds a lexicon. `classes`: by class name, its lexemes separated by `|`, spelt as people do; words
 * with `/` between them stand for each other. `notTypos`: separated by
 * blanks. No word is taken for a misspelt one of the `exact` classes. Throws `SyntaxError` on an empty lexeme.
 */
export function lexicon(
  classes: Readonly<Record<string, string>>,
  notTypos = '',
  exact: readonly string[] = [],
): Lexicon {
  const root: Node = { next: new Map() };
  const words = new Set<string>();
  const misspelt = new Set<string>();
  for (const [name, lexemes] of Object.entries(classes)) {
    for (const parts of wordsOfClass(lexemes)) {
      for (const part of parts) words.add(part);
      if (!exact.includes(name)) for (const part of parts) misspelt.add(part);
      plant(root, parts, name);
    }
  }
  return {
    root,
    words,
    misspelt,
    shortened: shortenedForms(misspelt),
    long: longWords(misspelt),
    notTypos: new Set(notTypos.split(' ')),
  };
}

/** Whether `edits` insertions, deletions, replacements or swaps of neighbours make `typed` into `word`. */
function isWithin(edits: number, typed: string, word: string): boolean {
  let start = 0;
  while (start < typed.length && typed[start] === word[start]) start += 1;
  const [left, wanted] = [typed.slice(start), word.slice(start)];
  if (left === wanted) return true;
  if (edits === 0 || Math.abs(left.length - wanted.length) > edits) return false;
  const isSwap = left[1] !== undefined && left[0] === wanted[1] && left[1] === wanted[0];
  return (
    (isSwap && isWithin(edits - 1, left.slice(2), wanted.slice(2))) ||
    isWithin(edits - 1, left.slice(1), wanted.slice(1)) ||
    isWithin(edits - 1, left.slice(1), wanted) ||
    isWithin(edits - 1, left, wanted.slice(1))
  );
}

/** One typing error; in the shortest words only a swap is one. */
function isTypo(typed: string, word: string): boolean {
  if (word.length >= MIN_TYPO_LETTERS) return isWithin(1, typed, word);
  const swapped = Array.from(
    typed,
    (_, at) => typed.slice(0, at) + typed[at + 1] + typed[at] + typed.slice(at + 2),
  );
  return swapped.includes(word);
}

/** "costumer", "reprasentitive": a long word with two errors, none of them in its first letter. */
const twoErrors = (typed: string, { long }: Lexicon) =>
  typed.length >= MIN_LETTERS_OF_TWO_ERRORS && isAlphabetic(typed)
    ? long.get(typed[0] ?? '')?.find((word) => isWithin(2, typed, word))
    : undefined;

function corrected(typed: string, known: Lexicon): string | undefined {
  const { misspelt, shortened, notTypos } = known;
  if (typed.length < MIN_SWAP_LETTERS || typed.length > MAX_WORD_LETTERS || notTypos.has(typed))
    return undefined;
  const near = [typed, ...withoutOne(typed)].flatMap((form) => [
    ...(shortened.get(form) ?? []),
    ...(misspelt.has(form) && form.length >= MIN_TYPO_LETTERS ? [form] : []),
  ]);
  return near.find((word) => isTypo(typed, word)) ?? twoErrors(typed, known);
}

/** "havegot", "talkto": two words of the lexicon without the blank. */
function unglued(typed: string, { misspelt, notTypos }: Lexicon): [string, string] | undefined {
  if (typed.length < 5 || typed.length > MAX_WORD_LETTERS || notTypos.has(typed)) return undefined;
  for (let cut = typed.length - 2; cut >= 2; cut -= 1) {
    const pair: [string, string] = [typed.slice(0, cut), typed.slice(cut)];
    if (misspelt.has(pair[0]) && misspelt.has(pair[1])) return pair;
  }
  return undefined;
}

/** The words of the lexicon that `typed` stands for; itself when none. */
function read(typed: string, known: Lexicon): readonly string[] {
  if (typed === BOUNDARY || known.words.has(typed)) return [typed];
  const spelt = typed.replace(/[0-9@$]/g, (sign) => DIGITS_AS_LETTERS[sign] ?? sign);
  if (known.words.has(spelt) && /[a-z]/.test(typed)) return [spelt];
  const word = corrected(spelt, known);
  return word ? [word] : (unglued(spelt, known) ?? [typed]);
}

/** Words as the lexicon spells them, each with the token that it came from. */
function wordsOf(tokens: readonly Token[], known: Lexicon): { words: string[]; tokenAt: number[] } {
  const memo = new Map<string, readonly string[]>();
  const words: string[] = [];
  const tokenAt: number[] = [];
  for (const [index, { word }] of tokens.entries()) {
    const forms = memo.get(word) ?? read(word, known);
    memo.set(word, forms);
    for (const form of forms) {
      words.push(form);
      tokenAt.push(index);
    }
  }
  return { words, tokenAt };
}

function longest(
  words: readonly string[],
  at: number,
  root: Node,
): { classes: string[]; length: number } | undefined {
  let found: { classes: string[]; length: number } | undefined;
  let node: Node | undefined = root;
  for (let length = 0; node; length += 1) {
    if (node.classes) found = { classes: node.classes, length };
    node = node.next.get(words[at + length] ?? '');
  }
  return found;
}

export const BOUNDARY_CLASS = 'boundary';

/** The text as terms: lexemes, single words of no class, boundaries. */
export function termsOf(tokens: readonly Token[], known: Lexicon): Term[] {
  const { words, tokenAt } = wordsOf(tokens, known);
  const terms: Term[] = [];
  for (let at = 0; at < words.length; ) {
    const found = longest(words, at, known.root);
    const length = found?.length ?? 1;
    terms.push({
      classes: words[at] === BOUNDARY ? [BOUNDARY_CLASS] : (found?.classes ?? []),
      from: tokenAt[at] ?? 0,
      to: (tokenAt[at + length - 1] ?? 0) + 1,
    });
    at += length;
  }
  return terms;
}
