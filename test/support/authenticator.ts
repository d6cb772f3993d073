// A software authenticator: makes ES256 passkeys with attestation "none", and signs assertions, as a browser with a security
// key would. What it signs can be bent, which a real one refuses. Reads its orders off the page, as a browser does.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
}

/** What differs from an honest ceremony. */
export interface Bent {
  readonly challenge?: string;
  readonly origin?: string;
  readonly rpId?: string;
  /** Flags of the authenticator data. @default present and verified */
  readonly flags?: number;
  readonly counter?: number;
  readonly type?: string;
}

const PRESENT_AND_VERIFIED = 0x05;
const ATTESTED = 0x40;
const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
const digest = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();

/** What a page orders: WebAuthn's options, where the form goes, and its fields. */
export function ceremonyOn(page: string) {
  const [, action = '', options = ''] =
    /<form method="post" action="([^"]*)" data-passkey="\w+" data-options="([^"]*)">/.exec(page) ?? [];
  if (!options) throw new Error('the page asks for no passkey');
  const fields = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return {
    action,
    options: JSON.parse(unescaped(options)) as Options,
    fields: Object.fromEntries(fields.map(([, name, value]) => [name, value])) as Record<string, string>,
  };
}

/** CBOR of what an attestation holds: small maps, byte strings, text, small integers (RFC 8949). */
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  return length < 256
    ? Buffer.from([(major << 5) | 24, length])
    : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])]);
}

export class Authenticator {
  readonly #key: KeyObject;
  readonly #publicKey: Buffer;
  readonly id = randomBytes(16);
  counter = 0;

  constructor(readonly origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#key = privateKey;
    const cose: [number, Cbor][] = [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ];
    this.#publicKey = cbor(new Map(cose));
  }

  #clientData(type: string, options: Options, bent: Bent): Buffer {
    const { challenge = options.challenge, origin = this.origin } = bent;
    return Buffer.from(JSON.stringify({ type: bent.type ?? type, challenge, origin, crossOrigin: false }));
  }

  #data(rpId: string, bent: Bent, flags: number): Buffer {
    this.counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(bent.counter ?? this.counter);
    return Buffer.concat([
      digest(bent.rpId ?? rpId),
      Buffer.from([(bent.flags ?? PRESENT_AND_VERIFIED) | flags]),
      counter,
    ]);
  }

  /** The form that enrols, as the page's script would send it. */
  create(page: string, bent: Bent = {}): { action: string; form: Record<string, string> } {
    const { action, options, fields } = ceremonyOn(page);
    const length = Buffer.from([0, this.id.length]);
    const data = this.#data(options.rp?.id ?? '', bent, ATTESTED);
    const authData = Buffer.concat([data, Buffer.alloc(16), length, this.id, this.#publicKey]);
    const attestation: [string, Cbor][] = [
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ];
    const credential = {
      id: this.id.toString('base64url'),
      clientDataJSON: this.#clientData('webauthn.create', options, bent).toString('base64url'),
      attestationObject: cbor(new Map(attestation)).toString('base64url'),
    };
    return { action, form: { ...fields, credential: JSON.stringify(credential) } };
  }

  /** The form that confirms, as the page's script would send it. */
  get(page: string, bent: Bent = {}): { action: string; form: Record<string, string> } {
    const { action, options, fields } = ceremonyOn(page);
    const clientData = this.#clientData('webauthn.get', options, bent);
    const data = this.#data(options.rpId ?? '', bent, 0);
    const credential = {
      id: this.id.toString('base64url'),
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', Buffer.concat([data, digest(clientData)]), this.#key).toString('base64url'),
    };
    return { action, form: { ...fields, credential: JSON.stringify(credential) } };
  }
}
