// Checkpoints in a bucket that overwrites nothing: a put is conditional, and the bucket refuses any other. Used by seal.
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CHECKPOINT_PREFIX, checkpointKey, checkpointNumber } from '../contracts/checkpoints.js';
import type { Checkpoints } from '../core/ports.js';

/**
 * What S3 answers when the key is taken, and when two puts met: whoever lost looks again.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html (read 2026-11)
 */
const TAKEN = ['PreconditionFailed', 'ConditionalRequestConflict'];

export class S3Checkpoints implements Checkpoints {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async newest() {
    const Bucket = this.#bucket;
    // Keys count down: the newest is listed first. Lists are strongly consistent.
    const { Contents } = await this.#client.send(
      new ListObjectsV2Command({ Bucket, Prefix: CHECKPOINT_PREFIX, MaxKeys: 1 }),
    );
    const Key = Contents?.[0]?.Key;
    if (Key === undefined) return undefined;
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket, Key }));
    return {
      number: checkpointNumber(Key),
      note: (await Body?.transformToByteArray()) ?? new Uint8Array(),
    };
  }

  async append(number: number, note: string): Promise<boolean> {
    try {
      await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: checkpointKey(number),
          Body: note,
          ContentType: 'text/plain; charset=utf-8',
          IfNoneMatch: '*',
        }),
      );
      return true;
    } catch (error) {
      if (TAKEN.includes((error as Error).name)) return false;
      throw error;
    }
  }
}
