// What a person needs to decide, from the log and the parts stored beside it. Called for applications that show their own
// confirmation; the review pages draw the same parts themselves.
import type { Briefing } from '../contracts/application-api.js';
import { type Context, DIMENSION_NAMES, type PartName } from '../contracts/context.js';
import type { JsonObject } from '../contracts/json.js';
import type { Action } from '../contracts/request.js';
import type { Settings } from '../contracts/settings.js';
import type { Part } from './ports.js';
import { askedReviewers } from './review.js';
import type { HandoffState } from './state.js';

const BRIEFED: readonly PartName[] = [...DIMENSION_NAMES, 'assessment', 'evidence'];

type Wanted = { part: PartName; digest: string };

/** What people add to a proposal, and the world: questions to the agent and its answers, what the request relies on, now and before. */
export const asideParts = ({ questions, preconditionsDigest, change }: HandoffState): Wanted[] => {
  const digests: [PartName, string | undefined][] = [
    ['preconditions', preconditionsDigest],
    ['preconditions', change?.beforeDigest],
    ...questions.flatMap(({ questionDigest, answer }): [PartName, string | undefined][] => [
      ['question', questionDigest],
      ['answer', answer?.answerDigest],
    ]),
  ];
  return digests.flatMap(([part, digest]) => (digest ? [{ part, digest }] : []));
};

/** The stored parts that a briefing shows, with the digests by which the log names them. */
export function briefingParts(state: HandoffState): Wanted[] {
  const { requested, actionDigest } = state;
  const refs: { readonly [P in PartName]?: string | undefined } = {
    ...requested?.partRefs,
    action: actionDigest,
  };
  const own = [...BRIEFED, 'action' as const].flatMap((part) => {
    const digest = refs[part];
    return digest ? [{ part, digest }] : [];
  });
  return [...own, ...asideParts(state)];
}

type Asides = Pick<Briefing, 'questions' | 'preconditions'>;

/** What was asked and answered, and what the request relies on; words and values that were erased are left out. */
function asidesOf(state: HandoffState, parts: readonly Part[], { reviewers }: Settings): Asides {
  const bodyOf = <T>(part: PartName, digest: string | undefined) =>
    parts.find((one) => one.part === part && one.digest === digest)?.body as T | undefined;
  const words = (part: 'question' | 'answer', digest: string) => {
    const text = bodyOf<{ readonly text: string }>(part, digest)?.text;
    return text === undefined ? {} : { text };
  };
  const questions = state.questions.map(({ reviewerId, at, questionDigest, answer }) => ({
    by: reviewers[reviewerId]?.person ?? reviewerId,
    at,
    ...words('question', questionDigest),
    ...(answer && { answer: { at: answer.at, ...words('answer', answer.answerDigest) } }),
  }));
  const { preconditionsDigest, change } = state;
  const now = bodyOf<JsonObject>('preconditions', preconditionsDigest);
  const before = change && bodyOf<JsonObject>('preconditions', change.beforeDigest);
  return {
    ...(questions.length > 0 && { questions }),
    ...(preconditionsDigest && {
      preconditions: {
        ...(now && { now }),
        ...(before && { before }),
        ...(change && { changed: [...change.names] }),
      },
    }),
  };
}

/** The briefing of an open review; `parts` are those of {@link briefingParts} that still exist, undamaged. */
export function briefingOf(
  state: HandoffState,
  parts: readonly Part[],
  settings: Settings,
): Briefing | undefined {
  const { tenant, handoffId, requested, verdict, actionDigest } = state;
  if (state.phase !== 'reviewing' || !requested || !verdict || !actionDigest) return undefined;
  const bodies = Object.fromEntries(parts.map(({ part, body }) => [part, body]));
  const { action, assessment, evidence } = bodies;
  const context = DIMENSION_NAMES.flatMap((name) => (name in bodies ? [[name, bodies[name]]] : []));
  return {
    tenant,
    handoffId,
    pattern: verdict.pattern,
    rules: verdict.rules,
    ...(verdict.requirement && { requirement: verdict.requirement }),
    agent: requested.agent,
    ...(requested.onBehalfOf && { onBehalfOf: requested.onBehalfOf }),
    title: settings.actions[requested.actionType]?.title ?? requested.actionType,
    effect: requested.effect,
    ...(action !== undefined && { action: { ...(action as unknown as Action), digest: actionDigest } }),
    ...(assessment !== undefined && { assessment }),
    ...(evidence !== undefined && { evidence }),
    context: Object.fromEntries(context) as Context,
    ...asidesOf(state, parts, settings),
    reviewers: askedReviewers(state).flatMap((id) => {
      const reviewer = settings.reviewers[id];
      return reviewer ? [{ person: reviewer.person, name: reviewer.name }] : [];
    }),
    deadlineAt: state.route[state.tier - 1]?.deadlineAt ?? '',
  };
}
