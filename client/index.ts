// What an agent imports: asks for a handoff, waits for its outcome, withdraws it; or guards a function with all of that.
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { AgentAnswer, AgentCall } from '../lambdas/contracts/agent-api.js';
import type { Outcome } from '../lambdas/contracts/outcome.js';
import { problemsOf } from '../lambdas/contracts/problems.js';
import { HandoffRequest, type HandoffRequestInput } from '../lambdas/contracts/request.js';
import { HandoffConflictError, HandoffUnsettledError, InvalidRequestError } from './errors.js';
import { invoke } from './invoke.js';
import { Offer } from './offer.js';
import { poll } from './poll.js';
import { uploadContext } from './upload.js';

export {
  type ApplicationOptions,
  type Briefing,
  type Confirmation,
  HandoffApplication,
} from './application.js';
export * from './errors.js';
export { type GuardOptions, guard } from './guard.js';
export { Offer } from './offer.js';
export { partDigest } from './upload.js';
export type { HandoffRequestInput, Outcome };

export interface ClientOptions {
  /** ARN of the handoff state machine (stack output StateMachineArn). */
  readonly stateMachineArn: string;
  /** Name of the agent function (stack output AgentFunctionName). */
  readonly agentFunctionName: string;
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

export interface ResultOptions {
  /** Gives up with ResultTimeoutError after this long. @default waits for ever */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
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

/** A handoff that was asked for. */
export class HandoffHandle {
  readonly handoffId: string;
  readonly tenant: string;
  readonly #client: HandoffClient;

  constructor(client: HandoffClient, tenant: string, handoffId: string) {
    this.#client = client;
    this.tenant = tenant;
    this.handoffId = handoffId;
  }

  /** Where it stands, and its outcome once it is settled. */
  status(): Promise<AgentAnswer> {
    return this.#client.ask({ operation: 'status', tenant: this.tenant, handoffId: this.handoffId });
  }

  /** Withdraws it. Answers `ok: false` once the action is running or the handoff is over. */
  cancel(reason?: string): Promise<AgentAnswer> {
    const { tenant, handoffId } = this;
    return this.#client.ask({
      operation: 'cancel',
      tenant,
      handoffId,
      ...(reason !== undefined && { reason }),
    });
  }

  /** The offer of a review, once the verdict has fallen; nothing when none is open. Throws like {@link result}. */
  async offer(options: ResultOptions = {}): Promise<Offer | undefined> {
    const { offer } = await this.#client.poll(this.handoffId, options, async () => {
      const answer = await this.status();
      // Not on the log yet: the verdict has still to fall.
      return answer.ok ? answer : undefined;
    });
    return offer && new Offer(this.#client, this, offer);
  }

  /** Resolves with the outcome. Throws HandoffUnsettledError, ResultTimeoutError, or the signal's reason. */
  result(options: ResultOptions = {}): Promise<Outcome> {
    return this.#client.waitFor(this.handoffId, options);
  }
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
    const parsed = HandoffRequest.safeParse(input);
    if (!parsed.success) throw new InvalidRequestError(problemsOf(parsed.error, input));
    const { tenant, context } = parsed.data;
    const handle = new HandoffHandle(this, tenant, handoffId);
    const known = await this.#join(handle, parsed.data);
    if (known) return known;
    const request = { ...parsed.data, ...(await this.#carried(parsed.data, tenant, handoffId, context)) };
    await this.#start(handle, request);
    return handle;
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

  async #carried(
    request: HandoffRequest,
    tenant: string,
    handoffId: string,
    context: HandoffRequest['context'],
  ) {
    const tableName = this.#options.contextTableName;
    if (!tableName || Object.keys(context).length === 0) return {};
    const refs = await uploadContext(context, { dynamodb: this.#dynamodb, tableName, tenant, handoffId });
    return { context: {}, contextRefs: { ...request.contextRefs, ...refs } };
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
