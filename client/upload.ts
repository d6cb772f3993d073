// Puts context where it is not in an execution's history: one immutable, compressed item a dimension (rule R17). The input
// then carries digests.
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import canonicalize from 'canonicalize';
import {
  type Context,
  type ContextRefs,
  DIMENSION_NAMES,
  MAX_COMPRESSED_PART_BYTES,
} from '../lambdas/contracts/context.js';
import { CONTEXT, contextSortKey, handoffPartition } from '../lambdas/contracts/tables.js';
import { InvalidRequestError } from './errors.js';

/** Seconds for which uploaded context is kept when its request never comes; the stack's own retention replaces nothing. */
const KEPT_SECONDS = 90 * 86_400;

const canonical = canonicalize as unknown as (value: unknown) => string;

/** The digest by which the log names a part; the same three lines as the stack's own, held to it by a test. */
export const partDigest = (salt: string, part: string, body: unknown) =>
  createHash('sha256')
    .update(canonical([salt, part, body]), 'utf8')
    .digest('hex');

export interface UploadTarget {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly tenant: string;
  readonly handoffId: string;
}

/** Uploads every dimension of `context`; answers their digests. Throws InvalidRequestError above the item limit. */
export async function uploadContext(context: Context, target: UploadTarget): Promise<ContextRefs> {
  const uploads = DIMENSION_NAMES.flatMap((name) =>
    context[name] === undefined ? [] : [uploadPart(name, context[name], target)],
  );
  return Object.fromEntries(await Promise.all(uploads));
}

async function uploadPart(
  name: string,
  body: unknown,
  { dynamodb, tableName, tenant, handoffId }: UploadTarget,
): Promise<[string, string]> {
  const salt = randomBytes(16).toString('hex');
  const compressed = gzipSync(canonical(body));
  if (compressed.length > MAX_COMPRESSED_PART_BYTES)
    throw new InvalidRequestError([
      {
        path: `context.${name}`,
        rule: `must have at most ${MAX_COMPRESSED_PART_BYTES} compressed bytes`,
        value: `${compressed.length} bytes`,
      },
    ]);
  const digest = partDigest(salt, name, body);
  await dynamodb.send(
    new PutItemCommand({
      TableName: tableName,
      Item: {
        [CONTEXT.partitionKey]: { S: handoffPartition(tenant, handoffId) },
        [CONTEXT.sortKey]: { S: contextSortKey(name, digest) },
        [CONTEXT.body]: { B: compressed },
        [CONTEXT.salt]: { S: salt },
        [CONTEXT.expiresAt]: { N: String(Math.floor(Date.now() / 1_000) + KEPT_SECONDS) },
      },
    }),
  );
  return [name, digest];
}
