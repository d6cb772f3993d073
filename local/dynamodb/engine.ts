// The tables themselves: dynalite's validations and actions, called in process without its HTTP layer. Used by the
// actions beside it; knows nothing of streams, policies or time to live.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AwsError } from '../service.js';

const require = createRequire(import.meta.url);

/** An attribute map as DynamoDB's JSON writes it. */
export type Item = Record<string, Record<string, unknown>>;
type Callback = (error: DynaliteError | null, data: Record<string, unknown>) => void;
interface DynaliteError extends Error {
  readonly body?: { readonly __type: string; readonly message?: string; readonly Message?: string };
}
interface Store {
  readonly db: { close(done: () => void): void };
  readonly tableDb: { awsAccountId: string; awsRegion: string };
}
interface Validation {
  readonly types: unknown;
  readonly custom?: unknown;
}

interface Dynalite {
  readonly store: Store;
  readonly validations: {
    checkTypes(data: unknown, types: unknown): Record<string, unknown>;
    checkValidations(data: unknown, types: unknown, custom: unknown, store: object): void;
  };
  /** What speaks against a condition that was read by a validation. */
  checkConditional(data: object, item: Item | undefined): Error | null | undefined;
}

/** What dynalite does; anything else is answered beside it, or refused by name. */
export const DYNALITE_ACTIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
] as const;
export type DynaliteAction = (typeof DYNALITE_ACTIONS)[number];

function asAwsError(error: unknown): unknown {
  const body = (error as DynaliteError).body;
  if (!body) return error;
  return new AwsError(body.__type.split('#')[1] ?? 'InternalServerError', body.message ?? body.Message ?? '');
}

const fileOf = (action: DynaliteAction) => action.charAt(0).toLowerCase() + action.slice(1);

export class Engine {
  readonly #options: { readonly path?: string; readonly accountId: string; readonly region: string };
  #dynalite: Dynalite | undefined;

  /** In memory without a directory; there LevelDB keeps what a killed process had written. */
  constructor(dataDir: string | undefined, accountId: string, region: string) {
    this.#options = { ...(dataDir && { path: join(dataDir, 'dynamodb') }), accountId, region };
  }

  /** Loaded by the first action: a runtime without tables starts faster. */
  #loaded(): Dynalite {
    this.#dynalite ??= this.#load();
    return this.#dynalite;
  }

  #load(): Dynalite {
    const { path, accountId, region } = this.#options;
    const { create, checkConditional } = require('dynalite/db');
    const times = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
    const store: Store = create({ ...times, ...(path && { path }) });
    store.tableDb.awsAccountId = accountId;
    store.tableDb.awsRegion = region;
    return { store, validations: require('dynalite/validations'), checkConditional };
  }

  /** Runs one action; throws an {@link AwsError} where DynamoDB answers with an error. */
  async run(action: DynaliteAction, input: object): Promise<Record<string, unknown>> {
    const data = this.validate(action, input);
    const run: (store: object, data: object, done: Callback) => void = require(
      `dynalite/actions/${fileOf(action)}`,
    );
    return new Promise((resolve, reject) => {
      run(this.#loaded().store, data, (error, answer) =>
        error ? reject(asAwsError(error)) : resolve(answer),
      );
    });
  }

  /** The input as actions take it, with its expressions read; throws what DynamoDB refuses without looking at tables. */
  validate(action: DynaliteAction, input: object): Record<string, unknown> {
    const { store, validations } = this.#loaded();
    const { types, custom }: Validation = require(`dynalite/validations/${fileOf(action)}`);
    try {
      const data = validations.checkTypes(input, types);
      validations.checkValidations(data, types, custom, store);
      return data;
    } catch (error) {
      throw asAwsError(error);
    }
  }

  /** The condition of a write, for items that are read elsewhere. */
  condition(action: DynaliteAction, input: object): (item: Item | undefined) => boolean {
    const data = this.validate(action, input);
    return (item) => !this.#loaded().checkConditional(data, item);
  }

  close(): Promise<void> {
    const { store } = this.#dynalite ?? {};
    return new Promise((resolve) => (store ? store.db.close(() => resolve()) : resolve()));
  }
}
