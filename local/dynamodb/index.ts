// DynamoDB: dynalite's tables, and what it lacks: streams, transactions, the item of a failed condition, time to live on
// the clock, resource policies, deletion protection. Composed by local/index.ts.
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import type { Action, Service } from '../service.js';
import { DYNALITE_ACTIONS, type DynaliteAction, Engine } from './engine.js';
import { byTableName, type Input, Items, withTableName } from './items.js';
import { streamActions } from './stream-api.js';
import { type StreamRecord, Streams } from './streams.js';
import { TableBook, tableNameOf } from './table-book.js';
import { Tables } from './tables.js';
import { TimeToLive } from './time-to-live.js';
import { Transactions } from './transactions.js';

export interface DynamoDbOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly dataDir?: string;
  readonly accountId: string;
  readonly region: string;
}

/** The streams of this DynamoDB as event sources read them. */
export interface StreamSource {
  records(streamArn: string, afterSequenceNumber: string | undefined, limit: number): readonly StreamRecord[];
  latest(streamArn: string): string | undefined;
  onRecords(streamArn: string, listener: () => void): () => void;
}

export interface DynamoDb extends Service {
  readonly streams: StreamSource;
  /** The service `streams.dynamodb`: DescribeStream, GetShardIterator, GetRecords, ListStreams. */
  readonly streamService: Service;
  /** The resource policy of a table, as JSON text. */
  resourcePolicyOf(tableArn: string): string | undefined;
  close(): Promise<void>;
}

export async function createDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const { clock, journal, activity, dataDir, accountId, region } = options;
  const engine = new Engine(dataDir, accountId, region);
  const book = new TableBook(journal);
  const streams = new Streams(clock, journal, region);
  const timeToLive = new TimeToLive(clock, activity, (tableName, keys) => items.expire(tableName, keys));
  const items: Items = new Items({ engine, book, streams, timeToLive });
  const transactions = new Transactions({ clock, journal, engine, book, items });
  const tables = new Tables({ clock, engine, book, streams, items, accountId, region });
  await transactions.resume();
  await streams.resume((arn, keys) =>
    book.find(arn) ? items.get(tableNameOf(arn), keys) : Promise.resolve(undefined),
  );
  await resumeTables(book, streams, items);
  return {
    name: 'dynamodb',
    differences: DIFFERENCES,
    actions: actionsOf(engine, items, transactions, tables),
    streams,
    streamService: {
      name: 'streams.dynamodb',
      actions: streamActions(streams, () =>
        [...book.all()].flatMap(([, { streamArn }]) => (streamArn ? [streamArn] : [])),
      ),
    },
    resourcePolicyOf: (arn) => book.find(arn)?.policy,
    close: () => engine.close(),
  };
}

/** Opens the streams of the last run, and sets the timers of what expires. */
async function resumeTables(book: TableBook, streams: Streams, items: Items): Promise<void> {
  for (const [name, { streamArn, streamView, timeToLiveAttribute }] of book.all()) {
    if (streamArn && streamView) streams.open(streamArn, streamView);
    if (timeToLiveAttribute) await items.watchAll(name, timeToLiveAttribute);
  }
}

const DIFFERENCES = {
  UpdateContinuousBackups: 'the setting is kept; there is nothing to restore from',
  UpdateTimeToLive: 'an item goes at the second of its expiry; AWS takes up to some days',
  TransactWriteItems: 'tokens of requests are forgotten by a restart',
  UpdateTable: 'table class, encryption and throughput settings have no effect',
  CreateTable: 'table class, encryption and throughput settings have no effect',
};

const READS = ['GetItem', 'Query', 'Scan'] as const;
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'] as const;

function actionsOf(
  engine: Engine,
  items: Items,
  transactions: Transactions,
  tables: Tables,
): Map<string, Action> {
  const plain = (action: DynaliteAction): [string, Action] => [action, (input) => engine.run(action, input)];
  return new Map<string, Action>([
    ...DYNALITE_ACTIONS.map(plain),
    ...READS.map((action): [string, Action] => [action, (input) => engine.run(action, withTableName(input))]),
    ...WRITES.map((action): [string, Action] => [action, (input: Input) => items.write(action, input)]),
    [
      'BatchGetItem',
      (input) => engine.run('BatchGetItem', { ...input, RequestItems: byTableName(input.RequestItems) }),
    ],
    ['BatchWriteItem', (input) => items.batchWrite(input)],
    ['TransactWriteItems', (input) => transactions.write(input)],
    ['TransactGetItems', (input) => transactions.get(input)],
    ...tables.actions,
  ]);
}
