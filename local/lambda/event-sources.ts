// Event source mappings: their API, what is kept of them, and when each starts and stops.
import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { type Action, AwsError, type Call } from '../service.js';
import type { Deliver } from './asynchronous.js';
import type { DeployedFunction, Functions } from './functions.js';
import { describe, isQueue, type Mapping, refuseUnsupported } from './mapping.js';
import { checkQueue, startQueue } from './queue-source.js';
import type { Outcome } from './sandbox.js';
import { checkStream, startStream } from './stream-source.js';

const TOPIC = 'lambda-event-sources';

/** What the mappings need of the outside; joined after all services exist. */
export interface Sources {
  /** Calls `listener` whenever the stream has new records; answers how to stop that. */
  onRecords(streamArn: string, listener: () => void): () => void;
  /** Calls `listener` whenever the queue may have messages to receive; answers how to stop that. */
  onMessages(queueArn: string, listener: () => void): () => void;
  /** Compiles a filter pattern, JSON text in EventBridge's language. */
  compilePattern(pattern: string): (event: unknown) => boolean;
}

export interface EventSourcesOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly call: Call;
  readonly functions: Functions;
  readonly run: (found: DeployedFunction, event: string) => Promise<Outcome>;
  readonly deliver: Deliver;
}

/** What starting one mapping takes. */
export interface Starting extends EventSourcesOptions {
  readonly mapping: Mapping;
  readonly found: DeployedFunction;
  readonly sources: Sources;
  /** Calls an API with the function's role. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the action
  readonly callAsFunction: (service: string, action: string, input: object) => Promise<any>;
  readonly onProblem: (error: AwsError) => void;
  /** The last record of a shard that is done. */
  readonly checkpoint: { of(shardId: string): string | undefined; keep(shardId: string, done: string): void };
}

type JournalEntry =
  | { mapping: Mapping }
  | { deleted: string }
  | { uuid: string; shardId: string; done: string };

/** All event source mappings. */
export class EventSources {
  readonly #options: EventSourcesOptions;
  readonly #mappings = new Map<string, Mapping>();
  readonly #checkpoints = new Map<string, string>();
  readonly #stops = new Map<string, () => void>();
  #sources: Sources | undefined;

  constructor(options: EventSourcesOptions) {
    this.#options = options;
    for (const entry of options.journal.replay(TOPIC)) this.#apply(entry as JournalEntry);
    options.journal.compact(TOPIC, [
      ...[...this.#mappings.values()].map((mapping) => ({ mapping })),
      ...[...this.#checkpoints].map(([key, done]) => {
        const [uuid, shardId] = key.split(' ');
        return { uuid, shardId, done };
      }),
    ]);
  }

  readonly actions: [string, Action][] = [
    ['CreateEventSourceMapping', (input) => this.#create(input)],
    ['GetEventSourceMapping', (input) => describe(this.#get(input.UUID))],
    ['UpdateEventSourceMapping', (input) => this.#update(input)],
    ['DeleteEventSourceMapping', (input) => this.#delete(input.UUID)],
    ['ListEventSourceMappings', () => ({ EventSourceMappings: [...this.#mappings.values()].map(describe) })],
  ];

  connect(sources: Sources): void {
    this.#sources = sources;
  }

  /** Goes on where the last run stopped. */
  async resume(): Promise<void> {
    for (const mapping of this.#mappings.values()) {
      if (!this.#stops.has(mapping.UUID)) await this.#restart(mapping);
    }
  }

  /** A table or a grant that is gone stops its mapping, not the runtime. */
  async #restart(mapping: Mapping): Promise<void> {
    try {
      await this.#start(mapping);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const found = this.#options.functions.find(mapping.FunctionName.split(':').at(-1) ?? '');
      if (found) problem(found, mapping.EventSourceArn, error);
    }
  }

  stop(): void {
    for (const stop of this.#stops.values()) stop();
  }

  /** The template's mappings bring their own, stable id; creating one again keeps its checkpoint. */
  async #create(input: Partial<Mapping>): Promise<unknown> {
    const found = this.#options.functions.get(input.FunctionName ?? '');
    const { EventSourceArn = '' } = input;
    refuseUnsupported(input);
    const mapping: Mapping = {
      ...input,
      EventSourceArn,
      FunctionName: found.record.config.arn,
      UUID: input.UUID ?? randomUUID(),
    };
    await (isQueue(mapping) ? checkQueue : checkStream)(this.#starting(mapping));
    this.#keep({ mapping });
    this.#stops.get(mapping.UUID)?.();
    await this.#start(mapping);
    return describe(mapping);
  }

  /** Goes on with the new settings after the last record that is done. */
  async #update({ UUID = '', ...changes }: Partial<Mapping>): Promise<unknown> {
    const before = this.#get(UUID);
    const FunctionName = changes.FunctionName ?? before.FunctionName;
    const mapping: Mapping = {
      ...before,
      ...changes,
      UUID,
      FunctionName: this.#options.functions.get(FunctionName).record.config.arn,
    };
    refuseUnsupported(mapping);
    this.#stops.get(UUID)?.();
    this.#stops.delete(UUID);
    this.#keep({ mapping });
    await this.#start(mapping);
    return describe(mapping);
  }

  #delete(uuid: string): unknown {
    const mapping = this.#get(uuid);
    this.#stops.get(uuid)?.();
    this.#stops.delete(uuid);
    this.#keep({ deleted: uuid });
    return { ...describe(mapping), State: 'Deleting' };
  }

  #get(uuid: string): Mapping {
    const mapping = this.#mappings.get(uuid);
    if (mapping) return mapping;
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, {
      Type: 'User',
    });
  }

  #keep(entry: JournalEntry): void {
    this.#apply(entry);
    this.#options.journal.append(TOPIC, entry);
  }

  #apply(entry: JournalEntry): void {
    if ('mapping' in entry) this.#mappings.set(entry.mapping.UUID, entry.mapping);
    else if ('done' in entry) this.#checkpoints.set(`${entry.uuid} ${entry.shardId}`, entry.done);
    else this.#mappings.delete(entry.deleted);
  }

  async #start(mapping: Mapping): Promise<void> {
    if (mapping.Enabled === false) return;
    const start = isQueue(mapping) ? startQueue : startStream;
    this.#stops.set(mapping.UUID, await start(this.#starting(mapping)));
  }

  #starting(mapping: Mapping): Starting {
    if (!this.#sources) throw new Error('this runtime has no event sources');
    const { functions, call } = this.#options;
    const found = functions.get(mapping.FunctionName);
    const { UUID, EventSourceArn } = mapping;
    return {
      ...this.#options,
      mapping,
      found,
      sources: this.#sources,
      callAsFunction: (service, action, input) =>
        call(service, action, input, { principalArn: found.record.config.roleArn }),
      onProblem: (error) => problem(found, EventSourceArn, error),
      checkpoint: {
        of: (shardId) => this.#checkpoints.get(`${UUID} ${shardId}`),
        keep: (shardId, done) => this.#keep({ uuid: UUID, shardId, done }),
      },
    };
  }
}

/** AWS shows it on the mapping; here the function's log is where its developer looks. */
function problem(found: DeployedFunction, eventSourceArn: string, { code, message }: AwsError): void {
  found.log.push(`Event source ${eventSourceArn}: ${code}: ${message}\n`);
}
