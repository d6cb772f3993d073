// What the operator function answers to the `handoff` command. Callers are IAM-authorised; agents are not.
import * as z from 'zod/mini';
import { HandoffPhase } from './agent-api.js';
import { PART_NAMES } from './context.js';
import { StopScope } from './event.js';
import {
  DEFAULT_TENANT,
  Digest,
  EnrolmentId,
  HandoffId,
  Instant,
  Name,
  ReviewerId,
  Tenant,
  text,
} from './ids.js';
import { JsonValue } from './json.js';
import { Outcome } from './outcome.js';

const tenant = z._default(Tenant, DEFAULT_TENANT);
const key = { tenant, handoffId: HandoffId };
const ordered = { scope: StopScope, by: Name, reason: text(256) };

export const OperatorCall = z.discriminatedUnion('operation', [
  z.strictObject({
    operation: z.literal('list'),
    tenant,
    limit: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(100)), 25),
    /** Opaque; from the page before. */
    cursor: z.optional(z.string().check(z.maxLength(4_096))),
    openOnly: z._default(z.boolean(), false),
  }),
  z.strictObject({ operation: z.literal('show'), ...key }),
  z.strictObject({
    operation: z.literal('resend'),
    ...key,
    reviewerId: ReviewerId,
  }),
  z.strictObject({
    operation: z.literal('cancel'),
    ...key,
    reason: z.optional(text(256)),
  }),
  /** Sends a fresh reversal link to `reviewerId`, or to the first authorised reviewer. */
  z.strictObject({
    operation: z.literal('reverse'),
    ...key,
    reviewerId: z.optional(ReviewerId),
  }),
  /** Of a handoff, or of one person's enrolments. */
  z.strictObject({
    operation: z.literal('export'),
    tenant,
    handoffId: z.union([HandoffId, EnrolmentId]),
  }),
  /** Nothing that `scope` covers starts to perform, and no new request of it is accepted, until the stop is lifted. */
  z.strictObject({ operation: z.literal('stop'), tenant, ...ordered }),
  z.strictObject({ operation: z.literal('lift'), tenant, ...ordered }),
  /** The stops in force, and the switch's own facts. */
  z.strictObject({ operation: z.literal('stops'), tenant }),
  /** Invites a reviewer to enrol a passkey; answers the log of that person's enrolments. */
  z.strictObject({ operation: z.literal('enrol'), tenant, reviewerId: ReviewerId }),
]);
export type OperatorCall = z.input<typeof OperatorCall>;

export const HandoffSummary = z.strictObject({
  handoffId: HandoffId,
  requestedAt: Instant,
  phase: HandoffPhase,
  actionType: z.optional(z.string()),
  agentId: z.optional(z.string()),
  outcome: z.optional(z.string()),
  performance: z.optional(z.string()),
  reversal: z.optional(z.string()),
  tier: z.optional(z.number()),
  deadlineAt: z.optional(Instant),
  decidedBy: z.optional(z.string()),
});
export type HandoffSummary = z.infer<typeof HandoffSummary>;

/** A stored part with its salt: whoever has both can check the digest on the log. */
export const ExportedPart = z.strictObject({
  part: z.enum(PART_NAMES),
  digest: Digest,
  salt: z.string(),
  body: JsonValue,
});
export type ExportedPart = z.infer<typeof ExportedPart>;

export const StopInForce = z.strictObject({ ...ordered, at: Instant });
export type StopInForce = z.infer<typeof StopInForce>;

export const OperatorAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    handoffs: z.optional(z.array(HandoffSummary)),
    cursor: z.optional(z.string()),
    summary: z.optional(HandoffSummary),
    outcome: z.optional(Outcome),
    /** Facts as stored, oldest first. */
    facts: z.optional(z.array(z.unknown())),
    parts: z.optional(z.array(ExportedPart)),
    /** Of an export: the logs of enrolments that its proofs name, to be exported, too. */
    enrolments: z.optional(z.array(EnrolmentId)),
    /** Stops in force. */
    stops: z.optional(z.array(StopInForce)),
    enrolmentId: z.optional(EnrolmentId),
  }),
  z.strictObject({
    ok: z.literal(false),
    refusal: z.string(),
    message: z.string(),
  }),
]);
export type OperatorAnswer = z.infer<typeof OperatorAnswer>;
