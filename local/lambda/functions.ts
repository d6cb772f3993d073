// The deployed functions: settings, permissions, environments to run in, and what they wrote to their logs.
import type { Journal } from '../journal.js';
import type { Meter } from '../meter.js';
import { AwsError } from '../service.js';
import { accessKeyIdOf, type FunctionConfig, readFunctionName } from './function.js';
import { Pool } from './pool.js';
import { type Outcome, Sandbox } from './sandbox.js';

/** One statement of a function's resource policy. */
export interface PermissionStatement {
  readonly Sid: string;
  readonly [member: string]: unknown;
}

/** How asynchronous events are retried and where they end. */
export interface EventInvokeConfig {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
  readonly DestinationConfig?: {
    readonly OnSuccess?: { readonly Destination?: string };
    readonly OnFailure?: { readonly Destination?: string };
  };
}

export interface FunctionUrl {
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly port: number;
}

/** What is kept of a function; everything but its environments. */
export interface FunctionRecord {
  readonly config: FunctionConfig;
  readonly reservedConcurrency?: number | undefined;
  readonly permissions: readonly PermissionStatement[];
  readonly invokeConfig?: EventInvokeConfig | undefined;
  readonly url?: FunctionUrl | undefined;
}

export interface DeployedFunction {
  record: FunctionRecord;
  pool: Pool;
  readonly log: string[];
}

const TOPIC = 'lambda-functions';
const LOG_CHUNKS_KEPT = 500;

export interface FunctionsOptions {
  readonly journal: Journal;
  readonly environmentOf: (config: FunctionConfig) => Record<string, string>;
  readonly virtualTime: SharedArrayBuffer | undefined;
  readonly meter: Meter;
  /** Sees every line that a function writes. */
  readonly onLog: (functionName: string, text: string) => void;
}

/** Registry of functions, kept in the journal. */
export class Functions {
  readonly #options: FunctionsOptions;
  readonly #byName = new Map<string, DeployedFunction>();
  readonly #byAccessKey = new Map<string, DeployedFunction>();

  constructor(options: FunctionsOptions) {
    this.#options = options;
    for (const entry of options.journal.replay(TOPIC)) this.#recall(entry as JournalEntry);
    options.journal.compact(
      TOPIC,
      this.all().map(({ record }) => ({ name: record.config.name, record })),
    );
  }

  all(): DeployedFunction[] {
    return [...this.#byName.values()];
  }

  /** The function whose own credentials these are. */
  ofAccessKey(accessKeyId: string): DeployedFunction | undefined {
    return this.#byAccessKey.get(accessKeyId);
  }

  find(name: string): DeployedFunction | undefined {
    return this.#byName.get(name);
  }

  /** The function that a name or ARN means; throws ResourceNotFoundException. */
  get(reference: string): DeployedFunction {
    const { name } = readFunctionName(reference);
    const found = this.#byName.get(name);
    if (found) return found;
    const arn = reference.startsWith('arn:') ? reference : `function ${name}`;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404, { Type: 'User' });
  }

  /** Creates the function, or changes it; new code or settings get new environments. */
  put(record: FunctionRecord): DeployedFunction {
    const { name } = record.config;
    this.#options.journal.append(TOPIC, { name, record });
    return this.#place(record);
  }

  async remove(name: string): Promise<void> {
    const found = this.#byName.get(name);
    this.#byName.delete(name);
    this.#options.journal.append(TOPIC, { name });
    await found?.pool.end();
  }

  /** Runs one event synchronously. */
  invoke(found: DeployedFunction, event: string, requestId: string): Promise<Outcome> {
    const { arn } = found.record.config;
    return this.#options.meter.measure('lambda', 'Invoke', event, { principalArn: arn }, () =>
      found.pool.invoke({ requestId, event, functionArn: arn }),
    );
  }

  /** Ends every environment. */
  async end(): Promise<void> {
    await Promise.all(this.all().map(({ pool }) => pool.end()));
  }

  #recall(entry: JournalEntry): void {
    if (entry.record) this.#place(entry.record);
    else this.#byName.delete(entry.name);
  }

  #place(record: FunctionRecord): DeployedFunction {
    const { name } = record.config;
    const known = this.#byName.get(name);
    if (!known) {
      const created: DeployedFunction = { record, pool: this.#pool(record.config), log: [] };
      this.#byName.set(name, created);
      this.#byAccessKey.set(accessKeyIdOf(record.config.arn), created);
      return created;
    }
    const isSame = JSON.stringify(known.record.config) === JSON.stringify(record.config);
    known.record = record;
    if (!isSame) {
      void known.pool.drain();
      known.pool = this.#pool(record.config);
    }
    return known;
  }

  #pool(config: FunctionConfig): Pool {
    return new Pool(
      (onGone) => this.#sandbox(config, onGone),
      () => this.#byName.get(config.name)?.record.reservedConcurrency,
    );
  }

  #sandbox(config: FunctionConfig, onGone: (sandbox: Sandbox) => void): Sandbox {
    const sandbox: Sandbox = new Sandbox({
      config,
      environment: this.#options.environmentOf(config),
      virtualTime: this.#options.virtualTime,
      onLog: (text) => this.#log(config.name, text),
      onGone: () => onGone(sandbox),
    });
    return sandbox;
  }

  #log(name: string, text: string): void {
    const log = this.#byName.get(name)?.log;
    if (log && log.push(text) > LOG_CHUNKS_KEPT) log.shift();
    this.#options.onLog(name, text);
  }
}

interface JournalEntry {
  readonly name: string;
  readonly record?: FunctionRecord;
}
