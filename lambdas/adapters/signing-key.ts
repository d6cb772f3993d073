// Ed25519 keys derived from a secret, one for each label: what is signed for one purpose passes for no other. Called by
// whatever signs, and by whatever hands out the public half; reads no secret itself.
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** What a key is for. A label, once released, stays: another one is another key. */
export type KeyLabel = 'grant-key' | 'decision-key' | 'checkpoint-key';

/** DER head of an Ed25519 private key (RFC 8410, section 7); the 32-byte seed follows. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The private key of `label`: its seed is the SHA-256 of label, line feed and secret. */
export function signingKey(secret: string, label: KeyLabel): KeyObject {
  const seed = createHash('sha256').update(`${label}\n`).update(secret).digest();
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

/** Its public half as a JWK. */
export const publicJwk = (secret: string, label: KeyLabel) =>
  createPublicKey(signingKey(secret, label)).export({ format: 'jwk' }) as Record<string, string>;
