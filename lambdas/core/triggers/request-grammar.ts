// How people ask for a human, as data of a locale, and the search for it in one text. Knows no language itself.
import { fold } from '../language/fold.js';
import { BOUNDARY_CLASS, type Lexicon, lexicon, type Term, termsOf } from '../language/lexicon.js';
import { matches, type Pattern, pattern, type Span } from '../language/patterns.js';
import { BOUNDARY, type Token, tokensOf } from '../language/tokens.js';

/** Data of a locale. Class and pattern languages: `language/lexicon.ts`, `language/patterns.ts`. */
export interface RequestData {
  readonly locale: string;
  /**
   * Lexemes by class. Five classes mean something to the search: `filler` is passed over, `break` ends a clause,
   * `ask`, `denial` and `bot` are never inside a gap.
   */
  readonly classes: Readonly<Record<string, string>>;
  /** What is a request. */
  readonly requests: readonly string[];
  /** What is none, although it looks like one: a request that overlaps a guard does not count. */
  readonly guards: readonly string[];
  /** Guards that are read with the fillers, which greetings are. Default none. */
  readonly addresses?: readonly string[];
  readonly notTypos: string;
}

export interface RequestGrammar {
  readonly locale: string;
  readonly lexicon: Lexicon;
  readonly requests: readonly Pattern[];
  readonly guards: readonly Pattern[];
  readonly addresses: readonly Pattern[];
}

/** Classes of ordinary words: one that is typed like them is as good as another ordinary word. */
const EXACT = ['decoy', 'money', 'hours', 'case', 'naming', 'likeness'];

export const requestGrammar = (data: RequestData): RequestGrammar => ({
  locale: data.locale,
  // What may stand alone is a human everywhere.
  lexicon: lexicon(
    { ...data.classes, human: `${data.classes.human}|${data.classes.plain}` },
    data.notTypos,
    EXACT,
  ),
  requests: data.requests.map(pattern),
  guards: data.guards.map(pattern),
  addresses: (data.addresses ?? []).map(pattern),
});

const BARRIERS = new Set([BOUNDARY_CLASS, 'ask', 'denial', 'bot']);

/** A text cut into tokens once, to be searched under every locale. */
export interface Prepared {
  readonly tokens: readonly Token[];
  /** For each token, how many clauses end before it. */
  readonly clauses: readonly number[];
  /** The original's piece under tokens `from` to `to` (half-open). */
  readonly quote: (from: number, to: number) => string;
}

export function prepare(text: string): Prepared {
  const folded = fold(text);
  const tokens = tokensOf(folded.text);
  const quote = (from: number, to: number) => {
    const start = folded.origins[tokens[from]?.start ?? 0];
    const end = folded.origins[tokens[to - 1]?.end ?? 0];
    return text.slice(start, end).trim();
  };
  let ended = 0;
  const clauses = tokens.map(({ word }) => (word === BOUNDARY ? ended++ : ended));
  return { tokens, clauses, quote };
}

const asBoundary = (term: Term): Term =>
  term.classes.includes('break') ? { ...term, classes: [BOUNDARY_CLASS] } : term;

/** A text as one locale reads it. */
export interface Reading {
  readonly grammar: RequestGrammar;
  readonly terms: readonly Term[];
  /** How many words of each clause are the locale's, as they are spelt. */
  readonly known: readonly number[];
}

export function readUnder({ tokens, clauses }: Prepared, grammar: RequestGrammar): Reading {
  const terms = termsOf(tokens, grammar.lexicon);
  const known = new Array<number>((clauses.at(-1) ?? 0) + 1).fill(0);
  for (const [at, { word }] of tokens.entries()) {
    const clause = clauses[at] ?? 0;
    if (grammar.lexicon.words.has(word)) known[clause] = (known[clause] ?? 0) + 1;
  }
  return { grammar, terms, known };
}

/** What a locale finds in a text, as half-open ranges of tokens. */
export interface Findings {
  /** Requests for a human, first ones first, less the guarded ones. */
  readonly requests: readonly Span[];
  /** Whether a guard overlaps a range of tokens. */
  readonly isGuarded: (span: Span) => boolean;
}

const isPassedOver = ({ classes }: Term) => classes.includes('filler');

/** Where `patterns` match, in tokens. */
const spansOf = (patterns: readonly Pattern[], terms: readonly Term[]): Span[] =>
  patterns
    .flatMap((each) => matches(terms, each, BARRIERS))
    .map(({ from, to }) => ({ from: terms[from]?.from ?? 0, to: terms[to - 1]?.to ?? 0 }));

function cover(spans: readonly Span[], tokens: number): Findings['isGuarded'] {
  const covered = new Uint8Array(tokens);
  for (const { from, to } of spans) covered.fill(1, from, to);
  return ({ from, to }) => covered.subarray(from, to).includes(1);
}

export function findingsOf({ grammar, terms }: Reading): Findings {
  const weighty = terms.filter((term) => !isPassedOver(term)).map(asBoundary);
  let isCovered: Findings['isGuarded'] | undefined;
  // Looked for once a request was found, under this locale or another: most texts have none.
  const isGuarded = (span: Span) => {
    isCovered ??= cover(
      [...spansOf(grammar.guards, weighty), ...spansOf(grammar.addresses, terms)],
      terms.at(-1)?.to ?? 0,
    );
    return isCovered(span);
  };
  const requests = spansOf(grammar.requests, weighty)
    .filter((span) => !isGuarded(span))
    .sort((one, other) => one.from - other.from);
  return { requests, isGuarded };
}
