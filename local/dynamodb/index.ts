// DynamoDB: dynalite's tables, and what it lacks: streams, the item of a failed condition, time to live on the clock,
// resource policies, deletion protection. Composed by local/index.ts.
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { type Action, AwsError, type Service } from '../service.js';
import { DYNALITE_ACTIONS, type DynaliteAction, Engine, type Item } from './engine.js';
import { streamActions } from './stream-api.js';
import { type Change, type StreamRecord, Streams, type StreamViewType } from './streams.js';
import { TimeToLive } from './time-to-live.js';

export interface DynamoDbOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly dataDir?: string;
  readonly accountId: string;
  readonly region: string;
}

/** What of a table's settings dynalite does not keep. */
interface TableRecord {
  readonly keyNames: readonly string[];
  streamArn?: string;
  streamView?: StreamViewType;
  deletionProtected?: boolean;
  policy?: string;
  timeToLiveAttribute?: string;
  pointInTimeRecovery?: boolean;
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

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'] as const;

export async function createDynamoDb(options: DynamoDbOptions): Promise<DynamoDb> {
  const tables = new Tables(options);
  await tables.resume();
  const { streams } = tables;
  return {
    name: 'dynamodb',
    actions: tables.actions(),
    streams,
    streamService: { name: 'streams.dynamodb', actions: streamActions(streams, tables.streamArns) },
    resourcePolicyOf: (arn) => tables.policyOf(arn),
    close: () => tables.close(),
  };
}

type Input = Record<string, unknown> & { TableName: string };

class Tables {
  readonly streams: Streams;
  readonly #engine: Engine;
  readonly #journal: Journal;
  readonly #options: DynamoDbOptions;
  readonly #records = new Map<string, TableRecord>();
  /** Writes to a table with a stream go one after another: their records must have their order. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #timeToLive: TimeToLive;

  constructor(options: DynamoDbOptions) {
    const { clock, journal, activity, dataDir, accountId, region } = options;
    this.#options = options;
    this.#journal = journal;
    this.#engine = new Engine(dataDir, accountId, region);
    this.streams = new Streams(clock, journal, region);
    this.#timeToLive = new TimeToLive(clock, activity, (TableName, Key) =>
      this.#write('DeleteItem', { TableName, Key }, true).then(() => undefined),
    );
  }

  readonly streamArns = (): string[] =>
    [...this.#records.values()].flatMap(({ streamArn }) => (streamArn ? [streamArn] : []));

  async resume(): Promise<void> {
    for (const { name, record } of this.#journal.replay('dynamodb.tables') as Iterable<{
      name: string;
      record?: TableRecord;
    }>)
      if (record) this.#records.set(name, record);
      else this.#records.delete(name);
    await this.streams.resume((arn, Key) => this.#getByStream(arn, Key));
    for (const [name, { streamArn, streamView, timeToLiveAttribute }] of this.#records) {
      if (streamArn && streamView) this.streams.open(streamArn, streamView);
      if (timeToLiveAttribute) await this.#watchTimeToLive(name, timeToLiveAttribute);
    }
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  policyOf(arn: string): string | undefined {
    return this.#records.get(arn.split('/')[1] ?? '')?.policy;
  }

  actions(): Map<string, Action> {
    const actions = new Map<string, Action>(
      DYNALITE_ACTIONS.map((action) => [action, (input: object) => this.#engine.run(action, input)]),
    );
    for (const action of WRITES) actions.set(action, (input: Input) => this.#write(action, input));
    actions.set('BatchWriteItem', (input) => this.#batchWrite(input));
    actions.set('CreateTable', (input) => this.#createTable(input));
    actions.set('DeleteTable', (input) => this.#deleteTable(input));
    actions.set('DescribeTable', (input) => this.#describeTable(input));
    actions.set('UpdateTable', (input) => this.#updateTable(input));
    actions.set('UpdateTimeToLive', (input) => this.#updateTimeToLive(input));
    actions.set('DescribeTimeToLive', ({ TableName }) => this.#describeTimeToLive(TableName));
    actions.set('UpdateContinuousBackups', (input) => this.#updateBackups(input));
    actions.set('DescribeContinuousBackups', ({ TableName }) => this.#describeBackups(TableName));
    actions.set('PutResourcePolicy', ({ ResourceArn, Policy }) => this.#putPolicy(ResourceArn, Policy));
    actions.set('GetResourcePolicy', ({ ResourceArn }) => this.#getPolicy(ResourceArn));
    actions.set('DeleteResourcePolicy', ({ ResourceArn }) => this.#putPolicy(ResourceArn, undefined));
    return actions;
  }

  /** Tables may be named by their ARN. */
  #nameOf(nameOrArn: string): string {
    return nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? '') : nameOrArn;
  }

  #change(name: string, change: Partial<TableRecord>): TableRecord {
    const record = { ...(this.#records.get(name) ?? { keyNames: [] }), ...change };
    this.#records.set(name, record);
    this.#journal.append('dynamodb.tables', { name, record });
    return record;
  }

  #existing(nameOrArn: string): { name: string; record: TableRecord } {
    const name = this.#nameOf(nameOrArn);
    const record = this.#records.get(name);
    if (record) return { name, record };
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  }

  async #write(
    action: (typeof WRITES)[number],
    input: Input,
    byTimeToLive = false,
  ): Promise<Record<string, unknown>> {
    const record = this.#records.get(input.TableName);
    if (!record?.streamArn) return this.#plainWrite(action, input, record, byTimeToLive);
    const turn = (this.#turns.get(input.TableName) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.#streamedWrite(action, input, record, byTimeToLive));
    this.#turns.set(input.TableName, turn);
    return turn;
  }

  async #plainWrite(
    action: (typeof WRITES)[number],
    input: Input,
    record: TableRecord | undefined,
    byTimeToLive: boolean,
  ) {
    const answer = await this.#run(action, input);
    if (record?.timeToLiveAttribute && !byTimeToLive) await this.#followExpiry(action, input, record);
    return answer;
  }

  /** Runs an action; a failed condition brings the item along when the caller wanted it. */
  async #run(action: DynaliteAction, input: Input): Promise<Record<string, unknown>> {
    const { ReturnValuesOnConditionCheckFailure: wanted, ...rest } = input;
    try {
      return await this.#engine.run(action, rest);
    } catch (error) {
      if (
        wanted !== 'ALL_OLD' ||
        !(error instanceof AwsError) ||
        error.code !== 'ConditionalCheckFailedException'
      )
        throw error;
      const Item = await this.#getItem(input.TableName, this.#keysOf(input));
      throw new AwsError(error.code, error.message, 400, Item ? { Item } : {});
    }
  }

  #keysOf(input: Input): Item {
    if (input.Key) return input.Key as Item;
    const item = (input.Item ?? {}) as Item;
    const names = this.#records.get(input.TableName)?.keyNames ?? [];
    return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
  }

  async #getItem(TableName: string, Key: Item): Promise<Item | undefined> {
    const { Item } = await this.#engine.run('GetItem', { TableName, Key, ConsistentRead: true });
    return Item as Item | undefined;
  }

  #getByStream(arn: string, key: Item): Promise<Item | undefined> {
    return this.#getItem(this.#nameOf(arn), key);
  }

  async #streamedWrite(
    action: (typeof WRITES)[number],
    input: Input,
    record: TableRecord,
    byTimeToLive: boolean,
  ) {
    const keys = this.#keysOf(input);
    if (Object.keys(keys).length === 0) return this.#run(action, input);
    const before = await this.#getItem(input.TableName, keys).catch(() => undefined);
    let answer: Record<string, unknown> = {};
    await this.streams.around(record.streamArn ?? '', keys, before, async () => {
      answer = await this.#run(action, input);
      const after = await this.#imageAfter(action, input, keys);
      const change: Change = { keys, before, after, byTimeToLive };
      const same = JSON.stringify(before) === JSON.stringify(after);
      return same ? undefined : change;
    });
    return answer;
  }

  async #imageAfter(action: (typeof WRITES)[number], input: Input, keys: Item): Promise<Item | undefined> {
    if (action === 'DeleteItem') return undefined;
    return action === 'PutItem' ? (input.Item as Item) : this.#getItem(input.TableName, keys);
  }

  async #batchWrite(input: {
    RequestItems: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
  }) {
    const tables = Object.keys(input.RequestItems ?? {}).map((name) => this.#records.get(name));
    if (!tables.some((record) => record?.streamArn ?? record?.timeToLiveAttribute))
      return this.#engine.run('BatchWriteItem', input);
    for (const [TableName, requests] of Object.entries(input.RequestItems))
      for (const { PutRequest, DeleteRequest } of requests)
        if (PutRequest) await this.#write('PutItem', { TableName, Item: PutRequest.Item });
        else if (DeleteRequest) await this.#write('DeleteItem', { TableName, Key: DeleteRequest.Key });
    return { UnprocessedItems: {} };
  }

  async #createTable(input: Input) {
    const {
      StreamSpecification,
      DeletionProtectionEnabled,
      PointInTimeRecoverySpecification: _,
      ResourcePolicy,
      TableClass: __,
      SSESpecification: ___,
      ContributorInsightsSpecification: ____,
      ...rest
    } = input;
    const answer = await this.#engine.run('CreateTable', rest);
    const keyNames = (input.KeySchema as { AttributeName: string }[]).map(
      ({ AttributeName }) => AttributeName,
    );
    this.#change(input.TableName, {
      keyNames,
      ...(DeletionProtectionEnabled === true && { deletionProtected: true }),
      ...(typeof ResourcePolicy === 'string' && { policy: ResourcePolicy }),
    });
    this.#setStream(
      input.TableName,
      StreamSpecification as { StreamEnabled?: boolean; StreamViewType?: StreamViewType } | undefined,
    );
    return { TableDescription: this.#described(input.TableName, answer.TableDescription as object) };
  }

  #setStream(
    name: string,
    specification: { StreamEnabled?: boolean; StreamViewType?: StreamViewType } | undefined,
  ): void {
    if (!specification?.StreamEnabled) return;
    const { accountId, region, clock } = this.#options;
    const label = new Date(clock.now()).toISOString().slice(0, -1);
    const streamArn = `arn:aws:dynamodb:${region}:${accountId}:table/${name}/stream/${label}`;
    const streamView = specification.StreamViewType ?? 'NEW_AND_OLD_IMAGES';
    this.#change(name, { streamArn, streamView });
    this.streams.open(streamArn, streamView);
  }

  #described(name: string, table: object): object {
    const record = this.#records.get(name);
    return {
      ...table,
      DeletionProtectionEnabled: record?.deletionProtected ?? false,
      ...(record?.streamArn && {
        LatestStreamArn: record.streamArn,
        LatestStreamLabel: record.streamArn.split('/stream/')[1],
        StreamSpecification: { StreamEnabled: true, StreamViewType: record.streamView },
      }),
    };
  }

  async #describeTable(input: Input) {
    const name = this.#nameOf(input.TableName);
    const { Table } = await this.#engine.run('DescribeTable', { TableName: name });
    return { Table: this.#described(name, Table as object) };
  }

  async #updateTable(input: Input) {
    const { StreamSpecification, DeletionProtectionEnabled, ...rest } = input;
    if (typeof DeletionProtectionEnabled === 'boolean')
      this.#change(input.TableName, { deletionProtected: DeletionProtectionEnabled });
    this.#setStream(input.TableName, StreamSpecification as { StreamEnabled?: boolean } | undefined);
    if (Object.keys(rest).length > 1) await this.#engine.run('UpdateTable', rest);
    return { TableDescription: (await this.#describeTable(input)).Table };
  }

  async #deleteTable(input: Input) {
    const { name, record } = this.#existing(input.TableName);
    if (record.deletionProtected) {
      const reason = `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`;
      throw new AwsError('ValidationException', reason);
    }
    const answer = await this.#engine.run('DeleteTable', { TableName: name });
    if (record.streamArn) this.streams.close(record.streamArn);
    this.#records.delete(name);
    this.#journal.append('dynamodb.tables', { name });
    return answer;
  }

  async #updateTimeToLive(input: {
    TableName: string;
    TimeToLiveSpecification: { AttributeName: string; Enabled: boolean };
  }) {
    const { name, record } = this.#existing(input.TableName);
    const { AttributeName, Enabled } = input.TimeToLiveSpecification;
    if (Enabled && record.timeToLiveAttribute === AttributeName) return input;
    const { timeToLiveAttribute: _, ...rest } = record;
    this.#records.set(name, rest);
    this.#change(name, Enabled ? { timeToLiveAttribute: AttributeName } : {});
    if (Enabled) await this.#watchTimeToLive(name, AttributeName);
    return input;
  }

  #describeTimeToLive(tableName: string) {
    const { timeToLiveAttribute: AttributeName } = this.#existing(tableName).record;
    const description = AttributeName
      ? { TimeToLiveStatus: 'ENABLED', AttributeName }
      : { TimeToLiveStatus: 'DISABLED' };
    return { TimeToLiveDescription: description };
  }

  async #watchTimeToLive(TableName: string, attribute: string): Promise<void> {
    const { Items = [] } = (await this.#engine.run('Scan', { TableName })) as { Items?: Item[] };
    for (const item of Items)
      this.#timeToLive.watch(TableName, this.#keysOf({ TableName, Item: item }), item[attribute]?.N);
  }

  async #followExpiry(
    action: (typeof WRITES)[number],
    input: Input,
    { timeToLiveAttribute = '' }: TableRecord,
  ): Promise<void> {
    const keys = this.#keysOf(input);
    const item = action === 'PutItem' ? (input.Item as Item) : undefined;
    // An update that leaves the expiry alone keeps the timer that the put has set.
    if (action !== 'UpdateItem')
      this.#timeToLive.watch(input.TableName, keys, item?.[timeToLiveAttribute]?.N);
  }

  #updateBackups(input: {
    TableName: string;
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: boolean };
  }) {
    const { name } = this.#existing(input.TableName);
    this.#change(name, {
      pointInTimeRecovery: input.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled,
    });
    return this.#describeBackups(name);
  }

  #describeBackups(tableName: string) {
    const enabled = this.#existing(tableName).record.pointInTimeRecovery ?? false;
    const PointInTimeRecoveryDescription = { PointInTimeRecoveryStatus: enabled ? 'ENABLED' : 'DISABLED' };
    return {
      ContinuousBackupsDescription: { ContinuousBackupsStatus: 'ENABLED', PointInTimeRecoveryDescription },
    };
  }

  #putPolicy(arn: string, policy: string | undefined) {
    const { name, record } = this.#existing(arn);
    const { policy: _, ...rest } = record;
    this.#records.set(name, rest);
    this.#change(name, policy === undefined ? {} : { policy });
    return { RevisionId: '1' };
  }

  #getPolicy(arn: string) {
    const { policy } = this.#existing(arn).record;
    if (!policy)
      throw new AwsError(
        'PolicyNotFoundException',
        `Resource-based policy not found for the provided ResourceArn: ${arn}`,
      );
    return { Policy: policy, RevisionId: '1' };
  }
}
