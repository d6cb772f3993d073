// The execution environments of one function: reuses warm ones, starts new ones, holds a queue in front of them.
//
// AWS gives every concurrent event an environment at once. On a laptop a cold start costs more than a short wait, so a
// new one beyond the number of processors starts only when an event has waited; documented as a difference.
import { availableParallelism } from 'node:os';
import { AwsError } from '../service.js';
import type { Invocation, Outcome, Sandbox } from './sandbox.js';

const PATIENCE_MS = 100;
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
    clearTimeout(this.#patience);
    await Promise.all([...this.#all].map((sandbox) => sandbox.end()));
  }

  #place(invocation: Invocation): Promise<Outcome> {
    const sandbox = this.#idle.pop() ?? (this.#all.size < availableParallelism() ? this.#start() : undefined);
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
      if (this.#queue.length === 0) return;
      if (this.#all.size < MOST_SANDBOXES) this.#next(this.#start());
      if (this.#queue.length > 0) this.#growLater();
    }, PATIENCE_MS);
  }
}
