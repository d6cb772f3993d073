// The execution environments of one function: reuses warm ones, starts new ones, holds a queue in front of them.
//
// AWS gives every concurrent event an environment at once. On a laptop a cold start costs more than a short wait, and
// more threads than processors only help where events wait for something. So a second environment starts when an event
// has waited, and more than there are processors beside the runtime's own only when events run long; documented as a
// difference.
import { availableParallelism } from 'node:os';
import { AwsError } from '../service.js';
import type { Invocation, Outcome, Sandbox } from './sandbox.js';

const PATIENCE_MS = 30;
/** Shorter than this, an event on a busy machine looks as if it waited, and every new thread would make it busier. */
const LONG_RUN_MS = 1_000;
const MOST_SANDBOXES = 16;

interface Waiting {
  readonly invocation: Invocation;
  readonly settle: (outcome: Promise<Outcome>) => void;
}

/** All environments of one function version of code and settings. */
export class Pool {
  readonly #create: (onGone: (sandbox: Sandbox) => void) => Sandbox;
  readonly #reservedConcurrency: () => number | undefined;
  readonly #all = new Set<Sandbox>();
  readonly #idle: Sandbox[] = [];
  readonly #queue: Waiting[] = [];
  #running = 0;
  #isDraining = false;
  #isEnded = false;
  #patience: NodeJS.Timeout | undefined;

  constructor(
    create: (onGone: (sandbox: Sandbox) => void) => Sandbox,
    reservedConcurrency: () => number | undefined,
  ) {
    this.#create = create;
    this.#reservedConcurrency = reservedConcurrency;
  }

  /** Runs an event; throws TooManyRequestsException above the reserved concurrency. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    if (this.#running >= (this.#reservedConcurrency() ?? Number.POSITIVE_INFINITY)) {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        Type: 'User',
      });
    }
    this.#running += 1;
    try {
      return await this.#place(invocation);
    } finally {
      this.#running -= 1;
    }
  }

  /** Starts one environment ahead of the first event. */
  warm(): void {
    if (this.#all.size === 0) this.#idle.push(this.#start());
  }

  /** Ends all environments once what runs or waits in them is over. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await Promise.all(this.#idle.splice(0).map((sandbox) => sandbox.end()));
  }

  /** Ends all environments; running events get an error outcome. */
  async end(): Promise<void> {
    this.#isEnded = true;
    this.#queue.length = 0;
    clearTimeout(this.#patience);
    await Promise.all([...this.#all].map((sandbox) => sandbox.end()));
  }

  async #place(invocation: Invocation): Promise<Outcome> {
    if (this.#isEnded) throw new AwsError('ServiceException', 'The local runtime has stopped.', 500);
    const sandbox = this.#idle.pop() ?? (this.#all.size === 0 ? this.#start() : undefined);
    if (sandbox) return this.#run(sandbox, invocation);
    return new Promise((settle) => {
      this.#queue.push({ invocation, settle });
      this.#growLater();
    });
  }

  async #run(sandbox: Sandbox, invocation: Invocation): Promise<Outcome> {
    const outcome = await sandbox.run(invocation);
    if (this.#all.has(sandbox)) this.#next(sandbox);
    return outcome;
  }

  #next(sandbox: Sandbox): void {
    const waiting = this.#queue.shift();
    if (waiting) waiting.settle(this.#run(sandbox, waiting.invocation));
    else if (this.#isDraining) void sandbox.end();
    else this.#idle.push(sandbox);
  }

  #start(): Sandbox {
    const sandbox = this.#create((gone) => this.#forget(gone));
    this.#all.add(sandbox);
    return sandbox;
  }

  #forget(sandbox: Sandbox): void {
    this.#all.delete(sandbox);
    const index = this.#idle.indexOf(sandbox);
    if (index >= 0) this.#idle.splice(index, 1);
    // A waiting event must not wait for an environment that will never come free.
    if (this.#queue.length > 0) this.#growLater();
  }

  #growLater(): void {
    this.#patience ??= setTimeout(() => {
      this.#patience = undefined;
      if (this.#queue.length > 0 && this.#mayGrow()) this.#next(this.#start());
      if (this.#queue.length > 0) this.#growLater();
    }, PATIENCE_MS);
  }

  #mayGrow(): boolean {
    if (this.#all.size < availableParallelism() - 1) return true;
    const runsLong = [...this.#all].some((sandbox) => sandbox.busyMs() > LONG_RUN_MS);
    return runsLong && this.#all.size < MOST_SANDBOXES;
  }
}
