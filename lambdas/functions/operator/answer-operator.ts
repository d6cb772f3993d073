// What the operator function answers to the `handoff` command: lists and shows, and the few things an operator may order.

import { PART_NAMES, type PartName } from '../../contracts/context.js';
import type { Fact } from '../../contracts/event.js';
import type { HandoffKey } from '../../contracts/ids.js';
import { type HandoffSummary, type OperatorAnswer, OperatorCall } from '../../contracts/operator-api.js';
import { problemsOf } from '../../contracts/problems.js';
import type { Settings } from '../../contracts/settings.js';
import { type Answer, run } from '../../core/command.js';
import { enrolmentLog, offerEnrolment } from '../../core/enrolment.js';
import { fold } from '../../core/evolve.js';
import { outcomeOf, outcomeParts } from '../../core/outcome.js';
import type { ContextStore, EventLog } from '../../core/ports.js';
import { REFUSALS, type RefusalCode } from '../../core/refusals.js';
import { offerReversal } from '../../core/reverse.js';
import { resendLink } from '../../core/review.js';
import { cancelHandoff } from '../../core/settle.js';
import type { HandoffState } from '../../core/state.js';
import { lift, stop, stopsKey } from '../../core/stop.js';
import { enrolmentLogsOf } from '../../core/verify-enrolment.js';

export interface OperatorDependencies {
  readonly log: EventLog & {
    list(
      tenant: string,
      limit: number,
      cursor?: string,
    ): Promise<{ entries: { handoffId: string; requestedAt: string }[]; cursor?: string }>;
  };
  readonly context: ContextStore;
  readonly settings: Settings;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Unique to this invocation. */
  readonly invocationId: string;
}

const refused = (refusal: RefusalCode): OperatorAnswer => ({
  ok: false,
  refusal,
  message: REFUSALS[refusal],
});

function summaryOf(state: HandoffState, requestedAt: string): HandoffSummary {
  const deadlineAt = state.phase === 'reviewing' ? state.route[state.tier - 1]?.deadlineAt : undefined;
  return {
    handoffId: state.handoffId,
    requestedAt,
    phase: state.phase,
    ...(state.requested && { actionType: state.requested.actionType, agentId: state.requested.agent.id }),
    ...(state.outcome && { outcome: state.outcome }),
    ...(state.performance && { performance: state.performance.status }),
    ...(state.reversal && { reversal: state.reversal.result ?? state.reversal.phase }),
    ...(deadlineAt && { tier: state.tier, deadlineAt }),
    ...(state.decision && { decidedBy: state.decision.reviewerId }),
  };
}

type ListCall = { tenant: string; limit: number; cursor?: string | undefined; openOnly: boolean };

async function list(
  { tenant, limit, cursor, openOnly }: ListCall,
  { log }: OperatorDependencies,
): Promise<OperatorAnswer> {
  const page = await log.list(tenant, limit, cursor);
  const summaries = await Promise.all(
    page.entries.map(async ({ handoffId, requestedAt }) => {
      const key = { tenant, handoffId };
      return summaryOf(fold(key, await log.read(key)), requestedAt);
    }),
  );
  const handoffs = openOnly ? summaries.filter(({ phase }) => phase !== 'settled') : summaries;
  return { ok: true, handoffs, ...(page.cursor && { cursor: page.cursor }) };
}

/** Every part that any fact names, so that an export holds whatever still exists. */
function namedParts(facts: readonly Fact[]): { part: PartName; digest: string }[] {
  const named = facts.flatMap(({ type, data }): [PartName, string | undefined][] => {
    switch (type) {
      case 'requested':
        return [...(Object.entries(data.partRefs) as [PartName, string][]), ['action', data.actionDigest]];
      case 'decided':
        return [
          ['decision', data.detailDigest],
          ['action', data.editedDigest],
        ];
      case 'contextAsked':
        return [['question', data.questionDigest]];
      case 'contextGiven':
        return [['answer', data.answerDigest]];
      case 'reevaluated':
        return [['evidence', data.evidenceDigest]];
      case 'changed':
        return [
          ['action', data.newDigest],
          ['preconditions', data.observedDigest],
        ];
      case 'performed':
        return [['result', data.resultDigest]];
      case 'reversed':
        return [['compensation', data.resultDigest]];
      default:
        return [];
    }
  });
  return PART_NAMES.flatMap((part) =>
    [...new Set(named.flatMap(([name, digest]) => (name === part && digest ? [digest] : [])))].map(
      (digest) => ({ part, digest }),
    ),
  );
}

async function show(
  key: HandoffKey,
  withParts: boolean,
  { log, context }: OperatorDependencies,
): Promise<OperatorAnswer> {
  const facts = await log.read(key);
  const state = fold(key, facts);
  if (facts.length === 0) return refused('NOT_FOUND');
  const settled = state.phase === 'settled';
  const wanted = withParts ? namedParts(facts) : settled ? outcomeParts(state) : [];
  const parts = await context.read(key, wanted);
  const intact = parts.filter(({ damaged }) => !damaged);
  return {
    ok: true,
    // The log of a person's enrolments is no handoff.
    ...(state.phase !== 'unknown' && { summary: summaryOf(state, facts[0]?.at ?? '') }),
    facts,
    ...(settled && { outcome: outcomeOf(state, intact) }),
    ...(withParts && {
      parts: parts.map(({ part, digest, salt, body }) => ({ part, digest, salt, body })),
      enrolments: enrolmentLogsOf(facts),
    }),
  };
}

async function order(
  key: HandoffKey,
  commandId: string,
  decide: (state: HandoffState) => Answer,
  dependencies: OperatorDependencies,
): Promise<OperatorAnswer> {
  const { log, now } = dependencies;
  const { refusal } = await run(log, { key, commandId, now, decide });
  return refusal ? refused(refusal) : show(key, false, dependencies);
}

type SwitchCall = Extract<OperatorCall, { operation: 'stop' | 'lift' | 'stops' }>;

/** Reads the stop switch, after one order where there is one. A switch stops at once: Perform reads it before each claim. */
async function turnSwitch(
  tenant: string,
  call: SwitchCall,
  { log, now, invocationId }: OperatorDependencies,
): Promise<OperatorAnswer> {
  const key = stopsKey(tenant);
  if (call.operation === 'stops') {
    const facts = await log.read(key);
    return { ok: true, stops: [...fold(key, facts).stops], facts };
  }
  const { scope, by, reason } = call;
  const decide = call.operation === 'stop' ? stop : lift;
  const commandId = `${call.operation}:${invocationId}`;
  const { refusal, state, facts } = await run(log, {
    key,
    commandId,
    now,
    decide: (current) => decide(current, { scope, by, reason }),
  });
  return refusal ? refused(refusal) : { ok: true, stops: [...state.stops], facts: [...facts] };
}

/** The invitation goes to the address that the settings have for the reviewer; the operator never sees its link. */
async function invite(
  { tenant, reviewerId }: { tenant: string; reviewerId: string },
  { log, now, settings, invocationId }: OperatorDependencies,
): Promise<OperatorAnswer> {
  const reviewer = Object.hasOwn(settings.reviewers, reviewerId) ? settings.reviewers[reviewerId] : undefined;
  if (!reviewer) return refused('NOT_A_REVIEWER');
  const enrolmentId = enrolmentLog(reviewer.person);
  const key = { tenant, handoffId: enrolmentId };
  await run(log, { key, commandId: `enrol:${invocationId}`, now, decide: () => offerEnrolment(reviewerId) });
  return { ok: true, enrolmentId };
}

/** Answers one call; what is wrong with a malformed one is said by field. */
export async function answerOperator(
  event: unknown,
  dependencies: OperatorDependencies,
): Promise<OperatorAnswer> {
  const parsed = OperatorCall.safeParse(event);
  if (!parsed.success) {
    const message = problemsOf(parsed.error, event)
      .map(({ path, rule }) => `${path} ${rule}`)
      .join('; ');
    return { ok: false, refusal: 'INVALID_CALL', message };
  }
  const call = parsed.data;
  if (call.operation === 'list') return list(call, dependencies);
  if (call.operation === 'stop' || call.operation === 'lift' || call.operation === 'stops')
    return turnSwitch(call.tenant, call, dependencies);
  if (call.operation === 'enrol') return invite(call, dependencies);
  const key = { tenant: call.tenant, handoffId: call.handoffId };
  const commandId = `${call.operation}:${dependencies.invocationId}`;
  switch (call.operation) {
    case 'show':
    case 'export':
      return show(key, call.operation === 'export', dependencies);
    case 'resend':
      return order(key, commandId, (state) => resendLink(state, call.reviewerId), dependencies);
    case 'cancel':
      return order(key, commandId, (state) => cancelHandoff(state, 'operator', call.reason), dependencies);
    case 'reverse':
      return order(
        key,
        commandId,
        (state) => offerReversal(state, call.reviewerId, dependencies),
        dependencies,
      );
  }
}
