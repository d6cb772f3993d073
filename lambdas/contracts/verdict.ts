// The result of evaluating a proposal: every rule that fired, with evidence, and what follows.
import * as z from 'zod/mini';
import { Digest, Instant, ReviewerId } from './ids.js';

/** `proceed` runs without a human, `durable` waits for one, `refuse` ends. */
export const Pattern = z.enum(['proceed', 'durable', 'refuse']);
export type Pattern = z.infer<typeof Pattern>;

/** A rule that fired: its id (`confidence-missing`, `confidence-below-threshold`, `explicit-request`, `hard-rule:<id>`). */
export const FiredRule = z.strictObject({
  rule: z.string().check(z.maxLength(96)),
  /** Why, in words that hold no personal data. */
  evidence: z.string().check(z.maxLength(256)),
});
export type FiredRule = z.infer<typeof FiredRule>;

export const Verdict = z.strictObject({
  pattern: Pattern,
  rules: z.array(FiredRule),
  settingsDigest: Digest,
});
export type Verdict = z.infer<typeof Verdict>;

/** Who is asked and until when, tier by tier; absolute instants, fixed when the verdict falls. */
export const Route = z.array(z.strictObject({ reviewers: z.array(ReviewerId), deadlineAt: Instant }));
export type Route = z.infer<typeof Route>;
