// What a link is made of: ids and codes derived from the stack's secret, and the hashes under which they are stored.
// Called by notify, which derives, review, which compares, and slack, which shows. Neither id nor code may be stored or logged.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
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

/** A code as a button in Slack carries it: for whom it is, and the message that it belongs to. */
export interface CodeForReviewer {
  readonly reviewerId: string;
  readonly subject: string;
  readonly code: string;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const sealingKey = (key: string) => hmac(key, 'seal').digest();

/**
 * Sealed by AES-256-GCM, base64url, about twice as long as what is in it. Who has neither key nor link can do nothing with it;
 * the same code gives the same text, so that a redelivered fact sends what was sent before (rule R13).
 */
export function sealCode(key: string, code: CodeForReviewer): string {
  const text = canonicalJson({ ...code });
  // Drawn from the text itself: no two texts share one.
  const iv = hmac(key, `iv ${text}`).digest().subarray(0, IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(key), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** What {@link sealCode} sealed; nothing when anything else is given. */
export function openCode(key: string, sealed: string): CodeForReviewer | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(key), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const text =
      decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    return JSON.parse(text) as CodeForReviewer;
  } catch {
    return undefined;
  }
}

/** Compares two hashes in constant time. */
export const isSameHash = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** A fresh session id, 256 bits. */
export const newSessionId = () => randomBytes(32).toString('base64url');
