// The store of checkpoints, in memory and in a bucket of the embedded runtime through the real SDK: the same behaviour.
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { S3Checkpoints } from '../../lambdas/adapters/s3-checkpoints.js';
import type { Checkpoints } from '../../lambdas/core/ports.js';
import { client, startEmpty } from '../local/running.js';
import { MemoryCheckpoints } from '../support/memory-checkpoints.js';

async function inBucket(): Promise<Checkpoints> {
  const s3 = client(await startEmpty(), S3Client);
  await s3.send(new CreateBucketCommand({ Bucket: 'seals', ObjectLockEnabledForBucket: true }));
  return new S3Checkpoints(s3, 'seals');
}
const textOf = async (store: Checkpoints) => {
  const newest = await store.newest();
  return newest && [newest.number, Buffer.from(newest.note).toString()];
};

describe.each<[string, () => Checkpoints | Promise<Checkpoints>]>([
  ['in memory', () => new MemoryCheckpoints()],
  ['in a bucket', inBucket],
])('%s', (_, open) => {
  it('there is nothing before the first checkpoint', async () => {
    expect(await textOf(await open())).toBeUndefined();
  });

  it('the newest is read back as it was written, past the tenth and the hundredth, too', async () => {
    const store = await open();
    for (let number = 1; number <= 101; number += 1)
      expect(await store.append(number, `note ${number}`)).toBe(true);
    expect(await textOf(store)).toEqual([101, 'note 101']);
  });

  it('a number that is taken is not written again: what was first stays', async () => {
    const store = await open();
    expect(await store.append(1, 'first')).toBe(true);
    expect(await store.append(1, 'second')).toBe(false);
    expect(await textOf(store)).toEqual([1, 'first']);
  });
});

it('a bucket that cannot be reached is a failure, not a number that is taken', async () => {
  const store = new S3Checkpoints(client(await startEmpty(), S3Client), 'nowhere');
  await expect(store.append(1, 'note')).rejects.toThrow(expect.objectContaining({ name: 'NoSuchBucket' }));
  await expect(store.newest()).rejects.toThrow(expect.objectContaining({ name: 'NoSuchBucket' }));
});
