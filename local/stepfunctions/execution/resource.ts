// A Task's Resource: what it names, and which events AWS records for it. A Lambda function by its ARN has events of its own;
// everything else is a service integration.
import { whole } from './history.js';
import type { Thread } from './thread.js';

/** Seconds, where the state sets them. */
export interface Limits {
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
}

export interface TaskEvents {
  scheduled(parameters: unknown, limits: Limits): void;
  started(): void;
  submitted(output: string): void;
  succeeded(output: string): void;
  failed(error: string | undefined, cause: string | undefined): void;
  timedOut(error: string): void;
}

export interface Resource {
  /** `lambda`, `dynamodb`, `aws-sdk:dynamodb`, …; for a function's ARN `lambda`. */
  readonly service: string;
  /** `invoke`, `putItem`, …, without its pattern. */
  readonly action: string;
  readonly isFunctionArn: boolean;
  readonly waitsForToken: boolean;
  /** `sync` or `sync:2`. */
  readonly sync?: string;
  /** How errors about the size of its result call it. */
  readonly shownAs: string;
  events(thread: Thread, region: string): TaskEvents;
}

const limitDetails = ({ timeoutSeconds, heartbeatSeconds }: Limits) => ({
  ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
  ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
});

const failure = (error: string | undefined, cause: string | undefined) => ({
  ...(error !== undefined && { error }),
  ...(cause !== undefined && { cause }),
});

function functionEvents(arn: string, thread: Thread): TaskEvents {
  return {
    scheduled: (parameters, limits) =>
      void thread.event('LambdaFunctionScheduled', 'lambdaFunctionScheduledEventDetails', {
        ...whole('input', JSON.stringify(parameters)),
        resource: arn,
        ...limitDetails(limits),
      }),
    started: () => void thread.event('LambdaFunctionStarted'),
    submitted: () => undefined,
    succeeded: (output) =>
      void thread.event(
        'LambdaFunctionSucceeded',
        'lambdaFunctionSucceededEventDetails',
        whole('output', output),
      ),
    failed: (error, cause) =>
      void thread.event('LambdaFunctionFailed', 'lambdaFunctionFailedEventDetails', failure(error, cause)),
    timedOut: (error) =>
      void thread.event('LambdaFunctionTimedOut', 'lambdaFunctionTimedOutEventDetails', { error }),
  };
}

function integrationEvents(
  resourceType: string,
  resource: string,
  thread: Thread,
  region: string,
): TaskEvents {
  const common = { resource, resourceType };
  return {
    scheduled: (parameters, limits) =>
      void thread.event('TaskScheduled', 'taskScheduledEventDetails', {
        parameters: JSON.stringify(parameters),
        region,
        ...common,
        ...limitDetails(limits),
      }),
    started: () => void thread.event('TaskStarted', 'taskStartedEventDetails', common),
    submitted: (output) =>
      void thread.event('TaskSubmitted', 'taskSubmittedEventDetails', {
        ...whole('output', output),
        ...common,
      }),
    succeeded: (output) =>
      void thread.event('TaskSucceeded', 'taskSucceededEventDetails', {
        ...whole('output', output),
        ...common,
      }),
    failed: (error, cause) =>
      void thread.event('TaskFailed', 'taskFailedEventDetails', { ...failure(error, cause), ...common }),
    timedOut: (error) => void thread.event('TaskTimedOut', 'taskTimedOutEventDetails', { error, ...common }),
  };
}

/** Reads a Resource. Anything that is not an integration's ARN is a function's ARN. */
export function parseResource(text: string): Resource {
  const [, integration] = /^arn:[\w-]+:states:[^:]*:[^:]*:(.+)$/.exec(text) ?? [];
  if (!integration)
    return {
      service: 'lambda',
      action: 'invoke',
      isFunctionArn: true,
      waitsForToken: false,
      shownAs: text,
      events: (thread) => functionEvents(text, thread),
    };
  const sdk = integration.startsWith('aws-sdk:');
  const [service = '', ...rest] = (sdk ? integration.slice('aws-sdk:'.length) : integration).split(':');
  const resource = rest.join(':');
  const [action = '', pattern] = resource.split('.');
  const resourceType = sdk ? `aws-sdk:${service}` : service;
  return {
    service: resourceType,
    action,
    isFunctionArn: false,
    waitsForToken: pattern === 'waitForTaskToken',
    ...(pattern?.startsWith('sync') && { sync: pattern }),
    shownAs: resourceType,
    events: (thread, region) => integrationEvents(resourceType, resource, thread, region),
  };
}
