// state × fact → state. Total over every fact ever released; never refuses: what is on the log has happened.
import type { Fact, FactData, FactOf, FactType } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import type { OutcomeStatus } from '../contracts/outcome.js';
import { started, stopped } from './clock.js';
import { requirementOf, tally } from './quorum.js';
import { laterBy, passedOn } from './route.js';
import { type HandoffState, type RecordedDecision, unknownHandoff } from './state.js';
import { isSameScope } from './stop-scope.js';

type Change = Partial<HandoffState>;

const settle = (fact: Fact, outcome: OutcomeStatus): Change => ({
  phase: 'settled',
  outcome,
  settledAtSequence: fact.sequence,
});

function requested(_: HandoffState, fact: FactOf<'requested'>): Change {
  const { verdict, route, actionDigest, execution, partRefs } = fact.data;
  const common = {
    requested: fact.data,
    requestedAt: fact.at,
    verdict,
    route,
    actionDigest,
    execution,
    ...(partRefs.preconditions && { preconditionsDigest: partRefs.preconditions }),
  };
  switch (verdict.pattern) {
    case 'refuse':
      return { ...common, ...settle(fact, 'refused') };
    case 'proceed':
      return { ...common, phase: 'cleared' };
    case 'hybrid':
      return { ...common, phase: 'offered', tier: 0, offerExpiresAt: fact.data.offerExpiresAt ?? fact.at };
    default:
      return { ...common, phase: 'reviewing' };
  }
}

/** Reviewers get the time that they would have had without the offer. */
function offerAccepted(state: HandoffState, fact: FactOf<'offerAccepted'>): Change {
  const waitedMs = Date.parse(fact.at) - Date.parse(state.requestedAt ?? fact.at);
  return { phase: 'reviewing', tier: 1, route: laterBy(state.route, waitedMs) };
}

/** One more vote: it may end the review, or only be counted. */
function voted(state: HandoffState, votes: HandoffState['votes'], fact: FactOf<'decided'>): Change {
  const decision = votes.at(-1) as RecordedDecision;
  switch (tally(requirementOf(state.verdict), votes, state.route, state.tier)) {
    case 'approved':
      return { votes, decision, phase: 'cleared' };
    case 'rejected':
      return { votes, decision, ...settle(fact, 'rejected') };
    case 'open':
      return { votes };
  }
}

function decided(state: HandoffState, fact: FactOf<'decided'>): Change {
  const decision = { ...fact.data, at: fact.at };
  const votes = [...state.votes, decision];
  switch (fact.data.decision) {
    case 'approve':
    case 'reject':
      return voted(state, votes, fact);
    case 'edit':
      return {
        decision,
        phase: 'edited',
        edited: true,
        votes: [],
        actionDigest: fact.data.editedDigest ?? state.actionDigest ?? '',
      };
    case 'respond':
      return { decision, ...settle(fact, 'responded') };
  }
}

function contextAsked(state: HandoffState, { sequence, at, data }: FactOf<'contextAsked'>): Change {
  const { reviewerId, questionDigest, clockStopsUntil: until } = data;
  return {
    questions: [...state.questions, { question: sequence, reviewerId, at, questionDigest }],
    ...(until && stopped(state, { question: sequence, since: at, until })),
  };
}

/** The clock goes on once nothing is open of what it was stopped for. */
function contextGiven(state: HandoffState, { at, data }: FactOf<'contextGiven'>): Change {
  const answer = { at, answerDigest: data.answerDigest };
  const questions = state.questions.map((one) => (one.question === data.question ? { ...one, answer } : one));
  const first = state.clock?.question ?? 0;
  const isOpen = questions.some((one) => one.question >= first && !one.answer);
  return { questions, ...(!isOpen && started(state, at)) };
}

function changed(state: HandoffState, { data }: FactOf<'changed'>): Change {
  return {
    phase: 'edited',
    votes: [],
    decision: undefined,
    actionDigest: data.newDigest,
    preconditionsDigest: data.observedDigest,
    change: { beforeDigest: state.preconditionsDigest ?? '', names: data.names },
  };
}

function reevaluated(state: HandoffState, fact: FactOf<'reevaluated'>): Change {
  const { verdict, route, requirementMet, authorCounts } = fact.data;
  if (verdict.pattern === 'refuse') return { verdict, ...settle(fact, 'refused') };
  const votes = state.decision && (requirementMet || authorCounts) ? [state.decision] : [];
  if (requirementMet) return { verdict, votes, phase: 'cleared' };
  const { stoppedMs } = started(state, fact.at);
  return {
    verdict,
    votes,
    phase: 'reviewing',
    round: state.round + 1,
    tier: 1,
    unreachable: [],
    // The new review has deadlines of its own, which no earlier question has moved.
    route,
    clock: undefined,
    stoppedMs,
  };
}

function performing(state: HandoffState, fact: FactOf<'performing'>): Change {
  return {
    phase: 'performing',
    claim: { ...fact.data, commandId: fact.commandId, count: (state.claim?.count ?? 0) + 1 },
  };
}

/** An action that may run ends as `autonomous`, `approved` or `edited`, whatever became of the run. */
function clearedOutcome(state: HandoffState): OutcomeStatus {
  if (state.edited) return 'edited';
  return state.decision ? 'approved' : 'autonomous';
}

const reversal = (state: HandoffState, change: Partial<NonNullable<HandoffState['reversal']>>): Change => ({
  reversal: { phase: 'offered', ...state.reversal, ...change },
});

/** What is not believed takes no effect; whether anything was run by it is in doubt. */
function voided(state: HandoffState, fact: FactOf<'voided'>): Change {
  const { of, reason } = fact.data;
  if (of === 'reversal') return { reversal: undefined };
  const actionDigest = state.claim?.actionDigest ?? state.performance?.actionDigest;
  const error = 'the log was written to by somebody else';
  return {
    distrust: reason,
    decision: undefined,
    votes: [],
    reversal: undefined,
    performance: actionDigest ? { status: 'in-doubt', at: fact.at, actionDigest, error } : undefined,
    ...settle(fact as Fact, 'closed'),
  };
}

const CHANGES: {
  [T in FactType]: (state: HandoffState, fact: FactOf<T>) => Change;
} = {
  requested,
  refused: (_, fact) => ({
    problems: fact.data.problems,
    execution: fact.data.execution,
    requestedAt: fact.at,
    ...settle(fact as Fact, 'refused'),
  }),
  continued: (_, fact) => ({ execution: fact.data.execution }),
  offered: () => ({}),
  offerAccepted,
  offerWithdrawn: (_, fact) => settle(fact as Fact, 'withdrawn'),
  offerExpired: (_, fact) => settle(fact as Fact, 'expired'),
  reviewOpened: (_, fact) => ({
    openedFor: { tier: fact.data.tier, actionDigest: fact.data.actionDigest },
  }),
  decided,
  voteRefused: () => ({}),
  delegated: ({ delegations, route }, { data: { reviewerId, delegateId } }) => ({
    delegations: [...delegations, { reviewerId, delegateId }],
    route: passedOn(route, { reviewerId, delegateId }),
  }),
  contextAsked,
  contextGiven,
  reevaluated,
  changed,
  escalated: (_, fact) => ({ tier: fact.data.toTier, unreachable: [] }),
  expired: (_, fact) => ({ expiredFor: fact.data.reason, ...settle(fact as Fact, 'expired') }),
  cancelled: (_, fact) => {
    const { scope, reason } = fact.data;
    return {
      ...(scope && { stop: { scope, ...(reason && { reason }) } }),
      ...settle(fact as Fact, 'cancelled'),
    };
  },
  closed: (_, fact) => settle(fact as Fact, 'closed'),
  performing,
  performed: (state, fact) =>
    ({
      performance: { ...(fact.data as FactData<'performed'>), at: fact.at },
      ...settle(fact as Fact, clearedOutcome(state)),
    }) as Change,
  reversalOffered: (state, fact) => reversal(state, { phase: 'offered', reviewerId: fact.data.reviewerId }),
  reversalVoted: (state, { data: { reviewerId, person, presence } }) =>
    reversal(state, {
      votes: [...(state.reversal?.votes ?? []), { reviewerId, person, ...(presence && { presence }) }],
    }),
  reversalRequested: (state, fact) =>
    reversal(state, { phase: 'requested', reviewerId: fact.data.reviewerId }),
  reversing: (state, fact) => reversal(state, { phase: 'reversing', claimedAt: fact.at }),
  reversed: (state, fact) =>
    reversal(state, { phase: 'reversed', ...fact.data } as Partial<NonNullable<HandoffState['reversal']>>),
  resent: (state, fact) => ({
    generations: { ...state.generations, [fact.data.reviewerId]: fact.data.generation },
    unreachable: state.unreachable.filter((id) => id !== fact.data.reviewerId),
  }),
  enrolmentOffered: (state, fact) => ({ enrolment: { ...state.enrolment, invitation: fact.hash } }),
  enrolled: (_, fact) => ({ enrolment: { passkey: { ...fact.data, hash: fact.hash } } }),
  channelFailed: (state, { data: { tier, reviewerId } }) =>
    tier === state.tier ? { unreachable: [...new Set([...state.unreachable, reviewerId])] } : {},
  voided,
  stopped: (state, fact) => ({ stops: [...state.stops, { ...fact.data, at: fact.at }] }),
  stopLifted: (state, fact) => ({
    stops: state.stops.filter(({ scope }) => !isSameScope(scope, fact.data.scope)),
  }),
};

/** The state after `fact`. */
export function evolve(state: HandoffState, fact: Fact): HandoffState {
  const change = CHANGES[fact.type] as (state: HandoffState, fact: Fact) => Change;
  return {
    ...state,
    ...change(state, fact),
    sequence: fact.sequence,
    headHash: fact.hash,
  };
}

/** The state after all `facts`, oldest first. */
export const fold = (key: HandoffKey, facts: readonly Fact[]): HandoffState =>
  facts.reduce(evolve, unknownHandoff(key));
