// Runs an action or its compensation where it is registered: a Lambda function, or a state machine that is awaited.
// Tells what is known afterwards; never guesses. A call whose answer was lost is in doubt.
import { InvokeCommand, type LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Json } from '../contracts/json.js';
import { cut } from '../contracts/problems.js';
import type { Performer } from '../contracts/settings.js';
import { sha256 } from '../core/digest.js';
import type { PerformerCall, PerformerResult, Performers } from '../core/ports.js';

/** How long a state machine performer is awaited before its run is in doubt, and how often it is asked. */
const AWAIT_MACHINE_MS = 50_000;
const POLL_MS = 500;

/** What must be told apart after a call: it cannot have run, or nobody knows. */
const neverRan = (error: unknown) =>
  error instanceof TooManyRequestsException ||
  (error instanceof Error &&
    ['ResourceNotFoundException', 'AccessDeniedException', 'StateMachineDoesNotExist'].includes(error.name));

const failed = (error: string): PerformerResult => ({ status: 'failed', error: cut(error, 256) });
const inDoubt = (error: string): PerformerResult => ({ status: 'in-doubt', error: cut(error, 256) });

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

export class AwsPerformers implements Performers {
  readonly #arns: readonly string[];
  readonly #lambda: LambdaClient;
  readonly #sfn: SFNClient;

  /** `arns` is the list that settings refer to by index. */
  constructor(arns: readonly string[], lambda: LambdaClient, sfn: SFNClient) {
    this.#arns = arns;
    this.#lambda = lambda;
    this.#sfn = sfn;
  }

  async call(
    performer: Exclude<Performer, { kind: 'agent' }>,
    call: PerformerCall,
  ): Promise<PerformerResult> {
    const arn = this.#arns[performer.target];
    if (!arn) return failed('no such performer is configured');
    try {
      return performer.kind === 'lambda' ? await this.#invoke(arn, call) : await this.#execute(arn, call);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'Error';
      return neverRan(error)
        ? failed(`the performer could not be called: ${name}`)
        : inDoubt(`the call was interrupted: ${name}`);
    }
  }

  async #invoke(arn: string, call: PerformerCall): Promise<PerformerResult> {
    const { Payload, FunctionError } = await this.#lambda.send(
      new InvokeCommand({ FunctionName: arn, Payload: Buffer.from(JSON.stringify(call)) }),
    );
    const answer = parseJson(Buffer.from(Payload ?? []).toString() || 'null');
    if (!FunctionError) return { status: 'performed', result: answer };
    const { errorType } = (answer ?? {}) as { errorType?: string };
    // A function that was cut off may have acted; one that threw says that it failed.
    const cutOff =
      errorType === undefined || errorType.startsWith('Sandbox.') || errorType === 'Runtime.ExitError';
    return cutOff ? inDoubt('the performer was cut off') : failed(`the performer failed: ${errorType}`);
  }

  async #execute(arn: string, call: PerformerCall): Promise<PerformerResult> {
    const name = sha256(call.idempotencyKey);
    const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
    await this.#sfn
      .send(new StartExecutionCommand({ stateMachineArn: arn, name, input: JSON.stringify(call) }))
      .catch((error) => {
        // The same key means the same run: an earlier call started it.
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      });
    for (let waitedMs = 0; waitedMs < AWAIT_MACHINE_MS; waitedMs += POLL_MS) {
      const { status, output, error } = await this.#sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'SUCCEEDED') return { status: 'performed', result: parseJson(output ?? 'null') };
      if (status !== 'RUNNING')
        return failed(`the performer's execution ended ${status}${error ? `: ${error}` : ''}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return inDoubt('the performer is still running');
  }
}
