// Where the adapters' behaviour suites run: in memory, on the embedded runtime through the real SDK, and on whatever
// DYNAMODB_ENDPOINT names. Without that variable its suites are reported as skipped, by name.
import {
  type AttributeDefinition,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import { DynamodbContext } from '../../lambdas/adapters/dynamodb-context.js';
import { DynamodbCredentials } from '../../lambdas/adapters/dynamodb-credentials.js';
import { DynamodbEventLog } from '../../lambdas/adapters/dynamodb-event-log.js';
import { DynamodbLinks } from '../../lambdas/adapters/dynamodb-links.js';
import { DynamodbQuotas } from '../../lambdas/adapters/dynamodb-quotas.js';
import { DynamodbWaitpoints } from '../../lambdas/adapters/dynamodb-waitpoints.js';
import { CONTEXT, LINKS, LOG, WAITPOINTS } from '../../lambdas/contracts/tables.js';
import type {
  ContextStore,
  Credentials,
  EventLog,
  Links,
  Quotas,
  Waitpoints,
} from '../../lambdas/core/ports.js';
import { type Local, startLocal } from '../../local/index.js';
import { MemoryContext } from '../support/memory-context.js';
import { MemoryCredentials } from '../support/memory-credentials.js';
import { MemoryLinks } from '../support/memory-links.js';
import { MemoryLog } from '../support/memory-log.js';
import { MemoryQuotas } from '../support/memory-quotas.js';
import { MemoryWaitpoints } from '../support/memory-waitpoints.js';

/** The stores; `dynamodb` and the table names where they are real tables. */
export interface Stores {
  readonly log: EventLog;
  readonly context: ContextStore;
  readonly links: Links;
  readonly credentials: Credentials;
  readonly quotas: Quotas;
  readonly waitpoints: Waitpoints;
  readonly tables?: {
    readonly dynamodb: DynamoDBClient;
    readonly log: string;
    readonly context: string;
    readonly links: string;
    readonly waitpoints: string;
  };
}

export type TableStores = Stores & { readonly tables: NonNullable<Stores['tables']> };

interface Place {
  readonly name: string;
  readonly isSkipped?: boolean;
  start(): Promise<{ readonly stores: Stores; stop(): Promise<void> }>;
}

type Keyed = {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly sortType?: 'S' | 'N';
  readonly index?: { readonly indexName: string; readonly partitionKey: string; readonly sortKey: string };
};

const TABLES = {
  log: { partitionKey: LOG.partitionKey, sortKey: LOG.sortKey, sortType: 'N', index: LOG.byTenant },
  context: { partitionKey: CONTEXT.partitionKey, sortKey: CONTEXT.sortKey },
  links: { partitionKey: LINKS.partitionKey, index: LINKS.byReminder },
  waitpoints: { partitionKey: WAITPOINTS.partitionKey },
} as const satisfies Record<string, Keyed>;

function keysOf({ partitionKey, sortKey }: { partitionKey: string; sortKey?: string }) {
  return [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    ...(sortKey ? [{ AttributeName: sortKey, KeyType: 'RANGE' as const }] : []),
  ];
}

async function createTable(dynamodb: DynamoDBClient, TableName: string, table: Keyed): Promise<void> {
  const { index, sortKey, sortType = 'S' } = table;
  const attributes: AttributeDefinition[] = [
    { AttributeName: table.partitionKey, AttributeType: 'S' },
    ...(sortKey ? [{ AttributeName: sortKey, AttributeType: sortType }] : []),
    ...[index?.partitionKey, index?.sortKey].flatMap((AttributeName) =>
      AttributeName ? [{ AttributeName, AttributeType: 'S' as const }] : [],
    ),
  ];
  const indexes: GlobalSecondaryIndex[] = index
    ? [{ IndexName: index.indexName, KeySchema: keysOf(index), Projection: { ProjectionType: 'KEYS_ONLY' } }]
    : [];
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes,
      KeySchema: keysOf(table),
      ...(index && { GlobalSecondaryIndexes: indexes }),
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 60, minDelay: 1 }, { TableName });
}

/** The four adapters over tables of their own. */
async function tablesAt(dynamodb: DynamoDBClient) {
  const prefix = `suite-${process.pid}-${process.hrtime.bigint()}`;
  const entries = Object.entries(TABLES).map(([name, table]) => [name, `${prefix}-${name}`, table] as const);
  for (const [, tableName, table] of entries) await createTable(dynamodb, tableName, table);
  const tables = Object.fromEntries(entries.map(([name, tableName]) => [name, tableName])) as Record<
    keyof typeof TABLES,
    string
  >;
  const stores: Stores = {
    log: new DynamodbEventLog(dynamodb, tables.log),
    context: new DynamodbContext(dynamodb, tables.context),
    links: new DynamodbLinks(dynamodb, tables.links),
    credentials: new DynamodbCredentials(dynamodb, tables.links),
    quotas: new DynamodbQuotas(dynamodb, tables.links),
    waitpoints: new DynamodbWaitpoints(dynamodb, tables.waitpoints),
    tables: { dynamodb, ...tables },
  };
  const remove = async () => {
    for (const TableName of Object.values(tables)) await dynamodb.send(new DeleteTableCommand({ TableName }));
  };
  return { stores, remove };
}

const memory: Place = {
  name: 'in memory',
  start: async () => ({
    stores: {
      log: new MemoryLog(),
      context: new MemoryContext(),
      links: new MemoryLinks(),
      credentials: new MemoryCredentials(),
      quotas: new MemoryQuotas(),
      waitpoints: new MemoryWaitpoints(),
    },
    stop: async () => undefined,
  }),
};

const embedded: Place = {
  name: 'on the embedded runtime',
  start: async () => {
    const local: Local = await startLocal({ clock: 'virtual' });
    const { endpoint, region, credentials } = local;
    const dynamodb = new DynamoDBClient({ endpoint, region, credentials });
    const { stores } = await tablesAt(dynamodb);
    return {
      stores,
      stop: async () => {
        dynamodb.destroy();
        await local.stop();
      },
    };
  },
};

const endpoint = process.env.DYNAMODB_ENDPOINT;
const elsewhere: Place = {
  name: endpoint ? `on ${endpoint}` : 'on DYNAMODB_ENDPOINT, which is not set: NOT RUN',
  isSkipped: endpoint === undefined,
  start: async () => {
    const dynamodb = new DynamoDBClient({
      ...(endpoint && { endpoint }),
      region: process.env.AWS_REGION ?? 'us-east-1',
      credentials: {
        accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'test',
        secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'test',
      },
    });
    const { stores, remove } = await tablesAt(dynamodb);
    return {
      stores,
      stop: async () => {
        await remove();
        dynamodb.destroy();
      },
    };
  },
};

type Running = Awaited<ReturnType<Place['start']>>;

function declare(places: readonly Place[], suite: (stores: () => Stores) => void): void {
  for (const place of places)
    describe.skipIf(place.isSkipped)(place.name, () => {
      let running: Running | undefined;
      beforeAll(async () => {
        running = await place.start();
      });
      afterAll(() => running?.stop());
      suite(() => {
        if (!running) throw new Error('the place has not started');
        return running.stores;
      });
    });
}

/** Declares `suite` once for every place. Stores are shared within a suite: each test uses keys of its own. */
export const onEveryPlace = (suite: (stores: () => Stores) => void): void =>
  declare([memory, embedded, elsewhere], suite);

/** Declares `suite` once for every place with real tables: what memory cannot show, such as bytes. */
export const onEveryTable = (suite: (stores: () => TableStores) => void): void =>
  declare([embedded, elsewhere], (stores) =>
    suite(() => {
      const { tables, ...rest } = stores();
      if (!tables) throw new Error('a place with tables is meant');
      return { ...rest, tables };
    }),
  );
