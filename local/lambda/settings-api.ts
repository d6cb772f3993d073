// What is set on an existing function: permissions, reserved concurrency, asynchronous invocation.
import { type Action, AwsError } from '../service.js';
import { readFunctionName } from './function.js';
import type { DeployedFunction, EventInvokeConfig, Functions, PermissionStatement } from './functions.js';

interface PermissionInput {
  readonly FunctionName: string;
  readonly StatementId: string;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceArn?: string;
  readonly SourceAccount?: string;
  readonly FunctionUrlAuthType?: string;
  readonly InvokedViaFunctionUrl?: boolean;
}

/** The actions on permissions, concurrency and asynchronous invocation. */
export function settingsActions(functions: Functions): [string, Action][] {
  return [
    ['AddPermission', (input) => addPermission(functions, input)],
    ['RemovePermission', (input) => removePermission(functions, input)],
    ['GetPolicy', (input) => ({ Policy: JSON.stringify(resourcePolicy(functions.get(input.FunctionName))) })],
    ['PutFunctionConcurrency', (input) => putConcurrency(functions, input)],
    ['GetFunctionConcurrency', (input) => getConcurrency(functions.get(input.FunctionName))],
    [
      'DeleteFunctionConcurrency',
      (input) => set(functions, input.FunctionName, { reservedConcurrency: undefined }),
    ],
    ['PutFunctionEventInvokeConfig', (input) => putInvokeConfig(functions, input)],
    ['UpdateFunctionEventInvokeConfig', (input) => changeInvokeConfig(functions, input)],
    [
      'DeleteFunctionEventInvokeConfig',
      (input) => set(functions, input.FunctionName, { invokeConfig: undefined }),
    ],
    ['GetFunctionEventInvokeConfig', (input) => getInvokeConfig(functions.get(input.FunctionName))],
  ];
}

function set(functions: Functions, reference: string, change: Partial<DeployedFunction['record']>): void {
  const { record } = functions.get(reference);
  functions.put({ ...record, ...change });
}

/** The policy that IAM checks, as text; undefined when nothing was ever granted. */
export function resourcePolicyText(functions: Functions, reference: string): string | undefined {
  const record = functions.find(readFunctionName(reference).name)?.record;
  if (!record || record.permissions.length === 0) return undefined;
  let text = policyTexts.get(record.permissions);
  if (text === undefined) {
    text = JSON.stringify({ Statement: record.permissions });
    policyTexts.set(record.permissions, text);
  }
  return text;
}

/** Written once per set of permissions: IAM asks before every invocation. */
const policyTexts = new WeakMap<readonly PermissionStatement[], string>();

/** The policy document that GetPolicy shows; throws ResourceNotFoundException when nothing was ever granted. */
function resourcePolicy({ record }: DeployedFunction): unknown {
  if (record.permissions.length === 0) {
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, {
      Type: 'User',
    });
  }
  return { Version: '2012-10-17', Id: 'default', Statement: record.permissions };
}

function addPermission(functions: Functions, input: PermissionInput): unknown {
  const { record } = functions.get(input.FunctionName);
  if (record.permissions.some(({ Sid }) => Sid === input.StatementId)) {
    const message = `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
    throw new AwsError('ResourceConflictException', message, 409, { Type: 'User' });
  }
  const statement = statementOf(record.config.arn, input);
  functions.put({ ...record, permissions: [...record.permissions, statement] });
  return { Statement: JSON.stringify(statement) };
}

function statementOf(functionArn: string, input: PermissionInput): PermissionStatement {
  const equals = {
    ...(input.SourceAccount && { 'AWS:SourceAccount': input.SourceAccount }),
    ...(input.FunctionUrlAuthType && { 'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType }),
  };
  const condition = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(input.SourceArn && { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    ...(input.InvokedViaFunctionUrl && { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }),
  };
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principalOf(input.Principal),
    Action: input.Action,
    Resource: functionArn,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function principalOf(principal: string): unknown {
  if (principal === '*') return '*';
  return principal.endsWith('.amazonaws.com') ? { Service: principal } : { AWS: principal };
}

function removePermission(functions: Functions, input: { FunctionName: string; StatementId: string }): void {
  const { record } = functions.get(input.FunctionName);
  const permissions = record.permissions.filter(({ Sid }) => Sid !== input.StatementId);
  functions.put({ ...record, permissions });
}

function putConcurrency(
  functions: Functions,
  input: { FunctionName: string; ReservedConcurrentExecutions: number },
): unknown {
  const { ReservedConcurrentExecutions } = input;
  set(functions, input.FunctionName, { reservedConcurrency: ReservedConcurrentExecutions });
  return { ReservedConcurrentExecutions };
}

function getConcurrency({ record }: DeployedFunction): unknown {
  return { ReservedConcurrentExecutions: record.reservedConcurrency };
}

function putInvokeConfig(functions: Functions, input: EventInvokeConfig & { FunctionName: string }): unknown {
  const { FunctionName, MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input;
  const invokeConfig = JSON.parse(
    JSON.stringify({ MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig }),
  ) as EventInvokeConfig;
  set(functions, FunctionName, { invokeConfig });
  return getInvokeConfig(functions.get(FunctionName));
}

/** Members that are not named stay as they are; Put would take them away. */
function changeInvokeConfig(
  functions: Functions,
  input: EventInvokeConfig & { FunctionName: string },
): unknown {
  const { invokeConfig } = functions.get(input.FunctionName).record;
  return putInvokeConfig(functions, { ...invokeConfig, ...input });
}

function getInvokeConfig({ record }: DeployedFunction): unknown {
  const FunctionArn = `${record.config.arn}:$LATEST`;
  if (record.invokeConfig) return { FunctionArn, ...record.invokeConfig };
  const message = `The function ${FunctionArn} doesn't have an EventInvokeConfig`;
  throw new AwsError('ResourceNotFoundException', message, 404, { Type: 'User' });
}
