// The embedded runtime: a small, honest AWS on one machine. `startLocal` deploys a CDK app or a cloud assembly and serves
// the AWS endpoints for it. What is supported, refused or different is in docs/local.md.
import { createDynamoDb } from './dynamodb/index.js';
import { createEvents } from './events/index.js';
import type { Lambda } from './lambda/index.js';
import { compilePattern } from './patterns/pattern.js';
import type { Ports, Runtime, ServiceBundle, StartOptions } from './ports.js';
import { startRuntime } from './runtime.js';
import { createS3 } from './s3/index.js';
import { createSecretsManager } from './secretsmanager/index.js';
import { createSns, type Sns } from './sns/index.js';
import { createSqs } from './sqs/index.js';
import { createStepFunctions } from './stepfunctions/index.js';

export type { FidelityRow, FidelitySection } from './fidelity.js';
export { fidelityOf } from './fidelity-table.js';
export type { Access } from './iam/index.js';
export type { ApiCall } from './meter.js';
export type { StartOptions } from './ports.js';
export type { Mail } from './sns/index.js';
export { type AssemblyStack, readAssembly } from './template/assembly.js';

/** A running local AWS. */
export interface Local extends Runtime {
  /** The e-mails that the stack sent through SNS. */
  readonly mailbox: Sns['mailbox'];
}

/**
 * Starts the runtime and deploys `app` or `assembly`, if one is given. Rejects with the name of whatever the runtime
 * does not support, and leaves nothing running then.
 */
export async function startLocal(options: StartOptions = {}): Promise<Local> {
  let mailbox: Sns['mailbox'] | undefined;
  const runtime = await startRuntime(options, async (ports, lambda) => {
    const sns = createSns({ ...ports, confirmEmail: options.confirmEmail ?? 'auto' });
    mailbox = sns.mailbox;
    return createServices(ports, lambda, sns);
  });
  return Object.assign(runtime, { mailbox: mailbox as Sns['mailbox'] });
}

async function createServices(ports: Ports, lambda: Lambda, sns: Sns): Promise<ServiceBundle> {
  const dynamodb = await createDynamoDb(ports);
  const events = createEvents(ports);
  const sqs = createSqs(ports);
  lambda.connect({
    onRecords: (streamArn, listener) => dynamodb.streams.onRecords(streamArn, listener),
    onMessages: (queueArn, listener) => sqs.onMessages(queueArn, listener),
    compilePattern,
  });
  const states = createStepFunctions({
    ...ports,
    publishEvent: (entry) => events.publishServiceEvent(entry),
  });
  const others = [createSecretsManager(ports), createS3(ports)];
  return {
    services: [dynamodb, dynamodb.streamService, events, sns, sqs, states, ...others],
    resume: async () => {
      events.resume();
      await states.resume();
    },
    close: () => dynamodb.close(),
  };
}
