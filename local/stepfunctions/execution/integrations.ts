// Service integrations: turns a Task's call into an API call of the runtime, made as the machine's role, and the answer or
// error into what the task sees. What is not here is refused when the machine is created.
import type { Call } from '../../service.js';
import { AwsError } from '../../service.js';
import { parseResource } from './resource.js';
import type { TaskAnswer, TaskCall } from './world.js';

type Arguments = Record<string, unknown>;

/** Awaits an execution that a task has started: its end, as DescribeExecution tells it. */
export type AwaitExecution = (executionArn: string) => Promise<Arguments>;

export interface IntegrationOptions {
  readonly call: Call;
  readonly awaitExecution: AwaitExecution;
  readonly requestId: () => string;
}

/** How optimized integrations name their service in errors. */
const ERROR_PREFIX: Record<string, string> = {
  lambda: 'Lambda',
  dynamodb: 'DynamoDB',
  events: 'Events',
  sns: 'SNS',
  sqs: 'SQS',
  states: 'StepFunctions',
};
const OPTIMIZED: Record<string, readonly string[]> = {
  lambda: ['invoke'],
  dynamodb: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
  events: ['putEvents'],
  sns: ['publish'],
  sqs: ['sendMessage'],
  states: ['startExecution'],
};
/** SDK service names that differ from the runtime's. */
const SDK_SERVICE: Record<string, string> = { sfn: 'states', eventbridge: 'events' };
const SDK_SERVICES = [
  'dynamodb',
  'lambda',
  'sfn',
  'eventbridge',
  'sns',
  'sqs',
  'secretsmanager',
  'cloudformation',
];

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Why `resource` cannot run here, or nothing. */
export function resourceProblem(resource: string): string | undefined {
  const { service, action, isFunctionArn, sync, waitsForToken } = parseResource(resource);
  if (isFunctionArn)
    return /^arn:[\w-]+:lambda:/.test(resource)
      ? undefined
      : `the resource '${resource}' is not supported by this runtime`;
  if (service.startsWith('aws-sdk:'))
    return SDK_SERVICES.includes(service.slice('aws-sdk:'.length))
      ? undefined
      : `the integration '${service}' is not supported by this runtime`;
  if (!OPTIMIZED[service]?.includes(action))
    return `the integration '${service}:${action}' is not supported by this runtime`;
  if (sync && service !== 'states') return `the pattern '.${sync}' is not supported by '${service}'`;
  if (waitsForToken && service === 'dynamodb')
    return `the pattern '.waitForTaskToken' is not supported by 'dynamodb'`;
  return undefined;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** What an API takes, from what a task gives: texts may be given as JSON. */
function inputFor(service: string, parameters: Arguments): Arguments {
  switch (service) {
    case 'events':
      return {
        ...parameters,
        Entries: (parameters.Entries as Arguments[]).map((entry) => ({
          ...entry,
          Detail: textOf(entry.Detail),
        })),
      };
    case 'sns':
      return { ...parameters, Message: textOf(parameters.Message) };
    case 'sqs':
      return { ...parameters, MessageBody: textOf(parameters.MessageBody) };
    case 'states': {
      const { StateMachineArn, Input, Name } = parameters;
      return {
        stateMachineArn: StateMachineArn,
        input: textOf(Input ?? {}),
        ...(Name !== undefined && { name: Name }),
      };
    }
    default:
      return parameters;
  }
}

interface LambdaAnswer {
  readonly StatusCode?: number;
  readonly Payload?: string | Uint8Array;
  readonly FunctionError?: string;
  readonly ExecutedVersion?: string;
}

const payloadText = (payload: LambdaAnswer['Payload']) =>
  typeof payload === 'string' ? payload : Buffer.from(payload ?? []).toString();

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A function's failure is the error that it threw, by its type. */
function functionFailure(text: string): TaskAnswer {
  const { errorType } = Object(parsed(text)) as { errorType?: string };
  return { error: errorType ?? 'Lambda.Unknown', cause: text };
}

export class Integrations {
  readonly #options: IntegrationOptions;

  constructor(options: IntegrationOptions) {
    this.#options = options;
  }

  /** Makes the call as `roleArn`. Never throws what AWS would answer. */
  async perform({ resource, parameters }: TaskCall, roleArn: string): Promise<TaskAnswer> {
    const target = parseResource(resource);
    const caller = { principalArn: roleArn };
    try {
      if (target.isFunctionArn) return await this.#invokeArn(resource, parameters, caller);
      if (target.service === 'lambda') return await this.#invoke(parameters as Arguments, caller);
      if (target.service.startsWith('aws-sdk:'))
        return await this.#sdk(target.service, target.action, parameters, caller);
      return await this.#optimized(
        target.service,
        target.action,
        target.sync,
        parameters as Arguments,
        caller,
      );
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return {
        error: errorName(target.service, error),
        cause: `${error.message} (Service: ${capitalized(target.service)}, Status Code: ${error.status}, Request ID: ${this.#options.requestId()})`,
      };
    }
  }

  async #invokeArn(arn: string, parameters: unknown, caller: { principalArn: string }): Promise<TaskAnswer> {
    const input = { FunctionName: arn, Payload: JSON.stringify(parameters) };
    const answer: LambdaAnswer = await this.#options.call('lambda', 'Invoke', input, caller);
    const text = payloadText(answer.Payload);
    return answer.FunctionError ? functionFailure(text) : { output: text || 'null' };
  }

  async #invoke({ Payload, ...rest }: Arguments, caller: { principalArn: string }): Promise<TaskAnswer> {
    const input = { ...rest, ...(Payload !== undefined && { Payload: textOf(Payload) }) };
    const answer: LambdaAnswer = await this.#options.call('lambda', 'Invoke', input, caller);
    const text = payloadText(answer.Payload);
    if (answer.FunctionError) return functionFailure(text);
    const result = {
      ExecutedVersion: answer.ExecutedVersion ?? '$LATEST',
      Payload: text === '' ? {} : parsed(text),
      ...this.#metadata(),
      StatusCode: answer.StatusCode ?? 200,
    };
    return { output: JSON.stringify(result) };
  }

  #metadata = () => ({
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: this.#options.requestId() },
  });

  async #optimized(
    service: string,
    action: string,
    sync: string | undefined,
    parameters: Arguments,
    caller: { principalArn: string },
  ): Promise<TaskAnswer> {
    const answer = await this.#options.call(
      service,
      capitalized(action),
      inputFor(service, parameters),
      caller,
    );
    if (service !== 'states') return { output: JSON.stringify({ ...answer, ...this.#metadata() }) };
    const started = { ExecutionArn: answer.executionArn, ...this.#metadata(), StartDate: answer.startDate };
    return sync ? this.#awaited(answer.executionArn, sync) : { output: JSON.stringify(started) };
  }

  /** `.sync` hands on the child's output as text, `.sync:2` as JSON. */
  async #awaited(executionArn: string, sync: string): Promise<TaskAnswer> {
    const end = await this.#options.awaitExecution(executionArn);
    const described = Object.fromEntries(
      Object.entries(end).map(([key, value]) => [capitalized(key), value]),
    );
    if (end.status !== 'SUCCEEDED') return { error: 'States.TaskFailed', cause: JSON.stringify(described) };
    const whole =
      sync === 'sync:2'
        ? { ...described, Output: parsed(String(end.output)), Input: parsed(String(end.input)) }
        : described;
    return { output: JSON.stringify(whole) };
  }

  async #sdk(
    service: string,
    action: string,
    parameters: unknown,
    caller: { principalArn: string },
  ): Promise<TaskAnswer> {
    const name = service.slice('aws-sdk:'.length);
    const answer = await this.#options.call(
      SDK_SERVICE[name] ?? name,
      capitalized(action),
      parameters,
      caller,
    );
    return { output: JSON.stringify(answer ?? {}) };
  }
}

function errorName(service: string, { code }: AwsError): string {
  if (!service.startsWith('aws-sdk:')) return `${ERROR_PREFIX[service] ?? capitalized(service)}.${code}`;
  const sdk: Record<string, string> = {
    dynamodb: 'DynamoDb',
    sfn: 'Sfn',
    eventbridge: 'EventBridge',
    secretsmanager: 'SecretsManager',
  };
  const name = service.slice('aws-sdk:'.length);
  const suffix = code.endsWith('Exception') ? code : `${code}Exception`;
  return `${sdk[name] ?? capitalized(name)}.${suffix}`;
}
