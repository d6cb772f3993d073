// Perform: re-checks outcome, receipts, digest, expiry, preconditions and stop switch, claims, calls at most once, records (rules
// R10, R11). The agent's own actions get a signed grant instead of a call.
import type { Fact, FactData } from '../../contracts/event.js';
import type { HandoffKey } from '../../contracts/ids.js';
import type { Action } from '../../contracts/request.js';
import type { NextStep, PerformInput } from '../../contracts/workflow.js';
import { type CommandResult, run } from '../../core/command.js';
import { fold } from '../../core/evolve.js';
import { Fault } from '../../core/faults.js';
import type { Policy } from '../../core/judge.js';
import { claimPerformance, expireApproval, idempotencyKey, recordPerformance } from '../../core/perform.js';
import type {
  ContextStore,
  EventLog,
  Grants,
  Part,
  PerformerResult,
  Performers,
  Receipts,
} from '../../core/ports.js';
import { noteChange } from '../../core/preconditions.js';
import { isBoundTo } from '../../core/request.js';
import type { HandoffState } from '../../core/state.js';
import { stopOf, stopsKey } from '../../core/stop.js';
import { voidBy } from '../../core/trust.js';
import { runDoubts } from '../doubts.js';
import { stepFrom } from '../step-from.js';
import { storeAnswer } from '../store-answer.js';
import { type Checked, checkPreconditions } from './check-preconditions.js';

export interface PerformDependencies {
  readonly log: EventLog;
  readonly context: ContextStore;
  readonly performers: Performers;
  readonly grants: Grants;
  readonly receipts: Receipts;
  readonly policy: Policy;
  /** Epoch milliseconds, read when needed: a call may take long. */
  readonly now: () => number;
  readonly randomSalt: () => string;
  /** Unique to this invocation: two invocations must never take each other's claim for their own. */
  readonly invocationId: string;
}

type Performed = Omit<FactData<'performed'>, 'actionDigest' | 'resultDigest'> & {
  readonly result?: Part['body'];
};

async function storedAction(state: HandoffState, context: ContextStore): Promise<Action | undefined> {
  const [stored] = await context.read(state, [{ part: 'action', digest: state.actionDigest ?? '' }]);
  return stored && !stored.damaged ? (stored.body as unknown as Action) : undefined;
}

/** Calls the registered performer with exactly the approved action. */
async function perform(
  state: HandoffState,
  action: Action,
  { performers, policy }: PerformDependencies,
): Promise<Performed> {
  const performer = policy.settings.actions[action.type]?.performer;
  if (!performer) return { status: 'failed', error: 'the action type is no longer registered' };
  if (performer.kind === 'agent') return { status: 'granted' };
  const { tenant, handoffId, actionDigest: digest = '' } = state;
  const called: PerformerResult = await performers.call(performer, {
    idempotencyKey: idempotencyKey(state),
    tenant,
    handoffId,
    digest,
    action,
  });
  return called;
}

/** `claimed` is known to be the log so far: the result needs no read of its own unless somebody else wrote meanwhile. */
async function record(
  { state, facts }: CommandResult,
  { result, ...performed }: Performed,
  dependencies: PerformDependencies,
): Promise<CommandResult> {
  const { log, now } = dependencies;
  const key: HandoffKey = { tenant: state.tenant, handoffId: state.handoffId };
  const stored = await storeAnswer(key, 'result', result, dependencies);
  return run(log, {
    key,
    commandId: `performed:${dependencies.invocationId}`,
    now: now(),
    known: facts,
    decide: (current) =>
      recordPerformance(current, { ...performed, ...stored, actionDigest: state.actionDigest ?? '' }),
  });
}

async function withGrant(
  step: NextStep,
  state: HandoffState,
  action: Action | undefined,
  { grants, now }: PerformDependencies,
): Promise<NextStep> {
  if (step.next !== 'done' || step.outcome.performance?.status !== 'granted' || !action) return step;
  const claims = {
    ...step.handoff,
    agentId: state.requested?.agent.id ?? '',
    actionDigest: state.actionDigest ?? '',
    grantId: idempotencyKey(state),
    action,
  };
  const grant = await grants.sign(claims, now());
  return { ...step, outcome: { ...step.outcome, performance: { ...step.outcome.performance, grant } } };
}

/** The stop that covers the handoff; read last of all, so that what is stopped before the claim is not started. */
async function stopInForce(state: HandoffState, log: EventLog) {
  const key = stopsKey(state.tenant);
  const { agent } = state.requested ?? {};
  return stopOf(fold(key, await log.read(key)), { agentId: agent?.id, handoffId: state.handoffId });
}

/** Asks again instead of running: the workflow's Catch goes on with what the log then says. */
async function askAgain(
  facts: readonly Fact[],
  state: HandoffState,
  { names, parts }: Extract<Checked, { kind: 'changed' }>,
  { log, context, policy, now, invocationId }: PerformDependencies,
): Promise<never> {
  const key = { tenant: state.tenant, handoffId: state.handoffId };
  const at = now();
  const expiresAt = Math.floor(at / 1_000) + policy.settings.contextRetentionDays * 86_400;
  await context.put(key, [parts.action, parts.preconditions], expiresAt);
  const change = {
    actionDigest: state.actionDigest ?? '',
    newDigest: parts.action.digest,
    names,
    observedDigest: parts.preconditions.digest,
  };
  const decide = (current: HandoffState) => noteChange(current, change);
  await run(log, { key, commandId: `changed:${invocationId}`, now: at, known: facts, decide });
  throw new Fault('NotClaimed', 'what the request relies on has changed: it is asked again');
}

/** Performs what the log has cleared, once, and answers the outcome. Throws `NotClaimed` before any claim only. */
export async function performAction(
  { execution, handoff, receipts: isDue }: PerformInput,
  dependencies: PerformDependencies,
): Promise<NextStep> {
  const { log, context, policy, now, invocationId, receipts } = dependencies;
  const facts = await log.read(handoff);
  const before = fold(handoff, facts);
  if (!isBoundTo(before, execution))
    throw new Fault('HandoffUnknown', 'no handoff of this execution is on the log');
  const doubtIn = await runDoubts(handoff, facts, receipts, isDue);
  const action = doubtIn(facts) ? undefined : await storedAction(before, context);
  const checked = action && (await checkPreconditions(before, action, dependencies));
  const stop = await stopInForce(before, log);
  if (checked?.kind === 'changed' && !stop) return askAgain(facts, before, checked, dependencies);
  const { idempotent = false, approvalSeconds } =
    policy.settings.actions[before.requested?.actionType ?? ''] ?? {};
  const claimedAt = now();
  const claimed = await run(log, {
    key: handoff,
    commandId: invocationId,
    now: claimedAt,
    known: facts,
    decide: (state, known) => {
      const doubt = doubtIn(known);
      if (doubt) return voidBy(doubt, 'handoff');
      const expired = expireApproval(state, approvalSeconds, claimedAt);
      return expired.kind === 'append' ? expired : claimPerformance(state, idempotent, stop);
    },
  });
  if (claimed.refusal) throw new Fault('NotClaimed', `the log does not permit it: ${claimed.refusal}`);
  // Without a fresh claim of our own there is nothing to call: it was settled, or is in doubt.
  if (claimed.fact?.type !== 'performing') return stepFrom(claimed.state, context);
  const performed = await performIntact(claimed.state, action, checked, dependencies);
  const { state } = await record(claimed, performed, dependencies);
  return withGrant(await stepFrom(state, context), state, action, dependencies);
}

/** Runs the action, unless what it is or relies on is not what was approved. */
function performIntact(
  state: HandoffState,
  action: Action | undefined,
  checked: Checked | undefined,
  dependencies: PerformDependencies,
): Promise<Performed> | Performed {
  if (!action) return { status: 'failed', error: 'the stored action does not match the approved digest' };
  if (checked?.kind === 'unknown') return { status: 'failed', error: checked.error };
  return perform(state, action, dependencies);
}
