// What a link is made of: ids and codes derived from the stack's secret, and the hashes under which they are stored.
// Called by notify, which derives, and review, which compares. Neither id nor code may be stored or logged.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ReviewLink } from '../contracts/link.js';
import { canonicalJson, sha256 } from '../core/digest.js';

/** No 0/O, no 1/I: 32 characters, so that five bits choose one without bias. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** What a link is bound to. `offer` is the sequence of the fact that offered a reversal; 0 for a review. */
export type LinkBinding = Pick<
  ReviewLink,
  'purpose' | 'tenant' | 'handoffId' | 'reviewerId' | 'actionDigest' | 'tier' | 'generation'
> & { readonly offer: number };

/** A link id (256 bits, base64url) and its code (`ABCD-EFGH`, 40 bits). */
export interface LinkSecrets {
  readonly linkId: string;
  readonly code: string;
}

const hmac = (key: string, message: string) => createHmac('sha256', key).update(message, 'utf8');

/** The same binding gives the same link: a redelivered fact sends what was sent before (rule R13). */
export function linkSecrets(secret: string, binding: LinkBinding): LinkSecrets {
  const { purpose, tenant, handoffId, reviewerId, actionDigest, tier, generation, offer } = binding;
  const bound = [purpose, tenant, handoffId, reviewerId, actionDigest, tier, generation, offer];
  const code = [
    ...hmac(secret, canonicalJson(['code', ...bound]))
      .digest()
      .subarray(0, 8),
  ]
    .map((byte) => ALPHABET[byte & 31])
    .join('');
  return {
    linkId: hmac(secret, canonicalJson(['link', ...bound])).digest('base64url'),
    code: `${code.slice(0, 4)}-${code.slice(4)}`,
  };
}

/** Hash under which a link id, or a session id, is stored. */
export const secretHash = (id: string) => sha256(id);

/** Codes as people type them: any case, with or without hyphen and spaces. */
const normalised = (code: string) => code.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Hash of a code, keyed by the link id, which is stored nowhere: a stolen table gives no code away. */
export const codeHash = (linkId: string, code: string) => hmac(linkId, normalised(code)).digest('hex');

/** Compares two hashes in constant time. */
export const isSameHash = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** A fresh session id, 256 bits. */
export const newSessionId = () => randomBytes(32).toString('base64url');
