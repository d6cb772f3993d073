// A reviewer asks the agent for more context, and the agent answers. Decides nothing, and the deadline goes on running: an
// agent that does not answer must not hold a review open.
import type { Directory } from '../contracts/directory.js';
import { type Answer, append, refuse } from './command.js';
import type { RefusalCode } from './refusals.js';
import { admissionRefusal, deadlineOf, type Entitlement } from './review.js';
import type { HandoffState } from './state.js';

/** Questions about one handoff, of all reviewers together: each sends the reviewers one more message. */
export const MAX_QUESTIONS = 10;

/** Asks by right of a genuine link; `questionDigest` names the stored words. `now` is epoch milliseconds. */
export function askAgent(
  state: HandoffState,
  link: Entitlement,
  questionDigest: string,
  now: number,
  directory: Directory,
): Answer {
  const refusal = admissionRefusal(state, link, now, directory);
  if (refusal) return refuse(refusal);
  if (state.questions.length >= MAX_QUESTIONS) return refuse('TOO_MANY_QUESTIONS');
  const { reviewerId, actionDigest } = link;
  return append({
    type: 'contextAsked',
    data: { reviewerId, tier: state.tier, actionDigest, questionDigest },
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
