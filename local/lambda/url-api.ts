// Function URL configuration, and the ports that the URLs listen on.
import { type Action, AwsError, type Caller } from '../service.js';
import { answerUrl, type HttpRequest, type HttpResponse, urlIdOf } from './function-url.js';
import type { DeployedFunction, Functions } from './functions.js';
import type { Outcome } from './sandbox.js';

/** Serves HTTP on a loopback port (0: a free one); rejects when the port is taken. */
export type Listen = (
  answer: (request: HttpRequest) => Promise<HttpResponse>,
  port: number,
) => Promise<{ readonly port: number; close(): Promise<void> }>;

export interface FunctionUrlOptions {
  readonly functions: Functions;
  readonly region: string;
  readonly now: () => number;
  readonly listen: Listen;
  /** Who signed a request; undefined when it is not signed. */
  readonly signerOf: (request: HttpRequest) => Caller | undefined;
  readonly run: (found: DeployedFunction, event: string) => Promise<Outcome>;
  /** Throws AccessDeniedException. */
  readonly authorise: (action: string, input: object, caller: Caller) => Promise<void>;
}

interface UrlInput {
  readonly FunctionName: string;
  readonly AuthType: 'NONE' | 'AWS_IAM';
  readonly InvokeMode?: string;
  readonly Cors?: unknown;
}

/** The URLs of all functions. */
export class FunctionUrls {
  readonly #options: FunctionUrlOptions;
  readonly #listeners = new Map<string, Awaited<ReturnType<Listen>>>();

  constructor(options: FunctionUrlOptions) {
    this.#options = options;
  }

  readonly actions: [string, Action][] = [
    ['CreateFunctionUrlConfig', (input) => this.#create(input)],
    ['UpdateFunctionUrlConfig', (input) => this.#update(input)],
    ['GetFunctionUrlConfig', (input) => this.#describe(this.#withUrl(input.FunctionName))],
    ['DeleteFunctionUrlConfig', (input) => this.#delete(this.#withUrl(input.FunctionName))],
    ['ListFunctionUrlConfigs', (input) => this.#list(this.#options.functions.get(input.FunctionName))],
  ];

  /** Listens again for the URLs of the last run, on their old ports if those are free. */
  async resume(): Promise<void> {
    for (const found of this.#options.functions.all()) {
      if (found.record.url && !this.#listeners.has(found.record.config.name)) {
        await this.#open(found, found.record.url.authType);
      }
    }
  }

  /** Answers a request to `<id>.lambda-url.<region>.localhost`, or undefined when the host is none of ours. */
  answerHost(host: string, request: HttpRequest): Promise<HttpResponse> | undefined {
    const urlId = /^([0-9a-f]{32})\.lambda-url\./.exec(host)?.[1];
    if (!urlId) return undefined;
    const found = this.#options.functions
      .all()
      .find(({ record }) => record.url && urlIdOf(record.config.arn) === urlId);
    return found && this.#answer(found.record.config.name, request);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#listeners.values()].map((listener) => listener.close()));
  }

  async #create(input: UrlInput): Promise<unknown> {
    const found = this.#options.functions.get(input.FunctionName);
    if (found.record.url) {
      const message = `Failed to create function url config for [functionArn = ${found.record.config.arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`;
      throw new AwsError('ResourceConflictException', message, 409, { Type: 'User' });
    }
    return this.#update(input);
  }

  async #update(input: UrlInput): Promise<unknown> {
    if (input.InvokeMode === 'RESPONSE_STREAM' || input.Cors) {
      const what = input.Cors ? 'Cors' : 'InvokeMode RESPONSE_STREAM';
      throw new AwsError('InvalidParameterValueException', `${what}: not supported by the local runtime`);
    }
    return this.#describe(await this.#open(this.#options.functions.get(input.FunctionName), input.AuthType));
  }

  async #delete({ record }: DeployedFunction): Promise<void> {
    const { name } = record.config;
    const listener = this.#listeners.get(name);
    this.#listeners.delete(name);
    this.#options.functions.put({ ...record, url: undefined });
    await listener?.close();
  }

  #list(found: DeployedFunction): unknown {
    return { FunctionUrlConfigs: found.record.url ? [this.#describe(found)] : [] };
  }

  async #open(found: DeployedFunction, authType: UrlInput['AuthType']): Promise<DeployedFunction> {
    const { record } = found;
    const { name } = record.config;
    let listener = this.#listeners.get(name);
    if (!listener) {
      listener = await this.#listen(name, record.url?.port ?? 0);
      this.#listeners.set(name, listener);
    }
    return this.#options.functions.put({ ...record, url: { authType, port: listener.port } });
  }

  /** The old port keeps links alive that were sent before a restart; somebody else may have taken it. */
  #listen(name: string, port: number): ReturnType<Listen> {
    const answer = (request: HttpRequest) => this.#answer(name, request);
    return this.#options.listen(answer, port).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      return this.#options.listen(answer, 0);
    });
  }

  async #answer(name: string, request: HttpRequest): Promise<HttpResponse> {
    const { functions, now, run } = this.#options;
    const found = functions.get(name);
    const permit = () => this.#permit(found, request);
    return answerUrl(found, request, now(), permit, (event) => run(found, event));
  }

  /** Since October 2025 AWS asks for both permissions. */
  async #permit(found: DeployedFunction, request: HttpRequest): Promise<void> {
    const { authorise, signerOf } = this.#options;
    const FunctionUrlAuthType = found.record.url?.authType ?? 'AWS_IAM';
    const caller = FunctionUrlAuthType === 'NONE' ? { principalArn: 'anonymous' } : signerOf(request);
    if (!caller) throw new AwsError('AccessDeniedException', 'Forbidden', 403);
    const input = { FunctionName: found.record.config.arn, FunctionUrlAuthType };
    await authorise('InvokeFunctionUrl', input, caller);
    await authorise('Invoke', input, caller);
  }

  #withUrl(reference: string): DeployedFunction {
    const found = this.#options.functions.get(reference);
    if (found.record.url) return found;
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, {
      Type: 'User',
    });
  }

  #describe({ record: { config, url } }: DeployedFunction): unknown {
    return {
      // A name, as AWS's is: browsers make no passkey for an address.
      FunctionUrl: `http://localhost:${url?.port}/`,
      FunctionArn: config.arn,
      AuthType: url?.authType,
      InvokeMode: 'BUFFERED',
    };
  }
}
