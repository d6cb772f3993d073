// The outcome as the agent and the operator get it, and the public projection of a fact. Both fold from the log.
import type { PublicFact } from '../contracts/bus.js';
import type { PartName } from '../contracts/context.js';
import type { Fact } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import type { Outcome } from '../contracts/outcome.js';
import type { Action } from '../contracts/request.js';
import { fold } from './evolve.js';
import type { Part } from './ports.js';
import type { HandoffState } from './state.js';

/** The stored parts that an outcome shows, with the digests by which the log names them. */
export function outcomeParts(state: HandoffState): { part: PartName; digest: string }[] {
  const wanted: [PartName, string | undefined][] = [
    ['action', state.actionDigest],
    ['decision', state.decision?.detailDigest],
    ['result', state.performance?.resultDigest],
  ];
  return wanted.flatMap(([part, digest]) => (digest ? [{ part, digest }] : []));
}

/** What the part `decision` holds. */
export interface DecisionDetail {
  readonly text?: string;
}

const bodyOf = <T>(parts: readonly Part[], name: PartName) =>
  parts.find(({ part }) => part === name)?.body as T | undefined;

function decisionOf(state: HandoffState, parts: readonly Part[]): Pick<Outcome, 'decision'> {
  if (!state.decision) return {};
  const { decision: kind, reviewerId, at, reasonCode } = state.decision;
  const text = bodyOf<DecisionDetail>(parts, 'decision')?.text;
  return {
    decision: {
      kind,
      reviewerId,
      at,
      ...(reasonCode && { reasonCode }),
      ...(text !== undefined && { text }),
    },
  };
}

function performanceOf(state: HandoffState, parts: readonly Part[]): Pick<Outcome, 'performance'> {
  if (!state.performance) return {};
  const { status, error } = state.performance;
  const result = bodyOf<NonNullable<Outcome['performance']>['result']>(parts, 'result');
  return {
    performance: {
      status,
      ...(result !== undefined && { result }),
      ...(error !== undefined && { error }),
    },
  };
}

/** The policy's answer counts where nobody decided: not for an offer that was not taken up, nor an approval that grew old. */
function expiryAnswerOf({ expiredFor, verdict }: HandoffState): Pick<Outcome, 'expiryAnswer'> {
  const isUndecided = expiredFor === 'deadline' || expiredFor === 'unreachable';
  return isUndecided && verdict?.expiryAnswer !== undefined ? { expiryAnswer: verdict.expiryAnswer } : {};
}

/** What an agent is told; which fact it is, and why, is on the log. */
const DISTRUSTED =
  'holds a fact that is not believed: nothing was run, unless performance says that it is in doubt';

/** The outcome of a settled handoff; `parts` are those of {@link outcomeParts} that still exist. */
export function outcomeOf(state: HandoffState, parts: readonly Part[]): Outcome {
  const action = bodyOf<Action>(parts, 'action');
  const { reversal } = state;
  return {
    schemaVersion: 1,
    tenant: state.tenant,
    handoffId: state.handoffId,
    status: state.outcome ?? 'closed',
    rules: (state.requested?.verdict.rules ?? []).map(({ rule }) => rule),
    ...decisionOf(state, parts),
    ...expiryAnswerOf(state),
    ...(state.votes.length > 1 && {
      votes: state.votes.map(({ decision, reviewerId, at }) => ({ kind: decision, reviewerId, at })),
    }),
    ...(action &&
      state.actionDigest && {
        action: { ...action, digest: state.actionDigest },
      }),
    ...performanceOf(state, parts),
    ...(reversal?.result && {
      reversal: {
        result: reversal.result,
        ...(reversal.error && { error: reversal.error }),
      },
    }),
    ...(state.stop && { stop: state.stop }),
    ...(state.problems && { problems: state.problems }),
    ...(state.distrust && { problems: [{ path: 'log', rule: DISTRUSTED }] }),
    sequence: state.sequence,
    headHash: state.headHash,
  };
}

/** What of a fact's data may be public. */
interface PublicData {
  readonly tier?: number;
  readonly toTier?: number;
  readonly reviewerId?: string;
  readonly delegateId?: string;
  readonly decision?: PublicFact['decision'];
}

/** The public projection of the fact at `sequence`: no token, no digest, no personal data. */
export function publicFact(
  key: HandoffKey,
  facts: readonly Fact[],
  sequence: number,
): PublicFact | undefined {
  const fact = facts.find((candidate) => candidate.sequence === sequence);
  if (!fact) return undefined;
  const state = fold(key, facts.slice(0, sequence));
  const data = fact.data as PublicData;
  const tier = data.tier ?? data.toTier;
  // Who listens on the bus must not learn, and pass on, a vote that later voters may not see.
  const isBlind =
    fact.type === 'decided' && state.phase === 'reviewing' && state.verdict?.requirement?.blind === true;
  return {
    schemaVersion: 1,
    ...key,
    sequence,
    type: fact.type,
    at: fact.at,
    ...(state.requested && {
      actionType: state.requested.actionType,
      agentId: state.requested.agent.id,
    }),
    ...(state.verdict && { pattern: state.verdict.pattern }),
    ...(tier !== undefined && { tier }),
    ...(data.decision && !isBlind && { decision: data.decision }),
    ...(data.reviewerId && !isBlind && { reviewerId: data.reviewerId }),
    // Who is asked is no vote: not even a blind review hides it.
    ...(data.delegateId && { delegateId: data.delegateId }),
    ...(state.settledAtSequence === sequence && state.outcome && { outcome: state.outcome }),
  };
}
