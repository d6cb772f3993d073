// Receipts of people's words: signed where a decision is recorded, verified where it takes effect, by a key of a secret that
// nothing else is made of. Both read the secret on first use only: most invocations do without.
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { Fault } from '../core/faults.js';
import type { IsGenuine, Receipts, Sign } from '../core/ports.js';
import { signingKey } from './signing-key.js';

async function keyOf(readSecret: () => Promise<string>): Promise<KeyObject> {
  const secret = await readSecret().catch((cause) => {
    throw new Fault('KeyUnavailable', 'the key of receipts cannot be read', { cause });
  });
  return signingKey(secret, 'decision-key');
}

/** Signs with the key of `readSecret`. Throws the fault `KeyUnavailable`: nothing is recorded then. */
export function receiptSigner(readSecret: () => Promise<string>): Sign {
  return async (hash) => sign(null, Buffer.from(hash), await keyOf(readSecret)).toString('base64url');
}

/** Verifies with its public half. Throws the fault `KeyUnavailable`: nothing is done then. */
export class SecretReceipts implements Receipts {
  readonly #readSecret: () => Promise<string>;

  constructor(readSecret: () => Promise<string>) {
    this.#readSecret = readSecret;
  }

  async verifier(): Promise<IsGenuine> {
    const key = createPublicKey(await keyOf(this.#readSecret));
    return (hash, receipt) => verify(null, Buffer.from(hash), key, Buffer.from(receipt, 'base64url'));
  }
}
