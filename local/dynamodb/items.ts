// Reads and writes of items: dynalite's, and around each write what it lacks: the record on the stream, the timer of an
// expiry, the item of a failed condition. Used by the service and by transactions.
import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../service.js';
import type { DynaliteAction, Engine, Item } from './engine.js';
import type { Streams } from './streams.js';
import { type TableBook, type TableRecord, tableNameOf } from './table-book.js';
import type { TimeToLive } from './time-to-live.js';
import { Turns } from './turns.js';

export type WriteAction = 'PutItem' | 'UpdateItem' | 'DeleteItem';
export type Input = Record<string, unknown> & { TableName: string };
export type Answer = Record<string, unknown>;

/** One item that is written, with its table and what was there before. */
export interface Written {
  readonly action: WriteAction;
  readonly input: Input;
  readonly record: TableRecord;
  readonly keys: Item;
  readonly before: Item | undefined;
}

export interface ItemsOptions {
  readonly engine: Engine;
  readonly book: TableBook;
  readonly streams: Streams;
  readonly timeToLive: TimeToLive;
}

/** What AWS calls a table that is named by its ARN, dynalite knows by its name. */
export function withTableName<T extends { TableName?: unknown }>(input: T): T {
  return { ...input, TableName: tableNameOf(input.TableName as string) };
}

export class Items {
  readonly turns = new Turns();
  readonly #options: ItemsOptions;

  constructor(options: ItemsOptions) {
    this.#options = options;
  }

  async get(TableName: string, Key: Item): Promise<Item | undefined> {
    const { Item } = await this.#options.engine.run('GetItem', { TableName, Key, ConsistentRead: true });
    return Item as Item | undefined;
  }

  /** The key of the item that `input` is about, in the order of the table's schema; undefined when it is not whole. */
  keysOf({ TableName, Key, Item }: { TableName: string; Key?: unknown; Item?: unknown }): Item | undefined {
    const item = (Key ?? Item ?? {}) as Item;
    const names = this.#options.book.find(TableName)?.keyNames ?? [];
    const keys = names.flatMap((name) => (item[name] ? [[name, item[name]]] : []));
    return keys.length > 0 && keys.length === names.length ? Object.fromEntries(keys) : undefined;
  }

  idOf = (tableName: string, keys: Item) => `${tableName} ${JSON.stringify(keys)}`;

  /** Writes one item. What dynalite would refuse goes to it as it is, for the words of the refusal. */
  write(action: WriteAction, named: Input): Promise<Answer> {
    const input = withTableName(named);
    const record = this.#options.book.find(input.TableName);
    const keys = this.keysOf(input);
    if (!record || !keys) return this.#run(action, input, {});
    return this.turns.take([this.idOf(input.TableName, keys)], async () => {
      const isPlain = !record.streamArn && !record.timeToLiveAttribute;
      if (isPlain) return this.#run(action, input, keys);
      const before = await this.get(input.TableName, keys).catch(() => undefined);
      return this.recording([{ action, input, record, keys, before }], () => this.#run(action, input, keys));
    });
  }

  async batchWrite(input: BatchWrite): Promise<Answer> {
    const RequestItems = byTableName(input.RequestItems);
    this.#options.engine.validate('BatchWriteItem', { ...input, RequestItems });
    const { ReturnConsumedCapacity } = input;
    const ConsumedCapacity: unknown[] = [];
    for (const [TableName, requests] of Object.entries(RequestItems))
      for (const { PutRequest, DeleteRequest } of requests) {
        const more = { TableName, ...(ReturnConsumedCapacity && { ReturnConsumedCapacity }) };
        const answer = PutRequest
          ? await this.write('PutItem', { ...more, Item: PutRequest.Item })
          : await this.write('DeleteItem', { ...more, Key: DeleteRequest?.Key });
        if (answer.ConsumedCapacity) ConsumedCapacity.push(answer.ConsumedCapacity);
      }
    return { UnprocessedItems: {}, ...(ConsumedCapacity.length > 0 && { ConsumedCapacity }) };
  }

  /** Runs `work`, which writes all of `written`, and puts each change on its stream and its expiry on the clock. */
  async recording<T>(written: readonly Written[], work: () => Promise<T>): Promise<T> {
    const last = written.at(-1);
    if (!last) return work();
    const { record, keys, before, input } = last;
    let answer: T | undefined;
    const write = async () => {
      answer = await this.recording(written.slice(0, -1), work);
      const after = await this.#imageAfter(last);
      this.#followExpiry(input.TableName, record, keys, after);
      return isDeepStrictEqual(before, after) ? undefined : { keys, before, after };
    };
    if (record.streamArn) await this.#options.streams.around(record.streamArn, keys, before, write);
    else await write();
    return answer as T;
  }

  /** Deletes an item whose time has come; one that was given more time since then stays. */
  async expire(TableName: string, keys: Item): Promise<void> {
    await this.turns.take([this.idOf(TableName, keys)], async () => {
      const record = this.#options.book.find(TableName);
      if (!record?.timeToLiveAttribute) return;
      const before = await this.get(TableName, keys);
      if (!this.#options.timeToLive.isOver(before?.[record.timeToLiveAttribute]?.N)) return;
      const input = { TableName, Key: keys };
      const remove = async () => {
        await this.#options.engine.run('DeleteItem', input);
        return { keys, before, byTimeToLive: true };
      };
      if (record.streamArn) await this.#options.streams.around(record.streamArn, keys, before, remove);
      else await remove();
    });
  }

  /** Sets a timer for every item that is there; the attribute has just been named. */
  async watchAll(TableName: string, attribute: string): Promise<void> {
    const { Items = [] } = (await this.#options.engine.run('Scan', { TableName })) as { Items?: Item[] };
    for (const item of Items) {
      const keys = this.keysOf({ TableName, Item: item });
      if (keys) this.#options.timeToLive.watch(TableName, keys, item[attribute]?.N);
    }
  }

  /** Runs an action; a failed condition brings the item along when the caller wanted it. */
  async #run(action: DynaliteAction, input: Input, keys: Item): Promise<Answer> {
    const { ReturnValuesOnConditionCheckFailure: wanted, ...rest } = input;
    try {
      return await this.#options.engine.run(action, rest);
    } catch (error) {
      const isFailedCondition = error instanceof AwsError && error.code === 'ConditionalCheckFailedException';
      if (wanted !== 'ALL_OLD' || !isFailedCondition) throw error;
      const Item = await this.get(input.TableName, keys);
      throw new AwsError(error.code, error.message, 400, Item ? { Item } : {});
    }
  }

  async #imageAfter({ action, input, keys }: Written): Promise<Item | undefined> {
    if (action === 'DeleteItem') return undefined;
    return action === 'PutItem' ? (input.Item as Item) : this.get(input.TableName, keys);
  }

  #followExpiry(
    tableName: string,
    { timeToLiveAttribute }: TableRecord,
    keys: Item,
    after: Item | undefined,
  ): void {
    if (timeToLiveAttribute) this.#options.timeToLive.watch(tableName, keys, after?.[timeToLiveAttribute]?.N);
  }
}

interface BatchWrite {
  readonly ReturnConsumedCapacity?: string;
  readonly RequestItems?: Record<
    string,
    readonly { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]
  >;
}

/** The same requests with tables by their names. */
export const byTableName = <T>(requests: Record<string, T> | undefined): Record<string, T> =>
  Object.fromEntries(Object.entries(requests ?? {}).map(([table, value]) => [tableNameOf(table), value]));
