// A customer whose frustration rises over their own turns. Off unless the settings ask for it. Words are read here; what a model
// read of the same turns is a second opinion that can only add a reason for a human.
import type { Moods } from '../ports.js';
import { type Frustration, frustrationFrom, frustrationOf, languageOf, newestOf } from './frustration.js';
import type { Finding, Situation, Trigger, Turn } from './trigger.js';

const MAX_QUOTE_CHARACTERS = 200;

/** What a model is asked about a conversation: the customer's newest turns, newest first, and their language. */
export interface MoodQuestion {
  readonly texts: readonly string[];
  readonly language: string;
}

/** The question to a model; nothing when fewer than two turns could be compared, or nobody knows their language. */
export function moodQuestion(turns: readonly Turn[], locale: string | undefined): MoodQuestion | undefined {
  const texts = newestOf(turns).map(({ text }) => text);
  // Words before what is stated: an agent that names another language must not blind the model.
  const language = languageOf(turns) ?? locale?.split('-')[0]?.toLowerCase();
  return language && texts.length >= 2 ? { texts, language } : undefined;
}

function frustrationRead(turns: readonly Turn[], moods: Moods | undefined): Frustration | 'unknown' {
  const newest = newestOf(turns);
  if (moods === undefined || moods === 'unknown' || moods.length !== newest.length || newest.length < 2)
    return 'unknown';
  return frustrationFrom(
    'model',
    newest.map(({ number }, index) => ({ number, level: moods[index] ?? 0 })),
  );
}

const finding = (rule: string, evidence: string): Finding => ({ rule, trigger: 'sentiment', evidence });

function frustrated(turns: readonly Turn[], { locale, level, turns: shown }: Frustration, atLeast: number) {
  const quotes = shown.map((number) =>
    (turns[number - 1]?.text ?? '').slice(0, MAX_QUOTE_CHARACTERS).toWellFormed(),
  );
  const said = `frustration rises to ${level.toFixed(2)} in turns ${shown.join(', ')} (${locale})`;
  return { ...finding('sentiment-frustration', `${said}; ${atLeast} calls for a human`), quotes };
}

/** `sentiment-frustration`: it rises to the level set. `sentiment-unknown`: nobody can tell, and that was to be handed off. */
export const sentiment: Trigger = ({ settings, turns, moods }: Situation) => {
  const wanted = settings.governance?.sentiment;
  if (!wanted) return [];
  const readings = [frustrationOf(turns), frustrationRead(turns, moods)].filter((one) => one !== 'unknown');
  const high = readings.find(({ isRising, level }) => isRising && level >= wanted.frustrationAtLeast);
  if (high) return [frustrated(turns, high, wanted.frustrationAtLeast)];
  const isTold = readings.length > 0 || newestOf(turns).length < 2;
  return isTold || wanted.whenUnknown !== 'hand-off'
    ? []
    : [finding('sentiment-unknown', 'nobody can tell how the customer’s turns sound')];
};
