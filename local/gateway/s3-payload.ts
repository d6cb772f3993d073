// The bytes of an S3 request: takes aws-chunked apart and holds the body to the checksums that came with it. Used by s3.ts.
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../service.js';
import { header, type WireRequest } from './wire.js';

export interface Payload {
  readonly body: Buffer;
  /** What the client computed and we found right, by the member of the SDK: `ChecksumCRC32`. */
  readonly checksums: Readonly<Record<string, string>>;
}

const hashed = (algorithm: string) => (body: Buffer) => createHash(algorithm).update(body).digest('base64');

function crc32Of(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}

/** Header → member of the SDK, and how it is computed. Checksums in other algorithms are refused with their header's name. */
export const CHECKSUMS: Readonly<Record<string, readonly [string, (body: Buffer) => string]>> = {
  'x-amz-checksum-crc32': ['ChecksumCRC32', crc32Of],
  'x-amz-checksum-sha1': ['ChecksumSHA1', hashed('sha1')],
  'x-amz-checksum-sha256': ['ChecksumSHA256', hashed('sha256')],
};

/** The body as it was meant. Throws what S3 answers when bytes were lost or changed on the way. */
export function payloadOf(request: WireRequest): Payload {
  const isChunked = header(request, 'content-encoding') === 'aws-chunked';
  const { body, trailers } = isChunked ? unchunked(request) : { body: request.body, trailers: {} };
  checkSha256(header(request, 'x-amz-content-sha256') ?? '', body);
  const checksums: Record<string, string> = {};
  for (const [name, [member, compute]] of Object.entries(CHECKSUMS)) {
    const given = trailers[name] ?? header(request, name);
    if (given === undefined) continue;
    if (given !== compute(body)) {
      const algorithm = member.slice('Checksum'.length);
      throw new AwsError(
        'BadDigest',
        `The ${algorithm} you specified did not match the calculated checksum.`,
      );
    }
    checksums[member] = given;
  }
  return { body, checksums };
}

/** Chunks are a length in hexadecimal, a line end, bytes, a line end; trailers follow the empty chunk. */
function unchunked(request: WireRequest): { body: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = request.body.indexOf('\r\n', at);
    const sizeBytes =
      lineEnd < 0 ? Number.NaN : Number.parseInt(request.body.toString('latin1', at, lineEnd), 16);
    at = lineEnd + 2;
    if (!(sizeBytes > 0)) break;
    chunks.push(request.body.subarray(at, at + sizeBytes));
    at += sizeBytes + 2;
  }
  const body = Buffer.concat(chunks);
  if (body.length !== Number(header(request, 'x-amz-decoded-content-length')))
    throw new AwsError('IncompleteBody', 'The request body terminated unexpectedly');
  const lines = request.body.toString('latin1', at).split('\r\n');
  const trailers = lines.map((line) => line.split(/:(.*)/, 2).map((part) => part.trim()));
  return { body, trailers: Object.fromEntries(trailers) };
}

function checkSha256(given: string, body: Buffer): void {
  const isDigest = /^[\da-f]{64}$/.test(given);
  if (isDigest && given !== createHash('sha256').update(body).digest('hex'))
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
}
