// Requests: what is refused, which rules fire, who is asked, and what an edit may do.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lambdas/contracts/json.js';
import type { HandoffRequest } from '../../lambdas/contracts/request.js';
import type { HardRule } from '../../lambdas/contracts/settings.js';
import { judge } from '../../lambdas/core/judge.js';
import { parameterProblems } from '../../lambdas/core/parameters.js';
import {
  openHandoff,
  reevaluate,
  refuseLostEdit,
  requestedFact,
  requestProblems,
} from '../../lambdas/core/request.js';
import { routeFrom } from '../../lambdas/core/route.js';
import { findingsIn } from '../../lambdas/core/triggers/index.js';
import { at, DIGEST, EXECUTION, FACT, POLICY, request, SETTINGS, START } from './samples.js';

const REFUND = SETTINGS.actions.refund_order as NonNullable<(typeof SETTINGS.actions)[string]>;
const fired = (changes: object, hardRules: HardRule[] = [], registered = REFUND) =>
  findingsIn({
    request: request(changes as Record<string, unknown>),
    registered,
    settings: { ...SETTINGS, hardRules },
    turns: [],
  }).map(({ rule }) => rule);

describe('R11', () => {
  test.each(['drop_database', 'constructor', 'toString'])(
    'R11 the unknown type "%s" is refused with the list',
    (type) => {
      expect(requestProblems(request({ action: { type, parameters: {} } }), SETTINGS)).toEqual([
        {
          path: 'action.type',
          rule: 'is not registered; registered are: refund_order, send_note',
          value: type,
        },
      ]);
    },
  );
  test('R11 another effect than the registered one is refused', () => {
    const action = { type: 'refund_order', parameters: { orderId: '1', amount: 1 }, effect: 'reversible' };
    expect(requestProblems(request({ action }), SETTINGS)).toMatchObject([{ path: 'action.effect' }]);
  });
  test.each<[string, JsonObject, string]>([
    ['a missing parameter', { orderId: '1' }, 'action.parameters'],
    ['a wrong type', { orderId: 1, amount: 1 }, 'action.parameters.orderId'],
    ['a value out of range', { orderId: '1', amount: -1 }, 'action.parameters.amount'],
    ['an unknown parameter', { orderId: '1', amount: 1, express: true }, 'action.parameters.express'],
  ])('R11 %s is refused with its path', (_, parameters, path) => {
    const problems = requestProblems(request({ action: { type: 'refund_order', parameters } }), SETTINGS);
    expect(problems.map((problem) => problem.path)).toContain(path);
  });
  test('R11 a hostile parameter name makes no problem longer than a record may hold', () => {
    const problems = parameterProblems(REFUND.parameters, {
      orderId: '1',
      amount: 1,
      ['k'.repeat(90_000)]: 1,
    });
    for (const { path, rule } of problems) expect(path.length + rule.length).toBeLessThanOrEqual(768);
  });
  test('R11 a valid request has no problems', () => {
    expect(requestProblems(request(), SETTINGS)).toEqual([]);
  });
});

describe('triggers', () => {
  test.each([
    ['a confidence at its threshold', { assessment: { confidence: 0.9 } }, []],
    ['a confidence just below', { assessment: { confidence: 0.899 } }, ['confidence-below-threshold']],
    ['no confidence', { assessment: {} }, ['confidence-missing']],
    [
      'somebody asking for a human, however sure the agent',
      { assessment: { confidence: 1 }, humanRequested: { by: 'customer' } },
      ['explicit-request'],
    ],
    [
      'every rule that fires, not only the first',
      { humanRequested: { by: 'agent' } },
      ['confidence-below-threshold', 'explicit-request'],
    ],
  ])('%s', (_, changes, rules) => {
    expect(fired(changes)).toEqual(rules);
  });
  test('a threshold of 0 lets an action run without a stated confidence', () => {
    expect(fired({ assessment: {} }, [], { ...REFUND, confidenceThreshold: 0 })).toEqual([]);
  });

  const sure = (parameters: object) => ({
    assessment: { confidence: 1 },
    action: { type: 'refund_order', parameters },
  });
  const rule = (parameter: HardRule['parameter'], more: object = {}): HardRule[] => [
    { id: 'r', parameter, ...more },
  ];
  test.each<[string, object, HardRule[], boolean]>([
    ['a value at the limit', { amount: 500 }, rule({ name: 'amount', atLeast: 500 }), true],
    ['a value below', { amount: 499.99 }, rule({ name: 'amount', atLeast: 500 }), false],
    ['a missing value', {}, rule({ name: 'amount', atLeast: 500 }), true],
    ['a value that is no number', { amount: '1' }, rule({ name: 'amount', atLeast: 500 }), true],
    ['an equal value', { to: 'x' }, rule({ name: 'to', equals: 'x' }), true],
    [
      'an equal object in another key order',
      { to: { b: 1, a: 2 } },
      rule({ name: 'to', equals: { a: 2, b: 1 } }),
      true,
    ],
    ['another value', { to: 'y' }, rule({ name: 'to', equals: 'x' }), false],
    ['a missing value to compare', {}, rule({ name: 'to', equals: 'x' }), true],
    ['a parameter named like a method', {}, rule({ name: 'toString', equals: 'x' }), true],
    ['another action type', {}, [{ id: 'r', actionTypes: ['send_note'] }], false],
    ['its action type', {}, [{ id: 'r', actionTypes: ['refund_order'] }], true],
    ['another effect', {}, [{ id: 'r', effects: ['irreversible'] }], false],
    ['its effect', {}, [{ id: 'r', effects: ['compensatable'] }], true],
    ['everything', {}, [{ id: 'r' }], true],
  ])('a hard rule on %s', (_, parameters, rules, matches) => {
    expect(fired(sure(parameters), rules)).toEqual(matches ? ['hard-rule:r'] : []);
  });
  test('evidence holds no value of a parameter', () => {
    const rules = findingsIn({
      request: request({ action: { type: 'refund_order', parameters: { amount: 987_654 } } }),
      registered: REFUND,
      settings: SETTINGS,
      turns: [],
    });
    expect(JSON.stringify(rules)).not.toContain('987654');
  });
});

describe('routes', () => {
  test('have absolute deadlines, tier upon tier', () => {
    expect(routeFrom(SETTINGS, START, undefined)).toEqual([
      { reviewers: ['ana', 'ben'], deadlineAt: '2026-11-24T13:00:00.000Z' },
      { reviewers: ['cleo'], deadlineAt: '2026-11-24T15:00:00.000Z' },
    ]);
  });
  test.each(['ana', 'ANA', 'ａｎａ'])('never ask "%s", for whom the agent acts', (person) => {
    expect(routeFrom(SETTINGS, START, person)[0]?.reviewers).toEqual(['ben']);
  });
  test('ask a person with two addresses once', () => {
    const reviewers = {
      ...SETTINGS.reviewers,
      ben: { name: 'Ana at work', email: 'ana@work.example', person: 'Ana' },
    };
    expect(routeFrom({ ...SETTINGS, reviewers }, START, undefined)[0]?.reviewers).toEqual(['ana']);
  });
  test('leave out a tier in which nobody is left, and its time', () => {
    const route = routeFrom({ ...SETTINGS, tiers: SETTINGS.tiers.toReversed() }, START, 'cleo');
    expect(route).toEqual([{ reviewers: ['ana', 'ben'], deadlineAt: '2026-11-24T13:00:00.000Z' }]);
  });
});

const judged = (asked: HandoffRequest, settings = SETTINGS) =>
  judge({ request: asked, turns: [] }, { ...POLICY, settings }, START);
const COMMITMENTS = { actionDigest: DIGEST.action, partRefs: {}, requestDigest: DIGEST.other };
const openedBy = (changes: object, settings = SETTINGS) => {
  const asked = request(changes as Record<string, unknown>);
  return requestedFact(asked, EXECUTION, settings, judged(asked, settings), COMMITMENTS);
};

describe('a first fact', () => {
  test('lets a sure agent proceed, with a route for a later reversal', () => {
    const fact = openedBy({ assessment: { confidence: 1 } });
    expect(fact.verdict.pattern).toBe('proceed');
    expect(fact.route).toHaveLength(2);
  });
  test('asks a human where a rule fired', () => {
    expect(openedBy({}).verdict).toMatchObject({ pattern: 'durable', settingsDigest: POLICY.digest });
  });
  test('refuses where nobody is left to ask, and says so', () => {
    const alone = { ...SETTINGS, tiers: [{ reviewers: ['ana'], timeoutSeconds: 60 }] };
    const { verdict } = openedBy({ onBehalfOf: { id: 'ana' } }, alone);
    expect(verdict.pattern).toBe('refuse');
    expect(verdict.rules.map(({ rule }) => rule)).toEqual(['confidence-below-threshold', 'nobody-available']);
  });
  test('holds confidence, locale and principal where they were given', () => {
    const given = { assessment: { confidence: 0.5 }, locale: 'pt-BR', onBehalfOf: { id: 'zoe' } };
    expect(openedBy(given)).toMatchObject({ confidence: 0.5, locale: 'pt-BR', onBehalfOf: 'zoe' });
    const bare = openedBy({ assessment: {} });
    for (const name of ['confidence', 'locale', 'onBehalfOf']) expect(bare).not.toHaveProperty(name);
  });
  test('holds no parameter, rationale or context', () => {
    const fact = openedBy({
      action: { type: 'refund_order', parameters: { orderId: 'SECRET', amount: 1 } },
      assessment: { rationale: 'SECRET' },
      context: { customerProfile: { name: 'SECRET' } },
    });
    expect(JSON.stringify(fact)).not.toContain('SECRET');
  });
});

describe('R9', () => {
  const fact = { type: 'requested', data: FACT.requested.data } as const;
  const second = { ...EXECUTION, startedAt: '2027-11-24T12:00:00.000Z' };
  test('R9 the first execution opens the handoff', () => {
    expect(openHandoff(at('unknown'), EXECUTION, fact)).toEqual({ kind: 'append', fact });
  });
  test('R9 the same execution may ask again', () => {
    expect(openHandoff(at('reviewing'), EXECUTION, fact)).toEqual({ kind: 'nothing' });
  });
  test('R9 a later execution under the same id is refused, open or settled', () => {
    for (const path of ['reviewing', 'performed', 'refused', 'closed'] as const)
      expect(openHandoff(at(path), second, fact)).toEqual({ kind: 'refuse', refusal: 'BOUND_ELSEWHERE' });
  });
});

describe('R12', () => {
  const edited = request({ action: { type: 'refund_order', parameters: { orderId: '#W1', amount: 10 } } });
  test('R12 an edit by somebody whom the new verdict admits is their approval of the new digest', () => {
    expect(reevaluate(at('edited'), judged(edited), SETTINGS.reviewers, START)).toMatchObject({
      fact: { type: 'reevaluated', data: { actionDigest: DIGEST.edited, requirementMet: true } },
    });
  });
  test('R12 an edit by somebody whom the new verdict does not admit needs another review', () => {
    const settings = { ...SETTINGS, tiers: [{ reviewers: ['cleo'], timeoutSeconds: 60 }] };
    expect(reevaluate(at('edited'), judged(edited, settings), SETTINGS.reviewers, START)).toMatchObject({
      fact: { data: { requirementMet: false, route: [{ reviewers: ['cleo'] }] } },
    });
  });
  test('R12 an edit that nobody may review any more is refused', () => {
    const settings = { ...SETTINGS, tiers: [{ reviewers: ['cleo'], timeoutSeconds: 60 }] };
    const answer = reevaluate(
      at('edited'),
      judged({ ...edited, onBehalfOf: { id: 'cleo' } }, settings),
      SETTINGS.reviewers,
      START,
    );
    expect(answer).toMatchObject({
      fact: { data: { requirementMet: false, verdict: { pattern: 'refuse' } } },
    });
  });
  test('R12 an edited proposal that is lost ends the handoff, where waiting for it would never end', () => {
    expect(refuseLostEdit(at('edited'), POLICY)).toMatchObject({
      fact: { type: 'reevaluated', data: { requirementMet: false, verdict: { pattern: 'refuse' } } },
    });
    expect(refuseLostEdit(at('approved'), POLICY)).toEqual({ kind: 'nothing' });
  });
  test('R12 nothing is judged again unless it was edited', () => {
    for (const path of ['reviewing', 'approved', 'cancelled', 'performed'] as const)
      expect(reevaluate(at(path), judged(edited), SETTINGS.reviewers, START)).toEqual({ kind: 'nothing' });
  });
});
