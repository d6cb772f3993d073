// Every execution of the runtime: starts, callbacks, ends, and what a restart brings back.
import type { Clock, Timer } from '../../clock.js';
import type { Journal } from '../../journal.js';
import { AwsError } from '../../service.js';
import type { Completion } from '../execution/effects.js';
import {
  Execution,
  type ExecutionEnd,
  type ExecutionStart,
  type Surroundings,
} from '../execution/execution.js';
import type { HistoryEvent } from '../execution/history.js';
import type { Callback, TaskAnswer, TaskCall } from '../execution/world.js';

/** An execution as DescribeExecution and GetExecutionHistory see it, running or not. */
export interface KnownExecution {
  readonly start: ExecutionStart;
  readonly end: ExecutionEnd | undefined;
  readonly events: readonly HistoryEvent[];
}

type Entry =
  | { readonly started: ExecutionStart }
  | { readonly arn: string; readonly completion: Completion }
  | { readonly ended: KnownExecution };

export interface ExecutionsOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly region: string;
  readonly perform: (call: TaskCall, roleArn: string) => Promise<TaskAnswer>;
  readonly track: (work: () => Promise<void>) => void;
  /** Told of every start and end. */
  readonly onChange: (execution: KnownExecution) => void;
}

const TOPIC = 'states.executions';
/** A task token, decoded: the execution's ARN and a random part. */
const TOKEN = /^(arn:[^#]+:execution:[^#]+)#[\da-f-]{36}$/;

export class Executions implements Surroundings {
  readonly clock: Clock;
  readonly region: string;
  readonly track: Surroundings['track'];
  readonly #options: ExecutionsOptions;
  readonly #known = new Map<string, KnownExecution>();
  readonly #running = new Map<string, Execution>();
  readonly #listeners = new Map<string, (callback: Callback) => void>();
  readonly #waiters = new Map<string, ((execution: KnownExecution) => void)[]>();
  #open: { start: ExecutionStart; completions: Completion[] }[] = [];

  constructor(options: ExecutionsOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.region = options.region;
    this.track = options.track;
    this.#recall();
  }

  /** Reads what an earlier run recorded. Nothing moves before {@link resume}. */
  #recall(): void {
    const open = new Map<string, { start: ExecutionStart; completions: Completion[] }>();
    for (const entry of this.#options.journal.replay(TOPIC) as Iterable<Entry>)
      if ('started' in entry) open.set(entry.started.arn, { start: entry.started, completions: [] });
      else if ('completion' in entry) open.get(entry.arn)?.completions.push(entry.completion);
      else {
        open.delete(entry.ended.start.arn);
        this.#known.set(entry.ended.start.arn, entry.ended);
      }
    this.#open = [...open.values()];
    for (const { start } of this.#open) this.#known.set(start.arn, { start, end: undefined, events: [] });
    this.#options.journal.compact(TOPIC, this.#entries());
  }

  *#entries(): Iterable<Entry> {
    for (const known of this.#known.values()) if (known.end) yield { ended: known };
    for (const { start, completions } of this.#open) {
      yield { started: start };
      for (const completion of completions) yield { arn: start.arn, completion };
    }
  }

  /** Takes up every execution that was running; called when whatever they call is there. */
  async resume(): Promise<void> {
    for (const { start, completions } of this.#open.splice(0)) {
      const execution = new Execution(start, this, true);
      this.#add(execution);
      await execution.resume(completions);
    }
  }

  #add(execution: Execution): void {
    this.#running.set(execution.start.arn, execution);
    this.#known.set(execution.start.arn, execution);
  }

  start(start: ExecutionStart): void {
    this.#options.journal.append(TOPIC, { started: start } satisfies Entry);
    const execution = new Execution(start, this, false);
    this.#add(execution);
    this.#options.onChange(execution);
    execution.run();
  }

  find(arn: string): KnownExecution | undefined {
    return this.#known.get(arn);
  }

  get(arn: string): KnownExecution {
    const known = this.#known.get(arn);
    if (known) return known;
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  ofMachine(stateMachineArn: string): KnownExecution[] {
    return [...this.#known.values()].filter(({ start }) => start.stateMachineArn === stateMachineArn);
  }

  stop(arn: string, error: string | undefined, cause: string | undefined): void {
    this.get(arn);
    this.#running.get(arn)?.stop(error, cause);
  }

  /** Resolves when the execution has ended. */
  finished(arn: string): Promise<KnownExecution> {
    const known = this.get(arn);
    if (known.end) return Promise.resolve(known);
    return new Promise((resolve) => this.#waiters.set(arn, [...(this.#waiters.get(arn) ?? []), resolve]));
  }

  /** Hands a callback to the task that waits for `token`. */
  callBack(token: string, callback: Callback): void {
    const listener = this.#listeners.get(token);
    if (listener) {
      this.#listeners.delete(token);
      listener(callback);
      return;
    }
    const [, arn] = TOKEN.exec(Buffer.from(token, 'base64').toString()) ?? [];
    if (!arn) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    if (!this.#known.has(arn))
      throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
    throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  }

  // What executions ask of their surroundings.

  call = (start: ExecutionStart, task: TaskCall): Promise<TaskAnswer> =>
    this.#options.perform(task, start.roleArn);

  listen = (_: ExecutionStart, token: string, heard: (callback: Callback) => void): Timer => {
    this.#listeners.set(token, heard);
    return { cancel: () => void this.#listeners.delete(token) };
  };

  recordCompletion({ arn }: ExecutionStart, completion: Completion): void {
    this.#options.journal.append(TOPIC, { arn, completion } satisfies Entry);
  }

  ended(execution: Execution): void {
    const { start, end, events } = execution;
    const known: KnownExecution = { start, end, events };
    this.#running.delete(start.arn);
    this.#known.set(start.arn, known);
    this.#options.journal.append(TOPIC, { ended: known } satisfies Entry);
    for (const resolve of this.#waiters.get(start.arn) ?? []) resolve(known);
    this.#waiters.delete(start.arn);
    this.#options.onChange(known);
  }
}
