// What an agent imports: asks for a handoff, waits for its outcome, withdraws it; or guards a function with all of that.
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { AgentAnswer, AgentCall } from '../lambdas/contracts/agent-api.js';
import type { Outcome } from '../lambdas/contracts/outcome.js';
import { problemsOf } from '../lambdas/contracts/problems.js';
import { HandoffRequest, type HandoffRequestInput } from '../lambdas/contracts/request.js';
import type { GateAnswer, Judged } from '../lambdas/contracts/workflow.js';
import {
  HandoffBusyError,
  HandoffConflictError,
  HandoffUnsettledError,
  InvalidRequestError,
} from './errors.js';
import { HandoffHandle, type ResultOptions } from './handle.js';
import { invoke } from './invoke.js';
import { poll } from './poll.js';
import { uploadContext } from './upload.js';

export {
  type ApplicationOptions,
  type Briefing,
  type Confirmation,
  HandoffApplication,
} from './application.js';
export * from './errors.js';
export {
  type GrantedAction,
  GrantVerifier,
  type GrantVerifierOptions,
  type RedeemedGrant,
  type UsedGrants,
  UsedGrantsInMemory,
} from './grant.js';
export { type GuardOptions, guard } from './guard.js';
export { HandoffHandle, type ResultOptions } from './handle.js';
export { Offer } from './offer.js';
export { partDigest } from './upload.js';
export type { HandoffRequestInput, Outcome };

export interface ClientOptions {
  /** ARN of the handoff state machine (stack output StateMachineArn). */
  readonly stateMachineArn: string;
  /** Name of the agent function (stack output AgentFunctionName). */
  readonly agentFunctionName: string;
  /** ARN of the gate (stack output GateMachineArn), for {@link HandoffClient.gate}. */
  readonly gateMachineArn?: string;
  /**
   * Name of the context table (stack output ContextTableName): context is uploaded there instead of going into the
   * execution's history. @default context travels inline
   */
  readonly contextTableName?: string;
  /** Longest pause between two looks at a waiting handoff. @default 5 */
  readonly pollSeconds?: number;
  readonly sfn?: SFNClient;
  readonly lambda?: LambdaClient;
  readonly dynamodb?: DynamoDBClient;
}

/**
 * Most bytes of a request as JSON: a state may be given 262 144 (Step Functions, read 2026-11), and the first one is given
 * the request with ARN, name and start of its execution around it.
 */
export const MAX_REQUEST_BYTES = 261_120;

/** What goes as input; throws InvalidRequestError when it is too large, and says how to send it all the same. */
function inputOf(request: HandoffRequest): string {
  const input = JSON.stringify(request);
  const sizeBytes = Buffer.byteLength(input);
  if (sizeBytes <= MAX_REQUEST_BYTES) return input;
  const rule = `must have at most ${MAX_REQUEST_BYTES} bytes as JSON: name contextTableName, so that context is uploaded`;
  throw new InvalidRequestError([{ path: '(whole input)', rule, value: `${sizeBytes} bytes` }]);
}

function parsed(input: HandoffRequestInput): HandoffRequest {
  const { success, data, error } = HandoffRequest.safeParse(input);
  if (!success) throw new InvalidRequestError(problemsOf(error, input));
  return data;
}

/** What came of a call of the gate: the outcome, or a handoff that needs a human and why. */
export interface Gated {
  readonly handle: HandoffHandle;
  readonly outcome?: Outcome;
  readonly judged?: Judged | undefined;
}

export class HandoffClient {
  readonly #options: ClientOptions;
  readonly #sfn: SFNClient;
  readonly #lambda: LambdaClient;
  readonly #dynamodb: DynamoDBClient;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#sfn = options.sfn ?? new SFNClient({});
    this.#lambda = options.lambda ?? new LambdaClient({});
    this.#dynamodb = options.dynamodb ?? new DynamoDBClient({});
  }

  /**
   * Asks for a handoff. The same id with the same content joins the first; other content throws HandoffConflictError.
   * Throws InvalidRequestError before anything is started. `handoffId` is 1–80 characters; a random one by default.
   */
  async request(
    input: HandoffRequestInput,
    { handoffId = randomUUID() }: { readonly handoffId?: string } = {},
  ): Promise<HandoffHandle> {
    const request = parsed(input);
    const handle = new HandoffHandle(this, request.tenant, handoffId);
    const known = await this.#join(handle, request);
    if (known) return known;
    await this.#start(handle, await this.#carried(request, handoffId));
    return handle;
  }

  /**
   * The high-volume door: one synchronous call that judges, performs what needs no human, and answers with the outcome.
   * What needs a human goes on as if it had been requested: `handle` waits for it, `judged` says why. An id that was used
   * before answers its recorded outcome. Throws InvalidRequestError, HandoffConflictError, and HandoffBusyError while another
   * call with this id is under way. Against a local endpoint the SDK's client needs `disableHostPrefix: true`.
   */
  async gate(
    input: HandoffRequestInput,
    { handoffId = randomUUID() }: { readonly handoffId?: string } = {},
  ): Promise<Gated> {
    const request = await this.#carried(parsed(input), handoffId);
    const handle = new HandoffHandle(this, request.tenant, handoffId);
    const { status, error, output } = await this.#sfn.send(
      new StartSyncExecutionCommand({
        stateMachineArn: this.#options.gateMachineArn,
        name: handoffId,
        input: inputOf(request),
      }),
    );
    if (error === 'HandoffBusy') throw new HandoffBusyError(handoffId);
    if (status !== 'SUCCEEDED') {
      // No answer: whatever became of the gate, a durable execution under this id goes on, or says how it ended.
      await this.#start(handle, request);
      return { handle };
    }
    const answer = JSON.parse(output ?? '{}') as GateAnswer;
    return 'outcome' in answer
      ? { handle, outcome: answer.outcome }
      : { handle, judged: answer.handedOn.judged };
  }

  /** Uploading draws new salts, so a second start would differ: a known id is joined by its content instead. */
  async #join(handle: HandoffHandle, request: HandoffRequest): Promise<HandoffHandle | undefined> {
    if (!this.#options.contextTableName || Object.keys(request.context).length === 0) return undefined;
    const { tenant, handoffId } = handle;
    const answer = await this.ask({ operation: 'status', tenant, handoffId, request });
    if (!answer.ok) return undefined;
    if (answer.sameRequest === false) throw new HandoffConflictError(handoffId);
    return handle;
  }

  /** The request as it travels: its context uploaded, where this client knows the table. */
  async #carried(request: HandoffRequest, handoffId: string): Promise<HandoffRequest> {
    const tableName = this.#options.contextTableName;
    const { context, contextRefs, tenant } = request;
    if (!tableName || Object.keys(context).length === 0) return request;
    const refs = await uploadContext(context, { dynamodb: this.#dynamodb, tableName, tenant, handoffId });
    return { ...request, context: {}, contextRefs: { ...contextRefs, ...refs } };
  }

  async #start(handle: HandoffHandle, request: HandoffRequest): Promise<void> {
    const { stateMachineArn } = this.#options;
    const { tenant, handoffId } = handle;
    const input = inputOf(request);
    try {
      await this.#sfn.send(new StartExecutionCommand({ stateMachineArn, name: handoffId, input }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
      const answer = await this.ask({ operation: 'status', tenant, handoffId, request });
      if (!answer.ok || answer.sameRequest === false) throw new HandoffConflictError(handoffId);
    }
  }

  /** A handle on a handoff that was asked for elsewhere. */
  handle(handoffId: string, tenant = 'default'): HandoffHandle {
    return new HandoffHandle(this, tenant, handoffId);
  }

  /** Calls the agent function. */
  ask(call: AgentCall): Promise<AgentAnswer> {
    return invoke(this.#lambda, this.#options.agentFunctionName, call);
  }

  /** Looks at the execution until it has ended; see {@link HandoffHandle.result}. */
  waitFor(handoffId: string, options: ResultOptions): Promise<Outcome> {
    const { stateMachineArn } = this.#options;
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${handoffId}`;
    return this.poll(handoffId, options, async () => {
      const { status, output } = await this.#sfn.send(new DescribeExecutionCommand({ executionArn }), {
        ...(options.signal && { abortSignal: options.signal }),
      });
      if (status === 'SUCCEEDED') return JSON.parse(output ?? 'null') as Outcome;
      if (status !== 'RUNNING') throw new HandoffUnsettledError(handoffId, status ?? 'UNKNOWN');
      return undefined;
    });
  }

  /** Looks until `look` finds something, at this client's pace. */
  poll<T extends object>(
    handoffId: string,
    options: ResultOptions,
    look: () => Promise<T | undefined>,
  ): Promise<T> {
    const { pollSeconds = 5 } = this.#options;
    return poll(look, { ...options, handoffId, pollSeconds });
  }
}
