// Event source mappings from DynamoDB streams: their API, and the consumers behind them.
import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { type Action, AwsError, type Call } from '../service.js';
import type { Deliver } from './asynchronous.js';
import type { DeployedFunction, Functions } from './functions.js';
import { describe, eventOf, failureRecord, type Mapping, refuseUnsupported, rulesOf } from './mapping.js';
import type { Outcome } from './sandbox.js';
import { ShardReader, type StreamsCall } from './shard-reader.js';
import type { Batch } from './stream-batch.js';
import { StreamConsumer } from './stream-consumer.js';

const TOPIC = 'lambda-event-sources';

/** What the mappings need of the outside; joined after all services exist. */
export interface StreamSource {
  /** Calls `listener` whenever the stream has new records; answers how to stop that. */
  onRecords(streamArn: string, listener: () => void): () => void;
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
  #source: StreamSource | undefined;

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

  connect(source: StreamSource): void {
    this.#source = source;
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
    const { functions, call } = this.#options;
    const found = functions.get(input.FunctionName ?? '');
    const { EventSourceArn = '' } = input;
    refuseUnsupported(input);
    const caller = { principalArn: found.record.config.roleArn };
    await call('streams.dynamodb', 'DescribeStream', { StreamArn: EventSourceArn }, caller).catch((error) => {
      if (!(error instanceof AwsError)) throw error;
      const message = `Cannot access stream ${EventSourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM. (${error.message})`;
      throw new AwsError('InvalidParameterValueException', message, 400, { Type: 'User' });
    });
    const mapping: Mapping = {
      ...input,
      EventSourceArn,
      FunctionName: found.record.config.arn,
      UUID: input.UUID ?? randomUUID(),
    };
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
    if (!this.#source) throw new Error('this runtime has no streams');
    const found = this.#options.functions.get(mapping.FunctionName);
    const caller = { principalArn: found.record.config.roleArn };
    const streams = (action: string, input: object) =>
      this.#options.call('streams.dynamodb', action, input, caller);
    const { StreamDescription } = await streams('DescribeStream', { StreamArn: mapping.EventSourceArn });
    const consumers: StreamConsumer[] = [];
    for (const { ShardId } of StreamDescription.Shards) {
      consumers.push(this.#consumer(mapping, found, ShardId, streams, this.#source));
    }
    const stopListening = this.#source.onRecords(mapping.EventSourceArn, () => {
      for (const consumer of consumers) consumer.wake();
    });
    this.#stops.set(mapping.UUID, () => {
      stopListening();
      for (const consumer of consumers) consumer.stop();
    });
    for (const consumer of consumers) consumer.wake();
  }

  #consumer(
    mapping: Mapping,
    found: DeployedFunction,
    shardId: string,
    streams: StreamsCall,
    source: StreamSource,
  ): StreamConsumer {
    const patterns = (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
      source.compilePattern(Pattern),
    );
    const { clock, activity } = this.#options;
    const { EventSourceArn, UUID } = mapping;
    const done = this.#checkpoints.get(`${UUID} ${shardId}`);
    const shard = { StreamArn: EventSourceArn, ShardId: shardId };
    const reader = new ShardReader(streams, shard, mapping.StartingPosition ?? 'TRIM_HORIZON', done);
    return new StreamConsumer({
      clock,
      activity,
      rules: rulesOf(mapping),
      batchSize: mapping.BatchSize ?? 100,
      lanes: mapping.ParallelizationFactor ?? 1,
      read: () => reader.read(),
      wants: (record) => patterns.length === 0 || patterns.some((matches) => matches(record)),
      invoke: (records) => this.#options.run(found, eventOf(records, EventSourceArn)),
      onProblem: (error) => problem(found, EventSourceArn, error),
      checkpoint: (sequenceNumber) => this.#keep({ uuid: UUID, shardId, done: sequenceNumber }),
      discard: (batch, condition) => this.#discard(mapping, found, shardId, batch, condition),
    });
  }

  async #discard(
    mapping: Mapping,
    found: DeployedFunction,
    shardId: string,
    batch: Batch,
    condition: string,
  ): Promise<void> {
    const destination = mapping.DestinationConfig?.OnFailure?.Destination;
    if (!destination) return;
    const now = this.#options.clock.now();
    await this.#options.deliver(destination, failureRecord(mapping, shardId, batch, condition, now), found);
  }
}

/** AWS shows it on the mapping; here the function's log is where its developer looks. */
function problem(found: DeployedFunction, eventSourceArn: string, { code, message }: AwsError): void {
  found.log.push(`Event source ${eventSourceArn}: ${code}: ${message}\n`);
}
