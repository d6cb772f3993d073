// What a person needs to decide, from the log and the parts stored beside it. Called for applications that show their own
// confirmation; the review pages draw the same parts themselves.
import type { Briefing } from '../contracts/application-api.js';
import { type Context, DIMENSION_NAMES, type PartName } from '../contracts/context.js';
import type { Action } from '../contracts/request.js';
import type { Settings } from '../contracts/settings.js';
import type { Part } from './ports.js';
import { askedReviewers } from './review.js';
import type { HandoffState } from './state.js';

const BRIEFED: readonly PartName[] = [...DIMENSION_NAMES, 'assessment', 'evidence'];

/** The stored parts that a briefing shows, with the digests by which the log names them. */
export function briefingParts({
  requested,
  actionDigest,
}: HandoffState): { part: PartName; digest: string }[] {
  const refs: { readonly [P in PartName]?: string | undefined } = {
    ...requested?.partRefs,
    action: actionDigest,
  };
  return [...BRIEFED, 'action' as const].flatMap((part) => {
    const digest = refs[part];
    return digest ? [{ part, digest }] : [];
  });
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
  const { action, assessment, evidence, ...context } = bodies;
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
    context: context as Context,
    reviewers: askedReviewers(state).flatMap((id) => {
      const reviewer = settings.reviewers[id];
      return reviewer ? [{ person: reviewer.person, name: reviewer.name }] : [];
    }),
    deadlineAt: state.route[state.tier - 1]?.deadlineAt ?? '',
  };
}
