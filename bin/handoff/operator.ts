// Calls the stack's functions through Lambda, in an account or on the laptop; the same call either way.
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type * as z from 'zod/mini';
import { SealKey } from '../../lambdas/contracts/checkpoints.js';
import { OperatorAnswer, OperatorCall } from '../../lambdas/contracts/operator-api.js';
import { problemsOf } from '../../lambdas/contracts/problems.js';
import { CommandError } from './terminal.js';

/** Where the stack is; the SDK's own environment variables and profiles apply to whatever is absent. */
export interface Target {
  /** Operator function. */
  readonly functionName?: string | undefined;
  /** Function that seals. */
  readonly sealerName?: string | undefined;
  readonly stack: string;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
}

export type Accepted = Extract<OperatorAnswer, { ok: true }>;
export type AskOperator = (call: OperatorCall) => Promise<Accepted>;

async function outputOf(name: string, { stack }: Target, configuration: object): Promise<string> {
  const client = new CloudFormationClient(configuration);
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack }));
  // The CDK puts the construct's path before an output's id, and a hash behind it.
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey?.includes(name));
  if (output?.OutputValue) return output.OutputValue;
  throw new CommandError(
    `stack "${stack}" has no output ${name}: name the function (--help shows how), or the stack with --stack`,
  );
}

/** What an AWS client of the command is made with. */
export const clientOptions = ({ endpoint, region }: Target) => ({
  ...(endpoint && { endpoint }),
  ...(region && { region }),
});

const FIXES: Record<string, string> = {
  CredentialsProviderError:
    'no AWS credentials were found: sign in (for example `aws sso login`) or set AWS_PROFILE; ' +
    'on the laptop any will do: use the lines that `npm run local` prints',
  ECONNREFUSED:
    'nothing listens at the endpoint: is `npm run local` running, and is AWS_ENDPOINT_URL what it printed?',
  ENOTFOUND: 'the endpoint’s host name is unknown: check AWS_ENDPOINT_URL or --endpoint, and the region',
  ResourceNotFoundException:
    'there is no such function here: check --function or --stack, region and account',
  NoSuchBucket: 'the bucket of the checkpoints is gone, or in another account or region',
  ValidationError: 'there is no such stack here: check --stack (or give --function), region and account',
  AccessDeniedException:
    'these credentials may not call the function: ask for what grantOperate or grantAudit of the construct gives',
  AccessDenied:
    'these credentials may not read the checkpoints: ask for what grantAudit of the construct gives',
  ExpiredTokenException: 'the AWS session has expired: sign in again',
};

/** The failure of an AWS call as a sentence with its fix. */
export function explained(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const { name, message, code } = error as Error & { code?: string };
  if (/region is missing/i.test(message))
    return new CommandError('no AWS region is set: give --region or set AWS_REGION, for example eu-west-1');
  const fix = FIXES[code ?? ''] ?? FIXES[name];
  return new CommandError(fix ? `${fix} (${code ?? name})` : `AWS answered ${name}: ${message}`);
}

/** What `schema` makes of an answer; `who` is the function, in words. */
function parsedAnswer<S extends z.ZodMiniType>(schema: S, value: unknown, who: string): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CommandError(`the ${who} gave an answer that this release does not know: update the package`);
}

function acceptedFrom(value: unknown): Accepted {
  const answer = parsedAnswer(OperatorAnswer, value, 'operator function');
  if (!answer.ok) throw new CommandError(answer.message, 1, answer.refusal);
  return answer;
}

function checked(call: OperatorCall): OperatorCall {
  const parsed = OperatorCall.safeParse(call);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error, call).map(
    ({ path, rule, value }) => `${path} ${rule}, not ${value}`,
  );
  throw new CommandError(problems.join('\n'), 2);
}

type Invoke = (payload: object) => Promise<unknown>;

/** Invokes one function, found by `name` or by the stack's `output`. Rejects with a {@link CommandError}. */
function invokerOf(target: Target, name: string | undefined, output: string, who: string): Invoke {
  const configuration = clientOptions(target);
  let found: Promise<string> | undefined;
  return async (payload) => {
    try {
      found ??= name ? Promise.resolve(name) : outputOf(output, target, configuration);
      const client = new LambdaClient(configuration);
      const Payload = Buffer.from(JSON.stringify(payload));
      const answer = await client.send(new InvokeCommand({ FunctionName: await found, Payload }));
      if (answer.FunctionError)
        throw new CommandError(`the ${who} failed (${answer.FunctionError}): see its log; nothing is lost`);
      return JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8') || 'null');
    } catch (error) {
      throw explained(error);
    }
  };
}

/** A caller of the operator function of `target`. Rejects with a {@link CommandError} that says what to do. */
export function operatorOf(target: Target): AskOperator {
  const invoke = invokerOf(target, target.functionName, 'OperatorFunctionName', 'operator function');
  return async (call) => acceptedFrom(await invoke(checked(call)));
}

/** The public key that signs the stack's checkpoints, as one line. */
export async function sealingKey(target: Target): Promise<string> {
  const who = 'function that seals';
  const invoke = invokerOf(target, target.sealerName, 'SealFunctionName', who);
  return parsedAnswer(SealKey, await invoke({}), who).key;
}
