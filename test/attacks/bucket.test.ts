// J. The audit log: what is done to the bucket of checkpoints, as `handoff checkpoints` and `handoff verify` see it.
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readCheckpoints } from '../../bin/handoff/checkpoint-files.js';
import { fetchCheckpoints } from '../../bin/handoff/checkpoint-store.js';
import { S3Checkpoints } from '../../lambdas/adapters/s3-checkpoints.js';
import { checkpointKey } from '../../lambdas/contracts/checkpoints.js';
import type { Fact } from '../../lambdas/contracts/event.js';
import type { Local } from '../../local/index.js';
import { logOf, PATHS } from '../core/samples.js';
import { client, startEmpty } from '../local/running.js';
import { MemoryCheckpoints } from '../support/memory-checkpoints.js';
import { Sealer, sealingIn, signerOf } from '../support/sealing.js';

const Bucket = 'seals';
const ORIGIN = `agent-handoff/${Bucket}`;
const FACTS = logOf(...PATHS.performed);
const [first] = FACTS as [Fact];

let local: Local;
let s3: S3Client;
let folder: string;
let key: string;

async function lock(bucket: string, Days: number): Promise<void> {
  const Rule = { DefaultRetention: { Mode: 'COMPLIANCE', Days } } as const;
  await s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket: bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule },
    }),
  );
}

beforeEach(async () => {
  local = await startEmpty();
  s3 = client(local, S3Client);
  vi.stubEnv('AWS_ACCESS_KEY_ID', local.credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', local.credentials.secretAccessKey);
  folder = await mkdtemp(join(tmpdir(), 'seals-'));
  key = await signerOf('the secret', ORIGIN).publicKey();
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await lock(Bucket, 365);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Two checkpoints of the sample log, written by a genuine sealer. */
async function sealed(bucket = Bucket): Promise<void> {
  const store = new S3Checkpoints(s3, bucket);
  const sealer = new Sealer(store, undefined, signerOf('the secret', ORIGIN));
  await sealer.append(first);
  await sealer.seal([first]);
  await sealer.append(...FACTS.slice(1));
  await sealer.seal(FACTS);
}
const fetched = () =>
  fetchCheckpoints({ stack: '', endpoint: local.endpoint, region: local.region }, key, folder);
const verified = async () => {
  const series = await readCheckpoints(folder);
  return { series: series.problems, ...sealingIn(FACTS, series) };
};

describe('a bucket of checkpoints', () => {
  it('attack 84: that nobody touched is fetched whole, and only what is new the next time', async () => {
    await sealed();
    expect(await fetched()).toEqual({ checkpoints: 2, fetched: 2, problems: [] });
    expect(await fetched()).toEqual({ checkpoints: 2, fetched: 0, problems: [] });
    expect(await verified()).toMatchObject({ series: [], upTo: { sequence: 5, number: 2 }, unsealed: 0 });
  });

  it('attack 84: in which one is overwritten shows both versions, and the checkpoints say that they were forked', async () => {
    await sealed();
    const Body = await signerOf('the secret', ORIGIN).sign('forged\n');
    await s3.send(new PutObjectCommand({ Bucket, Key: checkpointKey(2), Body }));
    expect((await fetched()).problems).toEqual(['checkpoint 2 has 2 versions: somebody wrote over it']);
    expect((await verified()).series).toEqual([
      expect.stringMatching(/is not a checkpoint as they are written$/),
    ]);
    expect((await verified()).upTo).toBeUndefined();
  });

  it('attack 84: in which a genuine one is put on top of another shows it: a rollback by inserting a version', async () => {
    await sealed();
    await fetched();
    const other = new Sealer(new MemoryCheckpoints(), undefined, signerOf('the secret', ORIGIN));
    await other.append(first);
    await other.seal([first], Date.parse('2026-11-24T12:20:00.000Z'));
    await s3.send(
      new PutObjectCommand({ Bucket, Key: checkpointKey(1), Body: other.checkpoints.notes[0] ?? '' }),
    );
    expect(await fetched()).toMatchObject({
      fetched: 1,
      problems: ['checkpoint 1 has 2 versions: somebody wrote over it'],
    });
    expect((await verified()).series.join()).toMatch(/two different checkpoints 1: the series was forked/);
  });

  it('attack 84: in which one is deleted shows the marker, and what is below it is fetched all the same', async () => {
    await sealed();
    await s3.send(new DeleteObjectCommand({ Bucket, Key: checkpointKey(2) }));
    expect(await fetched()).toEqual({
      checkpoints: 2,
      fetched: 2,
      problems: ['checkpoint 2 has a delete marker: somebody deleted it'],
    });
    expect(await verified()).toMatchObject({ series: [], upTo: { sequence: 5 } });
  });

  it('attack 84: in which something else was put is said, and read as no checkpoint', async () => {
    await sealed();
    await s3.send(new PutObjectCommand({ Bucket, Key: 'checkpoints/latest', Body: 'x' }));
    expect((await fetched()).problems).toEqual(["object checkpoints/latest is no checkpoint's key"]);
    expect((await verified()).series).toHaveLength(1);
  });

  it('attack 84: cannot lose a locked version, whoever asks', async () => {
    await sealed();
    await fetched();
    const [file = ''] = (await readdir(folder)).filter((name) => name.startsWith('000000000001.'));
    const VersionId = decodeURIComponent(file.split('.')[1] ?? '');
    await expect(
      s3.send(new DeleteObjectCommand({ Bucket, Key: checkpointKey(1), VersionId })),
    ).rejects.toThrow(/Access Denied|object protected by object lock/i);
  });

  it.each([
    ['no lock at all', false],
    ['a lock that locks nothing of itself', true],
  ])('attack 84: with %s says that checkpoints can be deleted', async (_, ObjectLockEnabledForBucket) => {
    const bucket = 'other';
    key = await signerOf('the secret', `agent-handoff/${bucket}`).publicKey();
    await s3.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket }));
    expect((await fetched()).problems).toEqual([
      'the bucket other locks nothing that is written to it: an administrator can delete checkpoints',
    ]);
  });
});

describe('a folder of checkpoints', () => {
  it('attack 83: holds on to the key that it has: another one is not taken for it', async () => {
    await sealed();
    await fetched();
    key = await signerOf('another secret', ORIGIN).publicKey();
    await expect(fetched()).rejects.toThrow(/does not hold the key that the stack signs with now/);
  });

  it('of a bucket that is gone says so', async () => {
    key = await signerOf('the secret', 'agent-handoff/gone').publicKey();
    await expect(fetched()).rejects.toThrow(/the bucket of the checkpoints is gone/);
  });
});
