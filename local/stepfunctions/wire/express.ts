// Executions of Express machines: at most five minutes, no history, no callbacks; forgotten once they have ended. The
// actions that start them live here too.
import type { Clock, Timer } from '../../clock.js';
import { AwsError } from '../../service.js';
import { Execution, type ExecutionStart, type Surroundings } from '../execution/execution.js';
import type { TaskAnswer, TaskCall } from '../execution/world.js';

/** Seconds that an Express execution may take (Step Functions, read 2026-11). */
const MAX_EXPRESS_SECONDS = 300;

export interface ExpressOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly perform: (call: TaskCall, roleArn: string) => Promise<TaskAnswer>;
  readonly track: Surroundings['track'];
}

export class ExpressExecutions implements Surroundings {
  readonly clock: Clock;
  readonly region: string;
  readonly track: Surroundings['track'];
  readonly #perform: ExpressOptions['perform'];
  readonly #waiters = new Map<Execution, (ended: Execution) => void>();

  constructor({ clock, region, perform, track }: ExpressOptions) {
    this.clock = clock;
    this.region = region;
    this.track = track;
    this.#perform = perform;
  }

  /** Runs to the end. */
  run(start: ExecutionStart): Promise<Execution> {
    const execution = new Execution({ ...start, maxSeconds: MAX_EXPRESS_SECONDS }, this, false);
    return new Promise((resolve) => {
      this.#waiters.set(execution, resolve);
      execution.run();
    });
  }

  // What executions ask of their surroundings.

  call = (start: ExecutionStart, task: TaskCall): Promise<TaskAnswer> => this.#perform(task, start.roleArn);

  listen = (): Timer => {
    throw new AwsError('InternalFailure', 'an Express execution waits for no callback', 500);
  };

  recordCompletion(): void {}

  ended(execution: Execution): void {
    this.#waiters.get(execution)?.(execution);
    this.#waiters.delete(execution);
  }
}
