// A store of checkpoints in memory whose calls can be made to race, to lose their acknowledgement, or to fail.
import type { Checkpoints } from '../../lambdas/core/ports.js';
import type { CheckpointFile } from '../../lambdas/core/sealed.js';

export type Mishap = 'throwsBefore' | 'throwsAfter' | 'lostAcknowledgement' | undefined;

export class MemoryCheckpoints implements Checkpoints {
  readonly notes: string[] = [];
  calls = 0;
  constructor(
    /** Called before each call, 1-based; it may write a checkpoint first. */
    private readonly mishap: (call: number) => Mishap | Promise<Mishap> = () => undefined,
  ) {}

  newest() {
    return this.#call(() => {
      const note = this.notes.at(-1);
      return note === undefined ? undefined : { number: this.notes.length, note: Buffer.from(note) };
    });
  }

  append(number: number, note: string) {
    return this.#call(() => {
      if (number !== this.notes.length + 1) return false;
      this.notes.push(note);
      return true;
    });
  }

  /** As downloaded. */
  files(): CheckpointFile[] {
    return this.notes.map((note, index) => ({ name: `${index + 1}.note`, bytes: Buffer.from(note) }));
  }

  async #call<T>(act: () => T): Promise<T> {
    this.calls += 1;
    const how = await this.mishap(this.calls);
    if (how === 'throwsBefore') throw new Error('the store is away');
    const answer = act();
    if (how === 'throwsAfter') throw new Error('the store is away');
    return how === 'lostAcknowledgement' && answer === true ? (false as T) : answer;
  }
}
