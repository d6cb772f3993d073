// Grants that no call of ours uses: AWS acts under the role itself. Each with its reason; everything else must be used.
import type { Grant } from './grants.js';

interface Reserved {
  readonly action: RegExp;
  readonly reason: string;
}

const RESERVED: readonly Reserved[] = [
  {
    action: /^logs:(CreateLogStream|PutLogEvents)$/,
    reason: 'Lambda writes the logs',
  },
  {
    action: /^dynamodb:(ListStreams|DescribeStream|GetRecords|GetShardIterator)$/,
    reason: 'Lambda polls the stream',
  },
  {
    action: /^sqs:(SendMessage|GetQueueAttributes|GetQueueUrl)$/,
    reason: 'Lambda sends what a stream consumer could not handle to the failure queue',
  },
];

/** Why AWS itself uses `grant`, or nothing. */
export const reservedFor = ({ action }: Grant): string | undefined =>
  RESERVED.find((reserved) => reserved.action.test(action))?.reason;
