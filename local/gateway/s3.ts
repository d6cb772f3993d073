// S3's REST protocol, path style, which is what SDKs send to an endpoint at an IP address: bucket and key in the path, the rest
// in the query, headers and a body of XML or the object's own bytes.
import { randomUUID } from 'node:crypto';
import { type AwsError, notImplemented } from '../service.js';
import { CHECKSUMS, payloadOf } from './s3-payload.js';
import { credentialScope, header, type WireCall, type WireRequest, type WireResponse } from './wire.js';
import { flatXml, readXml } from './xml.js';

/** Method and the query's name for a part of the bucket or object → action. */
const BUCKET_ACTIONS: Record<string, string> = {
  PUT: 'CreateBucket',
  'PUT versioning': 'PutBucketVersioning',
  'PUT object-lock': 'PutObjectLockConfiguration',
  'GET object-lock': 'GetObjectLockConfiguration',
  'PUT policy': 'PutBucketPolicy',
  'GET list-type': 'ListObjectsV2',
  'GET versions': 'ListObjectVersions',
};
const OBJECT_ACTIONS: Record<string, string> = {
  PUT: 'PutObject',
  GET: 'GetObject',
  DELETE: 'DeleteObject',
  'PUT retention': 'PutObjectRetention',
  'GET retention': 'GetObjectRetention',
};

const QUERY_MEMBERS: Record<string, string> = {
  prefix: 'Prefix',
  'start-after': 'StartAfter',
  'continuation-token': 'ContinuationToken',
  'max-keys': 'MaxKeys',
  'key-marker': 'KeyMarker',
  'version-id-marker': 'VersionIdMarker',
  versionId: 'VersionId',
};
const HEADER_MEMBERS: Record<string, string> = {
  'content-type': 'ContentType',
  'if-none-match': 'IfNoneMatch',
  'x-amz-object-lock-mode': 'ObjectLockMode',
  'x-amz-object-lock-retain-until-date': 'ObjectLockRetainUntilDate',
  'x-amz-bypass-governance-retention': 'BypassGovernanceRetention',
  'x-amz-bucket-object-lock-enabled': 'ObjectLockEnabledForBucket',
};
const METADATA = 'x-amz-meta-';
/** Headers that ask for something, unless they are above. */
const ASKING = /^(x-amz-|if-|range$|cache-control$|content-(md5|encoding|disposition|language)$|expires$)/;
/** Headers of the protocol itself. */
const PROTOCOL =
  /^x-amz-(date|content-sha256|security-token|user-agent|sdk-checksum-algorithm|checksum-mode|decoded-content-length|trailer)$/;

/** Members of answers that are headers. */
const ANSWER_HEADERS: Record<string, string> = {
  ContentType: 'content-type',
  DeleteMarker: 'x-amz-delete-marker',
  ETag: 'etag',
  LastModified: 'last-modified',
  Location: 'location',
  VersionId: 'x-amz-version-id',
  ...Object.fromEntries(Object.entries(CHECKSUMS).map(([name, [member]]) => [member, name])),
};
const ANSWER_ROOTS: Record<string, string> = {
  ListObjectsV2: 'ListBucketResult',
  ListObjectVersions: 'ListVersionsResult',
};

/** The call in `request`, or undefined when it is not signed for S3. */
export function readS3Call(request: WireRequest): WireCall | undefined {
  if (credentialScope(request)?.service !== 's3') return undefined;
  // Not by URL, which would take `..` in a key for a folder above.
  const [path = '', query] = request.url.split('?', 2);
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const searchParams = new URLSearchParams(query);
  const part = [...searchParams.keys()].find((name) => name !== 'x-id' && !QUERY_MEMBERS[name]);
  const place = [request.method, ...(part === undefined ? [] : [part])].join(' ');
  const here = bucket ? (key ? OBJECT_ACTIONS : BUCKET_ACTIONS)[place] : undefined;
  const named = searchParams.get('x-id') ?? here;
  const known = named === here ? here : undefined;
  const action = known ?? named ?? `${place} on ${key ? 'an object' : 'a bucket'}`;
  return {
    service: 's3',
    action,
    // Read when the call is made, so that what is wrong with it is answered in XML.
    get input() {
      const names = { Bucket: bucket, ...(key && { Key: decodeURIComponent(key) }) };
      return known ? { ...names, ...queryMembers(searchParams), ...inputOf(request, known) } : names;
    },
    answer: (output) => answerOf(action, output as Answer),
    refuse,
  };
}

const queryMembers = (query: URLSearchParams) =>
  Object.fromEntries(
    [...query].flatMap(([name, value]) => (QUERY_MEMBERS[name] ? [[QUERY_MEMBERS[name], value]] : [])),
  );

function inputOf(request: WireRequest, action: string): object {
  const members = headerMembers(request);
  const { body, checksums } = payloadOf(request);
  if (action === 'PutObject') return { ...members, ...checksums, Body: body };
  if (action === 'PutBucketPolicy') return { Policy: body.toString() };
  return { ...members, ...readXml(body.toString()) };
}

function headerMembers(request: WireRequest): object {
  const members: Record<string, string> = {};
  const Metadata: Record<string, string> = {};
  for (const name of Object.keys(request.headers)) {
    const value = header(request, name) ?? '';
    const member = HEADER_MEMBERS[name];
    if (member) members[member] = value;
    else if (name.startsWith(METADATA)) Metadata[name.slice(METADATA.length)] = value;
    else if (asksMore(name, value)) throw notImplemented(`The header ${name}`);
  }
  return { ...members, Metadata };
}

const asksMore = (name: string, value: string) =>
  ASKING.test(name) &&
  !PROTOCOL.test(name) &&
  !CHECKSUMS[name] &&
  !(name === 'content-encoding' && value === 'aws-chunked');

function answerOf(action: string, output: Answer): WireResponse {
  const root = ANSWER_ROOTS[action];
  if (root) return { status: 200, headers: XML, body: flatXml({ [root]: output }) };
  const { Body, Metadata = {}, ...others } = output;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(Metadata)) headers[METADATA + name] = value;
  const inBody: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(others)) {
    const name = ANSWER_HEADERS[member];
    if (name) headers[name] = value instanceof Date ? value.toUTCString() : String(value);
    else inBody[member] = value;
  }
  const status = action === 'DeleteObject' ? 204 : 200;
  return { status, headers, body: Body ?? flatXml(inBody) };
}

interface Answer {
  readonly Body?: Uint8Array;
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

const XML = { 'content-type': 'application/xml' };

function refuse({ code, message, status, members }: AwsError): WireResponse {
  const body = `<Error>${flatXml({ Code: code, Message: message, ...members, RequestId: randomUUID() })}</Error>`;
  return { status, headers: XML, body };
}
