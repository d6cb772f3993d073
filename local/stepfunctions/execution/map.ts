// Map (inline): runs its processor once for each item, so many at once as it may.
import type { MapState } from '../language/definition.js';
import { EvaluationFailure, RuntimeFailure } from '../language/failure.js';
import { fillTemplate, fillTyped } from '../language/template.js';
import { runStates } from './run-states.js';
import { Siblings } from './siblings.js';
import type { Thread } from './thread.js';

/** Iterations of an inline Map that run at once at most (Step Functions, read 2026-11). */
const MAX_CONCURRENCY = 40;

async function itemsOf({ Items }: MapState, input: unknown, thread: Thread): Promise<unknown[]> {
  if (Items !== undefined) return fillTyped<unknown[]>(Items, 'Items', 'array', thread.scope({ input }));
  if (Array.isArray(input)) return input;
  throw new RuntimeFailure('Reference path "$" must point to array.');
}

async function concurrencyOf({ MaxConcurrency }: MapState, input: unknown, thread: Thread): Promise<number> {
  if (MaxConcurrency === undefined) return MAX_CONCURRENCY;
  const field = 'MaxConcurrency';
  const wanted = await fillTyped<number>(MaxConcurrency, field, 'number', thread.scope({ input }));
  if (!Number.isInteger(wanted))
    throw new EvaluationFailure(field, `The ${field} field cannot be parsed as an integer: ${wanted}`);
  if (wanted < 0)
    throw new EvaluationFailure(
      field,
      `Expected non-negative integer for ${field}, got '${wanted}' instead.`,
    );
  return wanted === 0 ? MAX_CONCURRENCY : Math.min(wanted, MAX_CONCURRENCY);
}

/** One run of the state over its items: each lane takes the next item when it is through with the last. */
class Iterations {
  readonly outputs: unknown[];
  readonly #items: readonly unknown[];
  readonly #name: string;
  readonly #state: MapState;
  readonly #input: unknown;
  readonly #thread: Thread;
  #next = 0;

  constructor(name: string, state: MapState, items: readonly unknown[], input: unknown, thread: Thread) {
    this.#name = name;
    this.#state = state;
    this.#items = items;
    this.#input = input;
    this.#thread = thread;
    this.outputs = new Array(items.length);
  }

  async lane(group: Siblings, startedId: number): Promise<void> {
    for (let sourceEventId = startedId; this.#next < this.#items.length; ) {
      const index = this.#next;
      this.#next += 1;
      sourceEventId = await this.#iterate(index, sourceEventId, group);
    }
  }

  /** Answers the event that this lane's next iteration follows. */
  async #iterate(index: number, sourceEventId: number, group: Siblings): Promise<number> {
    const value = this.#items[index];
    const details = { name: this.#name, index };
    const context = { Map: { Item: { Index: index, Value: value } } };
    const inner = this.#thread.fork(sourceEventId, context, details);
    inner.event('MapIterationStarted', 'mapIterationStartedEventDetails', details);
    this.outputs[index] = await group.inside(inner, async () => {
      const { ItemSelector, ItemProcessor } = this.#state;
      const scope = inner.scope({ input: this.#input });
      const selected =
        ItemSelector === undefined ? value : await fillTemplate(ItemSelector, 'ItemSelector', scope);
      return runStates(ItemProcessor, selected, inner);
    });
    this.#thread.sourceEventId = inner.aside(
      'MapIterationSucceeded',
      'mapIterationSucceededEventDetails',
      details,
    );
    return inner.sourceEventId;
  }
}

/** The iterations' outputs, in the order of the items. */
export async function runMap(
  name: string,
  state: MapState,
  input: unknown,
  thread: Thread,
): Promise<unknown[]> {
  const atOnce = await concurrencyOf(state, input, thread);
  const items = await itemsOf(state, input, thread);
  const startedId = thread.event('MapStateStarted', 'mapStateStartedEventDetails', { length: items.length });
  const iterations = new Iterations(name, state, items, input, thread);
  const lanes = Array.from(
    { length: Math.min(atOnce, items.length) },
    () => (group: Siblings) => iterations.lane(group, startedId),
  );
  if (lanes.length > 0) await new Siblings(thread).run(lanes);
  thread.aside('MapStateSucceeded');
  return iterations.outputs;
}
