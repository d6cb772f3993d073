// One execution: drives the interpreter from start, or from what a killed run had recorded, to its end.
import type { Clock, Timer } from '../../clock.js';
import { seededRandom } from '../../random.js';
import { uuid } from '../language/builtins.js';
import { type Definition, parsedOnce } from '../language/definition.js';
import { RuntimeFailure, StateFailure } from '../language/failure.js';
import { type Completion, Effects, type EffectsOptions } from './effects.js';
import { History, type HistoryEvent, whole } from './history.js';
import { runStates } from './run-states.js';
import { Thread } from './thread.js';
import { Turns } from './turns.js';
import type { Callback, TaskAnswer, TaskCall, World } from './world.js';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED_OUT';

/** What an execution is started with; enough, with its completions, to bring it back. */
export interface ExecutionStart {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly roleArn: string;
  /** JSON text of the definition it runs, whatever becomes of the machine. */
  readonly definition: string;
  /** JSON text. */
  readonly input: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly seed: number;
  /** Bounds the execution, whatever its definition allows. */
  readonly maxSeconds?: number;
}

/** How an execution ended. */
export interface ExecutionEnd {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly stoppedAt: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** What executions need of their surroundings. */
export interface Surroundings {
  readonly clock: Clock;
  readonly region: string;
  call(start: ExecutionStart, call: TaskCall): Promise<TaskAnswer>;
  listen(start: ExecutionStart, token: string, heard: (callback: Callback) => void): Timer;
  recordCompletion(start: ExecutionStart, completion: Completion): void;
  ended(execution: Execution): void;
  /** Runs `work`, during which time stands still. */
  track(work: () => Promise<void>): void;
}

export class Execution implements EffectsOptions {
  readonly start: ExecutionStart;
  end: ExecutionEnd | undefined;
  readonly #effects: Effects;
  readonly #history: History;
  readonly #world: World;
  readonly #surroundings: Surroundings;

  constructor(start: ExecutionStart, surroundings: Surroundings, replaying: boolean) {
    this.start = start;
    this.#surroundings = surroundings;
    // This object, not four closures: ten thousand executions may wait.
    this.#effects = new Effects(this, replaying);
    this.#history = new History(() => this.#effects.time);
    this.#world = new ExecutionWorld(start, surroundings, this.#effects, this.#history);
  }

  get startedAt(): number {
    return this.start.startedAt;
  }

  now(): number {
    return this.#surroundings.clock.now();
  }

  record(completion: Completion): void {
    this.#surroundings.recordCompletion(this.start, completion);
  }

  track(work: () => Promise<void>): void {
    this.#surroundings.track(work);
  }

  get status(): ExecutionStatus {
    return this.end?.status ?? 'RUNNING';
  }

  get events(): readonly HistoryEvent[] {
    return this.#history.events;
  }

  /** Begins; with `completions` it first goes through all that had happened. */
  run(completions: readonly Completion[] = []): void {
    const definition = parsedOnce(this.start.definition);
    const input: unknown = JSON.parse(this.start.input);
    this.#history.add('ExecutionStarted', 0, 'executionStartedEventDetails', {
      roleArn: this.start.roleArn,
      ...whole('input', this.start.input),
    });
    const thread = new Thread(this.#world, this.#context(input), 0);
    this.#limit(definition.TimeoutSeconds);
    void this.#drive(definition, input, thread);
    if (completions.length > 0) void this.#effects.replay(completions);
  }

  async #drive(definition: Definition, input: unknown, thread: Thread): Promise<void> {
    await thread.resume();
    try {
      this.#succeed(await runStates(definition, input, thread), thread);
    } catch (error) {
      this.#fail(error, thread);
    }
  }

  /** Goes on after a kill that came before anything was recorded. */
  resume(completions: readonly Completion[]): Promise<void> {
    this.run();
    return this.#effects.replay(completions);
  }

  #limit(wantedSeconds: number | undefined): void {
    const { startedAt, maxSeconds = Number.POSITIVE_INFINITY } = this.start;
    const seconds = Math.min(wantedSeconds ?? Number.POSITIVE_INFINITY, maxSeconds);
    if (!Number.isFinite(seconds)) return;
    const { clock } = this.#surroundings;
    const at = startedAt + seconds * 1_000;
    const limit = this.#effects.begin<undefined>(
      (complete) => clock.schedule(at, () => complete(undefined)),
      new Set(),
    );
    void limit.done.then(() => {
      if (this.end) return;
      this.#history.add('ExecutionTimedOut', 0, 'executionTimedOutEventDetails', { error: 'States.Timeout' });
      this.#finish({ status: 'TIMED_OUT' });
    });
  }

  #context(input: unknown): Record<string, unknown> {
    const { arn, name, roleArn, startedAt, stateMachineArn } = this.start;
    return {
      Execution: {
        Id: arn,
        Input: input,
        StartTime: new Date(startedAt).toISOString(),
        Name: name,
        RoleArn: roleArn,
        RedriveCount: 0,
      },
      StateMachine: { Id: stateMachineArn, Name: stateMachineArn.split(':').at(-1) },
    };
  }

  #succeed(output: unknown, thread: Thread): void {
    if (this.end) return;
    const text = JSON.stringify(output);
    thread.event('ExecutionSucceeded', 'executionSucceededEventDetails', whole('output', text));
    this.#finish({ status: 'SUCCEEDED', output: text });
  }

  #fail(failure: unknown, thread: Thread): void {
    if (this.end) return;
    // A bug of the runtime must be seen as one, not as the machine's failure.
    if (!(failure instanceof StateFailure)) throw failure;
    const details = {
      ...(failure.error !== undefined && { error: failure.error }),
      ...(failure.reason !== undefined && { cause: failure.reason }),
    };
    const { afterEventId = thread.lastEventId } = failure instanceof RuntimeFailure ? failure : {};
    this.#history.add('ExecutionFailed', afterEventId, 'executionFailedEventDetails', details);
    this.#finish({ status: 'FAILED', ...details });
  }

  /** StopExecution. */
  stop(error: string | undefined, cause: string | undefined): void {
    if (this.end) return;
    const details = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    this.#effects.time = this.#surroundings.clock.now();
    this.#history.add('ExecutionAborted', 0, 'executionAbortedEventDetails', details);
    this.#finish({ status: 'ABORTED', ...details });
  }

  #finish(end: Omit<ExecutionEnd, 'stoppedAt'>): void {
    if (this.end) return;
    this.end = { ...end, stoppedAt: this.#effects.time };
    this.#effects.abandon();
    this.#surroundings.ended(this);
  }
}

/** What the threads of one execution see of its surroundings. */
class ExecutionWorld implements World {
  readonly effects: Effects;
  readonly history: History;
  readonly turns = new Turns();
  readonly random: () => number;
  readonly #start: ExecutionStart;
  readonly #surroundings: Surroundings;

  constructor(start: ExecutionStart, surroundings: Surroundings, effects: Effects, history: History) {
    this.effects = effects;
    this.history = history;
    this.random = seededRandom(start.seed);
    this.#start = start;
    this.#surroundings = surroundings;
  }

  get region(): string {
    return this.#surroundings.region;
  }

  now(): number {
    return this.effects.time;
  }

  call(task: TaskCall): Promise<TaskAnswer> {
    return this.#surroundings.call(this.#start, task);
  }

  listen(token: string, heard: (callback: Callback) => void): Timer {
    return this.#surroundings.listen(this.#start, token, heard);
  }

  newToken(): string {
    return Buffer.from(`${this.#start.arn}#${uuid(this.random)}`).toString('base64');
  }

  schedule(at: number, fire: () => void): Timer {
    return this.#surroundings.clock.schedule(at, fire);
  }
}
