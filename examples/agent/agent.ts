// An agent that knows nothing but the plain SDK: it starts executions and reads what came of them. Used by the demo, the
// replay, the playground and the tests; `agent-handoff/client` is the comfortable way.
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { AgentAnswer, AgentCall, HandoffRequestInput, Outcome } from 'agent-handoff/contracts';
import { billedTransitions } from 'agent-handoff/local/stepfunctions';

/** Where a stack is, and with which keys; a running `Local` is one. What is left out, the SDK takes from its environment. */
export interface Place {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly outputs: Readonly<Record<string, string>>;
}

/** What SDK clients are made with to work at a place. */
export const clientSettings = ({ endpoint, region, credentials }: Place) => ({
  ...(endpoint && { endpoint }),
  ...(region && { region }),
  ...(credentials && { credentials }),
});

/** One proposal as its execution knows it. */
export interface Proposal {
  readonly handoffId: string;
  readonly status: string;
  readonly request: HandoffRequestInput;
  readonly outcome?: Outcome;
}

export class Agent {
  readonly #sfn: SFNClient;
  readonly #sync: SFNClient;
  readonly #lambda: LambdaClient;
  readonly #stateMachineArn: string;
  readonly #gateMachineArn: string;
  readonly #agentFunctionName: string;

  constructor(place: Place) {
    this.#sfn = new SFNClient(clientSettings(place));
    // The SDK calls synchronous executions at a host of their own, which a loopback endpoint does not have.
    this.#sync = new SFNClient({ ...clientSettings(place), disableHostPrefix: true });
    this.#lambda = new LambdaClient(clientSettings(place));
    this.#stateMachineArn = place.outputs.StateMachineArn ?? '';
    this.#gateMachineArn = place.outputs.GateMachineArn ?? '';
    this.#agentFunctionName = place.outputs.AgentFunctionName ?? '';
  }

  executionArn(handoffId: string): string {
    return `${this.#stateMachineArn.replace(':stateMachine:', ':execution:')}:${handoffId}`;
  }

  /** Starts a handoff; `request` goes as it is, so that a malformed one is refused by the stack. */
  async propose(handoffId: string, request: unknown): Promise<void> {
    await this.#sfn.send(
      new StartExecutionCommand({
        stateMachineArn: this.#stateMachineArn,
        name: handoffId,
        input: JSON.stringify(request),
      }),
    );
  }

  /** The same through the gate, which answers at once. */
  async gate(handoffId: string, request: unknown): Promise<void> {
    await this.#sync.send(
      new StartSyncExecutionCommand({
        stateMachineArn: this.#gateMachineArn,
        name: handoffId,
        input: JSON.stringify(request),
      }),
    );
  }

  /** The proposal, with its outcome once the execution has ended. */
  async look(handoffId: string): Promise<Proposal> {
    const { status, input, output } = await this.#sfn.send(
      new DescribeExecutionCommand({ executionArn: this.executionArn(handoffId) }),
    );
    return {
      handoffId,
      status: status ?? 'UNKNOWN',
      request: JSON.parse(input ?? 'null') as HandoffRequestInput,
      ...(output && { outcome: JSON.parse(output) as Outcome }),
    };
  }

  /** Ids of the newest proposals, newest first. */
  async proposals(limit: number): Promise<string[]> {
    const { executions = [] } = await this.#sfn.send(
      new ListExecutionsCommand({ stateMachineArn: this.#stateMachineArn, maxResults: limit }),
    );
    return executions.flatMap(({ name }) => name ?? []);
  }

  /** Takes a proposal back, answers an offer, or asks how things stand. */
  async ask(call: AgentCall): Promise<AgentAnswer> {
    const { Payload } = await this.#lambda.send(
      new InvokeCommand({
        FunctionName: this.#agentFunctionName,
        Payload: Buffer.from(JSON.stringify(call)),
      }),
    );
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as AgentAnswer;
  }

  /** What AWS would bill the execution for: states entered, and retries. */
  async billedTransitions(handoffId: string): Promise<number> {
    const history = new GetExecutionHistoryCommand({
      executionArn: this.executionArn(handoffId),
      maxResults: 1_000,
    });
    const { events = [] } = await this.#sfn.send(history).catch((error) => {
      // What the gate did alone has no durable execution, and no transitions that are billed.
      if (error instanceof ExecutionDoesNotExist) return { events: [] };
      throw error;
    });
    return billedTransitions(events);
  }

  close(): void {
    this.#sfn.destroy();
    this.#sync.destroy();
    this.#lambda.destroy();
  }
}
