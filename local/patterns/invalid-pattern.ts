// The refusal of a pattern, and how it quotes what it refuses. Used by the parser and the services that answer with it.

/** A pattern that AWS would refuse; the message is the reason. */
export class InvalidPatternError extends Error {
  override readonly name = 'InvalidPatternError';
}

/** Longest piece of the source that a reason repeats. */
const LONGEST_EXCERPT = 500;

const isControl = (code: number): boolean => code < 32 || (code >= 127 && code < 160);

/** A character with its code, as in `'x' (code 120)`. */
export function described(character: string): string {
  const code = character.charCodeAt(0);
  if (isControl(code)) return `(CTRL-CHAR, code ${code})`;
  return `'${character}' (code ${code}${code > 255 ? ` / 0x${code.toString(16)}` : ''})`;
}

/** The source in quotes; control characters are escaped, line ends are not, and what is long is cut. */
export function excerpt(source: string): string {
  const shown = [...source.slice(0, LONGEST_EXCERPT)].map((character) => {
    const code = character.charCodeAt(0);
    if (!isControl(code) || character === '\n' || character === '\r') return character;
    return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
  const cut = source.length - LONGEST_EXCERPT;
  return `"${shown.join('')}"${cut > 0 ? `[truncated ${cut} chars]` : ''}`;
}
