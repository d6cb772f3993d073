// Where events go that could not be delivered: from here they can be redriven, and an alarm says that they are here.
import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export class Queues extends Construct {
  /** Positions in the log's stream that a consumer gave up on. */
  readonly streamFailures: Queue;
  /** Events that a rule's target did not take. */
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const props = {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    };
    this.streamFailures = new Queue(this, 'StreamFailures', props);
    this.undelivered = new Queue(this, 'Undelivered', props);
  }
}
