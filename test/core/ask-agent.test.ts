// A question to the agent: who may ask, what may be answered, and that nothing waits for it.
import { describe, expect, test } from 'vitest';
import { askAgent, giveContext, MAX_QUESTIONS } from '../../lambdas/core/ask-agent.js';
import type { Answer } from '../../lambdas/core/command.js';
import { isWaitOver } from '../../lambdas/core/settle.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { at, FACT, link, logOf, SETTINGS, START, stateOf } from './samples.js';

const NOW = START + 60_000;
const LATE = Date.parse('2026-11-24T13:00:00.000Z');
const shown = (answer: Answer) =>
  answer.kind === 'refuse' ? answer.refusal : answer.kind === 'append' ? answer.fact : 'nothing';
const ask = (state = at('reviewing'), who = 'ana', now = NOW) =>
  shown(askAgent(state, link(who), '3'.repeat(64), now, SETTINGS.reviewers));
const give = (state = stateOf('requested', 'opened', 'anaAsks'), question = 3, now = NOW) =>
  shown(giveContext(state, question, '4'.repeat(64), now));

describe('a question to the agent', () => {
  test('is asked by somebody who may decide, in time', () => {
    expect(ask()).toEqual(FACT.anaAsks);
    expect(ask(at('reviewing'), 'cleo')).toBe('NOT_A_REVIEWER');
    expect(ask(at('reviewing'), 'ana', LATE)).toBe('DEADLINE_PASSED');
    expect(ask(at('approved'))).toBe('ALREADY_DECIDED');
  });
  test('is answered once, and only one that was asked, while the review is open', () => {
    expect(give()).toEqual(FACT.agentAnswers);
    expect(give(stateOf('requested', 'opened', 'anaAsks', 'agentAnswers'))).toBe('ALREADY_ANSWERED');
    expect(give(at('reviewing'))).toBe('NO_QUESTION');
    expect(give(stateOf('requested', 'opened', 'anaAsks', 'approved'))).toBe('NOT_OPEN');
    expect(give(undefined, 3, LATE)).toBe('DEADLINE_PASSED');
    expect(give(at('unknown'))).toBe('NOT_FOUND');
  });
  test('ends no wait and moves no deadline, asked or answered', () => {
    for (const facts of [['anaAsks'], ['anaAsks', 'agentAnswers']] as const) {
      const state = stateOf('requested', 'opened', ...facts);
      expect([state.phase, state.route, isWaitOver(state, 1)]).toEqual([
        'reviewing',
        at('reviewing').route,
        false,
      ]);
    }
  });
  test(`is one of ${MAX_QUESTIONS} at most: each sends people a message`, () => {
    const [question] = stateOf('requested', 'opened', 'anaAsks').questions;
    const questions = Array.from({ length: MAX_QUESTIONS }, () => question as NonNullable<typeof question>);
    expect(ask({ ...at('reviewing'), questions })).toBe('TOO_MANY_QUESTIONS');
  });
  test('verifies in an export; an answer to nothing does not', () => {
    const problems = (...names: Parameters<typeof logOf>) =>
      verifyHandoff({ facts: logOf(...names), parts: [] }).problems;
    expect(problems('requested', 'opened', 'anaAsks', 'agentAnswers', 'approved')).toEqual([]);
    expect(problems('requested', 'opened', 'agentAnswers')).toEqual([
      'fact 3: answers what nobody asked, or what was answered',
    ]);
  });
});
