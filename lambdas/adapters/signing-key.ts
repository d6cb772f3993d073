// Ed25519 keys derived from the stack's secret, one for each purpose: who holds a signature of one cannot pass it off as
// another's. Used by the signers of grants and of checkpoints.
import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';

/** DER head of an Ed25519 private key (RFC 8410, section 7); the 32-byte seed follows. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The private key of `secret` for the purpose `label`, which names one purpose for ever. */
export function signingKey(secret: string, label: 'grant-key' | 'checkpoint-key'): KeyObject {
  const seed = createHash('sha256').update(`${label}\n`).update(secret).digest();
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}
