// What an execution asks of the outside: task calls, callbacks, timers, chance. Implemented by Execution over its
// surroundings; known to every thread.
import type { Timer } from '../../clock.js';
import type { Builtins } from '../language/builtins.js';
import type { Effects } from './effects.js';
import type { History } from './history.js';
import type { Turns } from './turns.js';

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
  readonly turns: Turns;
  readonly region: string;
  /** Calls a task's resource; never throws. */
  call(call: TaskCall): Promise<TaskAnswer>;
  /** Listens for callbacks to `token` until cancelled. */
  listen(token: string, heard: (callback: Callback) => void): Timer;
  /** A fresh task token. */
  newToken(): string;
  /** Calls `fire` at an instant. */
  schedule(atEpochMs: number, fire: () => void): Timer;
}
