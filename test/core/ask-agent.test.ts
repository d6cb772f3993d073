// A question to the agent: who may ask, what may be answered, and that nothing waits for it.
import { describe, expect, test } from 'vitest';
import { answerRefusal, askAgent, giveContext, MAX_QUESTIONS } from '../../lambdas/core/ask-agent.js';
import { seal } from '../../lambdas/core/chain.js';
import type { Answer } from '../../lambdas/core/command.js';
import { evolve } from '../../lambdas/core/evolve.js';
import { isWaitOver, settleOutcome } from '../../lambdas/core/settle.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { at, FACT, link, logOf, SETTINGS, START, stateOf } from './samples.js';

const NOW = START + 60_000;
const DEADLINE = '2026-11-24T13:00:00.000Z';
const LATE = Date.parse(DEADLINE);
const WAIT = { tier: 1, deadlineAt: DEADLINE };
const shown = (answer: Answer) =>
  answer.kind === 'refuse' ? answer.refusal : answer.kind === 'append' ? answer.fact : 'nothing';
const ask = (state = at('reviewing'), who = 'ana', now = NOW) =>
  shown(askAgent(state, link(who), '3'.repeat(64), { settings: SETTINGS, now }));
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
      expect([state.phase, state.route, isWaitOver(state, WAIT)]).toEqual([
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

describe('where the policy stops the clock while the agent is asked', () => {
  const refund = SETTINGS.actions.refund_order as (typeof SETTINGS.actions)[string];
  const actions = { ...SETTINGS.actions, refund_order: { ...refund, contextStopsClockSeconds: 1_800 } };
  const terms = (now: number) => ({ settings: { ...SETTINGS, actions }, now });
  const minute = (minutes: number) => START + minutes * 60_000;
  const instant = (minutes: number) => new Date(minute(minutes)).toISOString();

  /** The open review after commands of `[minute, command]`, each of which must have appended its fact. */
  function told(...steps: readonly (readonly [number, 'ask' | `answer ${number}`])[]): HandoffState {
    return steps.reduce((state, [minutes, step]) => {
      const now = minute(minutes);
      const answer =
        step === 'ask'
          ? askAgent(state, link('ana'), '3'.repeat(64), terms(now))
          : giveContext(state, Number(step.split(' ')[1]), '4'.repeat(64), now);
      if (answer.kind !== 'append') throw new Error(`${step}: ${JSON.stringify(answer)}`);
      return evolve(state, seal(state, answer.fact, `c${state.sequence}`, instant(minutes)));
    }, at('reviewing'));
  }
  const deadlines = ({ route }: HandoffState) => route.map(({ deadlineAt }) => deadlineAt);

  test('every deadline moves by as long as the agent took', () => {
    // Asked at minute 10: the first tier would end at 60, the second at 180.
    expect(deadlines(told([10, 'ask'], [25, 'answer 3']))).toEqual([instant(75), instant(195)]);
  });
  test('an agent that does not answer holds the review open for no longer than the policy says', () => {
    expect(deadlines(told([10, 'ask']))).toEqual([instant(90), instant(210)]);
    expect(deadlines(told([10, 'ask'], [50, 'answer 3']))).toEqual([instant(90), instant(210)]);
    expect(settleOutcome(told([10, 'ask']), minute(90) - 1)).toEqual({ kind: 'nothing' });
    expect(settleOutcome(told([10, 'ask']), minute(90))).toMatchObject({ fact: { type: 'escalated' } });
  });
  test('two questions at once stop one clock, until both are answered', () => {
    const both = [
      [10, 'ask'],
      [15, 'ask'],
    ] as const;
    expect(deadlines(told(...both, [20, 'answer 3']))).toEqual([instant(90), instant(210)]);
    expect(deadlines(told(...both, [20, 'answer 3'], [30, 'answer 4']))).toEqual([instant(80), instant(200)]);
  });
  test('one question after the other gets what is left, and then nothing', () => {
    const once = [
      [10, 'ask'],
      [30, 'answer 3'],
    ] as const;
    expect(deadlines(told(...once, [40, 'ask']))).toEqual([instant(90), instant(210)]);
    const spent = told(...once, [40, 'ask'], [50, 'answer 5'], [60, 'ask']);
    expect(deadlines(spent)).toEqual([instant(90), instant(210)]);
    expect(spent.clock).toBeUndefined();
  });
  test('at the very deadline the answer comes too late, and one before it counts', () => {
    const asked = told([59, 'ask']);
    expect(answerRefusal(asked, 3, minute(90) - 1)).toBeUndefined();
    expect(answerRefusal(asked, 3, minute(90))).toBe('DEADLINE_PASSED');
    expect(deadlines(told([59, 'ask'], [88, 'answer 3']))[0]).toBe(instant(89));
  });
  test('a wait whose deadline comes nearer by the answer is over: it has to begin anew', () => {
    const asked = told([10, 'ask']);
    const wait = { tier: 1, deadlineAt: deadlines(asked)[0] ?? '' };
    expect(isWaitOver(asked, wait)).toBe(false);
    expect(isWaitOver(asked, { ...wait, deadlineAt: instant(60) })).toBe(false);
    expect(isWaitOver(told([10, 'ask'], [25, 'answer 3']), wait)).toBe(true);
  });
  test('clocks of functions that differ move no deadline nearer than it was', () => {
    expect(deadlines(told([10, 'ask'], [9, 'answer 3']))).toEqual([instant(60), instant(180)]);
  });
});
