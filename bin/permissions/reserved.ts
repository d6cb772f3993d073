// Grants that no call of ours uses: AWS acts under the role itself. Each with its reason; everything else must be used.
import type { Grant } from './grants.js';

interface Reserved {
  readonly action: RegExp;
  /** Logical ids, with what follows in the ARN: the same action elsewhere is a grant like any other. */
  readonly on: RegExp;
  readonly reason: string;
}

const RESERVED: readonly Reserved[] = [
  {
    action: /^logs:(CreateLogStream|PutLogEvents)$/,
    on: /Logs[0-9A-F]{8}$/,
    reason: 'Lambda writes the logs',
  },
  {
    action: /^dynamodb:(DescribeStream|GetRecords|GetShardIterator)$/,
    on: /\/stream$/,
    reason: 'Lambda polls the stream',
  },
  {
    action: /^dynamodb:ListStreams$/,
    on: /^\*$/,
    reason: 'Lambda polls the stream',
  },
  {
    action: /^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes|GetQueueUrl)$/,
    on: /ToSeal[0-9A-F]{8}$/,
    reason: 'Lambda polls the queue',
  },
  {
    action: /^sqs:(SendMessage|GetQueueAttributes|GetQueueUrl)$/,
    on: /StreamFailures[0-9A-F]{8}$/,
    reason: 'Lambda sends what a stream consumer could not handle to the failure queue',
  },
];

/** Why AWS itself uses `grant`, or nothing. */
export const reservedFor = ({ action, resource }: Grant): string | undefined =>
  RESERVED.find((reserved) => reserved.action.test(action) && reserved.on.test(resource))?.reason;
