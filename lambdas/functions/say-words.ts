// A question to the agent, or its answer: the words are stored beside the log first, then one fact names them. Called by
// review and by the agent function; who may speak is the command's to say.
import type { HandoffKey } from '../contracts/ids.js';
import type { Settings } from '../contracts/settings.js';
import { type Answer, type CommandResult, run } from '../core/command.js';
import { partDigest } from '../core/digest.js';
import { fold } from '../core/evolve.js';
import type { ContextStore, EventLog } from '../core/ports.js';
import type { HandoffState } from '../core/state.js';

export interface SayDependencies {
  readonly log: EventLog;
  readonly context: ContextStore;
  readonly settings: Pick<Settings, 'contextRetentionDays'>;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly randomSalt: () => string;
}

export interface Words {
  readonly key: HandoffKey;
  /** The same for repeated words, which find their own fact. */
  readonly commandId: string;
  readonly part: 'question' | 'answer';
  readonly text: string;
  readonly decide: (state: HandoffState, digest: string) => Answer;
}

/** What the parts `question` and `answer` hold. */
export interface StoredWords {
  readonly text: string;
}

/** Its one fact, or its refusal. `otherWords`: the command was given before, and said something else. */
export async function sayWords(
  { key, commandId, part, text, decide }: Words,
  { log, context, settings, now, randomSalt }: SayDependencies,
): Promise<CommandResult & { readonly otherWords?: boolean }> {
  const facts = await log.read(key);
  const state = fold(key, facts);
  const fact = facts.find((one) => one.commandId === commandId);
  if (fact) {
    const { questionDigest, answerDigest } = fact.data as { questionDigest?: string; answerDigest?: string };
    const digest = questionDigest ?? answerDigest ?? '';
    const [stored] = await context.read(key, [{ part, digest }]);
    return { state, facts, fact, otherWords: (stored?.body as StoredWords | undefined)?.text !== text };
  }
  const body = { text };
  const salt = randomSalt();
  const digest = partDigest(salt, part, body);
  // Looked at before anything is stored: who comes late leaves nothing behind.
  const early = decide(state, digest);
  if (early.kind === 'refuse') return { state, facts, refusal: early.refusal };
  const expiresAt = Math.floor(now / 1_000) + settings.contextRetentionDays * 86_400;
  await context.put(key, [{ part, body, salt, digest }], expiresAt);
  return run(log, { key, commandId, now, known: facts, decide: (current) => decide(current, digest) });
}
