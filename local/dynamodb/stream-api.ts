// DynamoDB Streams over the wire: one shard a stream, iterators that hold a position in plain text.
import { type Action, AwsError } from '../service.js';
import type { Streams } from './streams.js';

const SHARD = 'shardId-00000000000000000000-00000001';
const MAX_RECORDS = 1_000;

const iterator = (arn: string, after: string | undefined) =>
  Buffer.from(JSON.stringify({ arn, after })).toString('base64');

function existing(streams: Streams, arn: string): string {
  const view = streams.viewOf(arn);
  if (view) return view;
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
}

const summary = (arn: string) => ({
  StreamArn: arn,
  StreamLabel: arn.split('/stream/')[1],
  TableName: arn.split('/')[1],
});

/** The position after which an iterator of this type begins. */
function startOf(streams: Streams, arn: string, type: string, sequenceNumber: string): string | undefined {
  const starts: Record<string, string | undefined> = {
    TRIM_HORIZON: undefined,
    LATEST: streams.latest(arn),
    AT_SEQUENCE_NUMBER: sequenceNumber && String(BigInt(sequenceNumber) - 1n).padStart(21, '0'),
    AFTER_SEQUENCE_NUMBER: sequenceNumber,
  };
  return starts[type];
}

/** The actions of the service `streams.dynamodb`. */
export function streamActions(streams: Streams, arns: () => string[]): Map<string, Action> {
  return new Map<string, Action>([
    [
      'ListStreams',
      ({ TableName }) => ({
        Streams: arns()
          .map(summary)
          .filter((one) => !TableName || one.TableName === TableName),
      }),
    ],
    [
      'DescribeStream',
      ({ StreamArn }) => ({
        StreamDescription: {
          ...summary(StreamArn),
          StreamStatus: 'ENABLED',
          StreamViewType: existing(streams, StreamArn),
          Shards: [{ ShardId: SHARD, SequenceNumberRange: { StartingSequenceNumber: '0'.repeat(21) } }],
        },
      }),
    ],
    [
      'GetShardIterator',
      ({ StreamArn, ShardIteratorType, SequenceNumber }) => {
        existing(streams, StreamArn);
        const start = startOf(streams, StreamArn, ShardIteratorType, SequenceNumber);
        return { ShardIterator: iterator(StreamArn, start) };
      },
    ],
    [
      'GetRecords',
      ({ ShardIterator, Limit = MAX_RECORDS }) => {
        const { arn, after } = JSON.parse(Buffer.from(ShardIterator, 'base64').toString());
        existing(streams, arn);
        const Records = streams.records(arn, after, Math.min(Limit, MAX_RECORDS));
        return {
          Records,
          NextShardIterator: iterator(arn, Records.at(-1)?.dynamodb.SequenceNumber ?? after),
        };
      },
    ],
  ]);
}
