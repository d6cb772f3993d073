// TransactWriteItems and TransactGetItems: all items at once or none, conditions looked at before anything is written. A
// write that a kill cuts off is undone at the next start, so nobody ever sees half of one.
// @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html (read 2026-11)
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { AwsError } from '../service.js';
import type { Engine, Item } from './engine.js';
import {
  type Answer,
  type Input,
  type Items,
  type WriteAction,
  type Written,
  withTableName,
} from './items.js';
import type { TableBook } from './table-book.js';

export interface TransactionsOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly engine: Engine;
  readonly book: TableBook;
  readonly items: Items;
}

type Kind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
interface TransactWrite {
  readonly TransactItems?: readonly Partial<Record<Kind, Input>>[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: string;
}
/** A write as it is about to happen; a condition check writes nothing. */
interface Planned extends Written {
  readonly kind: Kind;
  readonly holds: (item: Item | undefined) => boolean;
}
interface Undo {
  readonly TableName: string;
  readonly keys: Item;
  readonly before?: Item | undefined;
}
interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

const TOPIC = 'dynamodb.transactions';
const MAX_ITEMS = 100;
/** A request with a token that was seen within ten minutes is the same request. */
const TOKEN_LIFE_MS = 600_000;
/** A condition check is a delete that does not happen: it takes the same members. */
const ACTIONS: Readonly<Record<Kind, WriteAction>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'DeleteItem',
};

const refuse = (reason: string): never => {
  throw new AwsError('ValidationException', reason);
};

export class Transactions {
  readonly #options: TransactionsOptions;
  readonly #tokens = new Map<string, { readonly input: unknown; readonly at: number }>();
  #lastId = 0;

  constructor(options: TransactionsOptions) {
    this.#options = options;
  }

  /** Undoes what a kill has cut off. To be called before the streams look at the tables. */
  async resume(): Promise<void> {
    const { journal } = this.#options;
    const open = new Map<number, readonly Undo[]>();
    for (const { id, undo } of journal.replay(TOPIC) as Iterable<{ id: number; undo?: Undo[] }>)
      if (undo) open.set(id, undo);
      else open.delete(id);
    for (const undo of open.values()) await this.#undo(undo);
    journal.compact(TOPIC, []);
  }

  async write(input: TransactWrite): Promise<Answer> {
    const { ClientRequestToken: token, ...rest } = input;
    if (token && this.#isRepeated(token, rest)) return {};
    const planned = this.#plan(input);
    const { items } = this.#options;
    const ids = planned.map(({ input: { TableName }, keys }) => items.idOf(TableName, keys));
    if (new Set(ids).size < ids.length)
      refuse('Transaction request cannot include multiple operations on one item');
    const answer = await items.turns.take(ids, () => this.#commit(planned, input.ReturnConsumedCapacity));
    if (token) this.#tokens.set(token, { input: rest, at: this.#options.clock.now() });
    return answer;
  }

  async get(input: { TransactItems?: readonly { Get: Input }[] }): Promise<Answer> {
    const gets = (input.TransactItems ?? []).map(({ Get }) => withTableName(Get));
    checkCount(gets.length);
    const { items, engine } = this.#options;
    const ids = gets.flatMap((get) => {
      const keys = items.keysOf(get);
      return keys ? [items.idOf(get.TableName, keys)] : [];
    });
    const read = (get: Input) => engine.run('GetItem', { ...get, ConsistentRead: true });
    const answers = await items.turns.take(ids, () => Promise.all(gets.map(read)));
    return { Responses: answers.map(({ Item }) => (Item ? { Item } : {})) };
  }

  #isRepeated(token: string, input: unknown): boolean {
    const known = this.#tokens.get(token);
    if (!known || this.#options.clock.now() - known.at > TOKEN_LIFE_MS) return false;
    if (isDeepStrictEqual(known.input, input)) return true;
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'Found a different request with the same client token',
    );
  }

  #plan({ TransactItems = [] }: TransactWrite): Planned[] {
    checkCount(TransactItems.length);
    return TransactItems.map((one) => {
      const [[kind, named] = [], ...more] = Object.entries(one) as [Kind, Input][];
      if (!kind || !named || more.length > 0 || !ACTIONS[kind])
        return refuse('TransactItems can only contain one of Check, Put, Update or Delete');
      return this.#planOne(kind, withTableName(named));
    });
  }

  #planOne(kind: Kind, input: Input): Planned {
    const { engine, book, items } = this.#options;
    const { ReturnValuesOnConditionCheckFailure: _, ...rest } = input;
    const holds = engine.condition(ACTIONS[kind], rest);
    const { record } = book.existing(input.TableName);
    const keys = items.keysOf(input) ?? refuse('The provided key element does not match the schema');
    return { kind, action: ACTIONS[kind], input, record, keys, before: undefined, holds };
  }

  async #commit(planned: readonly Planned[], returnCapacity: string | undefined): Promise<Answer> {
    const { items } = this.#options;
    const current = await Promise.all(
      planned.map(async (one) => ({ ...one, before: await items.get(one.input.TableName, one.keys) })),
    );
    refuseUnlessAllHold(current);
    const writes = current.filter(({ kind }) => kind !== 'ConditionCheck');
    const answers = await items.recording(writes, () => this.#apply(writes, current));
    if (!returnCapacity || returnCapacity === 'NONE') return {};
    // A transaction costs twice: once to prepare, once to commit.
    const ConsumedCapacity = answers.map(({ TableName, CapacityUnits }) => ({
      TableName,
      CapacityUnits: 2 * CapacityUnits,
      WriteCapacityUnits: 2 * CapacityUnits,
    }));
    return { ConsumedCapacity };
  }

  async #apply(
    writes: readonly Planned[],
    all: readonly Planned[],
  ): Promise<{ TableName: string; CapacityUnits: number }[]> {
    const { journal, engine } = this.#options;
    this.#lastId += 1;
    const id = this.#lastId;
    const undo = writes.map(({ input: { TableName }, keys, before }) => ({ TableName, keys, before }));
    journal.append(TOPIC, { id, undo });
    const consumed: { TableName: string; CapacityUnits: number }[] = [];
    try {
      for (const { action, input } of writes) {
        const { ReturnValuesOnConditionCheckFailure: _, ...rest } = input;
        const answer = await engine.run(action, { ...rest, ReturnConsumedCapacity: 'TOTAL' });
        consumed.push(answer.ConsumedCapacity as (typeof consumed)[number]);
      }
    } catch (error) {
      await this.#undo(undo.slice(0, consumed.length));
      if (!(error instanceof AwsError)) throw error;
      const { message: Message } = error;
      const failed = writes[consumed.length];
      throw cancelled(
        all.map((one) => (one === failed ? { Code: 'ValidationError', Message } : { Code: 'None' })),
      );
    } finally {
      journal.append(TOPIC, { id });
    }
    return consumed;
  }

  async #undo(undo: readonly Undo[]): Promise<void> {
    for (const { TableName, keys, before } of undo)
      if (before) await this.#options.engine.run('PutItem', { TableName, Item: before });
      else await this.#options.engine.run('DeleteItem', { TableName, Key: keys });
  }
}

function checkCount(count: number): void {
  if (count >= 1 && count <= MAX_ITEMS) return;
  const bound = count === 0 ? 'greater than or equal to 1' : `less than or equal to ${MAX_ITEMS}`;
  refuse(
    `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

function refuseUnlessAllHold(planned: readonly Planned[]): void {
  const reasons = planned.map(({ holds, before, input }): Reason => {
    if (holds(before)) return { Code: 'None' };
    const wantsItem = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before;
    return {
      Code: 'ConditionalCheckFailed',
      Message: 'The conditional request failed',
      ...(wantsItem && { Item: before }),
    };
  });
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
}

function cancelled(reasons: readonly Reason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new AwsError('TransactionCanceledException', message, 400, {
    Message: message,
    CancellationReasons: reasons,
  });
}
