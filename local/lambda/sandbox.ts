// One execution environment: a worker thread that holds a function's bundle and answers one event at a time.
//
// Why threads and not processes: terminate() ends an endless loop, resourceLimits ends a memory hog, process.exit ends
// only the thread, and a thread starts about ten times as fast. The limit: a crash in native code takes all down.
import { Worker } from 'node:worker_threads';
import type { FunctionConfig } from './function.js';

const BOOTSTRAP = new URL('./bootstrap.cjs', import.meta.url);
/** Loading the bundle is not counted into the function's timeout up to this long (AWS, 2026-11). */
const INIT_LIMIT_MS = 10_000;
/** A handler's garbage is young: room for it saves most collections. */
const YOUNG_GENERATION_MB = 64;
/** Largest response (AWS quota for synchronous invocations, 2026-11), with AWS's slack. */
const LARGEST_RESPONSE_BYTES = 6_291_556;

export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  /** JSON text. */
  readonly event: string;
}

/** What the caller of Invoke gets; with `functionError` the payload is an error description. */
export interface Outcome {
  readonly payload: string;
  readonly functionError?: 'Unhandled';
}

interface FunctionFault {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
type Message =
  | { ready: true }
  | { payload: string }
  | { error: FunctionFault }
  | { failedToLoad: FunctionFault }
  | { fatal: FunctionFault };

export interface SandboxOptions {
  readonly config: FunctionConfig;
  readonly environment: Record<string, string>;
  readonly virtualTime: SharedArrayBuffer | undefined;
  onLog(text: string): void;
  /** The environment is gone and must not be used again. */
  onGone(): void;
}

/** A worker thread with one function in it; a failure that AWS would not survive either ends it. */
export class Sandbox {
  readonly #worker: Worker;
  readonly #options: SandboxOptions;
  #current: { invocation: Invocation; settle: (outcome: Outcome) => void } | undefined;
  #timeout: NodeJS.Timeout | undefined;
  #loadFault: FunctionFault | undefined;
  #busySince = Number.POSITIVE_INFINITY;
  #isReady = false;
  #isGone = false;

  constructor(options: SandboxOptions) {
    this.#options = options;
    const { config } = options;
    this.#worker = new Worker(BOOTSTRAP, {
      env: options.environment,
      workerData: {
        taskRoot: config.codeDirectory,
        handlerName: config.handler,
        virtualTime: options.virtualTime,
      },
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: config.memoryMb,
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      },
    });
    this.#worker.unref();
    this.#worker.on('message', (message: Message) => this.#receive(message));
    this.#worker.on('error', (error: Error & { code?: string }) => this.#crash(error));
    this.#worker.on('exit', (code) => this.#exited(code));
    this.#worker.stdout.on('data', (chunk: Buffer) => options.onLog(chunk.toString()));
    this.#worker.stderr.on('data', (chunk: Buffer) => options.onLog(chunk.toString()));
  }

  /** Runs one event; the sandbox must be idle. Never rejects: whatever goes wrong is an outcome. */
  run(invocation: Invocation): Promise<Outcome> {
    return new Promise((settle) => {
      this.#current = { invocation, settle };
      this.#busySince = performance.now();
      if (this.#loadFault) return this.#fail(this.#loadFault, true);
      this.#startTimeout(this.#isReady ? 0 : INIT_LIMIT_MS);
      const budgetMs = this.#options.config.timeoutSeconds * 1000;
      this.#worker.postMessage({ ...invocation, budgetMs });
    });
  }

  /** Milliseconds that the current event has been running, loading the bundle not included. */
  busyMs(): number {
    return this.#current && this.#isReady ? performance.now() - this.#busySince : 0;
  }

  /** Ends the thread whatever it is doing. */
  async end(): Promise<void> {
    this.#gone();
    await this.#worker.terminate();
  }

  #receive(message: Message): void {
    if ('ready' in message) this.#ready();
    else if ('payload' in message) this.#succeed(message.payload);
    else if ('error' in message) this.#fail(message.error, false);
    else if ('fatal' in message) this.#fail(message.fatal, true);
    else this.#failedToLoad(message.failedToLoad);
  }

  #ready(): void {
    this.#isReady = true;
    this.#busySince = performance.now();
    if (this.#current) this.#startTimeout(0);
  }

  #failedToLoad(fault: FunctionFault): void {
    this.#loadFault = fault;
    if (this.#current) this.#fail(fault, true);
  }

  #startTimeout(graceMs: number): void {
    clearTimeout(this.#timeout);
    const { timeoutSeconds } = this.#options.config;
    this.#timeout = setTimeout(
      () => {
        const errorMessage = `RequestId: ${this.#current?.invocation.requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
        this.#fail({ errorType: 'Sandbox.Timedout', errorMessage }, true);
      },
      graceMs + timeoutSeconds * 1000,
    );
  }

  #succeed(payload: string): void {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${LARGEST_RESPONSE_BYTES} bytes).`;
    if (Buffer.byteLength(payload) <= LARGEST_RESPONSE_BYTES) this.#settle({ payload });
    else this.#fail({ errorType: 'Function.ResponseSizeTooLarge', errorMessage }, false);
  }

  #fail(fault: FunctionFault, isFatal: boolean): void {
    if (isFatal) void this.end();
    this.#settle({ payload: JSON.stringify(fault), functionError: 'Unhandled' });
  }

  #settle(outcome: Outcome): void {
    clearTimeout(this.#timeout);
    const current = this.#current;
    this.#current = undefined;
    current?.settle(outcome);
  }

  #crash(error: Error & { code?: string }): void {
    const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const why = isMemory ? 'signal: killed' : error.message;
    this.#fail({ errorType: 'Runtime.ExitError', errorMessage: this.#exitMessage(why) }, true);
  }

  #exited(code: number): void {
    this.#gone();
    this.#settle({
      payload: JSON.stringify({
        errorType: 'Runtime.ExitError',
        errorMessage: this.#exitMessage(`exit status ${code}`),
      } satisfies FunctionFault),
      functionError: 'Unhandled',
    });
  }

  #exitMessage(why: string): string {
    return `RequestId: ${this.#current?.invocation.requestId} Error: Runtime exited with error: ${why}`;
  }

  #gone(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#options.onGone();
  }
}
