// The facts around a review that decide nothing: it is passed on, or the agent is asked and answers. Part of the facts of
// event.ts, which is where everybody imports them from.
import * as z from 'zod/mini';
import { Digest, Instant, ReviewerId } from './ids.js';

const tier = z.number().check(z.int(), z.minimum(1), z.maximum(5));

export const REVIEW_FACTS = {
  /** A reviewer passed the decision on: from here on `delegateId` is asked instead. Tier and deadline stay. */
  delegated: z.strictObject({ reviewerId: ReviewerId, delegateId: ReviewerId, tier, actionDigest: Digest }),
  /** A reviewer asked the agent for more context; the words are the part `question`. */
  contextAsked: z.strictObject({
    reviewerId: ReviewerId,
    tier,
    actionDigest: Digest,
    questionDigest: Digest,
    /** The deadline stands still until the agent has answered, at the latest until here; it goes on running when absent. */
    clockStopsUntil: z.optional(Instant),
  }),
  /** The agent answered; the words are the part `answer`. */
  contextGiven: z.strictObject({
    /** Sequence of the fact that asked. */
    question: z.number().check(z.int(), z.minimum(1)),
    answerDigest: Digest,
  }),
} as const;
