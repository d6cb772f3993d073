// DynamoDB Streams over the wire: one shard a stream, iterators that hold a position in plain text.
import { type Action, AwsError } from '../service.js';
import type { Streams } from './streams.js';

const SHARD = 'shardId-00000000000000000000-00000001';
const MAX_RECORDS = 1_000;

const iterator = (arn: string, after: string | undefined) =>
  Buffer.from(JSON.stringify({ arn, after })).toString('base64');

/** The actions of the service `streams.dynamodb`. */
export function streamActions(streams: Streams, arns: () => string[]): Map<string, Action> {
  const existing = (arn: string) => {
    const view = streams.viewOf(arn);
    if (!view)
      throw new AwsError(
        'ResourceNotFoundException',
        `Requested resource not found: Stream: ${arn} not found`,
      );
    return view;
  };
  const summary = (arn: string) => ({
    StreamArn: arn,
    StreamLabel: arn.split('/stream/')[1],
    TableName: arn.split('/')[1],
  });
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
          StreamViewType: existing(StreamArn),
          Shards: [{ ShardId: SHARD, SequenceNumberRange: { StartingSequenceNumber: '0'.repeat(21) } }],
        },
      }),
    ],
    [
      'GetShardIterator',
      ({ StreamArn, ShardIteratorType, SequenceNumber }) => {
        existing(StreamArn);
        const before = SequenceNumber && String(BigInt(SequenceNumber) - 1n).padStart(21, '0');
        const starts: Record<string, string | undefined> = {
          TRIM_HORIZON: undefined,
          LATEST: streams.latest(StreamArn),
          AT_SEQUENCE_NUMBER: before,
          AFTER_SEQUENCE_NUMBER: SequenceNumber,
        };
        return { ShardIterator: iterator(StreamArn, starts[ShardIteratorType]) };
      },
    ],
    [
      'GetRecords',
      ({ ShardIterator, Limit = MAX_RECORDS }) => {
        const { arn, after } = JSON.parse(Buffer.from(ShardIterator, 'base64').toString());
        existing(arn);
        const Records = streams.records(arn, after, Math.min(Limit, MAX_RECORDS));
        return {
          Records,
          NextShardIterator: iterator(arn, Records.at(-1)?.dynamodb.SequenceNumber ?? after),
        };
      },
    ],
  ]);
}
