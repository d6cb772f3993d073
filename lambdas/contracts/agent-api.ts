// What the agent function answers: status, cancel, the answer to an offer or to a reviewer's question, and the key that verifies grants. Callers are
// IAM-authorised.
import * as z from 'zod/mini';
import { MAX_DECISION_TEXT } from './event.js';
import { DEFAULT_TENANT, HandoffId, Instant, Tenant, text } from './ids.js';
import { Outcome } from './outcome.js';
import { FiredRule } from './verdict.js';

const key = {
  tenant: z._default(Tenant, DEFAULT_TENANT),
  handoffId: HandoffId,
};

/** Who answered an offer: the agent by itself, or the person it talks to. */
const OfferAnsweredBy = z._default(z.enum(['agent', 'user']), 'agent');

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
  /** Answers the offer of a review (pattern `hybrid`): submits it, or does without. */
  z.strictObject({ operation: z.literal('acceptOffer'), ...key, by: OfferAnsweredBy }),
  z.strictObject({
    operation: z.literal('withdrawOffer'),
    ...key,
    by: OfferAnsweredBy,
    reason: z.optional(text(256)),
  }),
  /** Answers what a reviewer asked: `question` as `status` gives it, `text` of 1 to 4 000 UTF-16 code units. */
  z.strictObject({
    operation: z.literal('answer'),
    ...key,
    question: z.number().check(z.int(), z.minimum(1)),
    text: text(MAX_DECISION_TEXT),
  }),
  z.strictObject({ operation: z.literal('grantKey') }),
]);
export type AgentCall = z.input<typeof AgentCall>;

/** Where a handoff stands, in the agent's words. */
export const HandoffPhase = z.enum([
  'unknown',
  'offered',
  'reviewing',
  'edited',
  'cleared',
  'performing',
  'settled',
]);
export type HandoffPhase = z.infer<typeof HandoffPhase>;

/** Instead of "access denied": a review that the caller may submit until `expiresAt`. */
export const ReviewOffer = z.strictObject({
  question: z.string(),
  rules: z.array(FiredRule),
  expiresAt: Instant,
});
export type ReviewOffer = z.infer<typeof ReviewOffer>;

/** What a reviewer asks the agent; `text` is absent when it was erased. */
export const OpenQuestion = z.strictObject({
  question: z.number(),
  at: Instant,
  text: z.optional(z.string()),
});
export type OpenQuestion = z.infer<typeof OpenQuestion>;

export const AgentAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    phase: z.optional(HandoffPhase),
    sameRequest: z.optional(z.boolean()),
    /** In phase `offered`. */
    offer: z.optional(ReviewOffer),
    /** Questions that wait for an answer, oldest first. */
    questions: z.optional(z.array(OpenQuestion)),
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
