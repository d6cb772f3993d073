// Personal data beside the log: each part one immutable, compressed item whose key holds its digest, so that it can be read,
// expired and erased alone, and never be replaced unseen.
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { MAX_COMPRESSED_PART_BYTES, type PartName } from '../contracts/context.js';
import type { HandoffKey } from '../contracts/ids.js';
import type { Json } from '../contracts/json.js';
import { CONTEXT, contextSortKey, handoffPartition } from '../contracts/tables.js';
import { canonicalJson, partDigest } from '../core/digest.js';
import { Fault } from '../core/faults.js';
import { type ContextStore, type Part, PartTooLargeError, type StoredPart } from '../core/ports.js';

type Item = Record<string, AttributeValue>;
type Wanted = { readonly part: PartName; readonly digest: string };

/** Most bytes that a stored part may unpack to; what would grow beyond it is damaged or hostile. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;
/** Rounds of the SDK's own retries are behind these: what DynamoDB leaves over is sent again this often. */
const MAX_ROUNDS = 4;

const keyOf = ({ tenant, handoffId }: HandoffKey, { part, digest }: Wanted): Item => ({
  [CONTEXT.partitionKey]: { S: handoffPartition(tenant, handoffId) },
  [CONTEXT.sortKey]: { S: contextSortKey(part, digest) },
});

function itemOf(key: HandoffKey, part: Part, expiresAtEpochSeconds: number): Item {
  const body = gzipSync(canonicalJson(part.body));
  if (body.length > MAX_COMPRESSED_PART_BYTES) throw new PartTooLargeError(part.part, body.length);
  return {
    ...keyOf(key, part),
    [CONTEXT.body]: { B: body },
    [CONTEXT.salt]: { S: part.salt },
    [CONTEXT.expiresAt]: { N: String(expiresAtEpochSeconds) },
  };
}

function unpack(item: Item): { salt: string; body: Json } | undefined {
  try {
    const text = gunzipSync(item[CONTEXT.body]?.B ?? new Uint8Array(), {
      maxOutputLength: MAX_UNPACKED_BYTES,
    });
    return { salt: item[CONTEXT.salt]?.S ?? '', body: JSON.parse(text.toString()) as Json };
  } catch {
    // Whatever does not unpack is damaged: the caller is told, and doubt means not executed.
    return undefined;
  }
}

function partOf(item: Item, { part, digest }: Wanted): StoredPart {
  const unpacked = unpack(item);
  if (!unpacked) return { part, digest, salt: '', body: null, damaged: true };
  return { part, digest, ...unpacked, damaged: partDigest(unpacked.salt, part, unpacked.body) !== digest };
}

export class DynamodbContext implements ContextStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async put(key: HandoffKey, parts: readonly Part[], expiresAtEpochSeconds: number): Promise<void> {
    if (parts.length === 0) return;
    let requests: WriteRequest[] = parts.map((part) => ({
      PutRequest: { Item: itemOf(key, part, expiresAtEpochSeconds) },
    }));
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const { UnprocessedItems } = await this.#client.send(
        new BatchWriteItemCommand({ RequestItems: { [this.#table]: requests } }),
      );
      requests = UnprocessedItems?.[this.#table] ?? [];
      if (requests.length === 0) return;
    }
    throw new Fault('LogUnavailable', 'the context table is throttled');
  }

  async read(key: HandoffKey, wanted: readonly Wanted[]): Promise<StoredPart[]> {
    if (wanted.length === 0) return [];
    const items: Item[] = [];
    let keys: Item[] = wanted.map((one) => keyOf(key, one));
    for (let round = 0; round < MAX_ROUNDS && keys.length > 0; round += 1) {
      const { Responses, UnprocessedKeys } = await this.#client.send(
        new BatchGetItemCommand({ RequestItems: { [this.#table]: { Keys: keys, ConsistentRead: true } } }),
      );
      items.push(...(Responses?.[this.#table] ?? []));
      keys = UnprocessedKeys?.[this.#table]?.Keys ?? [];
    }
    if (keys.length > 0) throw new Fault('LogUnavailable', 'the context table is throttled');
    return wanted.flatMap((one) => {
      const item = items.find(
        (candidate) => candidate[CONTEXT.sortKey]?.S === contextSortKey(one.part, one.digest),
      );
      return item ? [partOf(item, one)] : [];
    });
  }
}
