// Evaluate: a request becomes the first fact of a handoff, with verdict and route; an edited proposal is judged again.
// Two AWS calls on the fast path: the parts in one batch, then the fact. Nothing here decides by itself: core does.
import { DIMENSION_NAMES, type PartName } from '../../contracts/context.js';
import { DEFAULT_TENANT, type HandoffKey, Tenant } from '../../contracts/ids.js';
import { type Problem, problemsOf } from '../../contracts/problems.js';
import { type Action, HandoffRequest } from '../../contracts/request.js';
import type { EvaluateInput, NextStep } from '../../contracts/workflow.js';
import { type CommandResult, run } from '../../core/command.js';
import { partDigest } from '../../core/digest.js';
import { Fault } from '../../core/faults.js';
import { outcomeOf } from '../../core/outcome.js';
import { type ContextStore, type EventLog, type Part, PartTooLargeError } from '../../core/ports.js';
import {
  isBoundTo,
  openHandoff,
  type Policy,
  reevaluate,
  refuseLostEdit,
  requestedFact,
  requestProblems,
} from '../../core/request.js';
import { requestDigest } from '../../core/request-digest.js';
import type { HandoffState } from '../../core/state.js';
import { stepFrom } from '../step-from.js';

export interface EvaluateDependencies {
  readonly log: EventLog;
  readonly context: ContextStore;
  readonly policy: Policy;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly randomSalt: () => string;
}

type Execution = EvaluateInput['execution'];

const makePart = (part: PartName, body: Part['body'], salt: string): Part => ({
  part,
  body,
  salt,
  digest: partDigest(salt, part, body),
});

/** What a request asks to be stored beside the log. */
function partsOf(request: HandoffRequest, randomSalt: () => string): { action: Part; others: Part[] } {
  const { type, resource, parameters } = request.action;
  const action: Action = { type, ...(resource !== undefined && { resource }), parameters };
  const assessment = {
    ...request.assessment,
    ...(request.humanRequested && { humanRequested: request.humanRequested }),
    ...(request.agent.owner && { owner: request.agent.owner }),
  };
  const inline = DIMENSION_NAMES.flatMap((name) => {
    const body = request.context[name];
    return body === undefined ? [] : [makePart(name, body as Part['body'], randomSalt())];
  });
  const stated = Object.keys(assessment).length > 0;
  return {
    action: makePart('action', action as Part['body'], randomSalt()),
    others: [
      ...(stated ? [makePart('assessment', assessment as Part['body'], randomSalt())] : []),
      ...inline,
    ],
  };
}

/** Dimensions that the request names by digest must be there, and be what the digest says. */
async function missingRefs(
  key: HandoffKey,
  request: HandoffRequest,
  context: ContextStore,
): Promise<Problem[]> {
  const wanted = DIMENSION_NAMES.flatMap((part) => {
    const digest = request.contextRefs[part];
    return digest ? [{ part, digest }] : [];
  });
  const found = await context.read(key, wanted);
  return wanted
    .filter(({ part }) => !found.some((stored) => stored.part === part && !stored.damaged))
    .map(({ part }) => ({
      path: `contextRefs.${part}`,
      rule: 'names a part that is not stored under this handoff',
    }));
}

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
  request: HandoffRequest,
  execution: Execution,
  dependencies: EvaluateDependencies,
): Promise<CommandResult> {
  const { log, context, policy, now, randomSalt } = dependencies;
  const { action, others } = partsOf(request, randomSalt);
  const expires = Math.floor(now / 1_000) + policy.settings.contextRetentionDays * 86_400;
  await context.put(key, [action, ...others], expires);
  const commitments = {
    actionDigest: action.digest,
    partRefs: {
      ...(request.contextRefs as Record<string, string>),
      ...Object.fromEntries(others.map(({ part, digest }) => [part, digest])),
    },
    requestDigest: requestDigest(action.salt, request),
  };
  const { arn, startedAt } = execution;
  return run(log, {
    key,
    commandId: `evaluate:${startedAt}`,
    now,
    known: [],
    decide: (state) =>
      openHandoff(
        state,
        { arn, startedAt },
        {
          type: 'requested',
          data: requestedFact(request, { arn, startedAt }, policy, commitments, now),
        },
      ),
  });
}

async function judgeEdit(
  state: HandoffState,
  request: HandoffRequest,
  dependencies: EvaluateDependencies,
): Promise<CommandResult> {
  const { log, context, policy, now } = dependencies;
  const actionDigest = state.actionDigest ?? '';
  const [edited] = await context.read(state, [{ part: 'action', digest: actionDigest }]);
  const action = edited && !edited.damaged ? (edited.body as unknown as Action) : undefined;
  return run(log, {
    key: { tenant: state.tenant, handoffId: state.handoffId },
    commandId: `reevaluate:${actionDigest}`,
    now,
    decide: (current) =>
      action ? reevaluate(current, { ...request, action }, policy, now) : refuseLostEdit(current, policy),
  });
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
  const problems = [
    ...requestProblems(request, dependencies.policy.settings),
    ...(await missingRefs(key, request, dependencies.context)),
  ];
  if (problems.length > 0) return refuseRequest(key, execution, problems, dependencies);
  try {
    const opened = await open(key, request, execution, dependencies);
    // Not by the command's own fact: two executions of one name may start in the same millisecond.
    const bound = isBoundTo(opened.state, execution);
    if (!bound && opened.state.phase !== 'settled') throw heldElsewhere();
    const { state } =
      bound && opened.state.phase === 'edited'
        ? await judgeEdit(opened.state, request, dependencies)
        : opened;
    return stepFrom(state, dependencies.context);
  } catch (error) {
    if (!(error instanceof PartTooLargeError)) throw error;
    const rule = `has ${error.compressedBytes} compressed bytes; at most 390000 can be stored`;
    return refuseRequest(key, execution, [{ path: `context.${error.part}`, rule }], dependencies);
  }
}
