// Signed notes of C2SP (https://c2sp.org/signed-note, read 2026-11): lines of text, a blank line, and one Ed25519 signature
// by a named key. Written by the sealer, opened by `handoff verify`; narrower than the specification, never wider.
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sha256Of } from './digest.js';

/** A public key and the name under which it signs. */
export interface NoteKey {
  readonly name: string;
  /** First four bytes of SHA-256 over name, line feed, algorithm and key, as 8 hexadecimal digits. */
  readonly id: string;
  readonly publicKey: KeyObject;
}

/** What a note says, once its signature holds, or why it does not. */
export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly key: NoteKey }
  | { readonly ok: false; readonly problem: string };

/** The specification's number for Ed25519. */
const ED25519 = 0x01;
/** DER head of an Ed25519 public key (RFC 8410, section 4); 32 bytes of key follow. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const KEY_BYTES = 32;
const ID_BYTES = 4;
const SIGNATURE_BYTES = 64;
const NAME = /^[^\s+]{1,255}$/;
const SIGNATURE_LINE = /^— (\S+) (\S+)\n$/;

/** The bytes of standard base64 that is written as it should be; `undefined` for any other spelling. */
export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

function keyId(name: string, rawKey: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.from([ED25519]), rawKey]);
  return Buffer.from(sha256Of(typed), 'hex').subarray(0, ID_BYTES);
}

const rawOf = (publicKey: KeyObject) =>
  publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length);

/** A key as one line, `name+id+base64`, as the specification's tools read it. */
export function noteKeyLine(name: string, publicKey: KeyObject): string {
  const raw = rawOf(publicKey);
  const typed = Buffer.concat([Buffer.from([ED25519]), raw]);
  return `${name}+${keyId(name, raw).toString('hex')}+${typed.toString('base64')}`;
}

/** Reads such a line; nothing when it is none, or its id is not its key's. */
export function parseNoteKey(line: string): NoteKey | undefined {
  const [, name = '', id, encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? [];
  const typed = strictBase64(encoded);
  if (!NAME.test(name) || typed?.length !== KEY_BYTES + 1 || typed[0] !== ED25519) return undefined;
  const raw = typed.subarray(1);
  if (keyId(name, raw).toString('hex') !== id) return undefined;
  const der = Buffer.concat([SPKI_HEAD, raw]);
  return { name, id, publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** `text`, which ends with a line feed, with the line of its signature. */
export function noteOf(text: string, name: string, publicKey: KeyObject, signature: Uint8Array): string {
  const signed = Buffer.concat([keyId(name, rawOf(publicKey)), signature]);
  return `${text}\n— ${name} ${signed.toString('base64')}\n`;
}

/** Text without control characters but line feeds; nothing when the bytes are no such UTF-8. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return /[\p{Cc}\uFEFF]/u.test(text.replaceAll('\n', '')) ? undefined : text;
  } catch {
    return undefined;
  }
}

const refused = (problem: string) => ({ ok: false, problem }) as const;

/** Opens a note that exactly one of `keys` signed, once. Never throws, whatever the bytes are. */
export function openNote(bytes: Uint8Array, keys: readonly NoteKey[]): OpenedNote {
  const note = decoded(bytes);
  const end = note?.lastIndexOf('\n\n') ?? -1;
  if (note === undefined || end === -1) return refused('is no signed note');
  const text = note.slice(0, end + 1);
  const [, name, encoded = ''] = SIGNATURE_LINE.exec(note.slice(end + 2)) ?? [];
  const signed = strictBase64(encoded);
  if (name === undefined) return refused('must end with exactly one signature');
  if (signed?.length !== ID_BYTES + SIGNATURE_BYTES) return refused('has a malformed signature');
  const id = signed.subarray(0, ID_BYTES).toString('hex');
  const key = keys.find((one) => one.name === name && one.id === id);
  if (!key) return refused('is signed by an unknown key');
  return verify(null, Buffer.from(text, 'utf8'), key.publicKey, signed.subarray(ID_BYTES))
    ? { ok: true, text, key }
    : refused('has a signature that does not hold');
}
