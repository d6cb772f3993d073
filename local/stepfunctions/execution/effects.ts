// What an execution asks of the world (task calls, timers, tokens), and what came of it. The interpreter between two
// completions is a pure function of the completions so far: recorded in order, they bring a killed execution back to where
// it stood.
import type { Timer } from '../../clock.js';

/** Something under way: starts once, completes once, may be given up before. */
export class Effect<T> {
  readonly id: number;
  readonly done: Promise<T>;
  readonly #effects: Effects;
  readonly #owner: Set<Effect<unknown>>;

  constructor(id: number, done: Promise<T>, effects: Effects, owner: Set<Effect<unknown>>) {
    this.id = id;
    this.done = done;
    this.#effects = effects;
    this.#owner = owner;
    owner.add(this);
  }

  cancel(): void {
    this.forget();
    this.#effects.cancel(this.id);
  }

  /** It is over: whoever asked need not give it up any more. */
  forget(): void {
    this.#owner.delete(this);
  }
}

/** What came of an effect, as it is journalled. */
export interface Completion {
  readonly id: number;
  readonly value: unknown;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Starts the real thing; `complete` may be called later, once. Answers how to give it up. */
export type Start = (complete: (value: unknown) => void) => Timer | undefined;

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly start: Start;
  /** What whoever asked is told, if not the value. */
  readonly as?: unknown;
  effect: Effect<unknown> | undefined;
  running: Timer | undefined;
}

const drained = () => new Promise<void>((resolve) => setImmediate(resolve));

export interface EffectsOptions {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly now: () => number;
  readonly record: (completion: Completion) => void;
  /** Runs `work`, during which time stands still. */
  readonly track: (work: () => Promise<void>) => void;
}

export class Effects {
  /** Time of the last completion: what the interpreter calls now. */
  time: number;
  readonly #pending = new Map<number, Pending>();
  readonly #options: EffectsOptions;
  readonly #queue: Completion[] = [];
  #pumping = false;
  #replaying: boolean;
  #last = 0;

  constructor(options: EffectsOptions, replaying: boolean) {
    this.time = options.startedAt;
    this.#options = options;
    this.#replaying = replaying;
  }

  /**
   * Asks for something, for `owner`, which is told `as` once it is there, or the value. Effects are numbered in the order
   * in which the interpreter asks.
   */
  begin<T>(start: Start, owner: Set<Effect<unknown>>, as?: T): Effect<T> {
    this.#last += 1;
    const id = this.#last;
    let pending: Pending | undefined;
    const done = new Promise<T>((resolve) => {
      pending = { resolve: resolve as Pending['resolve'], start, as, effect: undefined, running: undefined };
    });
    const effect = new Effect<T>(id, done, this, owner);
    if (pending) {
      pending.effect = effect;
      this.#open(id, pending);
    }
    return effect;
  }

  #open(id: number, pending: Pending): void {
    this.#pending.set(id, pending);
    if (!this.#replaying) this.#run(id, pending);
  }

  #run(id: number, pending: Pending): void {
    pending.running = pending.start((value) => this.#complete(id, value));
  }

  cancel(id: number): void {
    this.#pending.get(id)?.running?.cancel();
    this.#pending.delete(id);
  }

  /** With several effects under way, each completion has its turn alone: their order is then the recorded one. */
  #complete(id: number, value: unknown): void {
    if (!this.#pending.has(id)) return;
    const completion = { id, value, at: this.#options.now() };
    if (this.#pending.size === 1 && !this.#pumping) {
      this.#options.record(completion);
      this.#apply(completion);
      return;
    }
    this.#queue.push(completion);
    if (!this.#pumping) this.#options.track(() => this.#pump());
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      if (!this.#pending.has(next.id)) continue;
      this.#options.record(next);
      this.#apply(next);
      await drained();
    }
    this.#pumping = false;
  }

  #apply({ id, value, at }: Completion): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    pending.effect?.forget();
    this.time = at;
    pending.resolve(pending.as ?? value);
  }

  /** Brings the interpreter to where it was: hands it every recorded completion, then starts what is still open. */
  async replay(completions: readonly Completion[]): Promise<void> {
    await drained();
    for (const completion of completions) {
      this.#apply(completion);
      await drained();
    }
    this.#replaying = false;
    for (const [id, pending] of [...this.#pending]) this.#run(id, pending);
  }

  /** Gives up everything. */
  abandon(): void {
    for (const id of [...this.#pending.keys()]) this.cancel(id);
  }
}
