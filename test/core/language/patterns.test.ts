import { describe, expect, it } from 'vitest';
import { fold } from '../../../lambdas/core/language/fold.js';
import { lexicon, termsOf } from '../../../lambdas/core/language/lexicon.js';
import { matches, pattern } from '../../../lambdas/core/language/patterns.js';
import { tokensOf } from '../../../lambdas/core/language/tokens.js';

const words = lexicon({ colour: "red|dark red|don't care", fruit: 'apple|orange', stop: 'never' }, 'apply');
const terms = (text: string) => termsOf(tokensOf(fold(text).text), words);
const spans = (text: string, source: string) =>
  matches(terms(text), pattern(source), new Set(['boundary', 'stop']));

describe('folding', () => {
  it('knows where each character came from', () => {
    const { text, origins } = fold('A\u200bé  ﬁ');
    expect(text).toBe('ae fi');
    expect(origins).toEqual([0, 2, 5, 5, 5, 6]);
  });
  it('keeps a line break out of a run of blanks, and nothing else', () => {
    expect(fold('a \t b \n c').text).toBe('a b\nc');
  });
});

describe('lexemes', () => {
  const classes = (text: string) => terms(text).map((term) => term.classes.join());
  it('are found longest first', () => expect(classes('dark red apple')).toEqual(['colour', 'fruit']));
  it.each(['appel', 'aple', 'applle', 'appke'])('forgive one edit: %s', (typed) =>
    expect(classes(typed)).toEqual(['fruit']),
  );
  it.each(['apply', 'appelle', 'ref'])('forgive no more than that: %s', (typed) =>
    expect(classes(typed)).toEqual(['']),
  );
  it('may be typed without the apostrophe', () => expect(classes('dont care')).toEqual(['colour']));
  it('hold a word: an empty one is a mistake in the data', () =>
    expect(() => lexicon({ colour: 'red||blue' })).toThrow('the lexeme "" holds no word'));
});

describe('patterns', () => {
  it('allow a gap of as many terms as they say', () => {
    expect(spans('red juicy apple', 'colour ~1 fruit')).toEqual([{ from: 0, to: 3 }]);
    expect(spans('red and juicy apple', 'colour ~1 fruit')).toEqual([]);
  });
  it('never reach across a clause or a barrier', () => {
    expect(spans('red, apple', 'colour ~3 fruit')).toEqual([]);
    expect(spans('red never apple', 'colour ~3 fruit')).toEqual([]);
  });
  it('are anchored where they say so', () => {
    expect(spans('so red. red!', '^ colour $')).toEqual([{ from: 3, to: 4 }]);
  });
  it('take any of several classes', () => {
    expect(spans('orange', 'colour|fruit')).toEqual([{ from: 0, to: 1 }]);
  });
});
