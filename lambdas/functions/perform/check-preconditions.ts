// Asks the registered check how the world is now, right before the action runs, and says whether that is what was approved.
// Whatever cannot be compared is not performed.
import { type Json, type JsonObject, jsonProblem } from '../../contracts/json.js';
import type { Action } from '../../contracts/request.js';
import { partDigest } from '../../core/digest.js';
import { idempotencyKey } from '../../core/perform.js';
import type { Part, Performers, StoredPart } from '../../core/ports.js';
import { changedNames } from '../../core/preconditions.js';
import type { HandoffState } from '../../core/state.js';
import type { PerformDependencies } from './perform-action.js';

/** Most bytes of the values that a check may answer, as JSON. */
const MAX_OBSERVED_BYTES = 65_536;

export type Checked =
  | { readonly kind: 'holds' }
  | { readonly kind: 'unknown'; readonly error: string }
  /** `parts` are to be stored before the fact that names them. */
  | {
      readonly kind: 'changed';
      readonly names: string[];
      readonly parts: Record<'action' | 'preconditions', Part>;
    };

const unknown = (error: string): Checked => ({ kind: 'unknown', error });

function makePart(part: 'action' | 'preconditions', body: Json, salt: string): Part {
  return { part, body, salt, digest: partDigest(salt, part, body) };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function observe(
  state: HandoffState,
  action: Action,
  stated: JsonObject,
  { policy, performers, invocationId }: PerformDependencies,
): Promise<JsonObject | string> {
  const check = policy.settings.actions[action.type]?.check;
  if (!check) return 'no check of preconditions is registered any more';
  const { tenant, handoffId, actionDigest: digest = '' } = state;
  const call: Parameters<Performers['call']>[1] = {
    idempotencyKey: `${idempotencyKey(state)}/check/${invocationId}`,
    tenant,
    handoffId,
    digest,
    action,
    preconditions: stated,
  };
  const { status, result } = await performers.call(check, call);
  const isUsable = status === 'performed' && isObject(result) && !jsonProblem(result);
  if (!isUsable) return 'the preconditions could not be checked';
  const observed = Object.fromEntries(Object.keys(stated).map((name) => [name, result[name] ?? null]));
  return Buffer.byteLength(JSON.stringify(observed)) > MAX_OBSERVED_BYTES
    ? `the check answered more than ${MAX_OBSERVED_BYTES} bytes`
    : observed;
}

/** How the preconditions of a cleared action stand. A run that was claimed before may have changed the world itself. */
export async function checkPreconditions(
  state: HandoffState,
  action: Action,
  dependencies: PerformDependencies,
): Promise<Checked> {
  const digest = state.preconditionsDigest;
  if (state.phase !== 'cleared' || !digest) return { kind: 'holds' };
  const [stored]: StoredPart[] = await dependencies.context.read(state, [{ part: 'preconditions', digest }]);
  if (!stored || stored.damaged || !isObject(stored.body))
    return unknown('the preconditions are no longer stored as they were');
  const observed = await observe(state, action, stored.body, dependencies);
  if (typeof observed === 'string') return unknown(observed);
  const names = changedNames(stored.body, observed);
  if (names.length === 0) return { kind: 'holds' };
  const { randomSalt } = dependencies;
  const parts = {
    action: makePart('action', action as unknown as Json, randomSalt()),
    preconditions: makePart('preconditions', observed, randomSalt()),
  };
  return { kind: 'changed', names, parts };
}
