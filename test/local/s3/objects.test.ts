// S3 as the SDK's own client sees it: versions, conditional writes, Object Lock, listings, what is refused by name.
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  GetObjectRetentionCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { Local } from '../../../local/index.js';
import { client, NOON, startEmpty } from '../running.js';
import { temporaryFolder } from '../tiny-assembly.js';

const Bucket = 'records';
const TOMORROW = new Date(NOON + 86_400_000);

async function started(settings: object = {}, local?: Local) {
  const on = local ?? (await startEmpty());
  const s3 = client(on, S3Client);
  await s3.send(new CreateBucketCommand({ Bucket, ...settings }));
  return withClient(on, s3);
}

const withClient = (local: Local, s3: S3Client) => ({
  local,
  s3,
  put: (Key: string, Body: string | Readable, more: Partial<PutObjectCommandInput> = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more })),
  get: async (Key: string, more: Partial<GetObjectCommandInput> = {}) =>
    (await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString(),
  remove: (Key: string, VersionId?: string, BypassGovernanceRetention?: boolean) =>
    s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention })),
  retain: (Key: string, Mode: 'COMPLIANCE' | 'GOVERNANCE', RetainUntilDate: Date, bypass?: boolean) =>
    s3.send(
      new PutObjectRetentionCommand({
        ...{ Bucket, Key, Retention: { Mode, RetainUntilDate } },
        ...(bypass && { BypassGovernanceRetention: bypass }),
      }),
    ),
});
const LOCKED = { ObjectLockEnabledForBucket: true };

describe('an object', () => {
  it('comes back as it was put, with its type, metadata and checksum', async () => {
    const { put, s3 } = await started();
    const Key = 'a dir/../ü+&%2F?.txt';
    const written = await put(Key, 'héllo', { ContentType: 'text/plain', Metadata: { Seal: 'x' } });
    expect(written).toMatchObject({ ETag: '"be50e8478cf24ff3595bc7307fb91b50"', ChecksumCRC32: 'njuCNg==' });
    const read = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(read).toMatchObject({
      ContentType: 'text/plain',
      ContentLength: 6,
      Metadata: { seal: 'x' },
      LastModified: new Date(NOON),
      ETag: written.ETag,
    });
    expect(await read.Body?.transformToString()).toBe('héllo');
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents).toMatchObject([{ Key }]);
  });

  it('may be empty, or a stream whose checksum follows its bytes', async () => {
    const { put, get } = await started();
    await put('empty', '');
    expect(await get('empty')).toBe('');
    const chunks = [Buffer.from('a\r\nb'), Buffer.alloc(70_000, 'x')];
    await put('streamed', Readable.from(chunks), { ContentLength: 70_004 });
    expect(await get('streamed')).toBe(`a\r\nb${'x'.repeat(70_000)}`);
  });

  it('is refused when its bytes are not those of its checksum', async () => {
    const { put } = await started();
    await expect(
      put('k', 'x', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }),
    ).rejects.toMatchObject({
      name: 'BadDigest',
      message: 'The SHA256 you specified did not match the calculated checksum.',
    });
  });

  it('that is not there is NoSuchKey, in a bucket that is not there NoSuchBucket', async () => {
    const { get, local } = await started();
    await expect(get('none')).rejects.toMatchObject({
      name: 'NoSuchKey',
      Key: 'none',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(get('none', { VersionId: 'v' })).rejects.toMatchObject({ name: 'NoSuchVersion' });
    const other = client(local, S3Client).send(new GetObjectCommand({ Bucket: 'other', Key: 'k' }));
    await expect(other).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('is written once under If-None-Match, and again after it was deleted', async () => {
    const { put, get, remove } = await started(LOCKED);
    const once = { IfNoneMatch: '*' };
    await put('k', 'first', once);
    await expect(put('k', 'second', once)).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await get('k')).toBe('first');
    await remove('k');
    await put('k', 'third', once);
    expect(await get('k')).toBe('third');
  });

  it('survives a restart on the same data, with its versions and its lock', async () => {
    const dataDir = temporaryFolder();
    const first = await started(LOCKED, await startEmpty({ dataDir }));
    const ObjectLockRetainUntilDate = TOMORROW;
    const lock = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate } as const;
    const { VersionId } = await first.put('k', 'kept', lock);
    await first.put('gone', 'x');
    await first.remove('gone');
    await first.local.stop();
    const local = await startEmpty({ dataDir });
    const { get, remove } = withClient(local, client(local, S3Client));
    expect(await get('k')).toBe('kept');
    await expect(get('gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(remove('k', VersionId)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('versions', () => {
  it('stay under a delete marker, which goes when it is deleted itself', async () => {
    const { put, get, remove } = await started(LOCKED);
    const { VersionId } = await put('k', 'one');
    await put('k', 'two');
    const marker = await remove('k');
    expect(marker).toMatchObject({ DeleteMarker: true, $metadata: { httpStatusCode: 204 } });
    await expect(get('k')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(get('k', { VersionId: marker.VersionId })).rejects.toMatchObject({
      name: 'MethodNotAllowed',
    });
    expect(await get('k', { VersionId })).toBe('one');
    await remove('k', marker.VersionId);
    expect(await get('k')).toBe('two');
  });

  it('are not kept by a bucket without versioning', async () => {
    const { put, get, remove, s3 } = await started();
    expect((await put('k', 'one')).VersionId).toBeUndefined();
    await put('k', 'two');
    expect(await get('k')).toBe('two');
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await put('k', 'three');
    expect(await get('k', { VersionId: 'null' })).toBe('two');
    await remove('k', 'null');
    await expect(get('k', { VersionId: 'null' })).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  it('cannot be switched off', async () => {
    const suspend = (s3: S3Client) =>
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
    await expect(suspend((await started()).s3)).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(suspend((await started(LOCKED)).s3)).rejects.toMatchObject({ name: 'InvalidBucketState' });
  });
});

describe('Object Lock', () => {
  const COMPLIANCE = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: TOMORROW } as const;
  const GOVERNANCE = { ...COMPLIANCE, ObjectLockMode: 'GOVERNANCE' } as const;

  it('keeps a version in compliance mode from everybody until its day, and hides nothing', async () => {
    const { put, get, remove, local } = await started(LOCKED);
    const { VersionId } = await put('k', 'kept', COMPLIANCE);
    await expect(remove('k', VersionId, true)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Access Denied because object protected by object lock.',
      $metadata: { httpStatusCode: 403 },
    });
    await remove('k');
    expect(await get('k', { VersionId })).toBe('kept');
    await local.advance('1 day');
    await remove('k', VersionId);
    await expect(get('k', { VersionId })).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  it('lets a retention grow, never shrink or weaken', async () => {
    const { put, retain, s3, local } = await started(LOCKED);
    await put('k', 'x', COMPLIANCE);
    const later = new Date(NOON + 2 * 86_400_000);
    await retain('k', 'COMPLIANCE', later);
    const told = await s3.send(new GetObjectRetentionCommand({ Bucket, Key: 'k' }));
    expect(told.Retention).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: later });
    await expect(retain('k', 'COMPLIANCE', TOMORROW)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(retain('k', 'GOVERNANCE', later, true)).rejects.toMatchObject({ name: 'AccessDenied' });
    const none = new PutObjectRetentionCommand({ Bucket, Key: 'k', Retention: {} });
    await expect(s3.send(none)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(retain('k', 'COMPLIANCE', new Date(NOON))).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
    await local.advance('2 days');
    await s3.send(none);
  });

  it('lets who says so bypass governance mode', async () => {
    const { put, remove, retain } = await started(LOCKED);
    const { VersionId } = await put('k', 'x', GOVERNANCE);
    await expect(remove('k', VersionId)).rejects.toMatchObject({ name: 'AccessDenied' });
    const sooner = new Date(NOON + 1000);
    await expect(retain('k', 'GOVERNANCE', sooner)).rejects.toMatchObject({ name: 'AccessDenied' });
    await retain('k', 'GOVERNANCE', sooner, true);
    await remove('k', VersionId, true);
  });

  it('gives every new version the retention of its bucket', async () => {
    const { put, remove, s3, local } = await started(LOCKED);
    const setDefault = (DefaultRetention: object) =>
      s3.send(
        new PutObjectLockConfigurationCommand({
          ...{
            Bucket,
            ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
          },
        }),
      );
    await expect(setDefault({ Mode: 'COMPLIANCE' })).rejects.toMatchObject({ name: 'MalformedXML' });
    await setDefault({ Mode: 'COMPLIANCE', Years: 7 });
    const { VersionId } = await put('k', 'x');
    await local.advance(`${7 * 365 - 1} days`);
    await expect(remove('k', VersionId)).rejects.toMatchObject({ name: 'AccessDenied' });
    await local.advance('1 day');
    await remove('k', VersionId);
  });

  it('needs a checksum of what it locks', async () => {
    const { put, s3 } = await started(LOCKED);
    s3.config.requestChecksumCalculation = async () => 'WHEN_REQUIRED';
    await put('free', 'x');
    await expect(put('locked', 'x', COMPLIANCE)).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringMatching(/^Content-MD5 OR x-amz-checksum- HTTP header is required/),
    });
  });

  it('needs a bucket that has it', async () => {
    const { put, s3 } = await started();
    const missing = { name: 'InvalidRequest', message: 'Bucket is missing Object Lock Configuration' };
    await expect(put('k', 'x', COMPLIANCE)).rejects.toMatchObject(missing);
    const enable = new PutObjectLockConfigurationCommand({
      ...{ Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } },
    });
    await expect(s3.send(enable)).rejects.toMatchObject({ name: 'InvalidBucketState' });
  });
});

describe('listings', () => {
  it('come in pages, in the order of the keys, by prefix and after a key', async () => {
    const { put, remove, s3 } = await started(LOCKED);
    for (const key of ['log/2', 'other', 'log/10', 'log/1', 'log/<&>']) await put(key, key);
    await remove('log/2');
    const list = async (more: object) => {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'log/', ...more }));
      return { keys: page.Contents?.map(({ Key }) => Key), next: page.NextContinuationToken };
    };
    const { keys, next } = await list({ MaxKeys: 2 });
    expect(keys).toEqual(['log/1', 'log/10']);
    expect(await list({ MaxKeys: 2, ContinuationToken: next })).toEqual({
      keys: ['log/<&>'],
      next: undefined,
    });
    expect((await list({ StartAfter: 'log/1' })).keys).toEqual(['log/10', 'log/<&>']);
    const nothing = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'x' }));
    expect(nothing).toMatchObject({ KeyCount: 0, IsTruncated: false });
    const all = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(all.Contents?.[0]).toEqual({
      Key: 'log/1',
      LastModified: new Date(NOON),
      ETag: '"0d8005034c2358469c18d6c429de8564"',
      Size: 5,
      StorageClass: 'STANDARD',
    });
  });

  it('of versions tell the newest first, delete markers among them', async () => {
    const { put, remove, s3 } = await started(LOCKED);
    const one = await put('a', '1');
    const two = await put('a', '2');
    const marker = await remove('a');
    await put('b', '3');
    const list = (more: object) => s3.send(new ListObjectVersionsCommand({ Bucket, ...more }));
    const first = await list({ MaxKeys: 2 });
    expect(first).toMatchObject({
      DeleteMarkers: [{ Key: 'a', VersionId: marker.VersionId, IsLatest: true }],
      Versions: [{ Key: 'a', VersionId: two.VersionId, IsLatest: false, Size: 1 }],
      IsTruncated: true,
    });
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first;
    const rest = await list({ KeyMarker, VersionIdMarker });
    expect(rest.Versions?.map(({ Key, VersionId }) => [Key, VersionId === one.VersionId])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect((await list({ KeyMarker: 'a' })).Versions).toHaveLength(1);
    await expect(list({ VersionIdMarker })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('what is not there', () => {
  it('is refused by its name, not left out', async () => {
    const { put, get, s3 } = await started();
    const notImplemented = (what: string) => ({
      name: 'NotImplemented',
      message: `${what} is not implemented in the local runtime`,
    });
    const crc32c = put('k', 'x', { ChecksumCRC32C: 'AAAAAA==' });
    await expect(crc32c).rejects.toMatchObject(notImplemented('The header x-amz-checksum-crc32c'));
    const cold = put('k', 'x', { StorageClass: 'GLACIER' });
    await expect(cold).rejects.toMatchObject(notImplemented('The header x-amz-storage-class'));
    const held = put('k', 'x', { ObjectLockLegalHoldStatus: 'ON' });
    await expect(held).rejects.toMatchObject(notImplemented('The header x-amz-object-lock-legal-hold'));
    const zipped = put('k', 'x', { ContentEncoding: 'gzip' });
    await expect(zipped).rejects.toMatchObject(notImplemented('The header content-encoding'));
    const other = put('k', 'x', { IfNoneMatch: '"tag"' });
    await expect(other).rejects.toMatchObject(notImplemented('If-None-Match with a value other than *'));
    const part = get('k', { Range: 'bytes=0-1' });
    await expect(part).rejects.toMatchObject(notImplemented('The header range'));
    const folders = s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
    await expect(folders).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: 's3:GET delimiter on a bucket is not implemented in the local runtime',
    });
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'No_Name' }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
    await expect(s3.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
  });
});
