// The workflow's next step for a state of the log: what every Task of the handoff machine answers.
import type { NextStep } from '../contracts/workflow.js';
import { outcomeOf, outcomeParts } from '../core/outcome.js';
import type { ContextStore } from '../core/ports.js';
import { nextStep } from '../core/settle.js';
import type { HandoffState } from '../core/state.js';

/** Most bytes of an outcome: a state's output may have 262 144 (Step Functions, read 2026-11); the rest is for its wrapping. */
const MAX_OUTCOME_BYTES = 240_000;

/** Reads the stored parts only when the handoff is over. A result too large to hand over is left out, and that is said. */
export async function stepFrom(state: HandoffState, context: ContextStore): Promise<NextStep> {
  const step = nextStep(state);
  if (step.next !== 'done') return step;
  const handoff = { tenant: state.tenant, handoffId: state.handoffId };
  const parts = await context.read(handoff, outcomeParts(state));
  const intact = parts.filter(({ damaged }) => !damaged);
  const outcome = outcomeOf(state, intact);
  if (Buffer.byteLength(JSON.stringify(outcome)) <= MAX_OUTCOME_BYTES)
    return { next: 'done', handoff, outcome };
  const small = outcomeOf(state, []);
  const performance = small.performance && {
    ...small.performance,
    error: 'the result is too large to hand over; it is stored with the handoff',
  };
  return { next: 'done', handoff, outcome: { ...small, ...(performance && { performance }) } };
}
