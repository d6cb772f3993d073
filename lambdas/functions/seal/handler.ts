// Wiring of Seal, consumer of the queue of announced facts. An event without records is a question for the public key.
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { CheckpointSigner } from '../../adapters/checkpoint-signer.js';
import { clientConfiguration } from '../../adapters/client-configuration.js';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { countMetric } from '../../adapters/embedded-metrics.js';
import { S3Checkpoints } from '../../adapters/s3-checkpoints.js';
import { secretReader } from '../../adapters/secret.js';
import { AnnouncedFact, originOf, type SealKey } from '../../contracts/checkpoints.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { type Announcement, sealFacts } from './seal-facts.js';

const environment = parseEnvironment('seal', process.env);
const log = new DynamodbEventLog(dynamodbClient(), environment.LOG_TABLE);
// Path style: an endpoint at an address has no host name that a bucket could be put in front of.
const s3 = new S3Client({ ...clientConfiguration, forcePathStyle: true });
const checkpoints = new S3Checkpoints(s3, environment.CHECKPOINT_BUCKET);
const signer = new CheckpointSigner(
  originOf(environment.CHECKPOINT_BUCKET),
  secretReader(environment.SECRET_ARN),
);

/** What of an SQS event matters here. @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html (2026-11) */
const QueueEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

function announcementOf({ messageId, body }: { messageId: string; body: string }): Announcement | undefined {
  try {
    return { id: messageId, fact: AnnouncedFact.parse(JSON.parse(body)) };
  } catch {
    return undefined;
  }
}

export async function handler(event: object) {
  if (!('Records' in event)) return { key: await signer.publicKey() } satisfies SealKey;
  const { Records } = QueueEvent.parse(event);
  const announcements = Records.flatMap((record) => announcementOf(record) ?? []);
  const now = Date.now();
  const failed = await sealFacts(announcements, {
    log,
    checkpoints,
    signer,
    now,
    reportTampering: (fact) => countMetric('LogTampered', now, { ...fact, change: 'GONE' }),
  });
  // What is no announcement ends in the queue of undelivered events, and its alarm.
  const known = new Set(announcements.map(({ id }) => id));
  const unread = Records.flatMap(({ messageId }) => (known.has(messageId) ? [] : [messageId]));
  return { batchItemFailures: [...failed, ...unread].map((itemIdentifier) => ({ itemIdentifier })) };
}
