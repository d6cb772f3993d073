// Finds the lexemes of a locale in tokens: longest first, typing errors included. A lexeme is a word or a phrase
// and belongs to classes ("contact", "human"). Linear: a token is looked up, never searched for with a pattern.
import { fold } from './fold.js';
import { meantBy, type Spelling, spellingOf } from './spelling.js';
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
  readonly spelling: Spelling;
}

interface Node {
  readonly next: Map<string, Node>;
  classes?: string[];
}

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

function wordsIn(lexeme: string): string[] {
  const words = tokensOf(fold(lexeme).text).map(({ word }) => word);
  if (words.length === 0) throw new SyntaxError(`the lexeme "${lexeme}" holds no word`);
  return words;
}

const wordsOfClass = (lexemes: string) => lexemes.split('|').flatMap(spellings).map(wordsIn);

/**
 * Builds a lexicon. `classes`: by class name, its lexemes separated by `|`, spelt as people do; words with `/` between them stand
 * for each other. `notTypos`: separated by blanks. No word is taken for a misspelt one of the `exact` classes. Throws
 * `SyntaxError` on an empty lexeme.
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
    spelling: spellingOf(words, misspelt, notTypos.split(' ')),
  };
}

/** Words as the lexicon spells them, each with the token that it came from. */
function wordsOf(tokens: readonly Token[], known: Lexicon): { words: string[]; tokenAt: number[] } {
  const memo = new Map<string, readonly string[]>();
  const words: string[] = [];
  const tokenAt: number[] = [];
  for (const [index, { word }] of tokens.entries()) {
    const forms = memo.get(word) ?? (word === BOUNDARY ? [word] : meantBy(word, known.spelling));
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
/** What a number of three digits or more is of. */
const DIGITS_CLASS = 'digits';

const classesOf = (word = ''): readonly string[] => {
  if (word === BOUNDARY) return [BOUNDARY_CLASS];
  return /^\d{3,}$/.test(word) ? [DIGITS_CLASS] : [];
};

/** The text as terms: lexemes, single words of no class, boundaries. */
export function termsOf(tokens: readonly Token[], known: Lexicon): Term[] {
  const { words, tokenAt } = wordsOf(tokens, known);
  const terms: Term[] = [];
  for (let at = 0; at < words.length; ) {
    const found = longest(words, at, known.root);
    const length = found?.length ?? 1;
    terms.push({
      classes: found?.classes ?? classesOf(words[at]),
      from: tokenAt[at] ?? 0,
      to: (tokenAt[at + length - 1] ?? 0) + 1,
    });
    at += length;
  }
  return terms;
}
