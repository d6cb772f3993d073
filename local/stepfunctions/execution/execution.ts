// One execution: drives the interpreter from start, or from what a killed run had recorded, to its end.
import type { Clock, Timer } from '../../clock.js';
import { seededRandom } from '../../random.js';
import { uuid } from '../language/builtins.js';
import type { Definition } from '../language/definition.js';
import { RuntimeFailure, StateFailure } from '../language/failure.js';
import { type Completion, Effects } from './effects.js';
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

export class Execution {
  readonly start: ExecutionStart;
  end: ExecutionEnd | undefined;
  readonly #effects: Effects;
  readonly #history: History;
  readonly #surroundings: Surroundings;

  constructor(start: ExecutionStart, surroundings: Surroundings, replaying: boolean) {
    this.start = start;
    this.#surroundings = surroundings;
    const record = (completion: Completion) => surroundings.recordCompletion(start, completion);
    this.#effects = new Effects(
      { startedAt: start.startedAt, now: () => surroundings.clock.now(), record, track: surroundings.track },
      replaying,
    );
    this.#history = new History(() => this.#effects.time);
  }

  get status(): ExecutionStatus {
    return this.end?.status ?? 'RUNNING';
  }

  get events(): readonly HistoryEvent[] {
    return this.#history.events;
  }

  /** Begins; with `completions` it first goes through all that had happened. */
  run(completions: readonly Completion[] = []): void {
    const definition = JSON.parse(this.start.definition) as Definition;
    this.#history.add('ExecutionStarted', 0, 'executionStartedEventDetails', {
      ...whole('input', this.start.input),
      roleArn: this.start.roleArn,
    });
    const thread = new Thread(this.#world(), this.#context(), 0);
    this.#limit(definition.TimeoutSeconds);
    void this.#drive(definition, thread);
    if (completions.length > 0) void this.#effects.replay(completions);
  }

  async #drive(definition: Definition, thread: Thread): Promise<void> {
    await thread.resume();
    try {
      this.#succeed(await runStates(definition, JSON.parse(this.start.input), thread), thread);
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
    const limit = this.#effects.begin<undefined>((complete) => clock.schedule(at, () => complete(undefined)));
    void limit.done.then(() => {
      if (this.end) return;
      this.#history.add('ExecutionTimedOut', 0, 'executionTimedOutEventDetails', { error: 'States.Timeout' });
      this.#finish({ status: 'TIMED_OUT' });
    });
  }

  #context(): Record<string, unknown> {
    const { arn, name, input, roleArn, startedAt, stateMachineArn } = this.start;
    return {
      Execution: {
        Id: arn,
        Input: JSON.parse(input),
        StartTime: new Date(startedAt).toISOString(),
        Name: name,
        RoleArn: roleArn,
        RedriveCount: 0,
      },
      StateMachine: { Id: stateMachineArn, Name: stateMachineArn.split(':').at(-1) },
    };
  }

  #world(): World {
    const { clock, region, call, listen } = this.#surroundings;
    const { start } = this;
    const random = seededRandom(start.seed);
    return {
      effects: this.#effects,
      history: this.#history,
      turns: new Turns(),
      region,
      now: () => this.#effects.time,
      random,
      call: (task) => call(start, task),
      listen: (token, heard) => listen(start, token, heard),
      newToken: () => Buffer.from(`${start.arn}#${uuid(random)}`).toString('base64'),
      schedule: (at, fire) => clock.schedule(at, fire),
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
