// Findings of AWS's own rule packs (cdk-nag: AwsSolutions and Serverless) that do not apply here, each with its reason. Whoever
// runs those packs over an app with a `Handoff` in it sees no others; a test holds the construct to that.
import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

interface Acknowledged {
  /** Path below the construct. */
  readonly path: string;
  readonly id: string;
  /** Whether the part is there only at times. */
  readonly isOptional?: boolean;
  readonly reason: string;
}

const DEAD_LETTERS = 'this is itself where undelivered events go: what fails here has nowhere else to go';
const TRACING = 'a trace costs more than the handoff it follows, and the log already says what happened when';
const ON_ANY = 'AWS knows no resource for';

/** Stands for the logical id of the bucket, which depends on where the construct is. */
const BUCKET = '(bucket)';

const ACKNOWLEDGED: readonly Acknowledged[] = [
  { path: 'Queues', id: 'AwsSolutions-SQS3', reason: DEAD_LETTERS },
  { path: 'Queues', id: 'Serverless-SQSRedrivePolicy', reason: DEAD_LETTERS },
  {
    path: 'Secret',
    id: 'AwsSolutions-SMG4',
    reason: 'rotation would void every open link: it is replaced by hand when it must be (docs/audit.md)',
  },
  {
    path: 'Functions/SlackCodeKey',
    id: 'AwsSolutions-SMG4',
    reason: 'rotation would void the buttons of every open message in Slack',
    isOptional: true,
  },
  {
    path: 'DecisionSecret',
    id: 'AwsSolutions-SMG4',
    reason: 'rotation would void decisions that have still to run: it is replaced by hand (docs/audit.md)',
  },
  {
    path: 'Machines',
    id: 'AwsSolutions-SF1',
    reason: 'logging every event would copy task tokens and inputs into CloudWatch Logs',
  },
  { path: 'Machines', id: 'AwsSolutions-SF2', reason: TRACING },
  { path: 'Machines', id: 'Serverless-StepFunctionStateMachineXray', reason: TRACING },
  { path: 'Functions', id: 'Serverless-LambdaTracing', reason: TRACING },
  {
    path: 'Functions',
    id: 'Serverless-LambdaDLQ',
    reason: 'callers wait for the answer, or the rule or stream that calls has a failure queue of its own',
  },
  {
    path: 'Channels',
    id: 'Serverless-SNSRedrivePolicy',
    reason:
      'SNS keeps no undelivered e-mail: a reviewer who is not confirmed counts as unreachable, and escalates',
  },
  {
    path: 'Sealing/Checkpoints',
    id: 'AwsSolutions-S1',
    reason:
      'access logs would need a bucket of their own to say who read what can neither be replaced nor deleted',
  },
  {
    path: 'Functions/Seal',
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'a destination is for streams: the queue has a dead-letter queue',
  },
  {
    path: 'Functions/SealRole',
    id: `AwsSolutions-IAM5[Resource::<${BUCKET}.Arn>/checkpoints/*]`,
    reason: 'each checkpoint has a key of its own',
  },
  {
    path: 'Functions/AwaitDecisionRole',
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: `${ON_ANY} states:SendTaskSuccess`,
  },
  {
    path: 'Functions/WakeRole',
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: `${ON_ANY} states:SendTaskSuccess and dynamodb:ListStreams`,
  },
  {
    path: 'Functions/EvaluateRole',
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: `${ON_ANY} comprehend:BatchDetectSentiment`,
  },
  {
    path: 'Functions/PublishRole',
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: `${ON_ANY} dynamodb:ListStreams`,
  },
];

const partAt = (handoff: Construct, path: string) =>
  path.split('/').reduce<IConstruct | undefined>((scope, child) => scope?.node.tryFindChild(child), handoff);

/** Marks the findings on the parts of `handoff` that they are about. */
export function acknowledgeFindings(handoff: Construct): void {
  const bucket = partAt(handoff, 'Sealing/Checkpoints')?.node.defaultChild as CfnElement;
  const bucketId = Stack.of(handoff).getLogicalId(bucket);
  for (const { path, id, reason, isOptional = false } of ACKNOWLEDGED) {
    const part = partAt(handoff, path);
    if (!part && !isOptional) throw new Error(`there is no ${path} to acknowledge ${id} for`);
    if (part) Validations.of(part).acknowledge({ id: id.replace(BUCKET, bucketId), reason });
  }
}
