// What a mistyped word was meant to be: one of a lexicon's, with an error or two, a digit for a letter, or two of them without the
// blank. Serves the lexicon; knows no classes.

export interface Spelling {
  readonly words: ReadonlySet<string>;
  /** Those that a typing error is looked for in. */
  readonly misspelt: ReadonlySet<string>;
  /** Words with one letter left out, with the words that they come from. */
  readonly shortened: ReadonlyMap<string, readonly string[]>;
  /** The long words, by their first letter. */
  readonly long: ReadonlyMap<string, readonly string[]>;
  /** Real words that are one edit away from one of these, and are not meant to be it. */
  readonly notTypos: ReadonlySet<string>;
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

const withoutOne = (word: string) =>
  Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));

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

export const spellingOf = (
  words: ReadonlySet<string>,
  misspelt: ReadonlySet<string>,
  notTypos: readonly string[],
): Spelling => ({
  words,
  misspelt,
  shortened: shortenedForms(misspelt),
  long: longWords(misspelt),
  notTypos: new Set(notTypos),
});

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
const twoErrors = (typed: string, { long }: Spelling) =>
  typed.length >= MIN_LETTERS_OF_TWO_ERRORS && isAlphabetic(typed)
    ? long.get(typed[0] ?? '')?.find((word) => isWithin(2, typed, word))
    : undefined;

function corrected(typed: string, known: Spelling): string | undefined {
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
function unglued(typed: string, { misspelt, notTypos }: Spelling): [string, string] | undefined {
  if (typed.length < 5 || typed.length > MAX_WORD_LETTERS || notTypos.has(typed)) return undefined;
  for (let cut = typed.length - 2; cut >= 2; cut -= 1) {
    const pair: [string, string] = [typed.slice(0, cut), typed.slice(cut)];
    if (misspelt.has(pair[0]) && misspelt.has(pair[1])) return pair;
  }
  return undefined;
}

/** The words of the lexicon that `typed` stands for; itself when none. */
export function meantBy(typed: string, known: Spelling): readonly string[] {
  if (known.words.has(typed)) return [typed];
  const spelt = typed.replace(/[0-9@$]/g, (sign) => DIGITS_AS_LETTERS[sign] ?? sign);
  if (known.words.has(spelt) && /[a-z]/.test(typed)) return [spelt];
  const word = corrected(spelt, known);
  return word ? [word] : (unglued(spelt, known) ?? [typed]);
}
