// Somebody asked for a human: the caller says so, or the customer's own words do. Wins over every score. Words are searched
// under every locale that there is data for, so the locale that an agent states cannot hide them. Staff's turns never count.
import type { Span } from '../language/patterns.js';
import {
  findingsOf,
  prepare,
  type Reading,
  type RequestGrammar,
  readUnder,
  requestGrammar,
} from './request-grammar.js';
import { de } from './requests/de.js';
import { en } from './requests/en.js';
import { es } from './requests/es.js';
import { fr } from './requests/fr.js';
import { hi } from './requests/hi.js';
import { it } from './requests/it.js';
import { ja } from './requests/ja.js';
import { pt } from './requests/pt.js';
import type { Finding, Trigger, Turn } from './trigger.js';

/** Most characters of a conversation that are read; what is longer goes to a human, who reads the rest. */
const MAX_CHARACTERS = 100_000;
const MAX_QUOTE_CHARACTERS = 200;

let compiled: readonly RequestGrammar[] | undefined;
/** Compiled at the first conversation: requests without one do not pay for it. */
const grammars = () => {
  compiled ??= [en, es, de, fr, pt, it, hi, ja].map(requestGrammar);
  return compiled;
};

export interface AskedForHuman {
  /** The locale whose data matched. */
  readonly locale: string;
  /** The words that ask, as they were written. May be personal data. */
  readonly quote: string;
}

/** A locale that knows less than this share of what another knows of a clause does not judge it: loan words are in all. */
const LEAST_KNOWN = 0.6;

/** The first request for a human in `text`, or nothing. Linear in the text. */
export function requestForHuman(text: string): AskedForHuman | undefined {
  const prepared = prepare(text);
  const readings = grammars().map((grammar) => {
    const reading = readUnder(prepared, grammar);
    return { ...reading, ...findingsOf(reading) };
  });
  /** Whether no other locale knows the clause much better, nor knows better and has a guard there. */
  const holds = ({ known }: Reading, span: Span) => {
    const clause = prepared.clauses[span.from] ?? 0;
    const words = known[clause] ?? 0;
    return readings.every((other) => {
      const others = other.known[clause] ?? 0;
      if (others < words) return true;
      return words >= LEAST_KNOWN * others && !other.isGuarded(span);
    });
  };
  for (const reading of readings) {
    const found = reading.requests.find((span) => holds(reading, span));
    if (!found) continue;
    const quote = prepared.quote(found.from, found.to).slice(0, MAX_QUOTE_CHARACTERS);
    return { locale: reading.grammar.locale, quote: quote.toWellFormed() };
  }
  return undefined;
}

const finding = (rule: string, evidence: string): Finding => ({
  rule,
  trigger: 'explicit-request',
  evidence,
});

function inWords(turns: readonly Turn[]): Finding[] {
  let characters = 0;
  for (const [index, { speaker, text }] of turns.entries()) {
    if (speaker !== 'customer') continue;
    characters += text.length;
    // Doubt means a human: what nobody read could hold the request.
    if (characters > MAX_CHARACTERS)
      return [
        finding('explicit-request-unread', `the conversation is longer than ${MAX_CHARACTERS} characters`),
      ];
    const found = requestForHuman(text);
    if (found)
      return [
        {
          ...finding('explicit-request-words', `turn ${index + 1} asks for a human (${found.locale})`),
          quotes: [found.quote],
        },
      ];
  }
  return [];
}

/** `explicit-request`: a field of the request says so. `explicit-request-words`: a turn of the customer does. */
export const explicitRequest: Trigger = ({ request: { humanRequested }, turns }) => [
  ...(humanRequested ? [finding('explicit-request', `the ${humanRequested.by} asked for a human`)] : []),
  ...inWords(turns),
];
