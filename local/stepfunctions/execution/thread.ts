// One line of control through a state machine: the execution itself, a branch of Parallel, or an iteration of Map. It has
// its place in the history, its variables, what it waits for, and the lines that run inside it.
import type { State } from '../language/definition.js';
import type { Scope } from '../language/template.js';
import type { Effect, Start } from './effects.js';
import type { World } from './world.js';

type Variables = Readonly<Record<string, unknown>>;

/** The state that a thread is in. */
interface OpenState {
  readonly type: State['Type'];
  readonly name: string;
  /** Id of its StateEntered event. */
  readonly enteredId: number;
}

/** The iteration of a Map that a thread is. */
interface Iteration {
  readonly name: string;
  readonly index: number;
}

const ABORTABLE: readonly string[] = ['Task', 'Wait', 'Parallel', 'Map'];
const never = () => new Promise<never>(() => undefined);

export class Thread {
  readonly world: World;
  /** The event that the next one on this line follows. */
  sourceEventId: number;
  /** The last event that this line published; some events are passed by. */
  lastEventId: number;
  open: OpenState | undefined;
  readonly iteration: Iteration | undefined;
  readonly #outer: Thread | undefined;
  #inner: Set<Thread> | undefined;
  readonly #effects = new Set<Effect<unknown>>();
  readonly #context: Record<string, unknown>;
  #variables: Variables = {};
  #isAbandoned = false;

  constructor(
    world: World,
    context: Record<string, unknown>,
    sourceEventId: number,
    outer?: Thread,
    iteration?: Iteration,
  ) {
    this.world = world;
    this.#context = context;
    this.sourceEventId = sourceEventId;
    this.lastEventId = sourceEventId;
    this.#outer = outer;
    this.iteration = iteration;
  }

  /** A branch or an iteration: it reads the variables around it, and assigns its own. */
  fork(sourceEventId: number, context: Record<string, unknown> = {}, iteration?: Iteration): Thread {
    const thread = new Thread(this.world, { ...this.#context, ...context }, sourceEventId, this, iteration);
    this.#inner ??= new Set();
    this.#inner.add(thread);
    return thread;
  }

  /** Forgets a branch or an iteration that has ended. */
  join(inner: Thread): void {
    this.#inner?.delete(inner);
  }

  get context(): Record<string, unknown> {
    return this.#context;
  }

  get variables(): Variables {
    return { ...this.#outer?.variables, ...this.#variables };
  }

  assign(values: Variables): void {
    this.#variables = { ...this.#variables, ...values };
  }

  /** What expressions of a state see: `$states` and the variables, as they were before the state assigns any. */
  scope(states: { input: unknown; result?: unknown; errorOutput?: unknown }): Scope {
    return {
      bindings: { ...this.variables, states: { ...states, context: this.#context } },
      builtins: { now: () => this.world.effects.time, random: this.world.random },
    };
  }

  /** Publishes an event that later ones follow. */
  event(type: string, detailsKey?: `${string}EventDetails`, details?: object): number {
    this.sourceEventId = this.aside(type, detailsKey, details);
    return this.sourceEventId;
  }

  /** Publishes an event that later ones pass by. */
  aside(type: string, detailsKey?: `${string}EventDetails`, details?: object): number {
    this.lastEventId = this.world.history.add(type, this.sourceEventId, detailsKey, details);
    return this.lastEventId;
  }

  /** Asks for something; given up with this thread. */
  begin<T>(start: Start, as?: T): Effect<T> {
    return this.world.effects.begin<T>(start, this.#effects, as);
  }

  /** Tells `as` after so many seconds. */
  after<T>(seconds: number, as: T): Effect<T> {
    const { world } = this;
    const at = world.effects.time + seconds * 1_000;
    return this.begin<T>((complete) => world.schedule(at, () => complete(undefined)), as);
  }

  /** Waits while others compute. */
  async pause<T>(work: Promise<T>): Promise<T> {
    this.world.turns.release();
    try {
      return await work;
    } finally {
      await this.resume();
    }
  }

  /** Takes the turn; never, once the thread is given up. */
  async resume(): Promise<void> {
    await this.world.turns.take();
    if (!this.#isAbandoned) return;
    this.world.turns.release();
    await never();
  }

  /** Gives up this line and all inside it, with an event for every state and iteration that this ends. */
  abort(): void {
    for (const inner of this.#inner ?? []) inner.abort();
    if (this.open && ABORTABLE.includes(this.open.type)) this.aside(`${this.open.type}StateAborted`);
    if (this.iteration) this.aside('MapIterationAborted', 'mapIterationAbortedEventDetails', this.iteration);
    this.abandon();
  }

  /** Gives up this line and all inside it. */
  abandon(): void {
    this.#isAbandoned = true;
    for (const effect of this.#effects) effect.cancel();
    for (const inner of this.#inner ?? []) inner.abandon();
  }

  /** Gives up what runs inside; with events of their end unless the whole execution ends here. */
  endInner(isSilent: boolean): void {
    for (const inner of this.#inner ?? []) {
      if (isSilent) inner.abandon();
      else inner.abort();
    }
    this.#inner?.clear();
  }
}
