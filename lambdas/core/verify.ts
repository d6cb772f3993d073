// Checks an exported handoff offline: chain, digests of stored parts, who decided, whether what ran was approved.
// Pure; used by `handoff verify`, and by any auditor who would rather not trust the store.
import { type Fact, parseFact } from '../contracts/event.js';
import { jsonProblem } from '../contracts/json.js';
import { ExportedPart } from '../contracts/operator-api.js';
import { cut } from '../contracts/problems.js';
import { chainProblems } from './chain.js';
import { partDigest } from './digest.js';
import { fold } from './evolve.js';
import { type Sealing, type Series, sealingOf } from './sealed.js';
import type { HandoffState } from './state.js';
import { type Enrolments, enrolmentsIn } from './verify-enrolment.js';
import { storyProblems, type Witnesses } from './verify-story.js';

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

/** The passkeys that the lines of an export enrol: what the proofs of its other lines are held to. */
export const enrolmentsOf = (lines: readonly ExportedHandoff[]): Enrolments =>
  enrolmentsIn(lines.map(({ facts }) => facts.flatMap((raw) => factOf(raw) ?? [])));

/** What a line may be held to besides itself. */
export interface Against extends Partial<Witnesses> {
  readonly series?: Series | undefined;
}

/** Checks one line of an export: a handoff, or a log of enrolments. Never throws, whatever it holds. */
export function verifyHandoff(
  { facts: rawFacts, parts: rawParts }: ExportedHandoff,
  { series, enrolments = new Map(), isGenuine }: Against = {},
): Verification {
  const problems: string[] = [];
  const facts = parseFacts(rawFacts, problems);
  problems.push(...chainProblems(facts), ...storyProblems(facts, { enrolments, isGenuine }));
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
