// POST of a decision: exactly one fact, and none twice. The parts it names are stored first, so that a fact never names what
// is not there. Nothing is resumed here: the log's stream does that.
import type { WebAnswer } from '../../adapters/http.js';
import { DecisionKind, type Fact } from '../../contracts/event.js';
import type { JsonObject } from '../../contracts/json.js';
import type { Problem } from '../../contracts/problems.js';
import type { Action } from '../../contracts/request.js';
import { type Answer, type CommandResult, run } from '../../core/command.js';
import { canonicalJson, partDigest } from '../../core/digest.js';
import { fold } from '../../core/evolve.js';
import { parameterProblems } from '../../core/parameters.js';
import type { Part } from '../../core/ports.js';
import type { RefusalCode } from '../../core/refusals.js';
import { requestReversal } from '../../core/reverse.js';
import { decideReview } from '../../core/review.js';
import type { HandoffState } from '../../core/state.js';
import { editedParameters } from './edit-fields.js';
import { MAX_TEXT } from './pages/decision-forms.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';
import { schemaOf, showOutcome, showReview } from './show-review.js';

type Form = ReadonlyMap<string, string>;

/** Status of the page that explains a refusal. */
const STATUS: Partial<Record<RefusalCode, number>> = {
  DEADLINE_PASSED: 410,
  LINK_VOID: 410,
  NOT_A_REVIEWER: 403,
};

const seeOther = (path: string): WebAnswer => ({ status: 303, headers: { location: path } });

/** What a decision is made of, once nothing is wrong with it. */
interface Prepared {
  readonly parts: readonly Part[];
  readonly editedDigest?: string;
  readonly detailDigest?: string;
}

const makePart = (part: 'action' | 'decision', body: JsonObject, salt: string): Part => ({
  part,
  body,
  salt,
  digest: partDigest(salt, part, body),
});

function textProblems(decision: DecisionKind, text: string): Problem[] {
  if (text.length > MAX_TEXT) return [{ path: 'text', rule: `must have at most ${MAX_TEXT} characters.` }];
  if (text !== '' || decision === 'approve' || decision === 'edit') return [];
  const rule = decision === 'reject' ? 'must say why: the agent is given your reason.' : 'must not be empty.';
  return [{ path: 'text', rule }];
}

/** The edited action, or what is wrong with it: held to the schema that requests are held to. */
async function editedAction(
  state: HandoffState,
  form: Form,
  { context, settings }: ReviewDependencies,
): Promise<{ action: Action } | { problems: readonly Problem[] }> {
  const digest = state.actionDigest ?? '';
  const [stored] = await context.read(state, [{ part: 'action', digest }]);
  if (!stored || stored.damaged) return wrong('cannot be changed: the proposal is not stored as it was.');
  const action = stored.body as unknown as Action;
  const schema = schemaOf(action.type, settings);
  const edited = editedParameters(form, schema);
  if ('problems' in edited) return edited;
  const problems = parameterProblems(schema, edited.parameters);
  if (problems.length > 0) return { problems };
  if (canonicalJson(edited.parameters) === canonicalJson(action.parameters))
    return wrong('are unchanged: approve the proposal as it is, or change a value.');
  return { action: { ...action, parameters: edited.parameters } };
}

const wrong = (rule: string) => ({ problems: [{ path: 'action.parameters', rule }] });

async function prepare(
  decision: DecisionKind,
  state: HandoffState,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<Prepared | { readonly problems: readonly Problem[] }> {
  const text = (form.get('text') ?? '').replaceAll('\r\n', '\n').trim().toWellFormed();
  const problems = textProblems(decision, text);
  if (problems.length > 0) return { problems };
  const detail = text ? makePart('decision', { text }, dependencies.randomSalt()) : undefined;
  const common = detail ? { detailDigest: detail.digest } : {};
  if (decision !== 'edit') return { parts: detail ? [detail] : [], ...common };
  const edited = await editedAction(state, form, dependencies);
  if ('problems' in edited) return edited;
  const action = makePart('action', edited.action as unknown as JsonObject, dependencies.randomSalt());
  return { parts: detail ? [action, detail] : [action], editedDigest: action.digest, ...common };
}

/** A repeated form finds its own fact: the same answer leads to the same page, another one is told what stands. */
async function repeated(
  called: CalledLink,
  facts: readonly Fact[],
  own: Fact,
  decision: DecisionKind,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  if (own.type === 'decided' && own.data.decision === decision) return seeOther(called.path);
  return showOutcome(fold(called.link, facts), called, dependencies, 409);
}

async function answerTo(
  { state, facts, fact, refusal }: CommandResult,
  called: CalledLink,
  decision: DecisionKind,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  if (fact) return repeated(called, facts, fact, decision, dependencies);
  dependencies.report(`refused decision: ${refusal}`, called.link);
  return showOutcome(state, called, dependencies, (refusal && STATUS[refusal]) ?? 409);
}

async function decide(
  called: CalledLink,
  decision: DecisionKind,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { log, context, now, settings } = dependencies;
  const { tenant, handoffId, linkHash } = called.link;
  const key = { tenant, handoffId };
  const facts = await log.read(key);
  const state = fold(key, facts);
  const commandId = `decide:${linkHash}`;
  const own = facts.find((fact) => fact.commandId === commandId);
  if (own) return repeated(called, facts, own, decision, dependencies);
  // Looked at before anything is stored: who comes late leaves nothing behind.
  const early = decideReview(state, called.link, { decision }, now);
  if (early.kind === 'refuse')
    return answerTo({ state, facts, refusal: early.refusal }, called, decision, dependencies);
  const prepared = await prepare(decision, state, form, dependencies);
  if ('problems' in prepared)
    return showReview(called, dependencies, { decision, entered: form, problems: prepared.problems });
  const { parts, ...digests } = prepared;
  await context.put(key, parts, Math.floor(now / 1_000) + settings.contextRetentionDays * 86_400);
  const result = await run(log, {
    key,
    commandId,
    now,
    known: facts,
    decide: (current): Answer => decideReview(current, called.link, { decision, ...digests }, now),
  });
  return answerTo(result, called, decision, dependencies);
}

async function reverse(called: CalledLink, dependencies: ReviewDependencies): Promise<WebAnswer> {
  const { tenant, handoffId, linkHash, expiresAt } = called.link;
  const { log, now } = dependencies;
  const result = await run(log, {
    key: { tenant, handoffId },
    commandId: `reverse:${linkHash}`,
    now,
    decide: (state): Answer =>
      now < Date.parse(expiresAt)
        ? requestReversal(state, called.link)
        : { kind: 'refuse', refusal: 'DEADLINE_PASSED' },
  });
  if (result.fact) return seeOther(called.path);
  dependencies.report(`refused reversal: ${result.refusal}`, called.link);
  const status = (result.refusal && STATUS[result.refusal]) ?? 409;
  return showOutcome(result.state, called, dependencies, status);
}

/** Takes what was posted over a genuine link in a session. */
export async function takeDecision(
  called: CalledLink,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const stated = form.get('decision');
  if (called.link.purpose === 'reverse' && stated === 'reverse') return reverse(called, dependencies);
  const decision = DecisionKind.safeParse(stated);
  if (called.link.purpose === 'review' && decision.success)
    return decide(called, decision.data, form, dependencies);
  const options = called.link.purpose === 'reverse' ? '"reverse"' : '"approve", "edit", "reject", "respond"';
  const problems = [{ path: 'decision', rule: `must be one of ${options}.` }];
  return { ...(await showReview(called, dependencies, { entered: form, problems })), status: 422 };
}
