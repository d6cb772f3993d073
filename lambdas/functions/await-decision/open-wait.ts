// AwaitDecision: stores the task token, then reads the log, then lets links out (rule R1). In that order: a decision may
// land before the token is stored, and nobody may be asked who could not wake the wait.
import type { AwaitDecisionInput } from '../../contracts/workflow.js';
import { type Answer, nothing, run } from '../../core/command.js';
import { fold } from '../../core/evolve.js';
import { makeOffer } from '../../core/offer.js';
import type { EventLog, Tasks, Waitpoints } from '../../core/ports.js';
import { isBoundTo } from '../../core/request.js';
import { openReview } from '../../core/review.js';
import { isWaitOver } from '../../core/settle.js';
import type { HandoffState } from '../../core/state.js';

export interface OpenWaitDependencies {
  readonly log: EventLog;
  readonly waitpoints: Waitpoints;
  readonly tasks: Tasks;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Another wait's beginning is not ours to note: its token is not stored yet. */
function begin(state: HandoffState, tier: number): Answer {
  if (state.tier !== tier) return nothing;
  return state.phase === 'offered' ? makeOffer(state) : openReview(state);
}

/** Opens the wait. A handoff of another execution is left alone: its token is never replaced (rule R9). */
export async function openWait(
  input: AwaitDecisionInput,
  { log, waitpoints, tasks, now }: OpenWaitDependencies,
): Promise<void> {
  const { handoff, taskToken, round, tier, deadlineAt, enteredAt, retryCount } = input;
  await waitpoints.put(handoff, { taskToken, round, tier, deadlineAt, enteredAt, retryCount });
  const facts = await log.read(handoff);
  const state = fold(handoff, facts);
  if (!isBoundTo(state, input.execution) || isWaitOver(state, input)) {
    await tasks.wake(taskToken);
    return;
  }
  const opened = await run(log, {
    key: handoff,
    commandId: `open:${tier}:${state.actionDigest}`,
    now,
    known: facts,
    decide: (current) => begin(current, tier),
  });
  // A decision may have won the race for this sequence: then nobody is left to wake us but ourselves.
  if (isWaitOver(opened.state, input)) await tasks.wake(taskToken);
}
