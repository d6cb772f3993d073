// What the agent function answers: status, cancel, and the key that verifies grants. Callers are IAM-authorised.
import * as z from 'zod/mini';
import { DEFAULT_TENANT, HandoffId, Tenant, text } from './ids.js';
import { Outcome } from './outcome.js';

const key = {
  tenant: z._default(Tenant, DEFAULT_TENANT),
  handoffId: HandoffId,
};

export const AgentCall = z.discriminatedUnion('operation', [
  /** With `request`, the answer also says whether the recorded request has the same content. */
  z.strictObject({
    operation: z.literal('status'),
    ...key,
    request: z.optional(z.unknown()),
  }),
  z.strictObject({
    operation: z.literal('cancel'),
    ...key,
    reason: z.optional(text(256)),
  }),
  z.strictObject({ operation: z.literal('grantKey') }),
]);
export type AgentCall = z.input<typeof AgentCall>;

/** Where a handoff stands, in the agent's words. */
export const HandoffPhase = z.enum(['unknown', 'reviewing', 'edited', 'cleared', 'performing', 'settled']);
export type HandoffPhase = z.infer<typeof HandoffPhase>;

export const AgentAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    phase: z.optional(HandoffPhase),
    sameRequest: z.optional(z.boolean()),
    outcome: z.optional(Outcome),
    /** Public JWK (Ed25519) that verifies grants. */
    grantKey: z.optional(z.record(z.string(), z.string())),
  }),
  z.strictObject({
    ok: z.literal(false),
    refusal: z.string(),
    message: z.string(),
  }),
]);
export type AgentAnswer = z.infer<typeof AgentAnswer>;
