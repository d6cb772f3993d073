// One person's decision becomes one fact, whether it was posted on a review page or reported by an application. The parts
// it names are stored first, so that a fact never names what is not there. Who may decide is the caller's command to say.
import { type DecisionKind, type Fact, MAX_DECISION_TEXT, ReasonCode } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import type { JsonObject } from '../contracts/json.js';
import type { Problem } from '../contracts/problems.js';
import type { Action } from '../contracts/request.js';
import type { Settings } from '../contracts/settings.js';
import { type Answer, type CommandResult, run } from '../core/command.js';
import { canonicalJson, partDigest } from '../core/digest.js';
import { fold } from '../core/evolve.js';
import { parameterProblems } from '../core/parameters.js';
import type { ContextStore, EventLog, Part, Sign } from '../core/ports.js';
import type { Decided } from '../core/review.js';
import type { HandoffState } from '../core/state.js';

export interface RecordDependencies {
  readonly log: EventLog;
  readonly context: ContextStore;
  readonly settings: Settings;
  /** Signs the fact. */
  readonly sign: Sign;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly randomSalt: () => string;
}

type Problems = { readonly problems: readonly Problem[] };

export interface StatedDecision {
  readonly decision: DecisionKind;
  /** A reason, an answer or a remark; may be empty. */
  readonly text: string;
  /** Of a rejection: its kind, `other` when none is stated. */
  readonly reasonCode?: string | undefined;
  /** Of an edit: the parameters as they shall be, read under their schema. */
  readonly parameters: (schema: JsonObject) => { readonly parameters: JsonObject } | Problems;
}

/** What a decision is made of, once nothing is wrong with it. */
interface Prepared {
  readonly parts: readonly Part[];
  readonly editedDigest?: string;
  readonly detailDigest?: string;
  readonly reasonCode?: ReasonCode;
}

const makePart = (part: 'action' | 'decision', body: JsonObject, salt: string): Part => ({
  part,
  body,
  salt,
  digest: partDigest(salt, part, body),
});

function textProblems(decision: DecisionKind, text: string): Problem[] {
  if (text.length > MAX_DECISION_TEXT)
    return [{ path: 'text', rule: `must have at most ${MAX_DECISION_TEXT} characters.` }];
  if (text !== '' || decision === 'approve' || decision === 'edit') return [];
  const rule = decision === 'reject' ? 'must say why: the agent is given your reason.' : 'must not be empty.';
  return [{ path: 'text', rule }];
}

const wrong = (rule: string): Problems => ({ problems: [{ path: 'action.parameters', rule }] });

/** The edited action, or what is wrong with it: held to the schema that requests are held to. */
async function editedAction(
  state: HandoffState,
  { parameters }: StatedDecision,
  { context, settings }: RecordDependencies,
): Promise<{ readonly action: Action } | Problems> {
  const digest = state.actionDigest ?? '';
  const [stored] = await context.read(state, [{ part: 'action', digest }]);
  if (!stored || stored.damaged) return wrong('cannot be changed: the proposal is not stored as it was.');
  const action = stored.body as unknown as Action;
  const schema = settings.actions[action.type]?.parameters ?? {};
  const edited = parameters(schema);
  if ('problems' in edited) return edited;
  const problems = parameterProblems(schema, edited.parameters);
  if (problems.length > 0) return { problems };
  if (canonicalJson(edited.parameters) === canonicalJson(action.parameters))
    return wrong('are unchanged: approve the proposal as it is, or change a value.');
  return { action: { ...action, parameters: edited.parameters } };
}

async function prepare(
  stated: StatedDecision,
  state: HandoffState,
  dependencies: RecordDependencies,
): Promise<Prepared | Problems> {
  const text = stated.text.replaceAll('\r\n', '\n').trim().toWellFormed();
  const problems = textProblems(stated.decision, text);
  if (problems.length > 0) return { problems };
  const reasonCode =
    stated.decision === 'reject' ? ReasonCode.safeParse(stated.reasonCode ?? 'other') : undefined;
  if (reasonCode && !reasonCode.success)
    return { problems: [{ path: 'reasonCode', rule: `must be one of ${ReasonCode.options.join(', ')}.` }] };
  const detail = text ? makePart('decision', { text }, dependencies.randomSalt()) : undefined;
  const common = {
    ...(detail && { detailDigest: detail.digest }),
    ...(reasonCode && { reasonCode: reasonCode.data }),
  };
  if (stated.decision !== 'edit') return { parts: detail ? [detail] : [], ...common };
  const edited = await editedAction(state, stated, dependencies);
  if ('problems' in edited) return edited;
  const action = makePart('action', edited.action as unknown as JsonObject, dependencies.randomSalt());
  return { parts: detail ? [action, detail] : [action], editedDigest: action.digest, ...common };
}

/** A decision to record. */
export interface DecisionCommand {
  readonly key: HandoffKey;
  /** The same for a repeated decision, which finds its own fact. */
  readonly commandId: string;
  readonly stated: StatedDecision;
  readonly decide: (state: HandoffState, decided: Decided) => Answer;
}

/** A decision whose parts are stored, and which no fact names yet. */
export interface PreparedDecision {
  readonly state: HandoffState;
  readonly facts: readonly Fact[];
  readonly decided: Decided;
}

/** Stores its parts; or the command's own fact, its refusal, what is wrong with text or parameters. */
export async function prepareDecision(
  { key, commandId, stated, decide }: DecisionCommand,
  dependencies: RecordDependencies,
): Promise<PreparedDecision | CommandResult | Problems> {
  const { log, context, now, settings } = dependencies;
  const { decision } = stated;
  const facts = await log.read(key);
  const state = fold(key, facts);
  const fact = facts.find((one) => one.commandId === commandId);
  if (fact) return { state, facts, fact };
  // Looked at before anything is stored: who comes late leaves nothing behind.
  const early = decide(state, { decision });
  if (early.kind === 'refuse') return { state, facts, refusal: early.refusal };
  const prepared = await prepare(stated, state, dependencies);
  if ('problems' in prepared) return prepared;
  const { parts, ...digests } = prepared;
  await context.put(key, parts, Math.floor(now / 1_000) + settings.contextRetentionDays * 86_400);
  return { state, facts, decided: { decision, ...digests } };
}

/** Records it: the command's own fact, its refusal, or what is wrong with text or parameters. */
export async function recordDecision(
  command: DecisionCommand,
  dependencies: RecordDependencies,
): Promise<CommandResult | Problems> {
  const prepared = await prepareDecision(command, dependencies);
  if (!('decided' in prepared)) return prepared;
  const { facts, decided } = prepared;
  const { key, commandId, decide } = command;
  const { log, now, sign } = dependencies;
  return run(log, { key, commandId, now, sign, known: facts, decide: (state) => decide(state, decided) });
}
