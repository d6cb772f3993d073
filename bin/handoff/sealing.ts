// `handoff key` and `handoff checkpoints`: what an auditor keeps of a stack, so as not to depend on it later. Every version of
// every checkpoint is fetched; that a key has a second one, or a delete marker, is what somebody did who should not have.
import {
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Command } from 'commander';
import { bucketOf, CHECKPOINT_PREFIX, checkpointNumber } from '../../lambdas/contracts/checkpoints.js';
import { openFolder } from './checkpoint-files.js';
import { clientOptions, explained, sealingKey, type Target } from './operator.js';
import { CommandError, type Surroundings } from './terminal.js';

/** What these commands get: where the stack is, where to write, and in which form. */
export interface SealingContext {
  readonly target: Target;
  readonly json: boolean;
  readonly surroundings: Surroundings;
}

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

/** `handoff checkpoints`: fetches what the folder lacks; throws when the store shows what no sealer does. */
async function download({ target, json, surroundings }: SealingContext, folder: string): Promise<void> {
  const key = await sealingKey(target);
  const bucket = bucketOf(key.split('+')[0] ?? '');
  if (!bucket) throw new CommandError('the key names no bucket of checkpoints: update the package');
  const { has, keep } = await openFolder(folder, key);
  // Path style: the endpoint of a laptop has no host name a bucket could be put in front of.
  const client = new S3Client({ ...clientOptions(target), forcePathStyle: true });
  try {
    const listing = await listVersions(client, bucket);
    const missing = listing.versions.filter((version) => !has(fileOf(version)));
    await fetchAll(client, bucket, missing, keep);
    const problems = [...strangeIn(listing), ...(await lockProblem(client, bucket))];
    const found = { checkpoints: listing.versions.length, fetched: missing.length };
    surroundings.out.write(
      json
        ? `${JSON.stringify({ ok: problems.length === 0, ...found, problems })}\n`
        : `${found.checkpoints} checkpoints, ${found.fetched} of them new\n`,
    );
    if (problems.length > 0) throw new CommandError(problems.join('\n'));
  } catch (error) {
    throw explained(error);
  } finally {
    client.destroy();
  }
}

/** Adds `key` and `checkpoints`; `examples` writes the lines of a command's help. */
export function addSealing(
  program: Command,
  context: () => SealingContext,
  examples: (...lines: string[]) => string,
): void {
  program
    .command('key')
    .description('Prints the public key that signs the stack’s checkpoints: keep it elsewhere.')
    .addHelpText(
      'after',
      examples('key > handoff.key', 'verify all.jsonl --checkpoints seals --key handoff.key'),
    )
    .action(async () => {
      const { target, json, surroundings } = context();
      const key = await sealingKey(target);
      surroundings.out.write(json ? `${JSON.stringify({ key })}\n` : `${key}\n`);
    });
  program
    .command('checkpoints <folder>')
    .description(
      'Fetches the checkpoints that a folder lacks, every version of them, and looks at their bucket.',
    )
    .addHelpText('after', examples('checkpoints seals && handoff export --out all.jsonl'))
    .action((folder: string) => download(context(), folder));
}
