// Checks that the facts of a handoff follow from one another: who was asked decided, what was approved ran, nothing followed the
// end. Called by verify.ts, which checks the chain and the stored parts.
import type { Fact, FactOf } from '../contracts/event.js';
import { EnrolmentId } from '../contracts/ids.js';
import type { Presence } from '../contracts/verdict.js';
import { evolve } from './evolve.js';
import type { IsGenuine } from './ports.js';
import { proofProblem, type Signed } from './presence.js';
import { requirementOf, voterOf } from './quorum.js';
import { type HandoffState, unknownHandoff } from './state.js';
import { hasReceipts, isOutOfOrder, isReceipted, receiptProblem } from './trust.js';
import { type Enrolments, enrolmentProblem, isOfEnrolments, type ProvenFact } from './verify-enrolment.js';

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

const NO_PASSKEY = 'was made without the passkey that it takes';

/** A passkey that is claimed or demanded must have signed exactly what the fact says, and be its person's. */
function presenceProblem(
  fact: ProvenFact,
  decision: Signed['decision'],
  demanded: Presence,
  enrolments: Enrolments,
): string | undefined {
  const { presence, proof } = fact.data;
  if (!proof) return presence === 'passkey' || demanded === 'passkey' ? NO_PASSKEY : undefined;
  const problem =
    proofProblem(fact, { ...fact.data, decision }, proof) ?? enrolmentProblem(fact, proof, enrolments);
  return problem && `carries an assertion that ${problem}`;
}

function reversalProblem(
  fact: FactOf<'reversalRequested'>,
  state: HandoffState,
  enrolments: Enrolments,
): string | undefined {
  const { rule, actionDigest } = fact.data;
  if (actionDigest !== state.performance?.actionDigest)
    return 'reverses another action than the one that ran';
  const orders = [...(state.reversal?.votes ?? []), fact.data];
  if (new Set(orders.map(voterOf)).size < (rule?.approvals ?? 1))
    return 'was ordered by fewer people than it takes';
  const stranger = orders.find(
    ({ reviewerId }) => !rule?.reviewers?.includes(reviewerId) && !wasAsked(state, reviewerId),
  );
  if (stranger) return `was ordered by "${stranger.reviewerId}", who may not`;
  const demanded = rule?.presence ?? requirementOf(state.verdict).presence;
  const isShort = demanded === 'passkey' && orders.some(({ presence }) => presence !== 'passkey');
  return isShort ? NO_PASSKEY : presenceProblem(fact, 'reverse', demanded, enrolments);
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

/** The same for facts that decide nothing. */
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
    case 'enrolled':
      return state.enrolment?.invitation ? undefined : 'was enrolled without an invitation';
    default:
      return undefined;
  }
}

/** What a fact is held to beside the state that it came upon. */
interface Known {
  /** Digests that were cleared to run so far. */
  readonly approved: ReadonlySet<string | undefined>;
  readonly enrolments: Enrolments;
}

/** What must have been true when `fact` came upon `state`. */
function orderProblem(fact: Fact, state: HandoffState, { approved, enrolments }: Known): string | undefined {
  if (isOfEnrolments(fact.type) !== EnrolmentId.safeParse(fact.handoffId).success)
    return 'stands on a log where it does not belong';
  if (state.outcome && !AFTER_THE_END.has(fact.type)) return 'comes after the handoff was settled';
  switch (fact.type) {
    case 'decided':
      if (!wasAsked(state, fact.data.reviewerId))
        return `was decided by "${fact.data.reviewerId}", whom the log did not ask`;
      if (fact.data.actionDigest !== state.actionDigest)
        return 'decides about another action than the one proposed';
      return state.votes.map(voterOf).includes(voterOf(fact.data))
        ? `is a second vote of "${fact.data.reviewerId}"`
        : presenceProblem(fact, fact.data.decision, requirementOf(state.verdict).presence, enrolments);
    case 'reversalVoted':
      // Who may, how many, and which presence it takes is said by the last of them.
      return presenceProblem(fact, 'reverse', 'code', enrolments);
    case 'reversalRequested':
      return reversalProblem(fact, state, enrolments);
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
  if (!isReceipted(fact)) return undefined;
  if (fact.receipt === undefined) return isDue ? 'has no receipt' : undefined;
  return isGenuine && receiptProblem(fact, isGenuine) ? 'carries a receipt that does not hold' : undefined;
}

/** What a story is held to beside itself. */
export interface Witnesses {
  /** Of the whole export: a proof whose enrolment is not among them does not hold. */
  readonly enrolments: Enrolments;
  /** Verifies receipts, where the stack's public key is at hand: without it a missing receipt is found out, a false one is not. */
  readonly isGenuine?: IsGenuine | undefined;
}

/** What is wrong with the story that `facts` tell, oldest first. What the log itself voids is not wrong twice. */
export function storyProblems(facts: readonly Fact[], { enrolments, isGenuine }: Witnesses): string[] {
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
      : (orderProblem(fact, state, { approved, enrolments }) ?? unfit ?? wordProblem(fact, isDue, isGenuine));
    state = evolve(state, fact);
    if (state.phase === 'cleared') approved.add(state.actionDigest);
    return problem ? [`fact ${index + 1}: ${problem}`] : [];
  });
}
