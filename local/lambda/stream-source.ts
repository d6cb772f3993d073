// Starts what feeds a function from a DynamoDB stream: a consumer for each shard. Used by event-sources.ts.
import { AwsError } from '../service.js';
import type { Starting } from './event-sources.js';
import { eventOf, failureRecord, rulesOf } from './mapping.js';
import { ShardReader } from './shard-reader.js';
import type { Batch } from './stream-batch.js';
import { StreamConsumer } from './stream-consumer.js';

const describeStream = ({ mapping, callAsFunction }: Starting) =>
  callAsFunction('streams.dynamodb', 'DescribeStream', { StreamArn: mapping.EventSourceArn });

/** The role must be able to read the stream when the mapping is made. */
export async function checkStream(starting: Starting): Promise<void> {
  await describeStream(starting).catch((error) => {
    if (!(error instanceof AwsError)) throw error;
    const message = `Cannot access stream ${starting.mapping.EventSourceArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM. (${error.message})`;
    throw new AwsError('InvalidParameterValueException', message, 400, { Type: 'User' });
  });
}

/** Answers how to stop it. */
export async function startStream(starting: Starting): Promise<() => void> {
  const { StreamDescription } = await describeStream(starting);
  const consumers: StreamConsumer[] = StreamDescription.Shards.map(({ ShardId }: { ShardId: string }) =>
    consumerOf(starting, ShardId),
  );
  const wake = () => {
    for (const consumer of consumers) consumer.wake();
  };
  const stopListening = starting.sources.onRecords(starting.mapping.EventSourceArn, wake);
  wake();
  return () => {
    stopListening();
    for (const consumer of consumers) consumer.stop();
  };
}

function consumerOf(starting: Starting, shardId: string): StreamConsumer {
  const { mapping, found, sources, clock, activity, callAsFunction, checkpoint } = starting;
  const { EventSourceArn } = mapping;
  const patterns = (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
    sources.compilePattern(Pattern),
  );
  const reader = new ShardReader(
    (action, input) => callAsFunction('streams.dynamodb', action, input),
    { StreamArn: EventSourceArn, ShardId: shardId },
    mapping.StartingPosition ?? 'TRIM_HORIZON',
    checkpoint.of(shardId),
  );
  return new StreamConsumer({
    clock,
    activity,
    rules: rulesOf(mapping),
    batchSize: mapping.BatchSize ?? 100,
    lanes: mapping.ParallelizationFactor ?? 1,
    read: () => reader.read(),
    wants: (record) => patterns.length === 0 || patterns.some((matches) => matches(record)),
    invoke: (records) => starting.run(found, eventOf(records, EventSourceArn)),
    onProblem: starting.onProblem,
    checkpoint: (sequenceNumber) => checkpoint.keep(shardId, sequenceNumber),
    discard: (batch, condition) => discard(starting, shardId, batch, condition),
  });
}

async function discard(
  { mapping, found, clock, deliver }: Starting,
  shardId: string,
  batch: Batch,
  condition: string,
): Promise<void> {
  const destination = mapping.DestinationConfig?.OnFailure?.Destination;
  if (!destination) return;
  await deliver(destination, failureRecord(mapping, shardId, batch, condition, clock.now()), found);
}
