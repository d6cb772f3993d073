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
  events(thread: Thread): TaskEvents;
}

const limitDetails = ({ timeoutSeconds, heartbeatSeconds }: Limits) => ({
  ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
  ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
});

const failure = (error: string | undefined, cause: string | undefined) => ({
  ...(error !== undefined && { error }),
  ...(cause !== undefined && { cause }),
});

// Classes, not objects of closures: ten thousand waiting tasks hold one each.

class FunctionEvents implements TaskEvents {
  readonly #thread: Thread;
  readonly #resource: string;

  constructor(thread: Thread, resource: string) {
    this.#thread = thread;
    this.#resource = resource;
  }

  scheduled(parameters: unknown, limits: Limits): void {
    this.#thread.event('LambdaFunctionScheduled', 'lambdaFunctionScheduledEventDetails', {
      resource: this.#resource,
      ...whole('input', JSON.stringify(parameters)),
      ...limitDetails(limits),
    });
  }

  started(): void {
    this.#thread.event('LambdaFunctionStarted');
  }

  submitted(): void {}

  succeeded(output: string): void {
    const details = whole('output', output);
    this.#thread.event('LambdaFunctionSucceeded', 'lambdaFunctionSucceededEventDetails', details);
  }

  failed(error: string | undefined, cause: string | undefined): void {
    const details = failure(error, cause);
    this.#thread.event('LambdaFunctionFailed', 'lambdaFunctionFailedEventDetails', details);
  }

  timedOut(error: string): void {
    this.#thread.event('LambdaFunctionTimedOut', 'lambdaFunctionTimedOutEventDetails', { error });
  }
}

class IntegrationEvents implements TaskEvents {
  readonly #thread: Thread;
  readonly #common: { readonly resource: string; readonly resourceType: string };

  constructor(thread: Thread, common: { readonly resource: string; readonly resourceType: string }) {
    this.#thread = thread;
    this.#common = common;
  }

  scheduled(parameters: unknown, limits: Limits): void {
    this.#thread.event('TaskScheduled', 'taskScheduledEventDetails', {
      parameters: JSON.stringify(parameters),
      region: this.#thread.world.region,
      ...this.#common,
      ...limitDetails(limits),
    });
  }

  started(): void {
    this.#thread.event('TaskStarted', 'taskStartedEventDetails', this.#common);
  }

  submitted(output: string): void {
    const { resource, resourceType } = this.#common;
    const details = { resource, resourceType, ...whole('output', output) };
    this.#thread.event('TaskSubmitted', 'taskSubmittedEventDetails', details);
  }

  succeeded(output: string): void {
    const details = { ...whole('output', output), ...this.#common };
    this.#thread.event('TaskSucceeded', 'taskSucceededEventDetails', details);
  }

  failed(error: string | undefined, cause: string | undefined): void {
    const details = { ...failure(error, cause), ...this.#common };
    this.#thread.event('TaskFailed', 'taskFailedEventDetails', details);
  }

  timedOut(error: string): void {
    this.#thread.event('TaskTimedOut', 'taskTimedOutEventDetails', { error, ...this.#common });
  }
}

const known = new Map<string, Resource>();

/** Reads a Resource. Anything that is not an integration's ARN is a function's ARN. */
export function parseResource(text: string): Resource {
  const found = known.get(text) ?? read(text);
  known.set(text, found);
  return found;
}

function read(text: string): Resource {
  const [, integration] = /^arn:[\w-]+:states:[^:]*:[^:]*:(.+)$/.exec(text) ?? [];
  if (!integration)
    return {
      service: 'lambda',
      action: 'invoke',
      isFunctionArn: true,
      waitsForToken: false,
      shownAs: text,
      events: (thread) => new FunctionEvents(thread, text),
    };
  const sdk = integration.startsWith('aws-sdk:');
  const [service = '', ...rest] = (sdk ? integration.slice('aws-sdk:'.length) : integration).split(':');
  const resource = rest.join(':');
  const [action = '', pattern] = resource.split('.');
  const resourceType = sdk ? `aws-sdk:${service}` : service;
  const common = { resource, resourceType };
  return {
    service: resourceType,
    action,
    isFunctionArn: false,
    waitsForToken: pattern === 'waitForTaskToken',
    ...(pattern?.startsWith('sync') && { sync: pattern }),
    shownAs: resourceType,
    events: (thread) => new IntegrationEvents(thread, common),
  };
}
