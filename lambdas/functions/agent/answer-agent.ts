// What the agent function answers: where a handoff stands, withdrawing one, and the key that verifies grants.
import { type AgentAnswer, AgentCall } from '../../contracts/agent-api.js';
import type { HandoffKey } from '../../contracts/ids.js';
import { problemsOf } from '../../contracts/problems.js';
import { HandoffRequest } from '../../contracts/request.js';
import { run } from '../../core/command.js';
import { fold } from '../../core/evolve.js';
import { outcomeOf, outcomeParts } from '../../core/outcome.js';
import type { ContextStore, EventLog } from '../../core/ports.js';
import { REFUSALS, type RefusalCode } from '../../core/refusals.js';
import { requestDigest } from '../../core/request-digest.js';
import { cancelHandoff } from '../../core/settle.js';
import type { HandoffState } from '../../core/state.js';

export interface AgentDependencies {
  readonly log: EventLog;
  readonly context: ContextStore;
  /** Public JWK that verifies grants. */
  readonly grantKey: () => Promise<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly now: number;
}

const refused = (refusal: RefusalCode): AgentAnswer => ({ ok: false, refusal, message: REFUSALS[refusal] });

/** Whether the recorded request has the content of `raw`; unknown when its salt was erased with its action. */
async function sameRequest(
  state: HandoffState,
  raw: unknown,
  context: ContextStore,
): Promise<boolean | undefined> {
  const parsed = HandoffRequest.safeParse(raw);
  if (!state.requested || !parsed.success) return false;
  const [action] = await context.read(state, [{ part: 'action', digest: state.requested.actionDigest }]);
  return action && requestDigest(action.salt, parsed.data) === state.requested.requestDigest;
}

async function status(
  key: HandoffKey,
  request: unknown,
  { log, context }: AgentDependencies,
): Promise<AgentAnswer> {
  const state = fold(key, await log.read(key));
  if (state.phase === 'unknown') return refused('NOT_FOUND');
  const same = request === undefined ? undefined : await sameRequest(state, request, context);
  const settled = state.phase === 'settled';
  const parts = settled ? await context.read(key, outcomeParts(state)) : [];
  const intact = parts.filter(({ damaged }) => !damaged);
  return {
    ok: true,
    phase: state.phase,
    ...(same !== undefined && { sameRequest: same }),
    ...(settled && { outcome: outcomeOf(state, intact) }),
  };
}

/** Answers one call; what is wrong with a malformed one is said by field. */
export async function answerAgent(event: unknown, dependencies: AgentDependencies): Promise<AgentAnswer> {
  const parsed = AgentCall.safeParse(event);
  if (!parsed.success) {
    const message = problemsOf(parsed.error, event)
      .map(({ path, rule }) => `${path} ${rule}`)
      .join('; ');
    return { ok: false, refusal: 'INVALID_CALL', message };
  }
  const call = parsed.data;
  if (call.operation === 'grantKey') return { ok: true, grantKey: await dependencies.grantKey() };
  const key = { tenant: call.tenant, handoffId: call.handoffId };
  if (call.operation === 'status') return status(key, call.request, dependencies);
  const { log, now } = dependencies;
  const decide = (state: HandoffState) => cancelHandoff(state, 'agent', call.reason);
  const { refusal } = await run(log, { key, commandId: 'cancel:agent', now, decide });
  return refusal ? refused(refusal) : status(key, undefined, dependencies);
}
