// WebAuthn by @simplewebauthn/server. Loaded by review when a passkey is used and not before: it is larger than all the rest of
// that function. Attestations are not asked for: who enrols is known by the invitation, whatever made the key.
import { createPublicKey } from 'node:crypto';
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import type { Passkey } from '../contracts/passkey.js';
import type { Ceremony, Passkeys } from '../core/ports.js';
import { relyingParty } from '../core/presence.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** ES256 and RS256: all that passkey providers make (WebAuthn level 3, §5.4.3, read 2026-11). */
const ALGORITHMS = [-7, -257];

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64url');
const bytes = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64url'));

/** A COSE key as SubjectPublicKeyInfo. */
function publicKeyOf(coseKey: Bytes): string {
  const key = decodeCredentialPublicKey(coseKey);
  const jwk = cose.isCOSEPublicKeyEC2(key)
    ? { kty: 'EC', crv: 'P-256', x: text(key.get(cose.COSEKEYS.x)), y: text(key.get(cose.COSEKEYS.y)) }
    : cose.isCOSEPublicKeyRSA(key)
      ? { kty: 'RSA', n: text(key.get(cose.COSEKEYS.n)), e: text(key.get(cose.COSEKEYS.e)) }
      : {};
  return createPublicKey({ key: jwk, format: 'jwk' })
    .export({ type: 'spki', format: 'der' })
    .toString('base64url');
}

const expected = ({ challenge, origin }: Ceremony) => ({
  expectedChallenge: challenge,
  expectedOrigin: origin,
  expectedRPID: relyingParty(origin),
  requireUserVerification: true,
});

const credentialOf = (id: string, response: object) => ({
  id,
  rawId: id,
  type: 'public-key' as const,
  clientExtensionResults: {},
  response,
});

/** The library throws for whatever does not hold; all of that is one answer here. */
const orNothing = <T>(checked: Promise<T>): Promise<T | undefined> => checked.catch(() => undefined);

export const webauthn: Passkeys = {
  register({ id, ...response }, ceremony) {
    return orNothing(
      verifyRegistrationResponse({
        response: credentialOf(id, response) as Parameters<typeof verifyRegistrationResponse>[0]['response'],
        ...expected(ceremony),
        supportedAlgorithmIDs: ALGORITHMS,
      }).then(({ registrationInfo }) => {
        if (!registrationInfo) return undefined;
        const { id: credentialId, publicKey, counter } = registrationInfo.credential;
        const passkey: Passkey = {
          credentialId,
          publicKey: publicKeyOf(publicKey as Bytes),
          cosePublicKey: text(publicKey),
        };
        return { passkey, counter };
      }),
    );
  },

  assert({ id, ...response }, ceremony, { credentialId, cosePublicKey }) {
    return orNothing(
      verifyAuthenticationResponse({
        response: credentialOf(id, response) as Parameters<
          typeof verifyAuthenticationResponse
        >[0]['response'],
        ...expected(ceremony),
        // Its last counter is compared where it is stored, by one condition: two assertions may race.
        credential: { id: credentialId, publicKey: bytes(cosePublicKey), counter: 0 },
      }).then(({ verified, authenticationInfo }) =>
        verified && id === credentialId ? authenticationInfo.newCounter : undefined,
      ),
    );
  },
};
