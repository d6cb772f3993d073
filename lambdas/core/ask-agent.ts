// A reviewer asks the agent for more context, and the agent answers. Decides nothing. The deadline goes on running, or stands
// still for as long as the action's policy says.
import type { Settings } from '../contracts/settings.js';
import { stopUntil } from './clock.js';
import { type Answer, append, refuse } from './command.js';
import type { RefusalCode } from './refusals.js';
import { admissionRefusal, deadlineOf, type Entitlement } from './review.js';
import type { HandoffState } from './state.js';

/** Questions about one handoff, of all reviewers together: each sends the reviewers one more message. */
export const MAX_QUESTIONS = 10;

/** What a question is judged by: the settings as they are now, and now in epoch milliseconds. */
export interface AskTerms {
  readonly settings: Pick<Settings, 'actions' | 'reviewers'>;
  readonly now: number;
}

/** Until when the deadline would stand still at the latest; nothing where it would go on running. */
export const stopIfAsked = (state: HandoffState, { settings, now }: AskTerms): string | undefined =>
  stopUntil(state, settings.actions[state.requested?.actionType ?? '']?.contextStopsClockSeconds, now);

/** Asks by right of a genuine link; `questionDigest` names the stored words. */
export function askAgent(
  state: HandoffState,
  link: Entitlement,
  questionDigest: string,
  terms: AskTerms,
): Answer {
  const refusal = admissionRefusal(state, link, terms.now, terms.settings.reviewers);
  if (refusal) return refuse(refusal);
  if (state.questions.length >= MAX_QUESTIONS) return refuse('TOO_MANY_QUESTIONS');
  const { reviewerId, actionDigest } = link;
  const clockStopsUntil = stopIfAsked(state, terms);
  return append({
    type: 'contextAsked',
    data: {
      reviewerId,
      tier: state.tier,
      actionDigest,
      questionDigest,
      ...(clockStopsUntil && { clockStopsUntil }),
    },
  });
}

/** Why `question` (the sequence of its fact) can not be answered now. */
export function answerRefusal(state: HandoffState, question: number, now: number): RefusalCode | undefined {
  if (state.phase === 'unknown') return 'NOT_FOUND';
  const asked = state.questions.find((one) => one.question === question);
  if (!asked) return 'NO_QUESTION';
  if (asked.answer) return 'ALREADY_ANSWERED';
  if (state.phase !== 'reviewing' && state.phase !== 'edited') return 'NOT_OPEN';
  return now >= deadlineOf(state) ? 'DEADLINE_PASSED' : undefined;
}

/** The agent answers, once. `now` is epoch milliseconds. */
export function giveContext(
  state: HandoffState,
  question: number,
  answerDigest: string,
  now: number,
): Answer {
  const refusal = answerRefusal(state, question, now);
  return refusal ? refuse(refusal) : append({ type: 'contextGiven', data: { question, answerDigest } });
}
