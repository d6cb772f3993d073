// `policy diff`: a change of policies, played over recorded handoffs. Which verdicts change, what that costs in reviewers'
// time, and what people had stopped that would now go through. Reads exports (`handoff export`, `npm run replay -- --export`).
import type { Fact, FactOf } from '../../lambdas/contracts/event.js';
import { parseFact } from '../../lambdas/contracts/event.js';
import { parseExportLine } from '../handoff/export-file.js';
import { INVALID, type Judged, judgeRequest } from './judging.js';
import type { Pack } from './pack.js';

/** A recorded handoff as both policies judge it. Field names are a contract: users script them. */
export interface Compared {
  readonly id: string;
  readonly old: Judged['verdict'];
  readonly new: Judged['verdict'];
  readonly oldRules: readonly string[];
  readonly newRules: readonly string[];
  /** What a person decided in fact; null where none did. */
  readonly decision: string | null;
  /** What ran was undone again, in full or in part. */
  readonly reversed: boolean;
  /** From the opening of the review to the decision; null where no person decided. */
  readonly reviewSeconds: number | null;
}

/** The facts; which of them is none, where one is not. */
function factsOf(raw: readonly unknown[]): Fact[] | string {
  const facts: Fact[] = [];
  for (const [index, value] of raw.entries()) {
    try {
      facts.push(parseFact(value));
    } catch {
      return `fact ${index + 1} is none that this release knows`;
    }
  }
  return facts;
}

const first = <T extends Fact['type']>(facts: readonly Fact[], type: T) =>
  facts.find((fact): fact is Extract<Fact, { type: T }> => fact.type === type);

interface Recorded {
  readonly requested: FactOf<'requested'>;
  readonly facts: readonly Fact[];
  readonly parts: readonly { part?: string; digest?: string; body?: unknown }[];
}

/** The request again, from what the export still holds of it; nothing when its action was erased. */
function requestOf({ requested: { data, tenant }, parts }: Recorded): unknown {
  const bodyOf = (digest: string | undefined) => parts.find((part) => part.digest === digest)?.body;
  const action = bodyOf(data.actionDigest);
  if (!action) return undefined;
  const { humanRequested, owner, ...assessment } = (bodyOf(data.partRefs.assessment) ?? {}) as Record<
    string,
    unknown
  >;
  const conversationHistory = bodyOf(data.partRefs.conversationHistory);
  return {
    schemaVersion: 1,
    tenant,
    agent: { ...data.agent, ...(owner !== undefined && { owner }) },
    action,
    assessment,
    ...(data.onBehalfOf && { onBehalfOf: { id: data.onBehalfOf } }),
    ...(data.locale && { locale: data.locale }),
    ...(humanRequested !== undefined && { humanRequested }),
    ...(conversationHistory !== undefined && { context: { conversationHistory } }),
  };
}

function personIn(facts: readonly Fact[]): Pick<Compared, 'decision' | 'reviewSeconds'> {
  const decided = first(facts, 'decided');
  const opened = first(facts, 'reviewOpened');
  if (!decided || !opened) return { decision: null, reviewSeconds: null };
  const reviewSeconds = Math.round((Date.parse(decided.at) - Date.parse(opened.at)) / 1_000);
  return { decision: decided.data.decision, reviewSeconds };
}

const idsOf = ({ rules }: Judged) => rules.map(({ id }) => id);
const isInvalid = ({ rules }: Judged) => rules.some(({ id }) => id === INVALID);

function isReversed(facts: readonly Fact[]): boolean {
  const result = first(facts, 'reversed')?.data.result;
  return result === 'full' || result === 'partial';
}

/** One line of an export under both packs; why not, where it holds nothing to judge. */
export async function compareLine(line: Uint8Array, older: Pack, newer: Pack): Promise<Compared | string> {
  const parsed = parseExportLine(line);
  if (!parsed.ok) return parsed.problem;
  const facts = factsOf(parsed.handoff.facts);
  if (typeof facts === 'string') return facts;
  const requested = first(facts, 'requested');
  if (!requested) return 'holds no accepted request';
  const request = requestOf({ requested, facts, parts: parsed.handoff.parts as Recorded['parts'] });
  if (!request) return 'its action was erased: it cannot be judged again';
  const now = Date.parse(requested.at);
  const id = requested.handoffId;
  const [was, is] = await Promise.all([older, newer].map((pack) => judgeRequest(id, request, pack, now)));
  if (!was || !is) return 'cannot be judged';
  if (isInvalid(was) && isInvalid(is))
    return `neither pack can judge it: ${is.rules.map(({ evidence }) => evidence).join('; ')}`;
  return {
    id,
    old: was.verdict,
    new: is.verdict,
    oldRules: idsOf(was),
    newRules: idsOf(is),
    ...personIn(facts),
    reversed: isReversed(facts),
  };
}

/** Whether the two policies differ about it. */
export const isChanged = (one: Compared) =>
  one.old !== one.new || one.oldRules.join() !== one.newRules.join();

/** Sums of a backtest. */
export interface Summary {
  readonly handoffs: number;
  readonly changed: number;
  /** To a human with the new policies, not with the old ones; and the other way round. */
  readonly moreReviews: number;
  readonly fewerReviews: number;
  /** Median of the recorded reviews, and what the difference comes to; null when nobody decided anything. */
  readonly medianReviewSeconds: number | null;
  readonly reviewSecondsDelta: number | null;
  /** People rejected, edited or answered these; with the new policies they would run without anybody being asked. */
  readonly slippedThrough: readonly string[];
  /** Nobody was asked about these, and what they ran was reversed; with the new policies somebody would be asked. */
  readonly caught: readonly string[];
}

/** What a person answers to let it run as it is. */
const LET_RUN = 'approve';

const median = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)] ?? null;

export function summaryOf(compared: readonly Compared[]): Summary {
  const turned = (from: (v: string) => boolean, to: (v: string) => boolean) =>
    compared.filter((one) => from(one.old) && to(one.new)).length;
  const asks = (verdict: string) => verdict === 'hand-off';
  const rests = (verdict: string) => verdict !== 'hand-off';
  const [moreReviews, fewerReviews] = [turned(rests, asks), turned(asks, rests)];
  const seconds = compared.flatMap(({ reviewSeconds }) => (reviewSeconds === null ? [] : [reviewSeconds]));
  const medianReviewSeconds = median(seconds.sort((a, b) => a - b));
  return {
    handoffs: compared.length,
    changed: compared.filter(isChanged).length,
    moreReviews,
    fewerReviews,
    medianReviewSeconds,
    reviewSecondsDelta:
      medianReviewSeconds === null ? null : (moreReviews - fewerReviews) * medianReviewSeconds,
    slippedThrough: compared
      .filter((one) => one.new === 'proceed' && one.decision !== null && one.decision !== LET_RUN)
      .map(({ id }) => id),
    caught: compared
      .filter((one) => one.decision === null && one.reversed && one.new !== 'proceed')
      .map(({ id }) => id),
  };
}
