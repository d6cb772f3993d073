// Names on the event bus and the public projection of a fact: no token, no personal data, no digest that is not public.
import * as z from 'zod/mini';
import { DecisionKind, type FactType } from './event.js';
import { Instant, LogId, ReviewerId, Tenant } from './ids.js';
import { OutcomeStatus } from './outcome.js';
import { Pattern } from './verdict.js';

/** `source` of every event we publish. */
export const EVENT_SOURCE = 'agent-handoff';

/** `detail-type` of a fact: `requested` → `Handoff requested`. */
export const detailType = (type: FactType) => `Handoff ${type}`;

/** `detail` of every event we publish. */
export const PublicFact = z.strictObject({
  schemaVersion: z.literal(1),
  tenant: Tenant,
  /** The handoff, the stop switch of the tenant (`~stops`), or a person's enrolments (`enrol~…`). */
  handoffId: LogId,
  sequence: z.number(),
  type: z.string(),
  at: Instant,
  actionType: z.optional(z.string()),
  agentId: z.optional(z.string()),
  /** How a human is brought in, or not. */
  pattern: z.optional(Pattern),
  tier: z.optional(z.number()),
  decision: z.optional(DecisionKind),
  reviewerId: z.optional(ReviewerId),
  /** Of `delegated`: who decides in the reviewer's place. */
  delegateId: z.optional(ReviewerId),
  /** Present on exactly the fact that settles the handoff. */
  outcome: z.optional(OutcomeStatus),
});
export type PublicFact = z.infer<typeof PublicFact>;
