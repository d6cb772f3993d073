// Checks an exported handoff offline: chain, digests of stored parts, who decided, whether what ran was approved.
// Pure; used by `handoff verify`, and by any auditor who would rather not trust the store.
import { type Fact, type FactOf, parseFact } from '../contracts/event.js';
import { jsonProblem } from '../contracts/json.js';
import { ExportedPart } from '../contracts/operator-api.js';
import { cut } from '../contracts/problems.js';
import { chainProblems } from './chain.js';
import { partDigest } from './digest.js';
import { evolve, fold } from './evolve.js';
import { proofProblem } from './presence.js';
import { requirementOf, voterOf } from './quorum.js';
import { type Sealing, type Series, sealingOf } from './sealed.js';
import { type HandoffState, unknownHandoff } from './state.js';

/** One line of an export: the facts as stored, oldest first, and the parts that still exist. */
export interface ExportedHandoff {
  readonly facts: readonly unknown[];
  readonly parts: readonly unknown[];
}

/** What an export shows about one handoff. */
export interface Verification {
  readonly tenant?: string;
  readonly handoffId?: string;
  /** What is wrong; empty when everything that can be checked holds. */
  readonly problems: readonly string[];
  readonly facts: number;
  /** Parts whose salted digest was computed anew and is on the log. */
  readonly partsChecked: number;
  /** Parts that the log names and the export lacks: erased or expired, which the log allows. */
  readonly partsAbsent: readonly string[];
  readonly outcome?: string;
  readonly decidedBy?: string;
  readonly performedDigest?: string;
  /** Compare with one kept elsewhere: an execution's output, a bus event, an earlier export. */
  readonly headHash?: string;
  readonly sequence?: number;
  /** How far checkpoints seal it; absent without checkpoints, and where the log does not hold by itself. */
  readonly sealing?: Sealing;
}

function factOf(value: unknown): Fact | undefined {
  if (jsonProblem(value)) return undefined;
  try {
    return parseFact(value);
  } catch {
    return undefined;
  }
}

function parseFacts(raw: readonly unknown[], problems: string[]): Fact[] {
  return raw.flatMap((value, index) => {
    const fact = factOf(value);
    if (!fact) problems.push(`fact ${index + 1}: is not a fact that this release knows`);
    return fact ?? [];
  });
}

interface NamedPart {
  readonly part: string;
  readonly digest: string;
}

const DIGEST_FIELDS = {
  requested: [['action', 'actionDigest']],
  decided: [
    ['action', 'editedDigest'],
    ['decision', 'detailDigest'],
  ],
  contextAsked: [['question', 'questionDigest']],
  contextGiven: [['answer', 'answerDigest']],
  reevaluated: [['evidence', 'evidenceDigest']],
  changed: [
    ['action', 'newDigest'],
    ['preconditions', 'observedDigest'],
  ],
  performed: [['result', 'resultDigest']],
  reversed: [['compensation', 'resultDigest']],
} as const;

/** Every part that a fact commits to. */
function namedBy(fact: Fact): NamedPart[] {
  const data = fact.data as Record<string, unknown>;
  const fields: readonly (readonly [string, string])[] =
    DIGEST_FIELDS[fact.type as keyof typeof DIGEST_FIELDS] ?? [];
  const direct = fields.map(([part, field]) => ({ part, digest: data[field] }));
  const refs = Object.entries((data.partRefs ?? {}) as Record<string, unknown>);
  return [...direct, ...refs.map(([part, digest]) => ({ part, digest }))].filter(
    (named): named is NamedPart => typeof named.digest === 'string',
  );
}

const nameOf = ({ part, digest }: NamedPart) => `${part}#${digest}`;

function checkPart(raw: unknown, named: ReadonlySet<string>): { name?: string; problem?: string } {
  const parsed = ExportedPart.safeParse(raw);
  if (!parsed.success) return { problem: 'a part is not one that this release knows' };
  const { part, digest, salt, body } = parsed.data;
  const name = nameOf({ part, digest });
  const short = `${part} ${digest.slice(0, 12)}…`;
  if (!named.has(name)) return { problem: `part ${short}: the log does not name it` };
  if (partDigest(salt, part, body) !== digest)
    return { problem: `part ${short}: content does not match its digest` };
  return { name };
}

const wasAsked = (state: HandoffState, reviewerId: string) =>
  state.route.some(({ reviewers }) => reviewers.includes(reviewerId));

/** All that may follow once a handoff is settled. */
const REVERSAL_FACTS = new Set<Fact['type']>([
  'reversalOffered',
  'reversalVoted',
  'reversalRequested',
  'reversing',
  'reversed',
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
  if (state.outcome && !REVERSAL_FACTS.has(fact.type)) return 'comes after the handoff was settled';
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

function storyProblems(facts: readonly Fact[]): string[] {
  const [first] = facts;
  if (!first) return ['there are no facts'];
  let state = unknownHandoff({ tenant: first.tenant, handoffId: first.handoffId });
  const approved = new Set<string | undefined>();
  return facts.flatMap((fact, index) => {
    const problem = orderProblem(fact, state, approved);
    state = evolve(state, fact);
    if (state.phase === 'cleared') approved.add(state.actionDigest);
    return problem ? [`fact ${index + 1}: ${problem}`] : [];
  });
}

/** Checks one exported handoff, against checkpoints where they are given; never throws, whatever the line holds. */
export function verifyHandoff(
  { facts: rawFacts, parts: rawParts }: ExportedHandoff,
  series?: Series,
): Verification {
  const problems: string[] = [];
  const facts = parseFacts(rawFacts, problems);
  problems.push(...chainProblems(facts), ...storyProblems(facts));
  const named = new Set(facts.flatMap(namedBy).map(nameOf));
  const checked = rawParts.map((raw) => checkPart(raw, named));
  problems.push(...checked.flatMap(({ problem }) => problem ?? []));
  const sealed = series && problems.length === 0 ? sealingOf(facts, series) : undefined;
  const present = new Set(checked.map(({ name }) => name));
  const [first] = facts;
  const state = first && fold({ tenant: first.tenant, handoffId: first.handoffId }, facts);
  return {
    problems: [...problems, ...(sealed?.problems ?? [])].map((problem) => cut(problem, 300)),
    facts: rawFacts.length,
    partsChecked: checked.filter(({ problem }) => !problem).length,
    partsAbsent: [...named].filter((name) => !present.has(name)).map((name) => name.split('#')[0] ?? name),
    ...(state && summaryOf(state)),
    ...(sealed && { sealing: sealed.sealing }),
  };
}

function summaryOf(state: HandoffState): Partial<Verification> {
  const { tenant, handoffId, sequence, headHash, outcome, decision, performance } = state;
  return {
    tenant,
    handoffId,
    sequence,
    headHash,
    ...(outcome && { outcome }),
    ...(decision && { decidedBy: decision.reviewerId }),
    ...(performance && performance.status !== 'failed' && { performedDigest: performance.actionDigest }),
  };
}
