// How impatient a customer sounds: over their own turns, never staff's, and over several, never one word. Cues with negation,
// by locale; the language is told from everyday words. Says "unknown" when it cannot tell.
import { fold } from '../language/fold.js';
import { type Lexicon, lexicon, type Term, termsOf } from '../language/lexicon.js';
import { type Token, tokensOf } from '../language/tokens.js';
import { de } from './moods/de.js';
import { en } from './moods/en.js';
import { es } from './moods/es.js';
import { fr } from './moods/fr.js';
import { hi } from './moods/hi.js';
import { it } from './moods/it.js';
import { ja } from './moods/ja.js';
import { pt } from './moods/pt.js';
import type { Turn } from './trigger.js';

/** Data of a locale: lexemes by class, separated by `|`. `common` words tell the language; `negator` turns a cue off. */
export interface MoodData {
  readonly locale: string;
  readonly classes: Readonly<
    Record<'anger' | 'frustration' | 'repeat' | 'threat' | 'negator' | 'calm' | 'common', string>
  >;
}

/** How much a cue adds to a turn. */
const WEIGHTS: Readonly<Record<string, number>> = {
  anger: 0.9,
  frustration: 0.6,
  repeat: 0.4,
  threat: 0.4,
  calm: -0.5,
};
const SHOUTING_WEIGHT = 0.3;
/** Terms after a negator within which a cue does not count. */
const NEGATION_REACH = 2;
/** Newest turn first: what a turn counts for in the level. Older ones count for nothing. */
const TURN_WEIGHTS = [0.4, 0.3, 0.2, 0.1];
/** From here on a turn shows impatience. */
const IMPATIENT = 0.3;
/** Share of everyday words of a language without which a text is not taken to be in it. */
const MIN_COMMON_SHARE = 0.2;
/** Fewest words of a customer that say anything. */
const MIN_WORDS = 6;
const MAX_CHARACTERS_OF_A_TURN = 5_000;

interface Mood {
  readonly locale: string;
  readonly words: Lexicon;
}

let compiled: readonly Mood[] | undefined;
const moods = () => {
  compiled ??= [en, es, de, fr, pt, it, hi, ja].map(({ locale, classes }) => ({
    locale,
    words: lexicon(classes),
  }));
  return compiled;
};

const cut = (text: string) => tokensOf(fold(text.slice(0, MAX_CHARACTERS_OF_A_TURN)).text);

const countOf = (tokens: readonly Token[], { words }: Mood) =>
  termsOf(tokens, words).filter(({ classes }) => classes.length > 0 && classes[0] !== 'boundary').length;

/** The locale whose words the texts are made of; nothing when none has enough of them. */
function moodOf(tokens: readonly Token[]): Mood | undefined {
  if (tokens.length < MIN_WORDS) return undefined;
  const counts = moods().map((mood) => ({ mood, count: countOf(tokens, mood) }));
  const best = counts.reduce((one, other) => (other.count > one.count ? other : one));
  return best.count / tokens.length >= MIN_COMMON_SHARE ? best.mood : undefined;
}

/** Capitals throughout, or a row of exclamation marks. */
function isShouting(text: string): boolean {
  const letters = text.slice(0, MAX_CHARACTERS_OF_A_TURN).match(/\p{Lu}|\p{Ll}/gu) ?? [];
  const capitals = letters.filter((letter) => /\p{Lu}/u.test(letter)).length;
  return text.includes('!!') || (letters.length >= 12 && capitals / letters.length > 0.7);
}

function weightOf(terms: readonly Term[], at: number): number {
  const weight = Math.max(...(terms[at]?.classes ?? []).map((name) => WEIGHTS[name] ?? 0), 0);
  const calm = terms[at]?.classes.includes('calm') ? (WEIGHTS.calm ?? 0) : 0;
  const isNegated = terms
    .slice(Math.max(0, at - NEGATION_REACH), at)
    .some(({ classes }) => classes.includes('negator'));
  return isNegated ? 0 : weight || calm;
}

function impatienceUnder(text: string, tokens: readonly Token[], { words }: Mood): number {
  const terms = termsOf(tokens, words);
  const cues = terms.reduce((sum, _, at) => sum + weightOf(terms, at), 0);
  return 1 - Math.exp(-Math.max(0, cues + (isShouting(text) ? SHOUTING_WEIGHT : 0)));
}

/** How impatient one text sounds, from 0 to 1, and in which locale that was read; "unknown" when nobody can tell. */
export function impatience(text: string): { locale: string; level: number } | 'unknown' {
  const tokens = cut(text);
  const mood = moodOf(tokens);
  return mood ? { locale: mood.locale, level: impatienceUnder(text, tokens, mood) } : 'unknown';
}

export interface Frustration {
  readonly locale: string;
  /** From 0 to 1, the newest turns counting most. */
  readonly level: number;
  /** 1-based numbers of the turns that show it. */
  readonly turns: readonly number[];
  /** Whether the newer half of the turns is at least as impatient as the older half, in two turns or more. */
  readonly isRising: boolean;
}

/** A turn of the customer, and how impatient it sounds, from 0 to 1. */
interface Level {
  /** 1-based number of the turn. */
  readonly number: number;
  readonly level: number;
}

/** The customer's newest turns, newest first: those that count for something. */
export const newestOf = (turns: readonly Turn[]): { number: number; text: string }[] =>
  turns
    .flatMap(({ speaker, text }, index) => (speaker === 'customer' ? [{ number: index + 1, text }] : []))
    .slice(-TURN_WEIGHTS.length)
    .reverse();

/** Language of the customer's newest turns, as their everyday words tell it; nothing when they do not. */
export const languageOf = (turns: readonly Turn[]): string | undefined =>
  moodOf(newestOf(turns).flatMap(({ text }) => cut(text)))?.locale;

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** What the levels of the newest turns, newest first, come to. Two of them at least. */
export function frustrationFrom(locale: string, newest: readonly Level[]): Frustration {
  const levels = newest.map(({ level }) => level);
  const weights = TURN_WEIGHTS.slice(0, levels.length);
  const impatient = newest.filter(({ level }) => level >= IMPATIENT);
  const half = Math.ceil(levels.length / 2);
  return {
    locale,
    level:
      levels.reduce((sum, level, index) => sum + level * (weights[index] ?? 0), 0) /
      weights.reduce((a, b) => a + b),
    turns: impatient.map(({ number }) => number).reverse(),
    isRising: impatient.length >= 2 && mean(levels.slice(0, half)) >= mean(levels.slice(half)),
  };
}

/** Frustration over the customer's turns; "unknown" with fewer than two of them, too few words, or an unknown language. */
export function frustrationOf(turns: readonly Turn[]): Frustration | 'unknown' {
  const newest = newestOf(turns).map((turn) => ({ ...turn, tokens: cut(turn.text) }));
  const mood = moodOf(newest.flatMap(({ tokens }) => tokens));
  if (!mood || newest.length < 2) return 'unknown';
  return frustrationFrom(
    mood.locale,
    newest.map(({ number, text, tokens }) => ({ number, level: impatienceUnder(text, tokens, mood) })),
  );
}
