// The interpreter alone: a definition, an input, handlers for its tasks, a clock and a source of randomness; no network, no
// service. The package's `./local/stepfunctions`.
import { Activity } from '../activity.js';
import { durationMs } from '../clock/duration.js';
import { VirtualClock } from '../clock/virtual.js';
import type { Clock, Timer } from '../clock.js';
import { seededRandom } from '../random.js';
import { Execution, type ExecutionStart, type Surroundings } from './execution/execution.js';
import type { HistoryEvent } from './execution/history.js';
import type { Callback, TaskAnswer, TaskCall } from './execution/world.js';
import { invalidDefinitionText, parseDefinition } from './language/validate.js';

/** Throw it from a handler to fail its task with this error and cause. */
export class TaskError extends Error {
  constructor(
    readonly error: string,
    readonly reason = '',
  ) {
    super(reason);
    this.name = error;
  }
}

/** Answers a task's arguments with its result. What it throws fails the task, by its `name` and message. */
export type TaskHandler = (parameters: unknown, call: TaskCall) => unknown | Promise<unknown>;

/** Time that stands still between calls of `advance`. */
export interface VirtualTime extends Clock {
  /** Fires every timer until then, in order, and waits for what each one causes. `'3 days'` or milliseconds. */
  advance(duration: number | string): Promise<void>;
  /** Runs `work`, during which time stands still. */
  track<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * A clock for tests: a wait of 30 days takes no time.
 * @param startAt epoch milliseconds; now by default
 * @param seed orders timers that are due at the same moment; 1 by default
 */
export function virtualTime(startAt = Date.now(), seed = 1): VirtualTime {
  const activity = new Activity();
  const clock = new VirtualClock(activity, seededRandom(seed), startAt, new SharedArrayBuffer(8));
  return {
    now: () => clock.now(),
    schedule: (at, fire) => clock.schedule(at, fire),
    advance: (duration) => clock.advanceTo(clock.now() + durationMs(duration)),
    track: (work) => activity.track(work),
  };
}

export interface RunOptions {
  /** A JSONata definition, as an object or JSON text. */
  readonly definition: object | string;
  /** @default {} */
  readonly input?: unknown;
  /** Handlers by Resource. A task without one fails with States.Runtime. */
  readonly tasks?: Readonly<Record<string, TaskHandler>>;
  /** {@link virtualTime}, or a clock of your own. @default real time */
  readonly clock?: Clock & Partial<Pick<VirtualTime, 'track'>>;
  /** In [0, 1). @default Math.random */
  readonly random?: () => number;
  /** @default 'run' */
  readonly name?: string;
}

export interface RunResult {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED_OUT';
  /** Parsed JSON, when it succeeded. */
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  readonly history: readonly HistoryEvent[];
}

/** A run that may wait for callbacks. */
export interface StateMachineRun {
  readonly result: Promise<RunResult>;
  /** Completes the task that waits for `token`; false when none does. */
  sendTaskSuccess(token: string, output: unknown): boolean;
  sendTaskFailure(token: string, error?: string, cause?: string): boolean;
  sendTaskHeartbeat(token: string): boolean;
  stop(error?: string, cause?: string): void;
}

const realTime: Clock = {
  now: () => Date.now(),
  schedule: (at, fire) => {
    const timeout = setTimeout(() => void fire(), Math.max(0, at - Date.now()));
    return { cancel: () => clearTimeout(timeout) };
  },
};

const ARN = 'arn:aws:states:us-east-1:000000000000';
const MACHINE_ARN = `${ARN}:stateMachine:machine`;

async function answer(call: TaskCall, handler: TaskHandler | undefined): Promise<TaskAnswer> {
  if (!handler)
    return { error: 'States.Runtime', cause: `no handler is given for the resource '${call.resource}'` };
  try {
    return { output: JSON.stringify((await handler(call.parameters, call)) ?? null) };
  } catch (error) {
    return {
      error: error instanceof Error ? error.name : 'Error',
      cause: error instanceof Error ? error.message : String(error),
    };
  }
}

/** A class, not an object of closures: ten thousand runs may wait. */
class Run implements StateMachineRun, Surroundings {
  readonly result: Promise<RunResult>;
  readonly clock: NonNullable<RunOptions['clock']>;
  readonly region = 'us-east-1';
  readonly #tasks: NonNullable<RunOptions['tasks']>;
  readonly #execution: Execution;
  readonly #listeners = new Map<string, (callback: Callback) => void>();
  #resolve: (result: RunResult) => void = () => undefined;

  constructor(
    definition: string,
    { input = {}, tasks = {}, random = Math.random, name = 'run', clock }: RunOptions,
  ) {
    this.clock = clock ?? realTime;
    this.#tasks = tasks;
    this.result = new Promise<RunResult>((settle) => {
      this.#resolve = settle;
    });
    const start = {
      arn: `${ARN}:execution:machine:${name}`,
      name,
      stateMachineArn: MACHINE_ARN,
      roleArn: 'arn:aws:iam::000000000000:role/machine',
      definition,
      input: JSON.stringify(input),
      startedAt: this.clock.now(),
      seed: Math.floor(random() * 2 ** 32),
    };
    this.#execution = new Execution(start, this, false);
    this.#execution.run();
  }

  call(_: ExecutionStart, call: TaskCall): Promise<TaskAnswer> {
    const work = () => answer(call, this.#tasks[call.resource]);
    return this.clock.track?.(work) ?? work();
  }

  listen(_: ExecutionStart, token: string, heard: (callback: Callback) => void): Timer {
    this.#listeners.set(token, heard);
    return { cancel: () => void this.#listeners.delete(token) };
  }

  recordCompletion(): void {}

  track(work: () => Promise<void>): void {
    void (this.clock.track?.(work) ?? work());
  }

  ended({ end, events }: Execution): void {
    if (end) this.#resolve(resultOf(end, events));
  }

  sendTaskSuccess(token: string, output: unknown): boolean {
    return this.#callBack(token, { kind: 'success', output: JSON.stringify(output ?? null) });
  }

  sendTaskFailure(token: string, error?: string, cause?: string): boolean {
    const told = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    return this.#callBack(token, { kind: 'failure', ...told });
  }

  sendTaskHeartbeat(token: string): boolean {
    return this.#callBack(token, { kind: 'heartbeat' });
  }

  stop(error?: string, cause?: string): void {
    this.#execution.stop(error, cause);
  }

  #callBack(token: string, callback: Callback): boolean {
    const heard = this.#listeners.get(token);
    this.#listeners.delete(token);
    heard?.(callback);
    return heard !== undefined;
  }
}

/**
 * Starts a state machine in process. Throws an Error in AWS's words when the definition is not valid.
 */
export function startStateMachine(options: RunOptions): StateMachineRun {
  const { definition } = options;
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const parsed = parseDefinition(text);
  if ('diagnostics' in parsed) throw new Error(invalidDefinitionText(parsed.diagnostics));
  return new Run(text, options);
}

function resultOf(
  { status, output, error, cause }: NonNullable<Execution['end']>,
  history: readonly HistoryEvent[],
): RunResult {
  return {
    status,
    history,
    ...(output !== undefined && { output: JSON.parse(output) }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
}

/** Runs a state machine in process to its end. */
export const runStateMachine = (options: RunOptions): Promise<RunResult> => startStateMachine(options).result;
