// How a fact gets onto the log: read, fold, decide, seal, append under a condition; on a lost race, again (rule R6).
// The only place that loops over a conflict.
import type { Fact, Unsealed } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import { cut } from '../contracts/problems.js';
import { seal, withReceipt } from './chain.js';
import { evolve, fold } from './evolve.js';
import { Fault } from './faults.js';
import type { EventLog, Sign } from './ports.js';
import type { RefusalCode } from './refusals.js';
import type { HandoffState } from './state.js';

/** What a command comes to on a given state: one fact, a refusal, or nothing left to do. */
export type Answer =
  | { readonly kind: 'append'; readonly fact: Unsealed }
  | { readonly kind: 'refuse'; readonly refusal: RefusalCode }
  | { readonly kind: 'nothing' };

export const append = (fact: Unsealed): Answer => ({ kind: 'append', fact });
export const refuse = (refusal: RefusalCode): Answer => ({
  kind: 'refuse',
  refusal,
});
export const nothing: Answer = { kind: 'nothing' };

/** Somebody else's error text, cut to what a fact may hold: too long a message must not lose the result. */
export const withShortError = <T extends { error?: string | undefined }>(result: T): T =>
  result.error === undefined ? result : { ...result, error: cut(result.error, 256) };

export interface Command {
  readonly key: HandoffKey;
  /**
   * Names this command, so that a repeated one finds its own fact. Deterministic where a repeat must change nothing;
   * unique per invocation where a repeat must not pass for the first (performing).
   */
  readonly commandId: string;
  /** Instant of the fact, epoch milliseconds. */
  readonly now: number;
  readonly decide: (state: HandoffState, facts: readonly Fact[]) => Answer;
  /** Signs the fact, where it records a person's word. */
  readonly sign?: Sign;
  /** Facts the caller has already read, or `[]` where it expects none: saves the first read. */
  readonly known?: readonly Fact[];
}

export interface CommandResult {
  /** State after the command. */
  readonly state: HandoffState;
  /** The log after the command, oldest first. */
  readonly facts: readonly Fact[];
  /** The command's own fact, new or found. */
  readonly fact?: Fact;
  readonly refusal?: RefusalCode;
}

/** Attempts before a contended log is a fault; each lost race means that somebody else's fact went in. */
const MAX_ATTEMPTS = 3;

async function attempt(
  log: EventLog,
  command: Command,
  facts: readonly Fact[],
): Promise<CommandResult | undefined> {
  const state = fold(command.key, facts);
  const own = facts.find((fact) => fact.commandId === command.commandId);
  if (own) return { state, facts, fact: own };
  const answer = command.decide(state, facts);
  if (answer.kind === 'nothing') return { state, facts };
  if (answer.kind === 'refuse') return { state, facts, refusal: answer.refusal };
  const sealed = seal(state, answer.fact, command.commandId, new Date(command.now).toISOString());
  const fact = command.sign ? withReceipt(sealed, await command.sign(sealed.hash)) : sealed;
  if (!(await log.append(fact))) return undefined;
  return { state: evolve(state, fact), facts: [...facts, fact], fact };
}

/** Runs a command to its one fact, its refusal, or nothing. Throws `LogContended` after three lost races. */
export async function run(log: EventLog, command: Command): Promise<CommandResult> {
  let facts = command.known ?? (await log.read(command.key));
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts += 1) {
    const result = await attempt(log, command, facts);
    if (result) return result;
    facts = await log.read(command.key);
  }
  // The last write may have been ours, its acknowledgement lost.
  const own = facts.find((fact) => fact.commandId === command.commandId);
  if (own) return { state: fold(command.key, facts), facts, fact: own };
  throw new Fault('LogContended', 'three writers in a row were faster; try again');
}
