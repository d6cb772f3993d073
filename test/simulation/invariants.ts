// What must hold after every step (trust.md §5.2), judged from the facts and from what the outside world saw. Written
// apart from core's own rules on purpose: it reads facts, not folded state.
import type { Fact, FactOf } from '../../lambdas/contracts/event.js';
import { chainProblems } from '../../lambdas/core/chain.js';
import { passedOn, stoodStillFor } from './asides.js';

export interface Call {
  readonly digest: string;
  readonly idempotencyKey: string;
  readonly action: string;
  readonly kind: 'perform' | 'compensate';
}

/** What the outside world saw of one handoff. */
export interface Witness {
  readonly calls: Call[];
  /** Canonical JSON of each proposal, by digest, as it was first stored. */
  readonly proposals: Map<string, string>;
  /** `reviewer:digest:generation` of every link that was sent. */
  readonly shown: Set<string>;
  /** Command ids that must never be on the log: forged, stale, or somebody else's links. */
  readonly forbidden: Set<string>;
  readonly idempotent: boolean;
}

/** The last verdict before `index`, and the votes over its proposal up to and with `index`, each person once. */
function pollAt(facts: readonly Fact[], index: number) {
  const judged = facts.findLastIndex(
    (fact, at) => at <= index && (fact.type === 'requested' || fact.type === 'reevaluated'),
  );
  const verdict = facts[judged];
  const isEdit = verdict?.type === 'reevaluated' && verdict.data.authorCounts === true;
  const author = facts.slice(0, judged).findLast(({ type }) => type === 'decided');
  const votes = [...(isEdit && author ? [author] : []), ...facts.slice(judged, index + 1)].filter(
    (fact): fact is FactOf<'decided'> => fact.type === 'decided' && fact.data.decision !== 'respond',
  );
  const people = (rejecting: boolean) =>
    new Set(
      votes
        .filter(({ data }) => (data.decision === 'reject') === rejecting)
        .map(({ data }) => data.person ?? data.reviewerId),
    ).size;
  const requirement =
    verdict?.type === 'requested' || verdict?.type === 'reevaluated'
      ? verdict.data.verdict.requirement
      : undefined;
  return { requirement, approving: people(false), rejecting: people(true), votes };
}

function isRejected(facts: readonly Fact[], index: number): boolean {
  const { requirement, rejecting } = pollAt(facts, index);
  if (!requirement || requirement.approvals === 1 || requirement.rule !== 'quorum') return true;
  const people = new Set(routeAt(facts, index).flatMap(({ reviewers }) => reviewers)).size;
  return people - rejecting < requirement.approvals;
}

/** Whether the approval at `index` is the one that was still missing. */
function isApproved(facts: readonly Fact[], index: number): boolean {
  const { requirement, approving, votes } = pollAt(facts, index);
  if (approving < (requirement?.approvals ?? 1)) return false;
  const fact = facts[index];
  if (requirement?.rule !== 'unanimous' || fact?.type !== 'decided') return true;
  const asked = routeAt(facts, index).slice(0, fact.data.tier);
  return asked.every(({ reviewers }) =>
    reviewers.every((id) => votes.some(({ data }) => data.reviewerId === id)),
  );
}

function isSettling(fact: Fact, index: number, facts: readonly Fact[]): boolean {
  if (fact.type === 'decided')
    return fact.data.decision === 'respond' || (fact.data.decision === 'reject' && isRejected(facts, index));
  if (fact.type === 'requested' || fact.type === 'reevaluated') return fact.data.verdict.pattern === 'refuse';
  return [
    'refused',
    'offerWithdrawn',
    'offerExpired',
    'expired',
    'cancelled',
    'closed',
    'performed',
  ].includes(fact.type);
}

/** The fact that settled it, if any. */
export const settlingFact = (facts: readonly Fact[]) => facts.find(isSettling);

/** The route in force when the fact at `index` was appended. */
function routeAt(facts: readonly Fact[], index: number) {
  const judged = facts
    .slice(0, index)
    .findLast(
      (fact): fact is FactOf<'requested'> | FactOf<'reevaluated'> =>
        fact.type === 'requested' || (fact.type === 'reevaluated' && !fact.data.requirementMet),
    );
  const between = facts.slice(judged?.sequence ?? 0, index);
  const route = between.reduce(
    (asked, fact) => (fact.type === 'delegated' ? passedOn(asked, fact.data) : asked),
    judged?.data.route ?? [],
  );
  const accepted = facts.slice(0, index).find(({ type }) => type === 'offerAccepted');
  const isOffered = accepted && judged && judged.sequence < accepted.sequence;
  // Reviewers lose no time to an offer, nor to the agent where the policy stops the clock.
  const offerMs = isOffered ? Date.parse(accepted.at) - Date.parse(judged.at) : 0;
  const laterMs = offerMs + stoodStillFor(between);
  const shifted = (at: string) => new Date(Date.parse(at) + laterMs).toISOString();
  return route.map((tier) => ({ ...tier, deadlineAt: shifted(tier.deadlineAt) }));
}

/** Facts that must not be there before an offer is accepted. */
const ASKS_PEOPLE: readonly Fact['type'][] = [
  'reviewOpened',
  'decided',
  'channelFailed',
  'resent',
  'performing',
];

function offerProblem(facts: readonly Fact[]): string | undefined {
  const [first] = facts;
  const fact = facts.at(-1);
  if (first?.type !== 'requested' || first.data.verdict.pattern !== 'hybrid' || !fact) return undefined;
  const isAccepted = facts.some(({ type }) => type === 'offerAccepted');
  if (!isAccepted && ASKS_PEOPLE.includes(fact.type)) return `I1 ${fact.type} before the offer was accepted`;
  const isLate = fact.at >= (first.data.offerExpiresAt ?? '');
  return fact.type === 'offerAccepted' && isLate ? 'I8 an offer accepted after its time' : undefined;
}

function mayRun(facts: readonly Fact[], digest: string): boolean {
  return facts.some((fact, index) => {
    if (fact.type === 'requested')
      return fact.data.verdict.pattern === 'proceed' && fact.data.actionDigest === digest;
    if (fact.type === 'decided')
      return (
        fact.data.decision === 'approve' && fact.data.actionDigest === digest && isApproved(facts, index)
      );
    return fact.type === 'reevaluated' && fact.data.requirementMet && fact.data.actionDigest === digest;
  });
}

const proposalOf = (facts: readonly Fact[]) =>
  facts.reduce<string | undefined>((digest, fact) => {
    if (fact.type === 'requested') return fact.data.actionDigest;
    if (fact.type === 'changed') return fact.data.newDigest;
    return fact.type === 'decided' && fact.data.decision === 'edit' ? fact.data.editedDigest : digest;
  }, undefined);

function decisionProblem(facts: readonly Fact[], index: number, witness: Witness): string | undefined {
  const fact = facts[index];
  if (fact?.type !== 'decided') return undefined;
  const { reviewerId, tier, actionDigest } = fact.data;
  const route = routeAt(facts, index);
  const asked = route.slice(0, tier).some(({ reviewers }) => reviewers.includes(reviewerId));
  if (!asked) return `I1 ${reviewerId} decided and was never asked`;
  if (actionDigest !== proposalOf(facts.slice(0, index))) return 'I7 a decision about a superseded proposal';
  const before = facts.slice(0, index);
  const { votes } = pollAt(before, index - 1);
  const person = fact.data.person ?? reviewerId;
  if (votes.some(({ data }) => (data.person ?? data.reviewerId) === person))
    return 'I5 one person voted twice';
  if (fact.at >= (route[tier - 1]?.deadlineAt ?? '')) return 'I8 a decision after its deadline';
  // The command says which generation its link was of.
  const generation = Number(fact.commandId.split(':')[1]);
  const resent = facts.filter((one) => one.type === 'resent' && one.data.reviewerId === reviewerId).length;
  if (generation < resent) return 'I8 a link decided that a newer one had replaced';
  const shown = [...witness.shown].some((link) => link.startsWith(`${reviewerId}:${actionDigest}:`));
  return shown ? undefined : `I6 ${reviewerId} decided about what they were never shown`;
}

/** Whether a reversal that takes several people has them, each once. */
function reversalProblem(facts: readonly Fact[]): string | undefined {
  const fact = facts.at(-1);
  if (fact?.type !== 'reversalRequested') return undefined;
  const voters = facts.flatMap((one) => (one.type === 'reversalVoted' ? [one.data.reviewerId] : []));
  const people = new Set([...voters, fact.data.reviewerId]);
  return people.size === voters.length + 1 && people.size === (fact.data.rule?.approvals ?? 1)
    ? undefined
    : 'I11 a reversal without its own quorum';
}

/** Problems that a fact brings with it; judged once, when it is appended. */
export function factProblems(facts: readonly Fact[], witness: Witness): string[] {
  const fact = facts.at(-1);
  if (!fact) return [];
  const before = facts.slice(0, -1);
  const settledBefore = settlingFact(before);
  const decision = decisionProblem(facts, facts.length - 1, witness);
  const offer = offerProblem(facts);
  const ordered = reversalProblem(facts);
  return [
    ...chainProblems(facts).map((problem) => `I12 ${problem}`),
    ...(settledBefore && !fact.type.startsWith('revers')
      ? [`I4 ${fact.type} after ${settledBefore.type}`]
      : []),
    ...(witness.forbidden.has(fact.commandId) ? [`I8 ${fact.commandId} changed the log`] : []),
    ...(decision ? [decision] : []),
    ...(offer ? [offer] : []),
    ...(ordered ? [ordered] : []),
  ];
}

function performProblems(
  facts: readonly Fact[],
  call: Call,
  { calls, idempotent, proposals }: Witness,
): string[] {
  const claimed = facts.some((fact) => fact.type === 'performing' && fact.data.actionDigest === call.digest);
  const runs = calls.filter(({ kind }) => kind === 'perform');
  const settled = settlingFact(facts);
  // A claim that somebody else gave up on is in doubt, because its holder may still be calling.
  const mayStillRun = settled?.type === 'performed' && (idempotent || settled.data.status === 'in-doubt');
  return [
    ...(mayRun(facts, call.digest) ? [] : ['I1 an action ran that nobody approved']),
    ...(call.digest === proposalOf(facts) ? [] : ['I7 a superseded proposal ran']),
    ...(claimed ? [] : ['I3 an action ran before its claim was on the log']),
    ...(proposals.get(call.digest) === call.action ? [] : ['I6 what ran is not what was approved']),
    ...(settled && !mayStillRun ? [`I10 an action ran after ${settled.type}`] : []),
    ...(runs.length > (idempotent ? 3 : 1) ? ['I2 an action ran twice'] : []),
  ];
}

/** Problems of a call to the outside, judged when it happens; `witness.calls` already holds it. */
export function callProblems(facts: readonly Fact[], call: Call, witness: Witness): string[] {
  if (call.kind === 'perform') return performProblems(facts, call, witness);
  const ordered = facts.some(({ type }) => type === 'reversalRequested');
  const ran = facts.some((fact) => fact.type === 'performed' && fact.data.status !== 'failed');
  const claimed = facts.some(({ type }) => type === 'reversing');
  const count = witness.calls.filter(({ kind }) => kind === 'compensate').length;
  return [
    ...(ordered && ran ? [] : ['I11 reversed without an order, or nothing to reverse']),
    ...(claimed ? [] : ['I11 reversed before its claim was on the log']),
    ...(count > 1 ? ['I11 reversed twice'] : []),
  ];
}

/** Whether nothing is left to wait for in this wait over the proposal as it stands. */
export function waitIsOver(
  facts: readonly Fact[],
  { tier, deadlineAt }: { readonly tier: number; readonly deadlineAt: string },
): boolean {
  const opened = facts.findLastIndex(({ type }) => type === 'requested' || type === 'reevaluated');
  if (tier === 0 && facts.some(({ type }) => type === 'offerAccepted')) return true;
  const since = facts.slice(opened);
  const failed = since.filter((fact) => fact.type === 'channelFailed' && fact.data.tier === tier).length;
  return (
    settlingFact(facts) !== undefined ||
    failed > 0 ||
    // The agent answered: a deadline that had been moved came nearer.
    (routeAt(facts, facts.length)[tier - 1]?.deadlineAt ?? deadlineAt) < deadlineAt ||
    since.some(({ type }) => type === 'escalated') ||
    facts.some(
      (fact, index) =>
        index > opened &&
        fact.type === 'decided' &&
        (fact.data.decision === 'edit' || isSettling(fact, index, facts) || isApproved(facts, index)),
    ) ||
    facts.length === 0
  );
}
