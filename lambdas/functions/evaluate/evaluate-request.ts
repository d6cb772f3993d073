// Evaluate: a request becomes the first fact of a handoff, with verdict and route; an edited proposal is judged again.
// Two AWS calls on the fast path: the parts in one batch, then the fact. Nothing here decides by itself: core does.
import { DEFAULT_TENANT, type HandoffKey, Tenant } from '../../contracts/ids.js';
import { type Problem, problemsOf } from '../../contracts/problems.js';
import { type Action, HandoffRequest } from '../../contracts/request.js';
import type { EvaluateInput, NextStep } from '../../contracts/workflow.js';
import { briefingOf, briefingParts } from '../../core/briefing.js';
import { type CommandResult, run } from '../../core/command.js';
import { fold } from '../../core/evolve.js';
import { Fault } from '../../core/faults.js';
import { continueHandoff, isGate, isHeldByGate, isPointedTo } from '../../core/gate.js';
import { type Case, judge, type Policy } from '../../core/judge.js';
import { outcomeOf } from '../../core/outcome.js';
import { type ContextStore, PartTooLargeError, type Sign } from '../../core/ports.js';
import {
  isBoundTo,
  openHandoff,
  reevaluate,
  refuseLostEdit,
  requestedFact,
  requestProblems,
} from '../../core/request.js';
import { requestDigest } from '../../core/request-digest.js';
import type { HandoffState } from '../../core/state.js';
import { stopOf, stopProblem, stopsKey } from '../../core/stop.js';
import { stepFrom } from '../step-from.js';
import { overQuota, type QuotaDependencies } from './agent-quota.js';
import { type Askable, withAnswers } from './answers.js';
import { makePart, partsOf, referredTo, refProblems, turnsOf } from './request-parts.js';

export interface EvaluateDependencies extends Askable, QuotaDependencies {
  readonly context: ContextStore;
  /** Signs the verdict on a proposal that somebody changed; nothing else. */
  readonly sign: Sign;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly randomSalt: () => string;
}

type Execution = EvaluateInput['execution'];

const expiryOf = ({ settings }: Policy, now: number) =>
  Math.floor(now / 1_000) + settings.contextRetentionDays * 86_400;

const heldElsewhere = () => new Fault('HandoffUnknown', 'another execution holds this handoff id');

async function refuseRequest(
  key: HandoffKey,
  execution: Execution,
  problems: Problem[],
  { log, now }: EvaluateDependencies,
): Promise<NextStep> {
  const { arn, startedAt } = execution;
  const result = await run(log, {
    key,
    commandId: `evaluate:${startedAt}`,
    now,
    known: [],
    decide: (state) =>
      openHandoff(
        state,
        { arn, startedAt },
        {
          type: 'refused',
          // Values may be personal data: the log has paths and rules only, the answer has the values too.
          data: {
            execution: { arn, startedAt },
            problems: problems.map(({ path, rule }) => ({ path, rule })),
          },
        },
      ),
  });
  const isOwn = isBoundTo(result.state, execution);
  if (!isOwn && result.state.phase !== 'settled') throw heldElsewhere();
  const outcome = outcomeOf(result.state, []);
  return {
    next: 'done',
    handoff: key,
    outcome: isOwn && outcome.status === 'refused' ? { ...outcome, problems } : outcome,
  };
}

async function open(
  key: HandoffKey,
  proposal: Case,
  execution: Execution,
  dependencies: EvaluateDependencies,
): Promise<CommandResult> {
  const { log, context, policy, now, randomSalt } = dependencies;
  const { request } = proposal;
  const [judged, switches] = await Promise.all([
    withAnswers(proposal, dependencies),
    log.read(stopsKey(key.tenant)),
  ]);
  const stopped = stopOf(fold(stopsKey(key.tenant), switches), {
    agentId: request.agent.id,
    handoffId: key.handoffId,
  });
  const judgement = judge(judged, policy, now);
  const { arn, startedAt } = execution;
  const asked = { agentId: request.agent.id, startedAt, verdict: judgement.verdict };
  const problem = stopped ? stopProblem(stopped) : await overQuota(key, asked, dependencies);
  const { action, others } = partsOf(request, judgement, randomSalt);
  await context.put(key, problem ? [] : [action, ...others], expiryOf(policy, now));
  const commitments = {
    actionDigest: action.digest,
    partRefs: {
      ...(request.contextRefs as Record<string, string>),
      ...Object.fromEntries(others.map(({ part, digest }) => [part, digest])),
    },
    requestDigest: requestDigest(action.salt, request),
  };
  const bound = { arn, startedAt };
  const data = requestedFact(request, bound, policy.settings, judgement, commitments);
  return run(log, {
    key,
    commandId: `evaluate:${startedAt}`,
    now,
    known: [],
    decide: (state) =>
      openHandoff(
        state,
        bound,
        problem
          ? { type: 'refused', data: { execution: bound, problems: [problem] } }
          : { type: 'requested', data },
      ),
  });
}

async function judgeEdit(
  state: HandoffState,
  proposal: Case,
  dependencies: EvaluateDependencies,
): Promise<CommandResult> {
  const { log, context, policy, now, randomSalt, sign } = dependencies;
  const key = { tenant: state.tenant, handoffId: state.handoffId };
  const actionDigest = state.actionDigest ?? '';
  const command = { key, commandId: `reevaluate:${actionDigest}`, now, sign };
  const [edited] = await context.read(state, [{ part: 'action', digest: actionDigest }]);
  if (!edited || edited.damaged)
    return run(log, { ...command, decide: (current) => refuseLostEdit(current, policy) });
  const action = edited.body as unknown as Action;
  const edit = {
    ...proposal,
    request: { ...proposal.request, action },
    opened: state.requested?.verdict,
    changed: state.decision ? undefined : state.change?.names,
  };
  const judgement = judge(await withAnswers(edit, dependencies), policy, now);
  const quoted =
    judgement.evidence === undefined ? [] : [makePart('evidence', judgement.evidence, randomSalt())];
  await context.put(key, quoted, expiryOf(policy, now));
  return run(log, {
    ...command,
    decide: (current) => reevaluate(current, judgement, policy.settings.reviewers, now, quoted[0]?.digest),
  });
}

/** A durable execution goes on with what the gate still holds; nobody else's handoff is touched. */
async function takeOver(
  opened: CommandResult,
  key: HandoffKey,
  { arn, startedAt }: Execution,
  { log, now }: EvaluateDependencies,
): Promise<CommandResult> {
  if (isGate({ arn }) || !isHeldByGate(opened.state)) return opened;
  return run(log, {
    key,
    commandId: `continue:${startedAt}`,
    now,
    known: opened.facts,
    decide: (state) => continueHandoff(state, { arn, startedAt }),
  });
}

/** Most bytes of a briefing in the gate's answer: an execution's output may have 262 144 (Step Functions, read 2026-11). */
const MAX_BRIEFING_BYTES = 200_000;

/** Tells the gate's caller at once why a human is needed, and an application what to show. */
async function withJudged(
  step: NextStep,
  state: HandoffState,
  { context, policy }: EvaluateDependencies,
): Promise<NextStep> {
  if (step.next !== 'await' || !state.verdict) return step;
  const { pattern, rules } = state.verdict;
  if (pattern !== 'active') return { ...step, judged: { pattern, rules } };
  const parts = await context.read(state, briefingParts(state));
  const intact = parts.filter(({ damaged }) => !damaged);
  const briefing = briefingOf(state, intact, policy.settings);
  const fits = Buffer.byteLength(JSON.stringify(briefing)) <= MAX_BRIEFING_BYTES;
  return { ...step, judged: { pattern, rules, ...(briefing && fits && { briefing }) } };
}

/**
 * What the workflow does next. A request that cannot be accepted ends as `refused`, with every problem; an id that belongs
 * to another execution answers the recorded outcome, or throws `HandoffUnknown` while that one is open (rule R9).
 */
export async function evaluateRequest(
  { execution, request: raw }: EvaluateInput,
  dependencies: EvaluateDependencies,
): Promise<NextStep> {
  const parsed = HandoffRequest.safeParse(raw);
  const stated = Tenant.safeParse((raw as { tenant?: unknown } | null)?.tenant);
  const key = { tenant: parsed.data?.tenant ?? stated.data ?? DEFAULT_TENANT, handoffId: execution.name };
  if (!parsed.success) return refuseRequest(key, execution, problemsOf(parsed.error, raw), dependencies);
  const request = parsed.data;
  const stored = await dependencies.context.read(key, referredTo(request));
  const problems = [
    ...requestProblems(request, dependencies.policy.settings),
    ...refProblems(request, stored),
  ];
  if (problems.length > 0) return refuseRequest(key, execution, problems, dependencies);
  const proposal = { request, turns: turnsOf(request, stored) };
  try {
    const judged = await open(key, proposal, execution, dependencies);
    const opened = await takeOver(judged, key, execution, dependencies);
    // Not by the command's own fact: two executions of one name may start in the same millisecond.
    const bound = isBoundTo(opened.state, execution);
    if (!bound && opened.state.phase !== 'settled' && !isPointedTo(opened.state, execution))
      throw heldElsewhere();
    const { state } =
      bound && opened.state.phase === 'edited'
        ? await judgeEdit(opened.state, proposal, dependencies)
        : opened;
    const step = await stepFrom(state, dependencies.context);
    return isGate(execution) ? withJudged(step, state, dependencies) : step;
  } catch (error) {
    if (!(error instanceof PartTooLargeError)) throw error;
    const rule = `has ${error.compressedBytes} compressed bytes; at most 390000 can be stored`;
    return refuseRequest(key, execution, [{ path: `context.${error.part}`, rule }], dependencies);
  }
}
