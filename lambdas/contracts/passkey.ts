// Passkeys on the wire: what a browser answers, what is kept of an enrolled passkey, and the signed proof that a decision
// carries. Everything is base64url without padding, as WebAuthn's JSON has it, and bounded, so that a fact stays small.
import * as z from 'zod/mini';
import { Digest } from './ids.js';

/** Bytes as base64url, at most `max` characters. */
const bytes = (max: number) => z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(max));

/** At most 1 023 bytes (WebAuthn level 3, §4 "Credential ID", read 2026-11). */
const CredentialId = bytes(1_364);

/** What an authenticator signs, and its signature. */
const assertion = {
  clientDataJSON: bytes(2_048),
  authenticatorData: bytes(1_024),
  signature: bytes(1_024),
};

/** Where a page was served: scheme, host and port. Its host is the relying party id. */
export const Origin = z.string().check(z.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/), z.maxLength(253));

/** One person's passkey. */
export const Passkey = z.strictObject({
  credentialId: CredentialId,
  /** SubjectPublicKeyInfo, DER: what an auditor's tools read. */
  publicKey: bytes(1_024),
  /** The same key as the authenticator gave it (COSE). */
  cosePublicKey: bytes(1_024),
});
export type Passkey = z.infer<typeof Passkey>;

/** What `navigator.credentials.create` gave, as the page posts it. */
export const RegistrationAnswer = z.strictObject({
  id: CredentialId,
  clientDataJSON: bytes(2_048),
  attestationObject: bytes(8_192),
});
export type RegistrationAnswer = z.infer<typeof RegistrationAnswer>;

/** What `navigator.credentials.get` gave, as the page posts it. */
export const AssertionAnswer = z.strictObject({ id: CredentialId, ...assertion });
export type AssertionAnswer = z.infer<typeof AssertionAnswer>;

/** The signed assertion behind a decision, with all it takes to check it offline: at most about 8 KB. */
export const PresenceProof = z.strictObject({
  credentialId: CredentialId,
  /** As in {@link Passkey}. */
  publicKey: bytes(1_024),
  ...assertion,
  /** SHA-256 of the session's id: no other session can use this assertion. */
  nonce: Digest,
  origin: Origin,
  /** Hash of the fact on the person's enrolment log that named this passkey. */
  enrolment: Digest,
});
export type PresenceProof = z.infer<typeof PresenceProof>;
