// What is done to one object: put, get, delete, retain. Used by index.ts.
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.js';
import { type Action, AwsError, type Call, type Caller, notImplemented } from '../service.js';
import { type Bucket, noSuchKey, type Version } from './bucket.js';
import { byDefault, isHeld, mayReplace, type Retention, readRetention } from './retention.js';

export interface ObjectsOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly call: Call;
  readonly bucket: (name: string) => Bucket;
  /** Keeps a version, new or changed. */
  readonly keep: (bucket: Bucket, version: Version) => void;
  readonly drop: (bucket: Bucket, version: Version) => void;
}

type Input = Parameters<Action>[0];

export class Objects {
  readonly #options: ObjectsOptions;

  constructor(options: ObjectsOptions) {
    this.#options = options;
  }

  readonly actions: [string, Action][] = [
    ['PutObject', (input) => this.#put(input)],
    ['GetObject', (input, caller) => this.#get(input, caller)],
    ['DeleteObject', (input) => this.#delete(input)],
    ['PutObjectRetention', (input, caller) => this.#retain(input, caller)],
    ['GetObjectRetention', (input, caller) => this.#getRetention(input, caller)],
  ];

  #put(input: Input): object {
    const bucket = this.#options.bucket(input.Bucket);
    if (input.IfNoneMatch !== undefined) mustBeNew(bucket, input.Key, input.IfNoneMatch);
    const body = Buffer.from(input.Body);
    const checksums = Object.fromEntries(
      Object.entries<string>(input).filter(([member]) => member.startsWith('Checksum')),
    );
    const version: Version = {
      ...this.#next(bucket, input.Key),
      retention: this.#retentionOf(bucket, input),
      object: {
        bytes: body.toString('base64'),
        sizeBytes: body.length,
        etag: `"${createHash('md5').update(body).digest('hex')}"`,
        contentType: input.ContentType ?? 'binary/octet-stream',
        metadata: input.Metadata ?? {},
        checksums,
      },
    };
    if (version.retention && Object.keys(checksums).length === 0) throw needsChecksum();
    this.#options.keep(bucket, version);
    return { ETag: version.object?.etag, ...checksums, ...shownId(bucket, version) };
  }

  #next(bucket: Bucket, key: string): Version {
    const { random, clock } = this.#options;
    const id = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
    return { key, id: bucket.settings.isVersioned ? id : 'null', at: clock.now() };
  }

  #retentionOf({ settings }: Bucket, input: Input): Retention | undefined {
    const now = this.#options.clock.now();
    const asked = readRetention(input.ObjectLockMode, input.ObjectLockRetainUntilDate, now);
    if (asked && !settings.hasLock) throw missingLock();
    return asked ?? (settings.defaultRetention && byDefault(settings.defaultRetention, now));
  }

  async #get(input: Input, caller: Caller): Promise<object> {
    if (input.IfNoneMatch !== undefined) throw notImplemented('If-None-Match of GetObject');
    const bucket = this.#options.bucket(input.Bucket);
    const version = await this.#version(bucket, input, caller);
    if (!version.object) throw isDeleted(version, input.VersionId);
    const { bytes, etag, contentType, metadata, checksums } = version.object;
    return {
      Body: Buffer.from(bytes, 'base64'),
      ETag: etag,
      ContentType: contentType,
      LastModified: new Date(version.at),
      Metadata: metadata,
      ...checksums,
      ...shownId(bucket, version),
    };
  }

  /** What is not there is told only to who may list the bucket; AWS denies the others access. */
  async #version(bucket: Bucket, { Key, VersionId }: Input, caller: Caller): Promise<Version> {
    const found = bucket.find(Key, VersionId);
    if (found) return found;
    const action = VersionId === undefined ? 'ListObjectsV2' : 'ListObjectVersions';
    await this.#options.call('s3', action, { Bucket: bucket.settings.name, MaxKeys: 0 }, caller);
    if (VersionId === undefined) throw noSuchKey(Key);
    throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key, VersionId });
  }

  #delete({ Bucket: name, Key, VersionId, BypassGovernanceRetention }: Input): object {
    const bucket = this.#options.bucket(name);
    if (VersionId === undefined && bucket.settings.isVersioned) {
      const marker = this.#next(bucket, Key);
      this.#options.keep(bucket, marker);
      return { DeleteMarker: true, VersionId: marker.id };
    }
    const version = bucket.find(Key, VersionId);
    if (!version) return {};
    if (isHeld(version.retention, this.#options.clock.now(), isTrue(BypassGovernanceRetention)))
      throw isLocked();
    this.#options.drop(bucket, version);
    return { ...shownId(bucket, version), ...(!version.object && { DeleteMarker: true }) };
  }

  async #retain(input: Input, caller: Caller): Promise<object> {
    const bucket = this.#options.bucket(input.Bucket);
    if (!bucket.settings.hasLock) throw missingLock();
    const version = await this.#version(bucket, input, caller);
    if (!version.object) throw isDeleted(version, input.VersionId);
    const now = this.#options.clock.now();
    const { Mode, RetainUntilDate } = input.Retention ?? {};
    const next = readRetention(Mode, RetainUntilDate, now);
    if (!mayReplace(version.retention, next, now, isTrue(input.BypassGovernanceRetention))) throw isLocked();
    this.#options.keep(bucket, { ...version, retention: next });
    return {};
  }

  async #getRetention(input: Input, caller: Caller): Promise<object> {
    const bucket = this.#options.bucket(input.Bucket);
    if (!bucket.settings.hasLock) throw missingLock();
    const { retention, key } = await this.#version(bucket, input, caller);
    if (retention) return { Retention: { Mode: retention.mode, RetainUntilDate: new Date(retention.until) } };
    const message = 'The specified object does not have a ObjectLock configuration';
    throw new AwsError('NoSuchObjectLockConfiguration', message, 404, { Key: key });
  }
}

const isTrue = (value: unknown) => String(value) === 'true';

const shownId = ({ settings }: Bucket, { id }: Version) => (settings.isVersioned ? { VersionId: id } : {});

/** `If-None-Match: *`. A delete marker on top counts as nothing there. */
function mustBeNew(bucket: Bucket, key: string, condition: string): void {
  if (condition !== '*') throw notImplemented('If-None-Match with a value other than *');
  if (!bucket.find(key)?.object) return;
  const message = 'At least one of the pre-conditions you specified did not hold';
  throw new AwsError('PreconditionFailed', message, 412, { Condition: 'If-None-Match' });
}

const isLocked = () =>
  new AwsError('AccessDenied', 'Access Denied because object protected by object lock.', 403);

const needsChecksum = () =>
  new AwsError(
    'InvalidRequest',
    'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
  );

const missingLock = () => new AwsError('InvalidRequest', 'Bucket is missing Object Lock Configuration');

/** A delete marker hides the key; asked for by its own id it can only be deleted. */
function isDeleted({ key }: Version, versionId: string | undefined): AwsError {
  if (versionId === undefined) return noSuchKey(key);
  return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
}
