// What a request relies on: values by name (a version, a balance, an ETag), compared again right before the action runs. A world
// that has changed makes a proposal of its own, with a new digest: every earlier vote and link is void.
import type { FactData } from '../contracts/event.js';
import type { JsonObject } from '../contracts/json.js';
import { type Answer, append, nothing } from './command.js';
import { canonicalJson } from './digest.js';
import type { HandoffState } from './state.js';

/** Names whose values differ; what the check no longer answers counts as null. */
export const changedNames = (stated: JsonObject, observed: JsonObject): string[] =>
  Object.keys(stated).filter(
    (name) => canonicalJson(stated[name] ?? null) !== canonicalJson(observed[name] ?? null),
  );

/** Asks again instead of running; only while nothing was claimed, and only about the digest that was checked. */
export const noteChange = (state: HandoffState, change: FactData<'changed'>): Answer =>
  state.phase === 'cleared' && state.actionDigest === change.actionDigest
    ? append({ type: 'changed', data: change })
    : nothing;
