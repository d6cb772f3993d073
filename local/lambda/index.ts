// Lambda: deploys functions and runs them as AWS does, in worker threads. Built by local/index.ts.
import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import type { Meter } from '../meter.js';
import type { Action, Call, Caller, Service } from '../service.js';
import { AsynchronousQueue } from './asynchronous.js';
import { deliverTo } from './destination.js';
import { EventSources, type Sources } from './event-sources.js';
import { environmentOf } from './function.js';
import { functionActions } from './function-api.js';
import type { HttpRequest, HttpResponse } from './function-url.js';
import { type DeployedFunction, Functions } from './functions.js';
import { type InvokeInput, invoke } from './invoke.js';
import { resourcePolicyText, settingsActions } from './settings-api.js';
import { FunctionUrls, type Listen } from './url-api.js';

export interface LambdaOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly call: Call;
  readonly accountId: string;
  readonly region: string;
  readonly endpoint: () => string;
  /** Where uploaded code is unpacked. */
  readonly codeRoot: string;
  /** Shared memory that holds the virtual time; without it handlers see real time. */
  readonly virtualTime?: SharedArrayBuffer | undefined;
  readonly onLog: (functionName: string, text: string) => void;
  readonly meter: Meter;
  /** Opens a port for a function URL. */
  readonly listen: Listen;
  /** Who signed an HTTP request; undefined when it is not signed. */
  readonly signerOf: (request: HttpRequest) => Caller | undefined;
  /** IAM's check of an action of this service. */
  readonly authorise: (action: string, input: object, caller: Caller) => Promise<void>;
}

export interface Lambda extends Service {
  readonly functions: Functions;
  /** Joins the streams and queues that event source mappings read. */
  connect(sources: Sources): void;
  /** Takes up queued events of the last run and starts an environment of each function ahead of its first event. */
  resume(): Promise<void>;
  /** Answers a request to the host name of a function URL, or undefined when it is none. */
  answerHost(host: string, request: HttpRequest): Promise<HttpResponse> | undefined;
  end(): Promise<void>;
}

const DIFFERENCES = {
  CreateFunction:
    'Node.js only, on the Node that runs the runtime; layers, images and code on S3 are refused by name',
  UpdateFunctionCode: 'code comes as a zip in the request',
  Invoke: 'the memory limit is that of the heap; all of a function runs on one version of its code',
  CreateEventSourceMapping:
    'from DynamoDB streams and SQS queues, of these without filters and limits of concurrency; other sources and tumbling windows are refused by name',
  CreateFunctionUrlConfig: 'HTTP on a loopback port; CORS and response streaming are refused by name',
  UpdateFunctionUrlConfig: 'HTTP on a loopback port; CORS and response streaming are refused by name',
};

/** The Lambda service. */
export function createLambda(options: LambdaOptions): Lambda {
  const { clock, journal, activity, call, accountId, region, endpoint, codeRoot, virtualTime, onLog } =
    options;
  const functions = new Functions({
    journal,
    environmentOf: (config) => environmentOf(config, region, endpoint(), virtualTime !== undefined),
    virtualTime,
    meter: options.meter,
    onLog,
  });
  const deliver = (arn: string, record: string, from: DeployedFunction) => deliverTo(call, arn, record, from);
  const queue = new AsynchronousQueue(clock, activity, journal, functions, deliver);
  const run = (found: DeployedFunction, event: string) =>
    activity.track(() => functions.invoke(found, event, randomUUID()));
  const urls = new FunctionUrls({ ...options, functions, now: () => clock.now(), run });
  const eventSources = new EventSources({ clock, journal, activity, call, functions, run, deliver });
  const actions = new Map<string, Action>([
    ...functionActions({ functions, now: () => clock.now(), accountId, region, codeRoot }),
    ...settingsActions(functions),
    ...urls.actions,
    ...eventSources.actions,
    ['Invoke', (input: InvokeInput) => invoke(functions, queue, input)],
  ]);
  return {
    name: 'lambda',
    differences: DIFFERENCES,
    actions,
    resourcePolicyOf: (arn) => resourcePolicyText(functions, arn),
    functions,
    async resume() {
      await urls.resume();
      await eventSources.resume();
      queue.resume();
      for (const { pool } of functions.all()) pool.warm();
    },
    answerHost: (host, request) => urls.answerHost(host, request),
    connect: (sources) => eventSources.connect(sources),
    async end() {
      eventSources.stop();
      await urls.close();
      await functions.end();
    },
  };
}
