// Calls the operator function through Lambda, in an account or on the laptop; the same call either way.
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { OperatorAnswer, OperatorCall } from '../../lambdas/contracts/operator-api.js';
import { problemsOf } from '../../lambdas/contracts/problems.js';
import { CommandError } from './terminal.js';

/** Where the stack is; the SDK's own environment variables and profiles apply to whatever is absent. */
export interface Target {
  readonly functionName?: string | undefined;
  readonly stack: string;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
}

export type Accepted = Extract<OperatorAnswer, { ok: true }>;
export type AskOperator = (call: OperatorCall) => Promise<Accepted>;

const OUTPUT = 'OperatorFunctionName';

async function functionNameOf(target: Target, configuration: object): Promise<string> {
  if (target.functionName) return target.functionName;
  const client = new CloudFormationClient(configuration);
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: target.stack }));
  // The CDK puts the construct's path before an output's id, and a hash behind it.
  const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey?.includes(OUTPUT));
  if (output?.OutputValue) return output.OutputValue;
  throw new CommandError(
    `stack "${target.stack}" has no output ${OUTPUT}: name the function with --function, or the stack with --stack`,
  );
}

const FIXES: Record<string, string> = {
  CredentialsProviderError:
    'no AWS credentials were found: sign in (for example `aws sso login`) or set AWS_PROFILE; ' +
    'on the laptop any will do: use the lines that `npm run local` prints',
  ECONNREFUSED:
    'nothing listens at the endpoint: is `npm run local` running, and is AWS_ENDPOINT_URL what it printed?',
  ENOTFOUND: 'the endpoint’s host name is unknown: check AWS_ENDPOINT_URL or --endpoint, and the region',
  ResourceNotFoundException:
    'there is no such function here: check --function or --stack, region and account',
  ValidationError: 'there is no such stack here: check --stack (or give --function), region and account',
  AccessDeniedException:
    'these credentials may not call the operator function: ask for lambda:InvokeFunction on it',
  ExpiredTokenException: 'the AWS session has expired: sign in again',
};

/** The failure of an AWS call as a sentence with its fix. */
function explained(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const { name, message, code } = error as Error & { code?: string };
  if (/region is missing/i.test(message))
    return new CommandError('no AWS region is set: give --region or set AWS_REGION, for example eu-west-1');
  const fix = FIXES[code ?? ''] ?? FIXES[name];
  return new CommandError(fix ? `${fix} (${code ?? name})` : `AWS answered ${name}: ${message}`);
}

function answerOf(payload: Uint8Array | undefined, functionError: string | undefined): Accepted {
  const value: unknown = JSON.parse(Buffer.from(payload ?? []).toString('utf8') || 'null');
  if (functionError)
    throw new CommandError(`the operator function failed (${functionError}): see its log; nothing is lost`);
  const parsed = OperatorAnswer.safeParse(value);
  if (!parsed.success)
    throw new CommandError(
      'the operator function gave an answer that this release does not know: update the package',
    );
  if (!parsed.data.ok) throw new CommandError(parsed.data.message, 1, parsed.data.refusal);
  return parsed.data;
}

function checked(call: OperatorCall): OperatorCall {
  const parsed = OperatorCall.safeParse(call);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error, call).map(
    ({ path, rule, value }) => `${path} ${rule}, not ${value}`,
  );
  throw new CommandError(problems.join('\n'), 2);
}

/** A caller of the operator function of `target`. Rejects with a {@link CommandError} that says what to do. */
export function operatorOf(target: Target): AskOperator {
  const configuration = {
    ...(target.endpoint && { endpoint: target.endpoint }),
    ...(target.region && { region: target.region }),
  };
  let functionName: Promise<string> | undefined;
  return async (call) => {
    const Payload = Buffer.from(JSON.stringify(checked(call)));
    try {
      functionName ??= functionNameOf(target, configuration);
      const client = new LambdaClient(configuration);
      const answer = await client.send(new InvokeCommand({ FunctionName: await functionName, Payload }));
      return answerOf(answer.Payload, answer.FunctionError);
    } catch (error) {
      throw explained(error);
    }
  };
}
