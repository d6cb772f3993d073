// A stored review link. The link id itself is in the message only; here is its hash, and everything it is bound to.
import * as z from 'zod/mini';
import { Digest, Instant, LogId, ReviewerId, Tenant } from './ids.js';
import { Origin } from './passkey.js';

/** Wrong codes that lock a link (rule R14). */
export const MAX_CODE_ATTEMPTS = 5;
/** Minutes that a session lives after the code was right (rule R15). */
export const SESSION_MINUTES = 30;
/** Seconds after its expiry for which a link still tells a latecomer how things ended (rule R16). */
export const LINK_KEPT_SECONDS = 30 * 86_400;

/** What a link is for: deciding an open review, reversing what ran, or enrolling a passkey. */
export const LinkPurpose = z.enum(['review', 'reverse', 'enrol']);
export type LinkPurpose = z.infer<typeof LinkPurpose>;

export const ReviewLink = z.strictObject({
  schemaVersion: z.literal(1),
  tenant: Tenant,
  /** SHA-256 of the link id. */
  linkHash: Digest,
  handoffId: LogId,
  reviewerId: ReviewerId,
  purpose: LinkPurpose,
  /** Of an enrolment: the hash of the fact that invites. */
  actionDigest: Digest,
  tier: z.number(),
  /** Links of a generation below the log's are void (`resend`). */
  generation: z.number(),
  expiresAt: Instant,
  /** HMAC-SHA-256 of the code, keyed by the link id, which is stored nowhere. */
  codeHash: Digest,
  /** Codes tried; counted before they are compared. */
  attempts: z.number(),
  /** Instants of wrong codes, at most {@link MAX_CODE_ATTEMPTS}. */
  wrongAt: z.array(Instant),
  /** SHA-256 of the running session's id. */
  sessionHash: z.optional(Digest),
  sessionExpiresAt: z.optional(Instant),
  /** Where the pages are served: what a passkey is held to. Absent on links of release 0.1, over which none can be used. */
  origin: z.optional(Origin),
});
export type ReviewLink = z.infer<typeof ReviewLink>;
