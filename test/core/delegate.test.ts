// A decision that is passed on: to whom it may be, what the delegate may do then, and what the reviewer may not any more.
import { describe, expect, test } from 'vitest';
import { ONE_APPROVAL } from '../../lambdas/contracts/verdict.js';
import { type DelegationTerms, delegate, possibleDelegates } from '../../lambdas/core/delegate.js';
import { judge } from '../../lambdas/core/judge.js';
import { reevaluate } from '../../lambdas/core/request.js';
import { decideReview, resendLink } from '../../lambdas/core/review.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { at, DIGEST, FACT, link, logOf, POLICY, request, SETTINGS, START, stateOf } from './samples.js';

const NOW = START + 60_000;
const directory = {
  ...SETTINGS.reviewers,
  dora: { name: 'Dora', email: 'dora@example.com', person: 'dora', aliases: ['U0DORA'] },
  emil: { name: 'Emil', email: 'emil@example.com', person: 'emil' },
  'ana-home': { name: 'Ana at home', email: 'ana@home.example', person: 'ana' },
};
const TERMS: DelegationTerms = { directory, owner: undefined, now: NOW };
const opened = at('reviewing');
const passed = stateOf('requested', 'opened', 'anaPassesOn');

/** The fact's type, or the refusal. */
function passOn(state: HandoffState, name: string, terms: Partial<DelegationTerms> = {}, who = 'ana') {
  const answer = delegate(state, link(who), name, { ...TERMS, ...terms });
  return answer.kind === 'refuse' ? answer.refusal : answer.kind === 'append' ? answer.fact : 'nothing';
}
function vote(state: HandoffState, who: string) {
  const answer = decideReview(state, link(who), { decision: 'approve' }, NOW, directory);
  return answer.kind === 'refuse' ? answer.refusal : answer.kind === 'append' ? answer.fact.type : 'nothing';
}

describe('a decision', () => {
  test.each(['dora', 'Dora@example.com', 'u0dora'])('is passed on to somebody known as %s', (name) => {
    expect(passOn(opened, name)).toEqual(FACT.anaPassesOn);
  });
  test('once passed on is the delegate’s, and not the reviewer’s any more; tier and deadline stay', () => {
    expect([vote(opened, 'dora'), vote(opened, 'ana')]).toEqual(['NOT_A_REVIEWER', 'decided']);
    expect([vote(passed, 'dora'), vote(passed, 'ana')]).toEqual(['decided', 'NOT_A_REVIEWER']);
    expect([passed.tier, passed.route.map(({ deadlineAt }) => deadlineAt)]).toEqual([
      1,
      opened.route.map(({ deadlineAt }) => deadlineAt),
    ]);
    expect(passed.route.map(({ reviewers }) => reviewers)).toEqual([['dora', 'ben'], ['cleo']]);
    expect(resendLink(passed, 'ana')).toEqual({ kind: 'refuse', refusal: 'NOT_A_REVIEWER' });
  });
  test('may be passed on further, by whom it was passed on to', () => {
    expect(passOn(passed, 'emil', {}, 'dora')).toMatchObject({ data: { delegateId: 'emil' } });
    expect(passOn(passed, 'emil')).toBe('NOT_A_REVIEWER');
  });
  test('is offered to everybody who may take it, each person once', () => {
    expect(possibleDelegates(opened, TERMS)).toEqual(['dora', 'emil']);
  });
  test('is passed on by nobody after the deadline, over a replaced link, or once it has fallen', () => {
    expect(passOn(opened, 'dora', { now: Date.parse('2026-11-24T13:00:00.000Z') })).toBe('DEADLINE_PASSED');
    expect(passOn(stateOf('requested', 'opened', 'resent'), 'dora')).toBe('LINK_VOID');
    expect(passOn(at('approved'), 'dora')).toBe('ALREADY_DECIDED');
    expect(passOn(stateOf('needsTwo', 'opened', 'anaVotes'), 'dora')).toBe('NO_LONGER_ELIGIBLE');
  });
  test('that was passed on stays so when an edited proposal is judged again', () => {
    const edited = { ...stateOf('requested', 'opened', 'anaPassesOn', 'edited') };
    const answer = reevaluate(edited, judge({ request: request(), turns: [] }, POLICY, NOW), directory, NOW);
    expect(answer).toMatchObject({ fact: { data: { route: [{ reviewers: ['dora', 'ben'] }, {}] } } });
  });
});

describe('attacks on delegation', () => {
  test('attack 40: a decision does not come back to who passed it on, nor to who is asked already', () => {
    for (const name of ['ana', 'ana-home', 'ben', 'cleo'])
      expect(passOn(passed, name, {}, 'dora')).toBe('DELEGATE_ASKED');
    expect(passOn(opened, 'ana')).toBe('DELEGATE_ASKED');
  });
  test('attack 40: nobody passes it on to a stranger, to whom the request is from or for, or to the agent’s owner', () => {
    expect(passOn(opened, 'mallory')).toBe('DELEGATE_UNKNOWN');
    const forDora = { ...opened, requested: { ...FACT.requested.data, onBehalfOf: 'U0DORA' } };
    expect(passOn(forDora, 'dora')).toBe('DELEGATE_INELIGIBLE');
    expect(passOn(opened, 'dora', { owner: 'DORA' })).toBe('DELEGATE_INELIGIBLE');
    expect(passOn(opened, 'dora', { owner: null })).toBe('DELEGATE_INELIGIBLE');
    const needsRole = {
      ...opened,
      verdict: { ...FACT.requested.data.verdict, requirement: { ...ONE_APPROVAL, roles: ['controller'] } },
    };
    const controller = {
      ...directory,
      ana: { ...(directory as typeof SETTINGS.reviewers).ana, roles: [{ role: 'controller' }] },
    };
    expect(passOn(needsRole, 'dora', { directory: controller as never })).toBe('DELEGATE_INELIGIBLE');
  });
  test('attack 40: a delegate’s time is the reviewer’s: after the deadline the delegation is worth nothing', () => {
    const late = Date.parse('2026-11-24T13:00:00.000Z');
    const answer = decideReview(passed, link('dora'), { decision: 'approve' }, late, directory);
    expect(answer).toEqual({ kind: 'refuse', refusal: 'DEADLINE_PASSED' });
  });
  test('attack 40: an export in which somebody votes without a delegation, or after passing on, does not verify', () => {
    const problems = (...names: Parameters<typeof logOf>) =>
      verifyHandoff({ facts: logOf(...names), parts: [] }).problems;
    expect(problems('requested', 'opened', 'anaPassesOn', 'doraVotes')).toEqual([]);
    expect(problems('requested', 'opened', 'doraVotes')).toEqual([
      'fact 3: was decided by "dora", whom the log did not ask',
    ]);
    expect(problems('requested', 'opened', 'anaPassesOn', 'approved')).toEqual([
      'fact 4: was decided by "ana", whom the log did not ask',
    ]);
    expect(problems('requested', 'opened', 'anaPassesOn', 'anaPassesOn')).toEqual([
      'fact 4: was passed on by "ana", whom the log did not ask',
    ]);
  });
});

test('two approvals are still two people when one of them was passed on', () => {
  const state = stateOf('needsTwo', 'opened', 'benVotes', 'anaPassesOn');
  expect(state.phase).toBe('reviewing');
  expect(stateOf('needsTwo', 'opened', 'benVotes', 'anaPassesOn', 'doraVotes').phase).toBe('cleared');
  expect(state.actionDigest).toBe(DIGEST.action);
});
