// What the agent function answers: where a handoff stands, withdrawing one, the answer to an offer or to a reviewer's question,
// and the key that verifies grants.
import type * as z from 'zod/mini';
import {
  type AgentAnswer,
  AgentCall,
  type OpenQuestion,
  type ReviewOffer,
} from '../../contracts/agent-api.js';
import { DIMENSION_NAMES, type Dimension } from '../../contracts/context.js';
import type { HandoffKey } from '../../contracts/ids.js';
import type { Json } from '../../contracts/json.js';
import { problemsOf } from '../../contracts/problems.js';
import { HandoffRequest } from '../../contracts/request.js';
import { giveContext } from '../../core/ask-agent.js';
import { type Answer, run } from '../../core/command.js';
import { partDigest } from '../../core/digest.js';
import { fold } from '../../core/evolve.js';
import { acceptOffer, withdrawOffer } from '../../core/offer.js';
import { outcomeOf, outcomeParts } from '../../core/outcome.js';
import type { ContextStore } from '../../core/ports.js';
import { REFUSALS, type RefusalCode } from '../../core/refusals.js';
import { requestDigest } from '../../core/request-digest.js';
import { cancelHandoff } from '../../core/settle.js';
import type { HandoffState } from '../../core/state.js';
import { type SayDependencies, type StoredWords, sayWords } from '../say-words.js';

export interface AgentDependencies extends SayDependencies {
  /** Public JWK that verifies grants. */
  readonly grantKey: () => Promise<Record<string, string>>;
}

const OFFER_QUESTION = 'This needs approval. Submit for review?';

const refused = (refusal: RefusalCode): AgentAnswer => ({ ok: false, refusal, message: REFUSALS[refusal] });

/** The request as it was recorded if its client had uploaded the context: digests, under the salts that were drawn then. */
async function asUploaded(
  request: HandoffRequest,
  state: HandoffState,
  context: ContextStore,
): Promise<HandoffRequest> {
  const refs = state.requested?.partRefs ?? {};
  const wanted = DIMENSION_NAMES.flatMap((part) => {
    const digest = refs[part];
    return digest && request.context[part] !== undefined ? [{ part, digest }] : [];
  });
  const parts = await context.read(state, wanted);
  const same = parts.filter(({ part, salt, digest }) => {
    const body = request.context[part as Dimension] as Json;
    return partDigest(salt, part, body) === digest;
  });
  const contextRefs = Object.fromEntries(same.map(({ part, digest }) => [part, digest]));
  return { ...request, context: {}, contextRefs: { ...request.contextRefs, ...contextRefs } };
}

/** Whether the recorded request has the content of `raw`; unknown when its salt was erased with its action. */
async function sameRequest(
  state: HandoffState,
  raw: unknown,
  context: ContextStore,
): Promise<boolean | undefined> {
  const parsed = HandoffRequest.safeParse(raw);
  if (!state.requested || !parsed.success) return false;
  const [action] = await context.read(state, [{ part: 'action', digest: state.requested.actionDigest }]);
  if (!action) return undefined;
  const isRecorded = (request: HandoffRequest) =>
    requestDigest(action.salt, request) === state.requested?.requestDigest;
  return isRecorded(parsed.data) || isRecorded(await asUploaded(parsed.data, state, context));
}

function offerIn({ phase, verdict, offerExpiresAt }: HandoffState): { offer?: ReviewOffer } {
  if (phase !== 'offered' || !verdict || !offerExpiresAt) return {};
  return { offer: { question: OFFER_QUESTION, rules: verdict.rules, expiresAt: offerExpiresAt } };
}

/** What reviewers asked and still wait for, while there is somebody who could read the answer. */
async function openQuestions(
  state: HandoffState,
  context: ContextStore,
): Promise<{ questions?: OpenQuestion[] }> {
  const open = state.phase === 'reviewing' ? state.questions.filter(({ answer }) => !answer) : [];
  if (open.length === 0) return {};
  const parts = await context.read(
    state,
    open.map(({ questionDigest: digest }) => ({ part: 'question' as const, digest })),
  );
  const questions = open.map(({ question, at, questionDigest }) => {
    const words = parts.find(({ digest, damaged }) => digest === questionDigest && !damaged)?.body;
    return { question, at, ...(words !== undefined && { text: (words as unknown as StoredWords).text }) };
  });
  return { questions };
}

async function status(
  key: HandoffKey,
  request: unknown,
  { log, context }: AgentDependencies,
): Promise<AgentAnswer> {
  const state = fold(key, await log.read(key));
  if (state.phase === 'unknown') return refused('NOT_FOUND');
  const same = request === undefined ? undefined : await sameRequest(state, request, context);
  const settled = state.phase === 'settled';
  const parts = settled ? await context.read(key, outcomeParts(state)) : [];
  const intact = parts.filter(({ damaged }) => !damaged);
  return {
    ok: true,
    phase: state.phase,
    ...(same !== undefined && { sameRequest: same }),
    ...offerIn(state),
    ...(await openQuestions(state, context)),
    ...(settled && { outcome: outcomeOf(state, intact) }),
  };
}

type Order = Extract<z.infer<typeof AgentCall>, { operation: 'cancel' | 'acceptOffer' | 'withdrawOffer' }>;

function ordered(state: HandoffState, call: Order, now: number): Answer {
  switch (call.operation) {
    case 'cancel':
      return cancelHandoff(state, 'agent', call.reason);
    case 'acceptOffer':
      return acceptOffer(state, call.by, now);
    case 'withdrawOffer':
      return withdrawOffer(state, call.by, call.reason, now);
  }
}

type GivenAnswer = Extract<z.infer<typeof AgentCall>, { operation: 'answer' }>;

/** The same words may be sent again; other words do not replace those that people may have read. */
async function answerQuestion(
  key: HandoffKey,
  { question, text }: GivenAnswer,
  dependencies: AgentDependencies,
): Promise<AgentAnswer> {
  const { refusal, otherWords } = await sayWords(
    {
      key,
      commandId: `answer:${question}`,
      part: 'answer',
      text,
      decide: (state, digest) => giveContext(state, question, digest, dependencies.now),
    },
    dependencies,
  );
  if (otherWords) return refused('ALREADY_ANSWERED');
  return refusal ? refused(refusal) : status(key, undefined, dependencies);
}

/** Answers one call; what is wrong with a malformed one is said by field. */
export async function answerAgent(event: unknown, dependencies: AgentDependencies): Promise<AgentAnswer> {
  const parsed = AgentCall.safeParse(event);
  if (!parsed.success) {
    const message = problemsOf(parsed.error, event)
      .map(({ path, rule }) => `${path} ${rule}`)
      .join('; ');
    return { ok: false, refusal: 'INVALID_CALL', message };
  }
  const call = parsed.data;
  if (call.operation === 'grantKey') return { ok: true, grantKey: await dependencies.grantKey() };
  const key = { tenant: call.tenant, handoffId: call.handoffId };
  if (call.operation === 'status') return status(key, call.request, dependencies);
  if (call.operation === 'answer') return answerQuestion(key, call, dependencies);
  const { log, now } = dependencies;
  const { refusal } = await run(log, {
    key,
    commandId: call.operation === 'cancel' ? 'cancel:agent' : call.operation,
    now,
    decide: (state) => ordered(state, call, now),
  });
  return refusal ? refused(refusal) : status(key, undefined, dependencies);
}
