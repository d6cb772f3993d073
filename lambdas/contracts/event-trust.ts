// The fact by which the log says of itself that something on it is not what it claims. Part of the facts of event.ts, which is
// where everybody imports them from.
import * as z from 'zod/mini';

/**
 * Why a fact is not believed: a person's word without a receipt of ours, or with one that does not hold; a fact that nothing of
 * ours would have written there; a fact that does not follow from those before it.
 */
export const Distrust = z.enum(['no-receipt', 'false-receipt', 'out-of-order', 'broken-chain']);
export type Distrust = z.infer<typeof Distrust>;

export const TRUST_FACTS = {
  /** A fact that is not believed was about to take effect: the handoff ends, or the order of its reversal is void. */
  voided: z.strictObject({
    /** Sequence of the fact that is not believed. */
    fact: z.number().check(z.int(), z.minimum(1)),
    reason: Distrust,
    of: z.enum(['handoff', 'reversal']),
  }),
} as const;
