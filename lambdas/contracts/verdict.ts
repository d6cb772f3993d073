// The result of evaluating a proposal: every rule that fired, with evidence, and what follows.
import * as z from 'zod/mini';
import { Digest, Instant, Name, ReviewerId, text } from './ids.js';

/**
 * How a human is brought in. `durable` waits for a reviewer over a link; `active` for what a calling application reports;
 * `live` is durable, and asks the reviewer to take over; `hybrid` first offers a review, which the agent or its user takes up.
 */
export const HumanPattern = z.enum(['durable', 'active', 'live', 'hybrid']);
export type HumanPattern = z.infer<typeof HumanPattern>;

/** What follows from a verdict: `proceed` runs without a human, `refuse` ends, the others bring one in. */
export const Pattern = z.enum(['proceed', ...HumanPattern.options, 'refuse']);
export type Pattern = z.infer<typeof Pattern>;

/** Where a rule comes from; `system` is the stack itself (nobody available, proposal missing). */
export const TriggerName = z.enum([
  'confidence',
  'policy',
  'sentiment',
  'explicit-request',
  'regulatory',
  'system',
]);
export type TriggerName = z.infer<typeof TriggerName>;

/** A rule that fired: its id (`confidence-missing`, `confidence-below-threshold`, `explicit-request`, `hard-rule:<id>`). */
export const FiredRule = z.strictObject({
  rule: z.string().check(z.maxLength(96)),
  /** Absent on verdicts of release 0.1. */
  trigger: z.optional(TriggerName),
  /** Why, in words that hold no personal data. */
  evidence: z.string().check(z.maxLength(256)),
});
export type FiredRule = z.infer<typeof FiredRule>;

/** How votes combine: `quorum` of k distinct people; `unanimous` of everybody asked; `veto`: k, and one rejection ends it. */
export const VotingRule = z.enum(['quorum', 'unanimous', 'veto']);

/** Proof of presence: the code of the message, or a passkey. */
export const Presence = z.enum(['code', 'passkey']);
export type Presence = z.infer<typeof Presence>;

/** What a review takes to count. Absent on a verdict: one approval, given with the code of the message. */
export const Requirement = z.strictObject({
  /** Distinct natural persons who must approve one digest. */
  approvals: z.number().check(z.int(), z.minimum(1), z.maximum(10)),
  rule: VotingRule,
  /** Roles of which a voter must hold one at the vote; any reviewer of the route when absent. */
  roles: z.optional(z.array(Name).check(z.minLength(1), z.maxLength(10))),
  /** Whether a voter sees earlier votes only after voting. */
  blind: z.boolean(),
  /** The weakest proof of presence with which a vote counts. */
  presence: Presence,
});
export type Requirement = z.infer<typeof Requirement>;

/** How a policy set is named on the log: the version its authors gave it, and the digest of its files. */
export const PolicySetName = z.strictObject({ version: Name, digest: Digest });
export type PolicySetName = z.infer<typeof PolicySetName>;
/** What a verdict without a requirement asks for. */
export const ONE_APPROVAL = {
  approvals: 1,
  rule: 'quorum',
  blind: false,
  presence: 'code',
} as const satisfies Requirement;

export const Verdict = z.strictObject({
  pattern: Pattern,
  rules: z.array(FiredRule),
  settingsDigest: Digest,
  requirement: z.optional(Requirement),
  /** The policy set that judged it; absent where the stack has none. */
  policySet: z.optional(PolicySetName),
  /** What the agent is told where nobody decides; nothing more than that when absent. */
  expiryAnswer: z.optional(text(500)),
});
export type Verdict = z.infer<typeof Verdict>;

/** Who is asked and until when, tier by tier; absolute instants, fixed when the verdict falls. */
export const Route = z.array(z.strictObject({ reviewers: z.array(ReviewerId), deadlineAt: Instant }));
export type Route = z.infer<typeof Route>;
