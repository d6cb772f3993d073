// The reference stack on the embedded runtime in virtual time, with what a scenario needs around it: an agent that uses the
// plain SDK, the mailbox, and the log as the operator sees it.

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Invitation, invitationIn, Visitor } from '../../examples/reviewer/visitor.js';
import type { AgentAnswer, AgentCall } from '../../lambdas/contracts/agent-api.js';
import type { OperatorAnswer, OperatorCall } from '../../lambdas/contracts/operator-api.js';
import type { Outcome } from '../../lambdas/contracts/outcome.js';
import type { GateAnswer } from '../../lambdas/contracts/workflow.js';
import { enrolmentsOf, type Verification, verifyHandoff } from '../../lambdas/core/verify.js';
import { type Local, type StartOptions, startLocal } from '../../local/index.js';
import { recordAccess } from './access-record.js';

/** A request that needs a human: the agent is not sure. */
export const uncertainRefund = {
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '7' },
  action: { type: 'refund_order', parameters: { orderId: 'A-1001', amount: 120 } },
  assessment: { confidence: 0.4, rationale: 'The parcel never arrived.' },
};

/** A request that needs nobody. */
export const confidentRefund = { ...uncertainRefund, assessment: { confidence: 0.99 } };

export class Deployed {
  readonly local: Local;
  readonly sfn: SFNClient;
  readonly lambda: LambdaClient;
  readonly #sync: SFNClient;

  private constructor(local: Local) {
    this.local = local;
    const config = { endpoint: local.endpoint, region: local.region, credentials: local.credentials };
    this.sfn = new SFNClient(config);
    // The SDK calls synchronous executions at a host of their own, which a loopback endpoint does not have.
    this.#sync = new SFNClient({ ...config, disableHostPrefix: true });
    this.lambda = new LambdaClient(config);
  }

  /** Deploys `dist/assembly`, unless another one is named; `seed` orders timers that race. */
  static async start(options: Omit<StartOptions, 'clock'> = {}): Promise<Deployed> {
    const local = await startLocal({ assembly: 'dist/assembly', clock: 'virtual', ...options });
    recordAccess(local);
    return new Deployed(local);
  }

  output(name: string): string {
    const value = this.local.outputs[name];
    if (!value) throw new Error(`the stack has no output ${name}`);
    return value;
  }

  executionArn(handoffId: string): string {
    return `${this.output('StateMachineArn').replace(':stateMachine:', ':execution:')}:${handoffId}`;
  }

  /** Starts a handoff and lets everything settle that follows at once. */
  async request(handoffId: string, request: object): Promise<void> {
    await this.sfn.send(
      new StartExecutionCommand({
        stateMachineArn: this.output('StateMachineArn'),
        name: handoffId,
        input: JSON.stringify(request),
      }),
    );
    await this.local.settle();
  }

  /** Calls the gate: an Express execution, to its end. */
  async gate(
    handoffId: string,
    request: object,
  ): Promise<{ status: string; error?: string; answer: GateAnswer }> {
    const { status, error, output } = await this.#sync.send(
      new StartSyncExecutionCommand({
        stateMachineArn: this.output('GateMachineArn'),
        name: handoffId,
        input: JSON.stringify(request),
      }),
    );
    await this.local.settle();
    return {
      status: status ?? 'UNKNOWN',
      ...(error && { error }),
      answer: JSON.parse(output ?? 'null') as GateAnswer,
    };
  }

  /** Status of the execution, and its output once it has one. */
  async execution(handoffId: string): Promise<{ status: string; outcome?: Outcome }> {
    const { status, output } = await this.sfn.send(
      new DescribeExecutionCommand({ executionArn: this.executionArn(handoffId) }),
    );
    return { status: status ?? 'UNKNOWN', ...(output && { outcome: JSON.parse(output) as Outcome }) };
  }

  /** Billed transitions of the execution: states entered. */
  async transitions(handoffId: string): Promise<number> {
    const { events = [] } = await this.sfn.send(
      new GetExecutionHistoryCommand({ executionArn: this.executionArn(handoffId), maxResults: 1_000 }),
    );
    return events.filter(({ type }) => type?.endsWith('StateEntered')).length;
  }

  /** Every invitation so far, oldest first. */
  invitations(): Invitation[] {
    return this.local.mailbox.messages().flatMap((mail) => invitationIn(mail) ?? []);
  }

  /** The newest invitation, with its code entered. */
  async visitor(which: (invitation: Invitation) => boolean = () => true): Promise<Visitor> {
    const invitation = this.invitations().filter(which).at(-1);
    if (!invitation) throw new Error('nobody was invited');
    return Visitor.enter(invitation);
  }

  /** Calls the operator function. */
  async operate(call: OperatorCall): Promise<OperatorAnswer> {
    const { Payload } = await this.lambda.send(
      new InvokeCommand({
        FunctionName: this.output('OperatorFunctionName'),
        Payload: Buffer.from(JSON.stringify(call)),
      }),
    );
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as OperatorAnswer;
  }

  /** Calls the agent function, as an agent does. */
  async ask(call: AgentCall): Promise<AgentAnswer> {
    const { Payload } = await this.lambda.send(
      new InvokeCommand({
        FunctionName: this.output('AgentFunctionName'),
        Payload: Buffer.from(JSON.stringify(call)),
      }),
    );
    await this.local.settle();
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as AgentAnswer;
  }

  /** What `handoff verify` says of the handoff, exported with the enrolments that its proofs name. */
  async verified(handoffId: string): Promise<Verification> {
    const exported = async (id: string) => {
      const answer = await this.operate({ operation: 'export', handoffId: id });
      if (!answer.ok) throw new Error(answer.message);
      return answer;
    };
    const { facts = [], parts = [], enrolments = [] } = await exported(handoffId);
    const logs = await Promise.all(enrolments.map(exported));
    const known = enrolmentsOf(logs.map((log) => ({ facts: log.facts ?? [], parts: [] })));
    return verifyHandoff({ facts, parts }, { enrolments: known });
  }

  /** Types of the facts on the log, oldest first. */
  async facts(handoffId: string): Promise<string[]> {
    const answer = await this.operate({ operation: 'show', handoffId });
    if (!answer.ok) throw new Error(answer.message);
    return (answer.facts ?? []).map((fact) => (fact as { type: string }).type);
  }

  async stop(): Promise<void> {
    this.sfn.destroy();
    this.#sync.destroy();
    this.lambda.destroy();
    await this.local.stop();
  }
}
