// How people ask for a human, as data of a locale, and the search for it in one text. Knows no language itself.
import { fold } from '../language/fold.js';
import { BOUNDARY_CLASS, type Lexicon, lexicon, type Term, termsOf } from '../language/lexicon.js';
import { matches, overlap, type Pattern, pattern, type Span } from '../language/patterns.js';
import { type Token, tokensOf } from '../language/tokens.js';

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
  readonly notTypos: string;
}

export interface RequestGrammar {
  readonly locale: string;
  readonly lexicon: Lexicon;
  readonly requests: readonly Pattern[];
  readonly guards: readonly Pattern[];
}

export const requestGrammar = (data: RequestData): RequestGrammar => ({
  locale: data.locale,
  // What may stand alone is a human everywhere.
  lexicon: lexicon({ ...data.classes, human: `${data.classes.human}|${data.classes.plain}` }, data.notTypos),
  requests: data.requests.map(pattern),
  guards: data.guards.map(pattern),
});

const BARRIERS = new Set([BOUNDARY_CLASS, 'ask', 'denial', 'bot']);

/** A text cut into tokens once, to be searched under every locale. */
export interface Prepared {
  readonly tokens: readonly Token[];
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
  return { tokens, quote };
}

const asBoundary = (term: Term): Term =>
  term.classes.includes('break') ? { ...term, classes: [BOUNDARY_CLASS] } : term;

/** Words of the first request for a human in `prepared`, or nothing. */
export function requestIn({ tokens, quote }: Prepared, grammar: RequestGrammar): string | undefined {
  const terms = termsOf(tokens, grammar.lexicon)
    .filter(({ classes }) => !classes.includes('filler'))
    .map(asBoundary);
  const spansOf = (patterns: readonly Pattern[]): Span[] =>
    patterns.flatMap((each) => matches(terms, each, BARRIERS));
  const found = spansOf(grammar.requests).sort((one, other) => one.from - other.from);
  if (found.length === 0) return undefined;
  const guards = spansOf(grammar.guards);
  const request = found.find((span) => !guards.some((guard) => overlap(guard, span)));
  const first = request && terms[request.from];
  const last = request && terms[request.to - 1];
  return first && last && quote(first.from, last.to);
}
