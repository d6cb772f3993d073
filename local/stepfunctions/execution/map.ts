// Map (inline): runs its processor once for each item, so many at once as it may.
import type { MapState } from '../language/definition.js';
import { EvaluationFailure, StateFailure } from '../language/failure.js';
import { fillTemplate, fillTyped } from '../language/template.js';
import { runStates } from './run-states.js';
import type { Thread } from './thread.js';

/** Iterations of an inline Map that run at once at most (Step Functions, read 2026-11). */
const MAX_CONCURRENCY = 40;

async function itemsOf({ Items }: MapState, input: unknown, thread: Thread): Promise<unknown[]> {
  if (Items !== undefined) return fillTyped<unknown[]>(Items, 'Items', 'array', thread.scope({ input }));
  if (Array.isArray(input)) return input;
  throw new EvaluationFailure(
    'Items',
    "The input of the Map state must be an array when the field 'Items' is not specified.",
  );
}

async function concurrencyOf({ MaxConcurrency }: MapState, input: unknown, thread: Thread): Promise<number> {
  if (MaxConcurrency === undefined) return MAX_CONCURRENCY;
  const wanted = await fillTyped<number>(
    MaxConcurrency,
    'MaxConcurrency',
    'integer',
    thread.scope({ input }),
  );
  return wanted === 0 ? MAX_CONCURRENCY : Math.min(wanted, MAX_CONCURRENCY);
}

/** The iterations' outputs, in the order of the items. */
export async function runMap(
  name: string,
  state: MapState,
  input: unknown,
  thread: Thread,
): Promise<unknown[]> {
  const items = await itemsOf(state, input, thread);
  const atOnce = await concurrencyOf(state, input, thread);
  const startedId = thread.event('MapStateStarted', 'mapStateStartedEventDetails', { length: items.length });
  const outputs: unknown[] = new Array(items.length);
  let next = 0;
  let failed: unknown;
  const iterate = async (): Promise<void> => {
    while (next < items.length && failed === undefined) {
      const index = next;
      next += 1;
      outputs[index] = await iteration(name, state, index, items[index], input, thread, startedId).catch(
        (error) => {
          failed ??= error;
          throw error;
        },
      );
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, iterate));
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    thread.event('MapStateFailed', 'executionFailedEventDetails', {
      error: error.error,
      cause: error.reason,
    });
    throw new StateFailure(error.error, error.reason, true);
  }
  thread.event('MapStateSucceeded');
  return outputs;
}

async function iteration(
  name: string,
  state: MapState,
  index: number,
  value: unknown,
  input: unknown,
  thread: Thread,
  startedId: number,
): Promise<unknown> {
  const own = thread.inner({ Map: { Item: { Index: index, Value: value } } }, startedId);
  const details = { name, index };
  own.event('MapIterationStarted', 'mapIterationStartedEventDetails', details);
  try {
    const selected =
      state.ItemSelector === undefined
        ? value
        : await fillTemplate(state.ItemSelector, 'ItemSelector', own.scope({ input }));
    const output = await runStates(state.ItemProcessor, selected, own);
    thread.previousEventId = own.event('MapIterationSucceeded', 'mapIterationSucceededEventDetails', details);
    return output;
  } catch (error) {
    if (error instanceof StateFailure)
      thread.previousEventId = own.event('MapIterationFailed', 'mapIterationFailedEventDetails', details);
    throw error;
  }
}
