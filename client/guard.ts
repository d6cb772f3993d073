// Makes any async function a guarded one: it runs only with an outcome that permits exactly these parameters.
import type { JsonObject } from '../lambdas/contracts/json.js';
import type { Outcome } from '../lambdas/contracts/outcome.js';
import type { HandoffRequestInput } from '../lambdas/contracts/request.js';
import { GrantRefusedError, HandoffRejectedError } from './errors.js';
import { readGrant } from './grant.js';
import type { ResultOptions } from './handle.js';
import type { HandoffClient } from './index.js';

export interface GuardOptions<P extends JsonObject> {
  readonly client: HandoffClient;
  readonly agent: HandoffRequestInput['agent'];
  /** Registered action type. */
  readonly actionType: string;
  /** What else the request says, from the parameters: assessment, context, resource, … */
  readonly describe?: (
    parameters: P,
  ) =>
    | Partial<Omit<HandoffRequestInput, 'schemaVersion' | 'agent'>>
    | Promise<Partial<Omit<HandoffRequestInput, 'schemaVersion' | 'agent'>>>;
  readonly result?: ResultOptions;
}

/**
 * Wraps `tool`. Where the action's performer is the agent, `tool` runs with the approved (perhaps edited) parameters once the
 * grant is verified; where the stack performs it, the stack's result is the answer and `tool` does not run.
 * Throws HandoffRejectedError when the outcome does not permit the action, GrantRefusedError when the grant does not.
 */
export function guard<P extends JsonObject, R>(
  tool: (parameters: P) => Promise<R>,
  { client, agent, actionType, describe, result }: GuardOptions<P>,
): (parameters: P) => Promise<R | unknown> {
  return async (parameters) => {
    const described = (await describe?.(parameters)) ?? {};
    const handle = await client.request({
      schemaVersion: 1,
      agent,
      ...described,
      action: { type: actionType, parameters },
    });
    const outcome = await handle.result(result);
    const { performance, action } = outcome;
    if (performance?.status === 'performed') return performance.result;
    if (performance?.status !== 'granted' || !action) throw new HandoffRejectedError(outcome);
    await verifyGrant(client, outcome);
    return tool(action.parameters as P);
  };
}

/** Throws GrantRefusedError unless the outcome's grant permits its action's digest, now. */
async function verifyGrant(
  client: HandoffClient,
  { performance, action, handoffId }: Outcome,
): Promise<void> {
  const answer = await client.ask({ operation: 'grantKey' });
  if (!answer.ok || !answer.grantKey)
    throw new GrantRefusedError('the key that verifies grants cannot be had');
  const payload = await readGrant(performance?.grant ?? '', answer.grantKey);
  if (payload.digest !== action?.digest || payload.handoffId !== handoffId)
    throw new GrantRefusedError('the grant permits another action');
}
