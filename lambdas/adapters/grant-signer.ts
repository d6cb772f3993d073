// Grants for actions that the agent performs itself: a JWS (EdDSA) that permits exactly one digest for a short time. The key
// is derived from the stack's secret; agents verify with the public half, which the agent function hands out.
import { SignJWT } from 'jose';
import { canonicalJson, sha256 } from '../core/digest.js';
import type { GrantClaims, Grants } from '../core/ports.js';
import { publicJwk, signingKey } from './signing-key.js';

/** Seconds that a grant is good for. */
const GRANT_SECONDS = 15 * 60;

/** Signs grants with the key of `readSecret`. */
export class GrantSigner implements Grants {
  readonly #readSecret: () => Promise<string>;

  constructor(readSecret: () => Promise<string>) {
    this.#readSecret = readSecret;
  }

  async sign(claims: GrantClaims, nowEpochMs: number): Promise<string> {
    const now = Math.floor(nowEpochMs / 1_000);
    const { tenant, handoffId, actionDigest, action } = claims;
    return new SignJWT({ tenant, handoffId, digest: actionDigest, actionHash: sha256(canonicalJson(action)) })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'handoff-grant+jwt' })
      .setIssuer('agent-handoff')
      .setSubject(claims.agentId)
      .setAudience(action.type)
      .setJti(claims.grantId)
      .setIssuedAt(now)
      .setExpirationTime(now + GRANT_SECONDS)
      .sign(signingKey(await this.#readSecret(), 'grant-key'));
  }
}

/** The public JWK that verifies grants made with `secret`. */
export const grantKey = (secret: string) => publicJwk(secret, 'grant-key');
