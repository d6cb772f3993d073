// The bucket of checkpoints, as `handoff checkpoints` fetches it: every version of every checkpoint. That a key has a second one,
// or a delete marker, is what somebody did who should not have. Imported only when it is needed: S3's client is large.
import {
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { bucketOf, CHECKPOINT_PREFIX, checkpointNumber } from '../../lambdas/contracts/checkpoints.js';
import { openFolder } from './checkpoint-files.js';
import { clientOptions, explained, type Target } from './operator.js';
import { CommandError } from './terminal.js';

interface Version {
  readonly key: string;
  readonly id: string;
}

interface Listing {
  readonly versions: readonly Version[];
  /** Keys with a delete marker. */
  readonly deleted: readonly string[];
}

const FETCHED_AT_ONCE = 20;

async function listVersions(client: S3Client, bucket: string): Promise<Listing> {
  const versions: Version[] = [];
  const deleted: string[] = [];
  let next: Pick<ListObjectVersionsCommandOutput, 'NextKeyMarker' | 'NextVersionIdMarker'> | undefined = {};
  while (next) {
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = next;
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: CHECKPOINT_PREFIX,
        ...(KeyMarker && { KeyMarker }),
        ...(VersionIdMarker && { VersionIdMarker }),
      }),
    );
    versions.push(
      ...(page.Versions ?? []).map(({ Key = '', VersionId = '' }) => ({ key: Key, id: VersionId })),
    );
    deleted.push(...(page.DeleteMarkers ?? []).map(({ Key = '' }) => Key));
    next = page.IsTruncated ? page : undefined;
  }
  return { versions, deleted };
}

const named = (key: string) => {
  const number = checkpointNumber(key);
  return Number.isNaN(number) ? `object ${key}` : `checkpoint ${number}`;
};

/** What the listing shows that no sealer of ours does. */
function strangeIn({ versions, deleted }: Listing): string[] {
  const counts = new Map<string, number>();
  for (const { key } of versions) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [
    ...[...counts].flatMap(([key, count]) =>
      count > 1 ? [`${named(key)} has ${count} versions: somebody wrote over it`] : [],
    ),
    ...deleted.map((key) => `${named(key)} has a delete marker: somebody deleted it`),
    ...[...counts.keys()]
      .filter((key) => Number.isNaN(checkpointNumber(key)))
      .map((key) => `${named(key)} is no checkpoint's key`),
  ];
}

async function lockProblem(client: S3Client, bucket: string): Promise<string[]> {
  const { ObjectLockConfiguration } = await client
    .send(new GetObjectLockConfigurationCommand({ Bucket: bucket }))
    .catch((error: Error) => {
      if (error.name === 'ObjectLockConfigurationNotFoundError')
        return { ObjectLockConfiguration: undefined };
      throw error;
    });
  const mode = ObjectLockConfiguration?.Rule?.DefaultRetention?.Mode;
  return mode === 'COMPLIANCE'
    ? []
    : [`the bucket ${bucket} locks nothing that is written to it: an administrator can delete checkpoints`];
}

/** A name on disk for a version; a later version of the same checkpoint gets another. */
function fileOf({ key, id }: Version): string {
  const number = checkpointNumber(key);
  const name = Number.isNaN(number) ? encodeURIComponent(key) : String(number).padStart(12, '0');
  return `${name}.${encodeURIComponent(id)}`;
}

async function fetchAll(
  client: S3Client,
  bucket: string,
  versions: readonly Version[],
  keep: (name: string, content: Uint8Array) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < versions.length; start += FETCHED_AT_ONCE)
    await Promise.all(
      versions.slice(start, start + FETCHED_AT_ONCE).map(async (version) => {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: version.key, VersionId: version.id }),
        );
        await keep(fileOf(version), (await Body?.transformToByteArray()) ?? new Uint8Array());
      }),
    );
}

/** What was found, and what no sealer of ours does. */
export interface Fetched {
  readonly checkpoints: number;
  /** Of these, the ones that the folder lacked. */
  readonly fetched: number;
  readonly problems: readonly string[];
}

/** Fetches what `folder` lacks of the series that `key`, a line of `handoff key`, signs. */
export async function fetchCheckpoints(target: Target, key: string, folder: string): Promise<Fetched> {
  const bucket = bucketOf(key.split('+')[0] ?? '');
  if (!bucket) throw new CommandError('the key names no bucket of checkpoints: update the package');
  const { has, keep } = await openFolder(folder, key);
  // Path style: the endpoint of a laptop has no host name that a bucket could be put in front of.
  const client = new S3Client({ ...clientOptions(target), forcePathStyle: true });
  try {
    const listing = await listVersions(client, bucket);
    const missing = listing.versions.filter((version) => !has(fileOf(version)));
    await fetchAll(client, bucket, missing, keep);
    return {
      checkpoints: listing.versions.length,
      fetched: missing.length,
      problems: [...strangeIn(listing), ...(await lockProblem(client, bucket))],
    };
  } catch (error) {
    throw explained(error);
  } finally {
    client.destroy();
  }
}
