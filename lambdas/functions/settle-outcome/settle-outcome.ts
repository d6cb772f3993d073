// SettleOutcome: however a wait or a run ended, this asks the log what happened, and settles what only time can settle.
import { DEFAULT_TENANT, Tenant } from '../../contracts/ids.js';
import type { NextStep, SettleOutcomeInput } from '../../contracts/workflow.js';
import { run } from '../../core/command.js';
import { fold } from '../../core/evolve.js';
import { Fault } from '../../core/faults.js';
import type { ContextStore, EventLog, Receipts } from '../../core/ports.js';
import { isBoundTo } from '../../core/request.js';
import { settleOutcome as settle } from '../../core/settle.js';
import { voidBy } from '../../core/trust.js';
import { runDoubts } from '../doubts.js';
import { stepFrom } from '../step-from.js';

export interface SettleDependencies {
  readonly log: EventLog;
  readonly context: ContextStore;
  readonly receipts: Receipts;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * The next step. Throws `HandoffUnknown` when the log has nothing to say of this execution: the machine then fails, and
 * the rule on status changes closes the handoff. A decision without a genuine receipt ends it, and is told to nobody.
 */
export async function settleOutcome(
  { execution, tenant, receipts: isDue }: SettleOutcomeInput,
  { log, context, receipts, now }: SettleDependencies,
): Promise<NextStep> {
  const key = { tenant: Tenant.safeParse(tenant).data ?? DEFAULT_TENANT, handoffId: execution.name };
  const facts = await log.read(key);
  const before = fold(key, facts);
  const isOwn = isBoundTo(before, execution);
  if (!isOwn && before.phase !== 'settled')
    throw new Fault('HandoffUnknown', 'no handoff of this execution is on the log');
  if (!isOwn) return stepFrom(before, context);
  const doubtIn = await runDoubts(key, facts, receipts, isDue);
  const { state } = await run(log, {
    key,
    commandId: `settle:${before.tier}:${before.actionDigest}:${before.sequence}`,
    now,
    known: facts,
    decide: (current, known) => {
      const doubt = doubtIn(known);
      return doubt ? voidBy(doubt, 'handoff') : settle(current, now);
    },
  });
  return stepFrom(state, context);
}
