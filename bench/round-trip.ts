// One whole round trip on the embedded runtime, through SDK and HTTP, with the instants that the figures are made of.

import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { SFNClient, StartExecutionCommand, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { type Local, startLocal } from 'agent-handoff/local';

/** Milliseconds between the steps of one round trip. */
export interface RoundTrip {
  readonly toWaitingMs: number;
  readonly toMessageMs: number;
  readonly toOutcomeMs: number;
}

interface Message {
  readonly link: string;
  readonly code: string;
  readonly at: number;
}

/** Pause between two polls while latencies are measured, milliseconds: the resolution of every polled figure. */
const FINE_POLL_MS = 0.5;
/** Where the agent is told that an execution has ended: the bus's own event, by a rule to a topic. */
const AGENT_ADDRESS = 'agent@example.com';

const requestOf = (handoffId: string, confidence: number | undefined) =>
  JSON.stringify({
    schemaVersion: 1,
    agent: { id: 'bench-agent', version: '1' },
    action: { type: 'refund_order', resource: handoffId, parameters: { orderId: handoffId, amount: 12 } },
    assessment: { rationale: 'Measured.', ...(confidence !== undefined && { confidence }) },
  });

/** The stack on the embedded runtime, and an agent and a reviewer that use it. */
export class Bench {
  readonly #messages = new Map<string, (message: Message) => void>();
  readonly #endings = new Map<string, (status: string) => void>();
  readonly #sfn: SFNClient;
  /** The SDK calls synchronous executions at a host of their own, which a loopback endpoint does not have. */
  readonly #sync: SFNClient;
  readonly #dynamodb: DynamoDBClient;

  private constructor(
    readonly local: Local,
    /** What the functions have logged so far. */
    readonly logged: { readonly bytes: number },
  ) {
    const config = { endpoint: local.endpoint, region: local.region, credentials: local.credentials };
    this.#sfn = new SFNClient(config);
    this.#sync = new SFNClient({ ...config, disableHostPrefix: true });
    this.#dynamodb = new DynamoDBClient(config);
    local.mailbox.onMessage(({ to, body }) => (to === AGENT_ADDRESS ? this.#end(body) : this.#deliver(body)));
  }

  /** Starts the runtime with the reference stack. */
  static async start(assembly: string): Promise<Bench> {
    const logged = { bytes: 0 };
    const local = await startLocal({
      assembly,
      onLog: (_, text) => (logged.bytes += Buffer.byteLength(text)),
    });
    await tellAgent(local);
    return new Bench(local, logged);
  }

  #end(event: string): void {
    const { name, status } = JSON.parse(event).detail as { name: string; status: string };
    this.#endings.get(name)?.(status);
    this.#endings.delete(name);
  }

  #deliver(body: string): void {
    const link = /^\s*Review:\s*(\S+)/m.exec(body)?.[1];
    const code = /^\s*Code:\s*(\S+)/m.exec(body)?.[1];
    const id = /bench-[a-z]+-\d+/.exec(body)?.[0];
    if (!link || !code || !id) return;
    this.#messages.get(id)?.({ link, code, at: performance.now() });
    this.#messages.delete(id);
  }

  #message(handoffId: string): Promise<Message> {
    return new Promise((resolve) => this.#messages.set(handoffId, resolve));
  }

  /** Puts an action that needs no human through the gate; answers the milliseconds to its outcome. */
  async throughGate(handoffId: string): Promise<number> {
    const startedAt = performance.now();
    const { status, output = '' } = await this.#sync.send(
      new StartSyncExecutionCommand({
        stateMachineArn: this.local.outputs.GateMachineArn,
        name: handoffId,
        input: requestOf(handoffId, 0.97),
      }),
    );
    if (status !== 'SUCCEEDED' || !output.includes('"autonomous"'))
      throw new Error(`${handoffId} went through the gate as ${status}`);
    return performance.now() - startedAt;
  }

  /** Starts a handoff that needs a human. */
  async request(handoffId: string, confidence: number | undefined): Promise<void> {
    await this.#sfn.send(
      new StartExecutionCommand({
        stateMachineArn: this.local.outputs.StateMachineArn,
        name: handoffId,
        input: requestOf(handoffId, confidence),
      }),
    );
  }

  async #until(isTrue: () => Promise<boolean>, pollMs: number): Promise<void> {
    while (!(await isTrue())) await sleep(pollMs);
  }

  /** Resolves when the task token of `handoffId` is stored. */
  waiting(handoffId: string): Promise<void> {
    return this.#until(async () => {
      const { Item } = await this.#dynamodb.send(
        new GetItemCommand({
          TableName: this.local.outputs.WaitpointTableName,
          Key: { handoff: { S: `default#${handoffId}` } },
          ProjectionExpression: 'deadlineAt',
        }),
      );
      return Item !== undefined;
    }, FINE_POLL_MS);
  }

  /** Resolves when the agent of `handoffId` has its outcome; to be called before that can happen. */
  async #ended(handoffId: string): Promise<void> {
    const status = await new Promise<string>((resolve) => this.#endings.set(handoffId, resolve));
    if (status !== 'SUCCEEDED') throw new Error(`${handoffId} ended ${status}`);
  }

  /** Enters the code and posts a decision; answers when the decision has been accepted. */
  async decide(message: Message, form: Record<string, string>): Promise<number> {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: new URL(message.link).origin,
      'sec-fetch-site': 'same-origin',
    };
    const post = (path: string, body: Record<string, string>, cookie: string) =>
      fetch(`${message.link}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { ...headers, cookie },
        body: new URLSearchParams(body).toString(),
      });
    const entered = await post('/code', { code: message.code }, '');
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const postedAt = performance.now();
    const decided = await post('/decision', form, cookie);
    if (decided.status !== 303) throw new Error(`the decision was refused: ${decided.status}`);
    return postedAt;
  }

  /** One handoff from request to outcome. */
  async roundTrip(handoffId: string, form: Record<string, string>): Promise<RoundTrip> {
    const message = this.#message(handoffId);
    const startedAt = performance.now();
    await this.request(handoffId, undefined);
    await this.waiting(handoffId);
    const waitingAt = performance.now();
    const received = await message;
    const ended = this.#ended(handoffId);
    const postedAt = await this.decide(received, form);
    await ended;
    const endedAt = performance.now();
    return {
      toWaitingMs: waitingAt - startedAt,
      toMessageMs: received.at - startedAt,
      toOutcomeMs: endedAt - postedAt,
    };
  }

  /** One handoff from request to outcome, with no look at the token: for many at once. */
  async quietRoundTrip(handoffId: string, form: Record<string, string>): Promise<void> {
    const message = this.#message(handoffId);
    const ended = this.#ended(handoffId);
    await this.request(handoffId, undefined);
    await this.decide(await message, form);
    await ended;
  }

  async stop(): Promise<void> {
    this.#sfn.destroy();
    this.#sync.destroy();
    this.#dynamodb.destroy();
    await this.local.stop();
  }
}

/** A rule on ended executions, to a topic that the agent is subscribed to. */
async function tellAgent({ endpoint, region, credentials, outputs }: Local): Promise<void> {
  const config = { endpoint, region, credentials };
  const sns = new SNSClient(config);
  const events = new EventBridgeClient(config);
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: '*',
      },
    ],
  });
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'agent', Attributes: { Policy } }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: AGENT_ADDRESS }));
  const EventPattern = JSON.stringify({
    source: ['aws.states'],
    detail: {
      stateMachineArn: [outputs.StateMachineArn],
      status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'],
    },
  });
  await events.send(new PutRuleCommand({ Name: 'ended', EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: 'ended', Targets: [{ Id: 'agent', Arn: TopicArn }] }));
  sns.destroy();
  events.destroy();
}
