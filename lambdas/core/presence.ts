// What a passkey signs, and whether a recorded assertion says so. Asked when a decision is recorded, and again offline by
// `handoff verify`; whether the passkey is enrolled for the person is not decided here.
import { createPublicKey, verify } from 'node:crypto';
import type { DecisionKind, FactData } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import type { PresenceProof } from '../contracts/passkey.js';
import type { Presence } from '../contracts/verdict.js';
import { canonicalJson, sha256, sha256Of } from './digest.js';

/** What exactly is decided, or ordered: the part of the fact that its passkey signs. */
export type Signed = Pick<
  FactData<'decided'>,
  'actionDigest' | 'reviewerId' | 'editedDigest' | 'detailDigest' | 'reasonCode'
> & { readonly decision: DecisionKind | 'reverse' };

const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');

/** Challenge of an assertion: a hash over who decides what about which proposal, in which session (`nonce`). */
export function decisionChallenge({ tenant, handoffId }: HandoffKey, signed: Signed, nonce: string): string {
  const { actionDigest, decision, reviewerId, editedDigest, detailDigest, reasonCode } = signed;
  return base64url(
    sha256(
      canonicalJson({
        tenant,
        handoff: handoffId,
        actionDigest,
        decision,
        reviewer: reviewerId,
        nonce,
        ...(editedDigest && { editedDigest }),
        ...(detailDigest && { detailDigest }),
        ...(reasonCode && { reasonCode }),
      }),
    ),
  );
}

/** Challenge of an enrolment: bound to the log, the invitation's fact, and the session. */
export const enrolmentChallenge = ({ tenant, handoffId }: HandoffKey, invitation: string, nonce: string) =>
  base64url(sha256(canonicalJson({ tenant, enrolment: handoffId, invitation, nonce })));

/** Relying party id of pages at `origin`: their host. */
export const relyingParty = (origin: string) => origin.replace(/^https?:\/\//, '').replace(/:\d+$/, '');

interface ClientData {
  readonly type?: unknown;
  readonly challenge?: unknown;
  readonly origin?: unknown;
  readonly crossOrigin?: unknown;
}

function clientDataOf(text: string): ClientData | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Authenticator data: hash of the relying party id, 32 bytes; flags, one byte (WebAuthn level 3, §6.1, read 2026-11). */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;

function authenticatorProblem({ authenticatorData, origin }: PresenceProof): string | undefined {
  const data = Buffer.from(authenticatorData, 'base64url');
  if (data.length < 37) return 'has no authenticator data';
  if (data.subarray(0, 32).toString('hex') !== sha256(relyingParty(origin)))
    return 'was made for another relying party';
  const flags = data[32] ?? 0;
  return flags & USER_PRESENT && flags & USER_VERIFIED ? undefined : 'was made without verifying the person';
}

/** Over authenticator data and the hash of the client data; ES256 or RS256, whichever the key is for. */
function isSignedBy({ publicKey, authenticatorData, clientDataJSON, signature }: PresenceProof): boolean {
  const bytes = Buffer.concat([
    Buffer.from(authenticatorData, 'base64url'),
    Buffer.from(sha256Of(Buffer.from(clientDataJSON, 'base64url')), 'hex'),
  ]);
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    return verify('sha256', bytes, key, Buffer.from(signature, 'base64url'));
  } catch {
    // What is no key has signed nothing.
    return false;
  }
}

/** Why `proof` does not show that `signed` was decided on `key`; nothing when it does. */
export function proofProblem(key: HandoffKey, signed: Signed, proof: PresenceProof): string | undefined {
  const client = clientDataOf(proof.clientDataJSON);
  if (client?.type !== 'webauthn.get') return 'is no assertion';
  if (client.challenge !== decisionChallenge(key, signed, proof.nonce)) return 'signs another decision';
  if (client.origin !== proof.origin || client.crossOrigin === true) return 'was made on another page';
  return authenticatorProblem(proof) ?? (isSignedBy(proof) ? undefined : 'is not signed by its passkey');
}

/** A proof that is there must hold; one that is `needed` must be there. */
export function presenceRefusal(
  key: HandoffKey,
  signed: Signed,
  proof: PresenceProof | undefined,
  needed: Presence,
) {
  const isProven = proof && !proofProblem(key, signed, proof);
  const isNeeded = proof !== undefined || needed === 'passkey';
  return isNeeded && !isProven ? ('PRESENCE_REQUIRED' as const) : undefined;
}
