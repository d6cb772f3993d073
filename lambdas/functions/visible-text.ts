// Other people's text, made safe to look at: nothing in it can hide, reorder or push away what a reviewer must see.
// Used by every page and message. Does not escape HTML: pages do.

/**
 * Characters without a shape of their own: controls, format characters (bidi overrides, zero widths, tags), fillers,
 * private and unassigned code points, variation selectors but the emoji one; and our own bracket, so that no text can
 * imitate a token. Line break and tab stay.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points are meant, not what they combine to
  /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0e\uffa0\u{e0100}-\u{e01ef}⟦⟧]/gu;
/** Runs of blanks that could push text out of sight. */
const LONG_BLANK = /[^\S\n]{9,}/gu;
const LONG_BREAK = /\n(?:[^\S\n]*\n){3,}/gu;
const WORD = /[\p{L}\p{M}]{2,}/gu;

const codePoint = (character: string) =>
  `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`;

/** A word of Latin and look-alike letters together, such as a "paypal" with a Cyrillic "а". */
const mixesAlphabets = (word: string) =>
  /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);

/** `text` with everything that hides shown as a token such as `⟦U+202E⟧` or `⟦50000 blanks⟧`. */
export const visibleText = (text: string) =>
  text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(HIDDEN, codePoint)
    .replace(LONG_BLANK, (run) => ` ⟦${run.length} blanks⟧ `)
    .replace(LONG_BREAK, (run) => `\n⟦${run.split('\n').length - 1} line breaks⟧\n`)
    .replace(WORD, (word) => (mixesAlphabets(word) ? `${word}⟦mixed alphabets⟧` : word));
