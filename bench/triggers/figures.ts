// Precision and recall of the triggers that read words, and what they would have stopped in recorded runs. Pure.
import { createHash } from 'node:crypto';
import { frustrationOf, impatience, requestForHuman } from 'agent-handoff/triggers';
import { asking } from './asking.js';
import type { Run, Utterance } from './shared-data.js';
import type { Verdicts } from './support.js';

/** One line of the report. `examples` are the confusions, with what they were taken for. */
export interface Line {
  readonly name: string;
  readonly values: Readonly<Record<string, number | string>>;
  readonly examples?: readonly string[];
}

const MAX_EXAMPLES = 12;
const share = (part: number, whole: number) => Math.round((part / Math.max(1, whole)) * 10_000) / 10_000;

function detection(name: string, positives: readonly string[], negatives: readonly string[]): Line {
  const missed = positives.filter((text) => !requestForHuman(text));
  const mistaken = negatives.flatMap((text) => {
    const found = requestForHuman(text);
    return found ? [`taken for a request: ${text.slice(0, 160)} [${found.quote}]`] : [];
  });
  const hits = positives.length - missed.length;
  return {
    name,
    values: {
      asking: positives.length,
      others: negatives.length,
      recall: share(hits, positives.length),
      precision: share(hits, hits + mistaken.length),
      'false positives': share(mistaken.length, negatives.length),
    },
    examples: [...missed.map((text) => `missed: ${text.slice(0, 160)}`), ...mistaken].slice(0, MAX_EXAMPLES),
  };
}

export const utterancesLine = (
  file: string,
  { asks, doesNotAsk }: { readonly asks: readonly string[]; readonly doesNotAsk: readonly string[] },
): Line => detection(`explicit request, ${file}`, asks, doesNotAsk);

/** `contact_customer_service` is neither: half of it asks for opening hours, half to be put through. */
export function bitextLines(utterances: readonly Utterance[]): Line[] {
  const of = (keep: (intent: string) => boolean) =>
    utterances.filter(({ intent }) => keep(intent)).map(({ text }) => text);
  const service = of((intent) => intent === 'contact_customer_service');
  return [
    detection(
      'explicit request, bitext: contact_human_agent against every other intent but contact_customer_service',
      of((intent) => intent === 'contact_human_agent'),
      of((intent) => !intent.startsWith('contact_')),
    ),
    {
      name: 'explicit request, bitext: contact_customer_service taken for one',
      values: { share: share(service.filter((text) => requestForHuman(text)).length, service.length) },
    },
  ];
}

export const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

export function tau2Line(runs: readonly Run[]): Line {
  const said = runs.flatMap(({ turns }) => turns.filter(({ speaker }) => speaker === 'customer'));
  const texts = [...new Set(said.map(({ text }) => text))];
  const isAsking = (text: string) => asking.has(digestOf(text));
  return detection(
    'explicit request, tau2-bench: distinct turns of customers, labelled by us',
    texts.filter(isAsking),
    texts.filter((text) => !isAsking(text)),
  );
}

/** How often an angry text scores above a calm one; 0.5 is chance. */
function areaUnderCurve(angry: readonly number[], calm: readonly number[]): number {
  const wins = angry.reduce(
    (sum, one) => sum + calm.reduce((inner, other) => inner + (one > other ? 1 : one === other ? 0.5 : 0), 0),
    0,
  );
  return share(wins, angry.length * calm.length);
}

export function angerLine(language: string, texts: readonly { text: string; isAngry: boolean }[]): Line {
  const read = texts.map(({ text, isAngry }) => ({ isAngry, mood: impatience(text) }));
  const levels = (isAngry: boolean) =>
    read.flatMap(({ isAngry: is, mood }) => (is === isAngry ? [mood === 'unknown' ? 0 : mood.level] : []));
  const unknown = read.filter(({ mood }) => mood === 'unknown').length;
  return {
    name: `sentiment, BRIGHTER ${language}: anger in single texts of social media`,
    values: {
      texts: texts.length,
      'area under curve': areaUnderCurve(levels(true), levels(false)),
      unknown: share(unknown, texts.length),
    },
  };
}

/** Whether frustration rises to `level` anywhere in the run. */
function isFrustrated({ turns }: Run, level: number): boolean {
  return turns.some((_, index) => {
    const found = frustrationOf(turns.slice(0, index + 1));
    return found !== 'unknown' && found.isRising && found.level >= level;
  });
}

const asksForHuman = ({ turns }: Run) =>
  turns.some(({ speaker, text }) => speaker === 'customer' && requestForHuman(text));

type Way = readonly [name: string, sends: (run: Run, index: number) => boolean];

/** The recorded agents state no confidence, so that a fixed 0.7 sends every run. */
const BASELINES: readonly Way[] = [
  ['(a) everything', () => true],
  ['(b) fixed 0.7: no confidence is stated', () => true],
  ['(c) the agent’s own transfers', ({ isTransferred }) => isTransferred],
];

/** One way for each rule, one for all of them, and one without the rules that hear of no confidence. */
function policyWays({ rules, calls }: Verdicts, words: readonly boolean[]): Way[] {
  const fired = [...new Set(rules.flatMap((of) => [...of]))].sort();
  const isOfConfidence = (rule: string) => rule.startsWith('confidence');
  const others = (of: ReadonlySet<string> | undefined) =>
    [...(of ?? [])].some((rule) => !isOfConfidence(rule));
  return [
    ...fired.map((rule): Way => [`support pack, ${rule}`, (_, index) => rules[index]?.has(rule) === true]),
    [
      `support pack, full policy on ${calls} calls and all words, did the agents state confidence`,
      (_, index) => words[index] === true || others(rules[index]),
    ],
    [
      'support pack, full policy as recorded: a missing confidence counts',
      (_, index) => words[index] === true || (rules[index]?.size ?? 0) > 0,
    ],
  ];
}

/** What each way would have sent to a human of the recorded runs. */
export function replayLines(runs: readonly Run[], verdicts: Verdicts): Line[] {
  const asks = runs.map(asksForHuman);
  const frustrated = runs.map((run) => isFrustrated(run, 0.4));
  const words = asks.map((asking, index) => asking || frustrated[index] === true);
  const ways: Way[] = [
    ['explicit request', (_, index) => asks[index] === true],
    ['sentiment at 0.4', (_, index) => frustrated[index] === true],
    ['either', (_, index) => words[index] === true],
    ...policyWays(verdicts, words),
    ...BASELINES,
  ];
  const failures = runs.filter(({ isFailure }) => isFailure).length;
  return ways.map(([name, sends]) => {
    const sent = runs.filter(sends);
    const stopped = sent.filter(({ isFailure }) => isFailure).length;
    return {
      name: `replay of ${runs.length} runs of tau2-bench: ${name}`,
      values: {
        escalated: share(sent.length, runs.length),
        'failures stopped': `${stopped} of ${failures}`,
        'successes interrupted': `${sent.length - stopped} of ${runs.length - failures}`,
      },
    };
  });
}
