// What a tool server imports: redeems a grant once, for exactly the action that was approved. `guard` uses the check of the
// signature; who may call the tool server at all is not decided here.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { importJWK, type JWK, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { JsonObject } from '../lambdas/contracts/json.js';
import { GrantRefusedError } from './errors.js';

/**
 * The payload of a genuine grant that has not expired, by the clock of whoever asks: there is no tolerance. Throws
 * GrantRefusedError otherwise.
 */
export async function readGrant(
  grant: string,
  jwk: JWK,
  options: JWTVerifyOptions = {},
): Promise<JWTPayload> {
  const key = await importJWK(jwk, 'EdDSA');
  const { payload } = await jwtVerify(grant, key, {
    issuer: 'agent-handoff',
    algorithms: ['EdDSA'],
    typ: 'handoff-grant+jwt',
    requiredClaims: ['jti', 'exp', 'sub'],
    ...options,
  }).catch((error) => {
    throw new GrantRefusedError('the grant is not genuine, is for another audience, or has expired', {
      cause: error,
    });
  });
  return payload;
}

/** Remembers which grants were used. */
export interface UsedGrants {
  /**
   * Notes the use of grant `id`; false when it was noted before. Has to be one atomic step, such as a conditional put: of two
   * calls at once one must get false. After `expiresAt` (epoch milliseconds) the id may be forgotten.
   */
  claim(id: string, expiresAt: number): Promise<boolean>;
}

/** For a tool server of one process: forgets with it, so that a restart lets a grant be used again until it expires. */
export class UsedGrantsInMemory implements UsedGrants {
  readonly #expiryOf = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async claim(id: string, expiresAt: number): Promise<boolean> {
    for (const [known, expiry] of this.#expiryOf) if (expiry <= this.#now()) this.#expiryOf.delete(known);
    if (this.#expiryOf.has(id)) return false;
    this.#expiryOf.set(id, expiresAt);
    return true;
  }
}

/** The action as it is about to run; compared byte by byte as canonical JSON (RFC 8785). */
export interface GrantedAction {
  readonly type: string;
  readonly resource?: string;
  readonly parameters: JsonObject;
}

export interface GrantVerifierOptions {
  /** Public key, as the agent function answers `grantKey`. A function is asked each time. */
  readonly key: JWK | (() => Promise<JWK>);
  /** Action types whose grants are taken here: their audience. */
  readonly actionTypes: readonly string[];
  readonly used: UsedGrants;
  /** @default Date.now */
  readonly now?: () => number;
}

/** Who may do what, once. */
export interface RedeemedGrant {
  readonly tenant: string;
  readonly handoffId: string;
  readonly agentId: string;
}

export class GrantVerifier {
  readonly #options: GrantVerifierOptions;

  constructor(options: GrantVerifierOptions) {
    this.#options = options;
  }

  /**
   * Redeems `grant` for `action`: call it right before the action runs. Throws GrantRefusedError when the grant is not genuine,
   * has expired (15 minutes, by the clock of `now`, to the second: no tolerance), is for another action type or other parameters,
   * or was redeemed before. A refused grant is not used up; one that is redeemed is, whatever becomes of the action.
   */
  async redeem(grant: string, action: GrantedAction): Promise<RedeemedGrant> {
    const { key, actionTypes, used, now = Date.now } = this.#options;
    if (!actionTypes.includes(action.type)) throw new GrantRefusedError('no such action is taken here');
    const payload = await readGrant(grant, typeof key === 'function' ? await key() : key, {
      audience: action.type,
      currentDate: new Date(now()),
    });
    const { type, resource, parameters } = action;
    const bytes = (canonicalize as unknown as (value: unknown) => string)({
      type,
      ...(resource !== undefined && { resource }),
      parameters,
    });
    const hash = createHash('sha256').update(bytes, 'utf8').digest('hex');
    if (payload.actionHash !== hash) throw new GrantRefusedError('the grant permits another action');
    const { jti = '', exp = 0, sub = '', tenant, handoffId } = payload;
    if (!(await used.claim(jti, exp * 1_000))) throw new GrantRefusedError('the grant was used before');
    return { tenant: String(tenant), handoffId: String(handoffId), agentId: sub };
  }
}
