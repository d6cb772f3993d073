// Reads the operand of `wildcard`: stars, and `\*` and `\\` for themselves. Used by the operators that take one.
import { InvalidPatternError } from './invalid-pattern.js';
import type { JsonTokens } from './json-tokens.js';
import { type Matcher, wildcard } from './matchers.js';

/** The texts between the stars. Throws a plain {@link InvalidPatternError} without a location. */
export function piecesOf(text: string): string[] {
  // Positions count bytes, and the quote before the text.
  const fail = (what: string, at: number): never => {
    throw new InvalidPatternError(`${what} at pos ${Buffer.byteLength(text.slice(0, at)) + 1}`);
  };
  const pieces = [''];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '*') {
      if (text[at + 1] === '*') fail('Consecutive wildcard characters', at);
      pieces.push('');
      continue;
    }
    if (character === '\\') {
      at += 1;
      if (text[at] !== '*' && text[at] !== '\\') fail('Invalid escape character', at - 1);
    }
    pieces.push(`${pieces.pop()}${text[at]}`);
  }
  return pieces;
}

/** The matcher of `text`; refuses it where `tokens` stand. */
export function wildcardOf(text: string, tokens: JsonTokens): Matcher {
  try {
    return wildcard(piecesOf(text));
  } catch (error) {
    if (error instanceof InvalidPatternError) return tokens.fail(error.message);
    throw error;
  }
}
