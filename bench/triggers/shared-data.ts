// Reads the data sets that the figures on triggers are measured on. They are not part of the package.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const textOf = (path: string) => gunzipSync(readFileSync(path)).toString('utf8');

/** What stops a bench: the data is not where it was said to be. */
export function missing(folder: string, names: readonly string[]): string[] {
  return names.filter((name) => !existsSync(join(folder, name)));
}

/** Fields of one line of CSV, quotes undone. Lines of these sets hold no line breaks inside quotes but a few; those join. */
const FIELD = /("(?:[^"]|"")*"|[^,"\n]*)(,|\r?\n|$)/gy;

function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, field = '', end] of csv.matchAll(FIELD)) {
    rows.at(-1)?.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

function recordsOf(csv: string): Record<string, string>[] {
  const [names = [], ...rows] = rowsOf(csv);
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])));
}

export interface Utterance {
  readonly text: string;
  readonly intent: string;
}

export const bitext = (folder: string): Utterance[] =>
  recordsOf(textOf(join(folder, 'bitext', 'bitext-half.csv.gz'))).map(
    ({ instruction = '', intent = '' }) => ({
      text: instruction,
      intent,
    }),
  );

/** Utterances of one's own: those that ask for a human, and others. */
export const utterancesIn = (file: string): { asks: string[]; doesNotAsk: string[] } =>
  JSON.parse(readFileSync(file, 'utf8'));

/** Texts of one language of BRIGHTER with whether people heard anger in them. */
export const brighter = (folder: string, language: string): { text: string; isAngry: boolean }[] =>
  recordsOf(textOf(join(folder, 'brighter', 'train', `${language}.csv.gz`))).map(({ text = '', anger }) => ({
    text,
    isAngry: anger === '1',
  }));

/** One recorded run of an agent with a (simulated) customer. */
export interface Run {
  readonly isFailure: boolean;
  readonly turns: readonly { readonly speaker: 'customer' | 'agent'; readonly text: string }[];
  /** As recorded, with calls of tools and what they answered. */
  readonly messages: readonly Message[];
  /** Whether the agent itself called for a human. */
  readonly isTransferred: boolean;
}

export interface Message {
  readonly role: string;
  readonly content?: string | null;
  readonly tool_calls?:
    | readonly { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }[]
    | null;
}

/** Words that the simulator of customers puts at the end of a run; nobody says them. */
const SIGNALS = /###[A-Z-]+###/g;

const turnsOf = (messages: readonly Message[]): Run['turns'] =>
  messages.flatMap(({ role, content }) =>
    content && (role === 'user' || role === 'assistant')
      ? [
          {
            speaker: role === 'user' ? 'customer' : 'agent',
            text: content.replace(SIGNALS, '').trim(),
          } as const,
        ]
      : [],
  );

export function tau2Runs(folder: string): Run[] {
  const path = join(folder, 'tau2-bench');
  const files = readdirSync(path).filter((name) => name.endsWith('.json.gz') && !name.startsWith('tasks_'));
  return files.flatMap((name) => {
    const { simulations } = JSON.parse(textOf(join(path, name))) as {
      simulations: { reward_info: { reward: number }; messages: Message[] }[];
    };
    return simulations.map(({ reward_info, messages }) => ({
      isFailure: reward_info.reward < 1,
      turns: turnsOf(messages),
      messages,
      isTransferred: messages.some(({ tool_calls }) =>
        tool_calls?.some(({ name: tool }) => tool === 'transfer_to_human_agents'),
      ),
    }));
  });
}
