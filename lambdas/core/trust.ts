// Whether a log may be believed before something is done by it: whoever may write the table could put words into people's
// mouths. Asked by settle-outcome, perform and reverse; what the offline verifier checks beyond this is in verify-story.ts.
import type { Distrust, Fact, FactType } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import { follows, signedHash } from './chain.js';
import { type Answer, append } from './command.js';
import { evolve } from './evolve.js';
import type { IsGenuine } from './ports.js';
import { type HandoffState, unknownHandoff } from './state.js';

/** People's words that let an action run, or choose who may; and what they come to where one of them changed the proposal. */
const ABOUT_RUN: readonly FactType[] = ['decided', 'delegated', 'reevaluated'];
const ABOUT_REVERSAL: readonly FactType[] = ['reversalVoted', 'reversalRequested'];

/** Whether facts of this type carry a receipt. */
export const isReceipted = ({ type }: Fact) => [...ABOUT_RUN, ...ABOUT_REVERSAL].includes(type);

/** A fact that is not believed, by its sequence, and why. */
export interface Doubt {
  readonly fact: number;
  readonly reason: Distrust;
}

/** Why a person's word is not believed. */
export function receiptProblem(fact: Fact, isGenuine: IsGenuine): 'no-receipt' | 'false-receipt' | undefined {
  if (fact.receipt === undefined) return 'no-receipt';
  return isGenuine(signedHash(fact), fact.receipt) ? undefined : 'false-receipt';
}

/** Whether decisions on this log carry receipts, by its first fact. */
export const hasReceipts = ([first]: readonly Fact[]) =>
  first?.type === 'requested' && first.data.receipts === true;

/** Whether none of our commands writes `fact` upon `state`: each of these lets an action run, or says that it did. */
export function isOutOfOrder(state: HandoffState, fact: Fact): boolean {
  switch (fact.type) {
    case 'requested':
      return state.phase !== 'unknown';
    case 'decided':
      return state.phase !== 'reviewing';
    case 'reevaluated':
      return fact.data.requirementMet && (state.phase !== 'edited' || !state.decision);
    case 'performing':
      return state.phase !== 'cleared' && state.phase !== 'performing';
    case 'performed':
      return state.phase !== 'performing';
    default:
      return false;
  }
}

function distrustOf(
  state: HandoffState,
  fact: Fact,
  isGenuine: IsGenuine,
  isDue: boolean,
): Distrust | undefined {
  if (!follows(state, fact)) return 'broken-chain';
  if (isOutOfOrder(state, fact)) return 'out-of-order';
  const isChecked = ABOUT_RUN.includes(fact.type) && (isDue || fact.receipt !== undefined);
  return isChecked ? receiptProblem(fact, isGenuine) : undefined;
}

/** The first fact since the last voiding that must not let anything run. `isDue`: people's words take receipts. */
export function doubtAboutRun(
  key: HandoffKey,
  facts: readonly Fact[],
  isGenuine: IsGenuine,
  isDue: boolean,
): Doubt | undefined {
  let state = unknownHandoff(key);
  let doubt: Doubt | undefined;
  for (const fact of facts) {
    const reason = doubt ? undefined : distrustOf(state, fact, isGenuine, isDue);
    if (reason) doubt = { fact: fact.sequence, reason };
    if (fact.type === 'voided' && fact.data.of === 'handoff') doubt = undefined;
    state = evolve(state, fact);
  }
  return doubt;
}

/** The same for the order of a reversal. Orders take receipts whenever their handoff was opened. */
export function doubtAboutReversal(facts: readonly Fact[], isGenuine: IsGenuine): Doubt | undefined {
  const since = facts.findLastIndex(({ type }) => type === 'voided') + 1;
  for (const fact of facts.slice(since)) {
    const reason = ABOUT_REVERSAL.includes(fact.type) ? receiptProblem(fact, isGenuine) : undefined;
    if (reason) return { fact: fact.sequence, reason };
  }
  return undefined;
}

/** Ends the handoff, or takes back the order of its reversal; people may order that again. */
export const voidBy = (doubt: Doubt, of: 'handoff' | 'reversal'): Answer =>
  append({ type: 'voided', data: { ...doubt, of } });
