// What each fact of an exported log must have found when it came, told from the log alone: who was asked, what was approved,
// what may follow what. Used by verify.ts; no function of the stack asks it.
import type { Fact, FactOf } from '../contracts/event.js';
import { evolve } from './evolve.js';
import type { IsGenuine } from './ports.js';
import { proofProblem } from './presence.js';
import { requirementOf, voterOf } from './quorum.js';
import { type HandoffState, unknownHandoff } from './state.js';
import { hasReceipts, isOutOfOrder, isWord, receiptProblem } from './trust.js';

const wasAsked = (state: HandoffState, reviewerId: string) =>
  state.route.some(({ reviewers }) => reviewers.includes(reviewerId));

/** All that may follow once a handoff is settled. */
const AFTER_THE_END = new Set<Fact['type']>([
  'reversalOffered',
  'reversalVoted',
  'reversalRequested',
  'reversing',
  'reversed',
  'voided',
]);

function reversalProblem({ data }: FactOf<'reversalRequested'>, state: HandoffState): string | undefined {
  const { reviewerId, rule } = data;
  const people = new Set([...(state.reversal?.votes ?? []).map((vote) => vote.reviewerId), reviewerId]);
  if (people.size < (rule?.approvals ?? 1)) return 'was ordered by fewer people than it takes';
  if (rule?.reviewers?.includes(reviewerId) || wasAsked(state, reviewerId)) return undefined;
  return `was ordered by "${reviewerId}", who may not`;
}

/** A passkey that is claimed or demanded must have signed exactly this decision. */
function presenceProblem(fact: FactOf<'decided'>, state: HandoffState): string | undefined {
  const { presence, proof } = fact.data;
  if (!proof) {
    const needed = presence === 'passkey' || requirementOf(state.verdict).presence === 'passkey';
    return needed ? 'was decided without the passkey that it takes' : undefined;
  }
  const problem = proofProblem(fact, fact.data, proof);
  return problem && `carries an assertion that ${problem}`;
}

/** Only one who is asked passes on, about the proposal as it stands, and to somebody who is not asked and never was. */
function delegationProblem({ data }: FactOf<'delegated'>, state: HandoffState): string | undefined {
  const { reviewerId, delegateId, actionDigest } = data;
  if (!wasAsked(state, reviewerId)) return `was passed on by "${reviewerId}", whom the log did not ask`;
  if (actionDigest !== state.actionDigest) return 'passes on another action than the one proposed';
  const passed = state.delegations.some((one) => one.reviewerId === delegateId);
  return passed || wasAsked(state, delegateId)
    ? `was passed on to "${delegateId}", who had been asked already`
    : undefined;
}

/** The same for the facts around a review that decide nothing. */
function asideProblem(fact: Fact, state: HandoffState): string | undefined {
  switch (fact.type) {
    case 'delegated':
      return delegationProblem(fact, state);
    case 'contextAsked':
      return wasAsked(state, fact.data.reviewerId)
        ? undefined
        : `was asked by "${fact.data.reviewerId}", whom the log did not ask`;
    case 'contextGiven':
      return state.questions.some(({ question, answer }) => question === fact.data.question && !answer)
        ? undefined
        : 'answers what nobody asked, or what was answered';
    default:
      return undefined;
  }
}

/** What must have been true when `fact` came upon `state`. */
function orderProblem(
  fact: Fact,
  state: HandoffState,
  approved: ReadonlySet<string | undefined>,
): string | undefined {
  if (state.outcome && !AFTER_THE_END.has(fact.type)) return 'comes after the handoff was settled';
  switch (fact.type) {
    case 'decided':
      if (!wasAsked(state, fact.data.reviewerId))
        return `was decided by "${fact.data.reviewerId}", whom the log did not ask`;
      if (fact.data.actionDigest !== state.actionDigest)
        return 'decides about another action than the one proposed';
      return state.votes.map(voterOf).includes(voterOf(fact.data))
        ? `is a second vote of "${fact.data.reviewerId}"`
        : presenceProblem(fact, state);
    case 'reversalRequested':
      return reversalProblem(fact, state);
    case 'performing':
      return approved.has(fact.data.actionDigest) ? undefined : 'ran an action that nobody approved';
    case 'performed':
      return fact.data.actionDigest === state.claim?.actionDigest
        ? undefined
        : 'records the run of another action than the one claimed';
    default:
      return asideProblem(fact, state);
  }
}

/** Without the key only what is missing can be told. */
function wordProblem(fact: Fact, isDue: boolean, isGenuine: IsGenuine | undefined): string | undefined {
  if (!isWord(fact)) return undefined;
  if (fact.receipt === undefined) return isDue ? 'records a person’s word without a receipt' : undefined;
  return isGenuine && receiptProblem(fact, isGenuine) ? 'carries a receipt that does not hold' : undefined;
}

/** What is wrong with the story that `facts` tell, oldest first. What the log itself voids is not wrong twice. */
export function storyProblems(facts: readonly Fact[], isGenuine: IsGenuine | undefined): string[] {
  const [first] = facts;
  if (!first) return ['there are no facts'];
  let state = unknownHandoff({ tenant: first.tenant, handoffId: first.handoffId });
  const approved = new Set<string | undefined>();
  const voided = new Set(facts.map((fact) => (fact.type === 'voided' ? fact.data.fact : 0)));
  const isDue = hasReceipts(facts);
  return facts.flatMap((fact, index) => {
    const unfit = isOutOfOrder(state, fact) ? 'is nothing that is written there' : undefined;
    const problem = voided.has(fact.sequence)
      ? undefined
      : (orderProblem(fact, state, approved) ?? unfit ?? wordProblem(fact, isDue, isGenuine));
    state = evolve(state, fact);
    if (state.phase === 'cleared') approved.add(state.actionDigest);
    return problem ? [`fact ${index + 1}: ${problem}`] : [];
  });
}
