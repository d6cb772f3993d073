// Cuts folded text into words and clause boundaries. Scripts without blanks give one token a character: a lexeme is then a
// sequence of characters, so that one matcher serves every language.

export interface Token {
  /** Folded text; `BOUNDARY` where a clause ends. */
  readonly word: string;
  /** Half-open range in the folded text. */
  readonly start: number;
  readonly end: number;
}

export const BOUNDARY = '.';

const UNSPACED = '\\u3005\\u3007\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff';
/** One character of an unspaced script with its marks, a word, or a mark of punctuation that ends a clause. */
const TOKEN = new RegExp(
  `[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}@$])+|[.!?;,:\\n\\u3002\\u0964\\u2014\\u2013()|#]`,
  'gu',
);
const ENDS_CLAUSE = /^[.!?;,:\n\u3002\u0964\u2014\u2013()|#]$/u;
/** "pleeease", "huuuman". */
const STRETCHED = /(\p{L})\1{2,}/gu;

/** Tokens of `folded`, in order. */
export function tokensOf(folded: string): Token[] {
  return Array.from(folded.matchAll(TOKEN), ({ 0: raw, index }) => ({
    word: ENDS_CLAUSE.test(raw) ? BOUNDARY : raw.replace(STRETCHED, '$1'),
    start: index,
    end: index + raw.length,
  }));
}
