// What seals the log outside of it: a queue of where facts stand, and a bucket of checkpoints in which nothing is replaced or
// deleted. Both are read by `seal`; the bucket outlives the stack in any case, since what is locked cannot be deleted.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type EventBus, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EVENT_SOURCE } from '../../lambdas/contracts/bus.js';
import { CHECKPOINT_PREFIX, PASSING_FACTS } from '../../lambdas/contracts/checkpoints.js';
import type { Queues } from './queues.js';

export interface SealingProps {
  readonly queues: Queues;
  /** How long a checkpoint cannot be deleted by anybody; nothing: it can be, for a stack that is thrown away. */
  readonly retention: Duration | undefined;
}

/** Facts share a checkpoint, and its two or three requests to S3, if they come within this time. The most that SQS knows. */
const WINDOW = Duration.minutes(5);
/** A message of a fact has about 300 bytes, an event for Lambda at most 6 MB (read 2026-11). */
const BATCH = 1_000;
/** The fewest that Lambda knows: sealers race for the next number, and a race costs three requests. */
const SEALERS = 2;
/** Six times the function's time, and the window, as AWS advises for queues that feed Lambda (read 2026-11). */
const INVISIBLE = Duration.minutes(8);
/** Then the messages wait among the undelivered, and an alarm says so: more than an hour without S3, or a message that is none. */
const RECEIVES = 10;

export class Sealing extends Construct {
  readonly bucket: Bucket;
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { queues, retention }: SealingProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Checkpoints', {
      objectLockEnabled: true,
      ...(retention && { objectLockDefaultRetention: ObjectLockRetention.compliance(retention) }),
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Locked versions cannot be deleted, but others can be put on top of them: the bucket's policy refuses that to everybody.
    this.#deny('WriteOnce', ['s3:PutObject'], { Null: { 's3:if-none-match': 'true' } });
    if (retention) this.#deny('DeleteNothing', ['s3:DeleteObject', 's3:DeleteObjectVersion']);
    this.queue = new Queue(this, 'ToSeal', {
      visibilityTimeout: INVISIBLE,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: queues.undelivered, maxReceiveCount: RECEIVES },
    });
  }

  #deny(sid: string, actions: string[], conditions: Record<string, unknown> = {}): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions,
        resources: [this.bucket.arnForObjects('*')],
        conditions,
      }),
    );
  }

  /** Where facts on `bus` stand reaches `seal`, in batches. */
  connect(bus: EventBus, seal: LambdaFunction, deadLetterQueue: Queue): void {
    new Rule(this, 'Facts', {
      eventBus: bus,
      description: 'Facts to seal, with all before them',
      // Whatever settles a handoff is sealed, whichever fact it is.
      eventPattern: {
        source: [EVENT_SOURCE],
        detail: { $or: [{ type: Match.anythingBut(...PASSING_FACTS) }, { outcome: Match.exists() }] },
      },
      targets: [
        new SqsQueue(this.queue, {
          message: RuleTargetInput.fromEventPath('$.detail'),
          deadLetterQueue,
          retryAttempts: 20,
          maxEventAge: Duration.hours(12),
        }),
      ],
    });
    seal.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: BATCH,
        maxBatchingWindow: WINDOW,
        maxConcurrency: SEALERS,
        reportBatchItemFailures: true,
      }),
    );
  }

  /** What sealing takes: the newest checkpoint, and one more. */
  grantSeal(grantee: IGrantable): void {
    this.#allow(grantee, ['s3:ListBucket'], this.bucket.bucketArn);
    this.#allow(grantee, ['s3:GetObject', 's3:PutObject'], this.#objects);
  }

  /** What `handoff checkpoints` takes. */
  grantRead(grantee: IGrantable): void {
    this.#allow(
      grantee,
      ['s3:ListBucketVersions', 's3:GetBucketObjectLockConfiguration'],
      this.bucket.bucketArn,
    );
    this.#allow(grantee, ['s3:GetObject', 's3:GetObjectVersion'], this.#objects);
  }

  get #objects(): string {
    return this.bucket.arnForObjects(`${CHECKPOINT_PREFIX}*`);
  }

  // Not the bucket's own `grantRead` and `grantPut`: they would add tags, legal holds, retention, and other prefixes.
  #allow(grantee: IGrantable, actions: string[], resource: string): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [resource] }));
  }
}
