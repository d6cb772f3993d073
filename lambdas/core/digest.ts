// Canonical JSON (RFC 8785) and SHA-256: what makes "the same action" a matter of bytes. Of node:crypto, core uses the
// hash, here, and the check of a signature, in presence.ts; never what is random.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from '../contracts/json.js';

/** SHA-256 of UTF-8 text, as 64 lower-case hexadecimal digits. */
export const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** SHA-256 of bytes, likewise. */
export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Canonical JSON of `value`. Throws on what has none: undefined, NaN, a lone surrogate. */
export function canonicalJson(value: unknown): string {
  const text = (canonicalize as unknown as (value: unknown) => string | undefined)(value);
  if (text === undefined) throw new TypeError('value has no canonical JSON');
  return text;
}

/**
 * Salted commitment to a stored part: what the log holds instead of personal data. Without the salt, which is erased
 * with the part, it cannot be guessed back. The array keeps salt, part and body apart: no two inputs share their bytes.
 */
export const partDigest = (salt: string, part: string, body: Json) =>
  sha256(canonicalJson([salt, part, body]));
