// What a page says and offers beside the decision: questions to the agent and their answers, and the people to whom it can be
// passed on. Folded state and stored parts in, views out; reads nothing.
import type { ReviewLink } from '../../contracts/link.js';
import type { Settings } from '../../contracts/settings.js';
import { MAX_QUESTIONS, stopIfAsked } from '../../core/ask-agent.js';
import { standsStill } from '../../core/clock.js';
import { possibleDelegates } from '../../core/delegate.js';
import type { StoredPart } from '../../core/ports.js';
import type { HandoffState } from '../../core/state.js';
import { instantText } from '../instant-text.js';
import type { PreconditionsView } from './pages/briefing-page.js';
import type { OtherWaysView, QuestionView } from './pages/other-ways.js';
import { nameOf } from './standing.js';
import { partView } from './stored-parts.js';

interface PageTerms {
  readonly settings: Settings;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Owner of the agent, who is named in what it stated only; null when that is gone, or is not what was stated. */
export function ownerIn(
  { requested }: HandoffState,
  parts: readonly StoredPart[],
): string | undefined | null {
  const stated = partView(parts, 'assessment', requested?.partRefs.assessment);
  if (stated.kind === 'absent') return undefined;
  return stated.kind === 'shown' ? (stated.body as { owner?: string }).owner : null;
}

const meanwhile = (state: HandoffState, { settings, now }: PageTerms) =>
  state.clock && standsStill(state, now)
    ? `The time to decide stands still until it does, at the latest until ${instantText(state.clock.until, settings.timeZone)}`
    : 'The time to decide goes on running';

/** What the request relies on, and what it was when it was last approved or stated. */
export function preconditionsView(
  { preconditionsDigest, change }: HandoffState,
  parts: readonly StoredPart[],
): PreconditionsView | undefined {
  if (!preconditionsDigest) return undefined;
  const now = partView(parts, 'preconditions', preconditionsDigest);
  return { now, ...(change && { before: partView(parts, 'preconditions', change.beforeDigest) }) };
}

export const questionsView = (
  state: HandoffState,
  parts: readonly StoredPart[],
  { reviewerId }: ReviewLink,
  { settings, now }: PageTerms,
): QuestionView[] =>
  state.questions.map((one) => ({
    who: nameOf(one.reviewerId, reviewerId, settings),
    when: instantText(one.at, settings.timeZone),
    question: partView(parts, 'question', one.questionDigest),
    answer: one.answer && partView(parts, 'answer', one.answer.answerDigest),
    meanwhile: state.phase === 'reviewing' ? meanwhile(state, { settings, now }) : undefined,
  }));

export function otherWaysView(
  state: HandoffState,
  parts: readonly StoredPart[],
  { settings, now }: PageTerms,
): OtherWaysView {
  const terms = { directory: settings.reviewers, owner: ownerIn(state, parts), now };
  return {
    delegates: possibleDelegates(state, terms).map((id) => ({
      id,
      name: settings.reviewers[id]?.name ?? id,
    })),
    asked: state.questions.length,
    mayAsk: state.questions.length < MAX_QUESTIONS,
    stopsClock: stopIfAsked(state, { settings, now }) !== undefined,
  };
}
