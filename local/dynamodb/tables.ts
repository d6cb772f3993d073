// Tables and their settings: dynalite creates and describes them; streams, time to live, point-in-time recovery, deletion
// protection and resource policies are added here. Used by the service.
import type { Clock } from '../clock.js';
import { type Action, AwsError } from '../service.js';
import type { Engine } from './engine.js';
import type { Answer, Input, Items } from './items.js';
import type { Streams, StreamViewType } from './streams.js';
import { type TableBook, tableNameOf } from './table-book.js';

export interface TablesOptions {
  readonly clock: Clock;
  readonly engine: Engine;
  readonly book: TableBook;
  readonly streams: Streams;
  readonly items: Items;
  readonly accountId: string;
  readonly region: string;
}

interface StreamSpecification {
  readonly StreamEnabled?: boolean;
  readonly StreamViewType?: StreamViewType;
}
interface TableInput extends Input {
  readonly StreamSpecification?: StreamSpecification;
  readonly DeletionProtectionEnabled?: boolean;
  readonly ResourcePolicy?: unknown;
}

/** Settings without effect on a laptop: how a table is stored and what it may cost. */
const WITHOUT_EFFECT = new Set([
  'TableClass',
  'SSESpecification',
  'ContributorInsightsSpecification',
  'PointInTimeRecoverySpecification',
  'OnDemandThroughput',
  'WarmThroughput',
]);

/** What dynalite knows of a table's settings. */
function plainSettings(input: TableInput): Input {
  const { StreamSpecification: _, DeletionProtectionEnabled: __, ResourcePolicy: ___, ...rest } = input;
  const kept = Object.entries(rest).filter(([name]) => !WITHOUT_EFFECT.has(name));
  return { ...Object.fromEntries(kept), TableName: tableNameOf(input.TableName) };
}

export class Tables {
  readonly #options: TablesOptions;

  constructor(options: TablesOptions) {
    this.#options = options;
  }

  readonly actions: [string, Action][] = [
    ['CreateTable', (input) => this.#create(input)],
    ['DeleteTable', (input) => this.#delete(input)],
    ['DescribeTable', (input) => this.#describe(input)],
    ['UpdateTable', (input) => this.#update(input)],
    ['UpdateTimeToLive', (input) => this.#updateTimeToLive(input)],
    ['DescribeTimeToLive', ({ TableName }) => this.#describeTimeToLive(TableName)],
    ['UpdateContinuousBackups', (input) => this.#updateBackups(input)],
    ['DescribeContinuousBackups', ({ TableName }) => this.#describeBackups(TableName)],
    ['PutResourcePolicy', ({ ResourceArn, Policy }) => this.#putPolicy(ResourceArn, Policy)],
    ['GetResourcePolicy', ({ ResourceArn }) => this.#getPolicy(ResourceArn)],
    ['DeleteResourcePolicy', ({ ResourceArn }) => this.#putPolicy(ResourceArn, undefined)],
  ];

  async #create(input: TableInput): Promise<Answer> {
    const { book, engine } = this.#options;
    const answer = await engine.run('CreateTable', plainSettings(input));
    await this.#becomesActive(input.TableName);
    const { TableName, DeletionProtectionEnabled, ResourcePolicy } = input;
    book.change(TableName, {
      keyNames: (input.KeySchema as { AttributeName: string }[]).map(({ AttributeName }) => AttributeName),
      ...(DeletionProtectionEnabled === true && { deletionProtected: true }),
      ...(typeof ResourcePolicy === 'string' && { policy: ResourcePolicy }),
    });
    this.#setStream(TableName, input.StreamSpecification);
    return { TableDescription: this.#described(TableName, answer.TableDescription as object) };
  }

  /** The engine takes a turn or two to open a table; nobody who was answered may find it closed. */
  async #becomesActive(TableName: string): Promise<void> {
    const { engine } = this.#options;
    for (;;) {
      const { Table } = await engine.run('DescribeTable', { TableName });
      if ((Table as { TableStatus: string }).TableStatus === 'ACTIVE') return;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  #setStream(name: string, specification: StreamSpecification | undefined): void {
    if (!specification) return;
    const { accountId, region, clock, book, streams } = this.#options;
    const { streamArn: existing } = book.existing(name).record;
    if (Boolean(existing) === Boolean(specification.StreamEnabled)) {
      if (!existing) return;
      throw new AwsError('ValidationException', `Table already has an enabled stream: TableName: ${name}`);
    }
    if (existing) {
      streams.close(existing);
      book.change(name, { streamArn: undefined, streamView: undefined });
      return;
    }
    const label = new Date(clock.now()).toISOString().slice(0, -1);
    const streamArn = `arn:aws:dynamodb:${region}:${accountId}:table/${name}/stream/${label}`;
    const streamView = specification.StreamViewType ?? 'NEW_AND_OLD_IMAGES';
    book.change(name, { streamArn, streamView });
    streams.open(streamArn, streamView);
  }

  #described(name: string, table: object): object {
    const record = this.#options.book.find(name);
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

  async #describe(input: { TableName: string }): Promise<{ Table: object }> {
    const TableName = tableNameOf(input.TableName);
    const { Table } = await this.#options.engine.run('DescribeTable', { TableName });
    return { Table: this.#described(TableName, Table as object) };
  }

  async #update(input: TableInput): Promise<Answer> {
    const { book, engine } = this.#options;
    const { name } = book.existing(input.TableName);
    if (typeof input.DeletionProtectionEnabled === 'boolean')
      book.change(name, { deletionProtected: input.DeletionProtectionEnabled });
    this.#setStream(name, input.StreamSpecification);
    const rest = plainSettings(input);
    if (Object.keys(rest).length > 1) await engine.run('UpdateTable', rest);
    return { TableDescription: (await this.#describe(input)).Table };
  }

  async #delete(input: { TableName: string }): Promise<Answer> {
    const { book, engine, streams } = this.#options;
    const { name, record } = book.existing(input.TableName);
    if (record.deletionProtected)
      throw new AwsError(
        'ValidationException',
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    const answer = await engine.run('DeleteTable', { TableName: name });
    if (record.streamArn) streams.close(record.streamArn);
    book.remove(name);
    return answer;
  }

  async #updateTimeToLive(input: {
    TableName: string;
    TimeToLiveSpecification: { AttributeName: string; Enabled: boolean };
  }): Promise<Answer> {
    const { book, items } = this.#options;
    const { TimeToLiveSpecification } = input;
    const { name, record } = book.existing(input.TableName);
    const { AttributeName, Enabled } = TimeToLiveSpecification;
    if (!Enabled || record.timeToLiveAttribute !== AttributeName) {
      book.change(name, { timeToLiveAttribute: Enabled ? AttributeName : undefined });
      if (Enabled) await items.watchAll(name, AttributeName);
    }
    return { TimeToLiveSpecification };
  }

  #describeTimeToLive(tableName: string): Answer {
    const { timeToLiveAttribute: AttributeName } = this.#options.book.existing(tableName).record;
    const TimeToLiveStatus = AttributeName ? 'ENABLED' : 'DISABLED';
    return { TimeToLiveDescription: { TimeToLiveStatus, ...(AttributeName && { AttributeName }) } };
  }

  #updateBackups(input: {
    TableName: string;
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: boolean };
  }): Answer {
    const { book } = this.#options;
    const { name } = book.existing(input.TableName);
    const { PointInTimeRecoveryEnabled } = input.PointInTimeRecoverySpecification;
    book.change(name, { pointInTimeRecovery: PointInTimeRecoveryEnabled });
    return this.#describeBackups(name);
  }

  #describeBackups(tableName: string): Answer {
    const { pointInTimeRecovery } = this.#options.book.existing(tableName).record;
    const PointInTimeRecoveryStatus = pointInTimeRecovery ? 'ENABLED' : 'DISABLED';
    return {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus },
      },
    };
  }

  #putPolicy(arn: string, policy: string | undefined): Answer {
    const { book } = this.#options;
    book.change(book.existing(arn).name, { policy });
    return { RevisionId: '1' };
  }

  #getPolicy(arn: string): Answer {
    const { policy } = this.#options.book.existing(arn).record;
    if (policy) return { Policy: policy, RevisionId: '1' };
    throw new AwsError(
      'PolicyNotFoundException',
      `Resource-based policy not found for the provided ResourceArn: ${arn}`,
    );
  }
}
