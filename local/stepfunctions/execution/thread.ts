// One line of control through a state machine: the execution itself, a branch of Parallel, or an iteration of Map.
import type { Builtins } from '../language/builtins.js';
import { EvaluationFailure, StateFailure } from '../language/failure.js';
import type { Scope } from '../language/template.js';
import type { Effects } from './effects.js';
import type { History } from './history.js';

/** What a task is called with, whoever answers it. */
export interface TaskCall {
  readonly resource: string;
  readonly parameters: unknown;
  /** Present for `.waitForTaskToken`. */
  readonly token?: string;
}
/** What came of a call: JSON text, or an error. */
export type TaskAnswer = { readonly output: string } | { readonly error?: string; readonly cause?: string };

/** What callbacks tell a waiting task. */
export type Callback =
  | { readonly kind: 'success'; readonly output: string }
  | { readonly kind: 'failure'; readonly error?: string; readonly cause?: string }
  | { readonly kind: 'heartbeat' };

/** What an execution needs of the outside. */
export interface World extends Builtins {
  readonly effects: Effects;
  readonly history: History;
  readonly region: string;
  /** Calls a task's resource; never throws. */
  call(call: TaskCall): Promise<TaskAnswer>;
  /** Listens for callbacks to `token` until cancelled. */
  listen(token: string, heard: (callback: Callback) => void): { cancel(): void };
  /** A fresh task token. */
  newToken(): string;
  /** Calls `fire` at an instant. */
  schedule(atEpochMs: number, fire: () => void): { cancel(): void };
}

/** Text sizes: of a state's input or output, and of all variables assigned at once (Step Functions, read 2026-11). */
const MAX_DATA_BYTES = 262_144;
const MAX_VARIABLE_BYTES = 262_144;

type Variables = Readonly<Record<string, unknown>>;

export class Thread {
  readonly world: World;
  /** Id of the last event on this line. */
  previousEventId: number;
  readonly #outer: Thread | undefined;
  readonly #context: Record<string, unknown>;
  #variables: Variables = {};

  constructor(world: World, context: Record<string, unknown>, previousEventId: number, outer?: Thread) {
    this.world = world;
    this.#context = context;
    this.previousEventId = previousEventId;
    this.#outer = outer;
  }

  /** A branch or an iteration: it reads the variables around it, and assigns its own. */
  inner(context: Record<string, unknown>, previousEventId: number): Thread {
    return new Thread(this.world, { ...this.#context, ...context }, previousEventId, this);
  }

  get context(): Record<string, unknown> {
    return this.#context;
  }

  get variables(): Variables {
    return { ...this.#outer?.variables, ...this.#variables };
  }

  /** Sets the state that the context object names. */
  enter(state: { Name: string; EnteredTime: string }): void {
    this.#context.State = { ...state, RetryCount: 0 };
    delete this.#context.Task;
  }

  retried(count: number): void {
    this.#context.State = { ...(this.#context.State as object), RetryCount: count };
  }

  /** What expressions of a state see: `$states` and the variables, as they were before the state assigns any. */
  scope(states: { input: unknown; result?: unknown; errorOutput?: unknown }): Scope {
    return {
      bindings: { ...this.variables, states: { ...states, context: this.#context } },
      builtins: { now: () => this.world.effects.time, random: this.world.random },
    };
  }

  event(type: string, detailsKey?: `${string}EventDetails`, details?: object): number {
    this.previousEventId = this.world.history.add(type, this.previousEventId, detailsKey, details);
    return this.previousEventId;
  }

  /** Assigns variables; throws States.QueryEvaluationError on a name that an outer scope has. */
  assign(values: Variables): void {
    for (const name of Object.keys(values))
      if (this.#outer && name in this.#outer.variables)
        throw new EvaluationFailure(
          'Assign',
          `The variable '${name}' is already assigned in an outer scope.`,
        );
    if (Buffer.byteLength(JSON.stringify(values)) > MAX_VARIABLE_BYTES)
      throw new StateFailure(
        'States.DataLimitExceeded',
        'The size of the variables exceeds the maximum number of bytes service limit.',
      );
    this.#variables = { ...this.#variables, ...values };
  }
}

/** JSON text of a state's data. Throws States.DataLimitExceeded above 256 KiB. */
export function dataText(value: unknown, stateName: string): string {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) <= MAX_DATA_BYTES) return text;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
