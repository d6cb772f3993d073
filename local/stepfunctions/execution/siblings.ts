// Lines that run side by side inside a state: branches of Parallel, iterations of Map. The first failure ends the others.
import { RuntimeFailure, StateFailure } from '../language/failure.js';
import type { Thread } from './thread.js';

/** One line: makes its threads, and answers when it is through. */
export type Lane = (group: Siblings) => Promise<void>;

const never = () => new Promise<never>(() => undefined);

export class Siblings {
  readonly #parent: Thread;
  #isOver = false;

  constructor(parent: Thread) {
    this.#parent = parent;
  }

  /** Runs every lane; throws the first failure, after which the others never move again. */
  async run(lanes: readonly Lane[]): Promise<void> {
    await this.#parent.pause(Promise.all(lanes.map((lane) => this.#run(lane))));
  }

  async #run(lane: Lane): Promise<void> {
    const { turns } = this.#parent.world;
    await turns.take();
    try {
      // A lane that has not begun when another fails never does.
      if (!this.#isOver) await lane(this);
    } finally {
      turns.release();
    }
    if (this.#isOver) await never();
  }

  /** Runs `work` on `inner`. Its failure ends the group before anybody else has a turn. */
  async inside<T>(inner: Thread, work: () => Promise<T>): Promise<T> {
    try {
      const value = await work();
      this.#parent.join(inner);
      return value;
    } catch (failure) {
      this.#fail(inner, failure);
      throw failure;
    }
  }

  #fail(inner: Thread, failure: unknown): void {
    this.#isOver = true;
    const parent = this.#parent;
    parent.join(inner);
    const endsExecution = failure instanceof RuntimeFailure || !(failure instanceof StateFailure);
    if (!endsExecution) recordEnd(inner);
    parent.endInner(endsExecution);
    parent.sourceEventId = inner.sourceEventId;
  }
}

/** A task that fails its line is an aborted state; so AWS tells it. */
function recordEnd(inner: Thread): void {
  if (inner.open?.type === 'Task') inner.aside('TaskStateAborted');
  if (inner.iteration) inner.aside('MapIterationFailed', 'mapIterationFailedEventDetails', inner.iteration);
}
