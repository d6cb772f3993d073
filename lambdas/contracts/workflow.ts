// Input and output of every Task state, by state name; the ASL file builds the inputs, the handlers parse them.
import * as z from 'zod/mini';
import { Briefing } from './application-api.js';
import { ExecutionRef, HandoffKey, Instant } from './ids.js';
import { Outcome } from './outcome.js';
import { FiredRule, Pattern } from './verdict.js';

/** The execution as the state machine's context object tells it. */
const Execution = z.strictObject({ ...ExecutionRef.shape, name: z.string() });

/** What a caller of the gate learns at once of a handoff that needs a human, beside its id. */
export const Judged = z.strictObject({
  pattern: Pattern,
  rules: z.array(FiredRule),
  /** Pattern `active`: what to show; absent when it is too large to hand over, and is to be asked for. */
  briefing: z.optional(Briefing),
});
export type Judged = z.infer<typeof Judged>;

/** What to do next, for the Choice states. `await` carries the tier and its absolute deadline. */
export const NextStep = z.discriminatedUnion('next', [
  z.strictObject({
    next: z.literal('await'),
    handoff: HandoffKey,
    /** How often a changed proposal has opened the review anew. */
    round: z.number(),
    tier: z.number(),
    deadlineAt: Instant,
    /** To the gate only. */
    judged: z.optional(Judged),
  }),
  z.strictObject({ next: z.literal('perform'), handoff: HandoffKey }),
  z.strictObject({ next: z.literal('evaluate'), handoff: HandoffKey }),
  z.strictObject({
    next: z.literal('done'),
    handoff: HandoffKey,
    outcome: Outcome,
  }),
]);
export type NextStep = z.infer<typeof NextStep>;

/** The gate's output: the outcome, or where to find what a durable execution goes on with. */
export const GateAnswer = z.union([
  z.strictObject({ outcome: Outcome }),
  z.strictObject({
    handedOn: z.strictObject({ handoffId: z.string(), judged: z.optional(Judged) }),
  }),
]);
export type GateAnswer = z.infer<typeof GateAnswer>;

export const EvaluateInput = z.strictObject({
  execution: Execution,
  request: z.unknown(),
});
export type EvaluateInput = z.infer<typeof EvaluateInput>;
export const AwaitDecisionInput = z.strictObject({
  execution: Execution,
  handoff: HandoffKey,
  /** Absent in executions that the release before this one started. */
  round: z._default(z.number(), 0),
  tier: z.number(),
  deadlineAt: Instant,
  enteredAt: z.string(),
  retryCount: z.number(),
  taskToken: z.string().check(z.minLength(1), z.maxLength(2_048)),
});
export type AwaitDecisionInput = z.infer<typeof AwaitDecisionInput>;
/**
 * Decisions take receipts, whatever the log says: set by the state machines, so that nobody who writes the log can do without.
 * Absent in executions that an earlier release started.
 */
const receipts = z.optional(z.literal(true));

/** `tenant` is whatever the request said; a refused request may have said nonsense. */
export const SettleOutcomeInput = z.strictObject({
  execution: Execution,
  tenant: z.unknown(),
  receipts,
});
export type SettleOutcomeInput = z.infer<typeof SettleOutcomeInput>;
export const PerformInput = z.strictObject({
  execution: Execution,
  handoff: HandoffKey,
  receipts,
});
export type PerformInput = z.infer<typeof PerformInput>;
/** Input of the reversal machine: the detail of the bus event, of which only the key counts. */
export const ReverseInput = z.looseObject({
  tenant: z.string(),
  handoffId: z.string(),
});
