// The facts by which people take something back: a reversal of what ran, a stop before anything runs. Part of the facts of
// event.ts, which is where everybody imports them from.
import * as z from 'zod/mini';
import { Digest, HandoffId, Name, ReviewerId } from './ids.js';
import { PresenceProof } from './passkey.js';
import { Presence } from './verdict.js';

/** What a stop holds back: every action of the tenant, of one agent, or of one handoff. */
export const StopScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tenant') }),
  z.strictObject({ kind: z.literal('agent'), agentId: Name }),
  z.strictObject({ kind: z.literal('handoff'), handoffId: HandoffId }),
]);
export type StopScope = z.infer<typeof StopScope>;

/** A stop or its lifting: what, by whom (a name, no personal data), and why. */
const ordered = z.strictObject({
  scope: StopScope,
  by: Name,
  reason: z.string().check(z.minLength(1), z.maxLength(256)),
});

/** How whoever orders a reversal proved presence: as on `decided`. */
const proven = { presence: z.optional(Presence), proof: z.optional(PresenceProof) };

export const ReversalResult = z.enum(['full', 'partial', 'impossible', 'in-doubt']);
export type ReversalResult = z.infer<typeof ReversalResult>;

export const UNDO_FACTS = {
  /** A fresh reversal link is wanted for this reviewer. */
  reversalOffered: z.strictObject({ reviewerId: ReviewerId }),
  /** One of several people whom a reversal takes has ordered it; nothing starts yet. */
  reversalVoted: z.strictObject({ reviewerId: ReviewerId, person: Name, actionDigest: Digest, ...proven }),
  /** An authorised human ordered the reversal; starts the reversal machine. */
  reversalRequested: z.strictObject({
    reviewerId: ReviewerId,
    /** The natural person whose order it is; the reviewer where it is absent. */
    person: z.optional(Name),
    actionDigest: Digest,
    /** Where the action has a rule of its own: how many people it took, and who may beside those who were asked. */
    rule: z.optional(
      z.strictObject({
        approvals: z.number(),
        reviewers: z.optional(z.array(ReviewerId)),
        presence: z.optional(Presence),
      }),
    ),
    ...proven,
  }),
  reversing: z.strictObject({
    idempotencyKey: z.string().check(z.maxLength(256)),
  }),
  reversed: z.strictObject({
    result: ReversalResult,
    resultDigest: z.optional(Digest),
    error: z.optional(z.string().check(z.maxLength(256))),
  }),
  /** On the stop switch's own log: nothing that `scope` covers starts to perform from here on. */
  stopped: ordered,
  /** On the stop switch's own log: the stop of this very scope is over. */
  stopLifted: ordered,
} as const;
