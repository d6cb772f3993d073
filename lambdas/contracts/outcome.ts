// What the agent gets in the end: the execution's output, and the answer of the agent function.
import * as z from 'zod/mini';
import { DecisionKind, PerformanceStatus, ReasonCode, ReversalResult, StopScope } from './event.js';
import { Digest, HandoffId, Instant, ReviewerId, Tenant } from './ids.js';
import { JsonValue } from './json.js';
import { Action } from './request.js';

/**
 * How a handoff ended. `autonomous`: no human was needed. `approved` and `edited` say that the action may run;
 * whether it ran is `performance.status`. Everything else means: not executed. `withdrawn`: a review was offered and not
 * wanted; `expired`: nobody decided in time, or nobody took the offer up.
 */
export const OutcomeStatus = z.enum([
  'autonomous',
  'approved',
  'edited',
  'rejected',
  'responded',
  'expired',
  'withdrawn',
  'cancelled',
  'refused',
  'closed',
]);
export type OutcomeStatus = z.infer<typeof OutcomeStatus>;

export const Outcome = z.strictObject({
  schemaVersion: z.literal(1),
  tenant: Tenant,
  handoffId: HandoffId,
  status: OutcomeStatus,
  /** Ids of every rule that called for a human. */
  rules: z.array(z.string()),
  decision: z.optional(
    z.strictObject({
      kind: DecisionKind,
      reviewerId: ReviewerId,
      at: Instant,
      /** Why it was rejected. */
      reasonCode: z.optional(ReasonCode),
      /** The reviewer's reason (reject), answer (respond) or remark, in their words. */
      text: z.optional(z.string()),
    }),
  ),
  /** Of status `expired`, where nobody decided: the answer that the policy has for that, and no person gave. */
  expiryAnswer: z.optional(z.string()),
  /** Every vote over the proposal as it stood at the end; present when there was more than one. */
  votes: z.optional(z.array(z.strictObject({ kind: DecisionKind, reviewerId: ReviewerId, at: Instant }))),
  /** The action that was approved, as it is after any edit; absent when its part was erased. */
  action: z.optional(z.extend(Action, { digest: Digest })),
  performance: z.optional(
    z.strictObject({
      status: PerformanceStatus,
      result: z.optional(JsonValue),
      error: z.optional(z.string()),
      /** For actions that the agent performs itself: a signed, expiring grant (JWS, EdDSA) for exactly this digest. */
      grant: z.optional(z.string()),
    }),
  ),
  reversal: z.optional(z.strictObject({ result: ReversalResult, error: z.optional(z.string()) })),
  /** Present when an operator's stop ended it (status `cancelled`): what was stopped, and why. Nothing was run. */
  stop: z.optional(z.strictObject({ scope: StopScope, reason: z.optional(z.string()) })),
  /** Why a request was refused: path, rule and (cut) value. */
  problems: z.optional(
    z.array(
      z.strictObject({
        path: z.string(),
        rule: z.string(),
        value: z.optional(z.string()),
      }),
    ),
  ),
  /** Head of the log when this was read. */
  sequence: z.number(),
  headHash: Digest,
});
export type Outcome = z.infer<typeof Outcome>;
