// Reverse: the one Task of the reversal machine. Claims, runs the registered compensation at most once, and records whether
// the reversal was full, partial, impossible, or is in doubt.
import type { FactData } from '../../contracts/event.js';
import type { HandoffKey } from '../../contracts/ids.js';
import type { Action } from '../../contracts/request.js';
import { run } from '../../core/command.js';
import { Fault } from '../../core/faults.js';
import type { Policy } from '../../core/judge.js';
import type {
  ContextStore,
  EventLog,
  Part,
  PerformerResult,
  Performers,
  Receipts,
  StoredPart,
} from '../../core/ports.js';
import { claimReversal, recordReversal } from '../../core/reverse.js';
import type { HandoffState } from '../../core/state.js';
import { doubtAboutReversal, voidBy } from '../../core/trust.js';
import { verifierFor } from '../doubts.js';
import { storeAnswer } from '../store-answer.js';

export interface ReverseDependencies {
  readonly log: EventLog;
  readonly context: ContextStore;
  readonly performers: Performers;
  readonly receipts: Receipts;
  readonly policy: Policy;
  /** Epoch milliseconds, read when needed: a call may take long. */
  readonly now: () => number;
  readonly randomSalt: () => string;
  /** Unique to this invocation. */
  readonly invocationId: string;
}

type Reversed = Omit<FactData<'reversed'>, 'resultDigest'> & { readonly body?: Part['body'] };

/** A compensation may say `{"result": "partial"}` (or "full", "impossible"); an answer that says nothing means full. */
function reversedAs({ status, result, error }: PerformerResult): Reversed {
  if (status === 'in-doubt') return { result: 'in-doubt', ...(error && { error }) };
  if (status === 'failed') return { result: 'impossible', error: error ?? 'the compensation failed' };
  const stated = (result as { result?: unknown } | null | undefined)?.result;
  const kind = stated === 'partial' || stated === 'impossible' ? stated : 'full';
  return { result: kind, ...(result !== undefined && result !== null && { body: result }) };
}

async function compensate(
  state: HandoffState,
  parts: readonly StoredPart[],
  { performers, policy }: ReverseDependencies,
): Promise<Reversed> {
  const action = parts.find(({ part, damaged }) => part === 'action' && !damaged)?.body as Action | undefined;
  if (!action)
    return { result: 'impossible', error: 'the stored action does not match the performed digest' };
  const compensation = policy.settings.actions[action.type]?.compensation;
  if (!compensation || compensation.kind === 'agent')
    return { result: 'impossible', error: 'no compensation is registered for this action type' };
  const { tenant, handoffId } = state;
  const digest = state.performance?.actionDigest ?? '';
  const result = parts.find(({ part, damaged }) => part === 'result' && !damaged)?.body;
  const idempotencyKey = `${tenant}/${handoffId}/${digest}/reverse`;
  return reversedAs(
    await performers.call(compensation, {
      idempotencyKey,
      tenant,
      handoffId,
      digest,
      action,
      ...(result !== undefined && { result }),
    }),
  );
}

const performedParts = ({ performance }: HandoffState) => [
  { part: 'action' as const, digest: performance?.actionDigest ?? '' },
  ...(performance?.resultDigest ? [{ part: 'result' as const, digest: performance.resultDigest }] : []),
];

/** Runs an ordered reversal once and answers its result. Throws `NotClaimed` when none was ordered. */
export async function reverseAction(
  key: HandoffKey,
  dependencies: ReverseDependencies,
): Promise<{ result: string }> {
  const { log, context, now, invocationId, receipts } = dependencies;
  const claimedAt = now();
  const facts = await log.read(key);
  const isGenuine = await verifierFor(facts, receipts);
  const claimed = await run(log, {
    key,
    commandId: invocationId,
    now: claimedAt,
    known: facts,
    decide: (state, known) => {
      const doubt = doubtAboutReversal(known, isGenuine);
      return doubt ? voidBy(doubt, 'reversal') : claimReversal(state, claimedAt);
    },
  });
  // The machine tries again until the other run has recorded its result, or has had its time.
  if (claimed.refusal === 'REVERSAL_RUNNING') throw new Fault('LogContended', 'another run holds the claim');
  if (claimed.refusal) throw new Fault('NotClaimed', `the log does not permit it: ${claimed.refusal}`);
  if (claimed.fact?.type === 'voided') throw new Fault('NotClaimed', 'nobody has ordered this reversal');
  if (claimed.fact?.type !== 'reversing') return { result: claimed.state.reversal?.result ?? 'in-doubt' };
  const parts = await context.read(key, performedParts(claimed.state));
  const { body, ...reversed } = await compensate(claimed.state, parts, dependencies);
  const stored = await storeAnswer(key, 'compensation', body, dependencies);
  const recorded = await run(log, {
    key,
    commandId: `reversed:${invocationId}`,
    now: now(),
    decide: (state) => recordReversal(state, { ...reversed, ...stored }),
  });
  return { result: recorded.state.reversal?.result ?? 'in-doubt' };
}
