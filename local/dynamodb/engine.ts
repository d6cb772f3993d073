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

const { create } = require('dynalite/db') as { create(options: object): object };
const validations = require('dynalite/validations') as {
  checkTypes(data: unknown, types: unknown): Record<string, unknown>;
  checkValidations(data: unknown, types: unknown, custom: unknown, store: object): void;
  toLowerFirst(text: string): string;
};

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

export class Engine {
  readonly #store: Store;
  readonly #run = new Map<string, (store: object, data: object, done: Callback) => void>();
  readonly #validation = new Map<string, Validation>();

  /** In memory without a directory; there LevelDB keeps what a killed process had written. */
  constructor(dataDir: string | undefined, accountId: string, region: string) {
    const times = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
    const store = create({
      ...times,
      ...(dataDir && { path: join(dataDir, 'dynamodb') }),
    }) as Store;
    store.tableDb.awsAccountId = accountId;
    store.tableDb.awsRegion = region;
    this.#store = store;
    for (const action of DYNALITE_ACTIONS) {
      const file = validations.toLowerFirst(action);
      this.#run.set(action, require(`dynalite/actions/${file}`));
      this.#validation.set(action, require(`dynalite/validations/${file}`));
    }
  }

  /** Runs one action; throws an {@link AwsError} where DynamoDB answers with an error. */
  run(action: DynaliteAction, input: object): Promise<Record<string, unknown>> {
    const validation = this.#validation.get(action) as Validation;
    return new Promise((resolve, reject) => {
      try {
        const data = validations.checkTypes(input, validation.types);
        validations.checkValidations(data, validation.types, validation.custom, this.#store);
        this.#run.get(action)?.(this.#store, data, (error, answer) =>
          error ? reject(asAwsError(error)) : resolve(answer),
        );
      } catch (error) {
        reject(asAwsError(error));
      }
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#store.db.close(() => resolve()));
  }
}
