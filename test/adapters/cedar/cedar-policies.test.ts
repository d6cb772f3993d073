// Cedar as the policy engine: which rules match, and every way in which it must not be trusted.
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { describe, expect, it, test } from 'vitest';
import { CedarPolicies } from '../../../lambdas/adapters/cedar/cedar-policies.js';
import { checkedSet } from '../../../lambdas/adapters/cedar/policy-set.js';
import type { PolicyQuestion } from '../../../lambdas/contracts/policies.js';

const SCHEMA = `entity Agent = { version: String };
entity Resource;
type Money = { amount: decimal, currency: String };
action "pay" appliesTo { principal: Agent, resource: Resource, context: {
  effect: String, confidence?: decimal,
  parameters: { amount: decimal, urgent?: Bool, count?: Long, tags?: Set<String>, total?: Money }
} };`;
const RULES = `
@id("large") @route("money") @severity("high") @quorum("2") @sla("4h") @regulation("Act 1") @pattern("live")
forbid (principal, action, resource) when { context.parameters.amount.greaterThanOrEqual(decimal("100.00")) };
@id("many") forbid (principal, action, resource) when { context.parameters has count && context.parameters.count > 3 };
@id("never") @refuse("no") forbid (principal, action, resource) when { context.parameters has tags && context.parameters.tags.contains("x") };
@id("unsure") forbid (principal, action, resource) unless { context has confidence && context.confidence.greaterThan(decimal("0.5")) };
@id("total") forbid (principal, action, resource) when { context.parameters has total && context.parameters.total.currency != "EUR" };
@id("old-agent") forbid (principal, action, resource) when { principal.version == "0" };`;
const D = 'a'.repeat(64);
const set = (policies: string, schema = SCHEMA) => ({
  version: '1',
  schema,
  policies: { 'a.cedar': policies },
});
const engine = (policies = RULES, schema = SCHEMA) =>
  new CedarPolicies(cedar, { current: D, sets: { [D]: set(policies, schema) } });
const ask = (parameters: object, changes: object = {}): PolicyQuestion => ({
  agent: { id: 'agent', version: '1' },
  action: { type: 'pay', parameters: parameters as PolicyQuestion['action']['parameters'] },
  effect: 'reversible',
  confidence: 0.9,
  ...changes,
});
const idsFor = async (parameters: object, changes: object = {}) =>
  (await engine().judge(ask(parameters, changes))).matches.map(({ id }) => id);

describe('a policy', () => {
  test.each<[string, object, object, string[]]>([
    ['does not match below its limit', { amount: '99.9999' }, {}, []],
    ['matches at its limit, as text', { amount: '100.00' }, {}, ['large']],
    ['matches at its limit, as a number', { amount: 100 }, {}, ['large']],
    ['is told beside every other that matches', { amount: 500, count: 4 }, {}, ['large', 'many']],
    ['looks into sets', { amount: 1, tags: ['x'] }, {}, ['never']],
    [
      'looks into records of a common type',
      { amount: 1, total: { amount: 2, currency: 'USD' } },
      {},
      ['total'],
    ],
    ['sees that no confidence was stated', { amount: 1 }, { confidence: undefined }, ['unsure']],
    ['never rounds a confidence up', { amount: 1 }, { confidence: 0.50009 }, ['unsure']],
    ['knows the agent', { amount: 1 }, { agent: { id: 'agent', version: '0' } }, ['old-agent']],
    ['cannot be confused by parameters that the schema does not name', { amount: 1, count2: 9 }, {}, []],
  ])('%s', async (_, parameters, changes, ids) => {
    expect(await idsFor(parameters, changes)).toEqual(ids);
  });
  it('says by its annotations how to hand off', async () => {
    const { matches } = await engine().judge(ask({ amount: 100 }));
    expect(matches[0]?.demand).toEqual({
      route: 'money',
      severity: 'high',
      approvals: 2,
      slaSeconds: 14_400,
      regulation: 'Act 1',
      pattern: 'live',
    });
  });
});

describe('fails closed on', () => {
  test.each<[string, object, object, string]>([
    [
      'an action type that the schema does not know',
      { amount: 1 },
      { action: { type: 'toString', parameters: {} } },
      'policy-action-unknown',
    ],
    ['a missing parameter', {}, {}, 'policy-input-mismatch'],
    ['text where a number belongs', { amount: 1, count: '4' }, {}, 'policy-input-mismatch'],
    ['a fraction where an integer belongs', { amount: 1, count: 3.5 }, {}, 'policy-input-mismatch'],
    ['more places than a decimal has', { amount: '99.99999' }, {}, 'policy-input-mismatch'],
    ['a number with an exponent', { amount: 1e21 }, {}, 'policy-input-mismatch'],
    ['digits of another script', { amount: '٩٩' }, {}, 'policy-input-mismatch'],
    ['a zero-width sign inside a number', { amount: '1\u200b00' }, {}, 'policy-input-mismatch'],
    [
      'an attempt to write Cedar’s own escapes',
      { amount: { __extn: { fn: 'decimal', arg: '1.0' } } },
      {},
      'policy-input-mismatch',
    ],
    ['a set that is not deployed', { amount: 1 }, { set: 'b'.repeat(64) }, 'policy-set-gone'],
  ])('%s', async (_, parameters, changes, fault) => {
    expect((await engine().judge(ask(parameters, changes))).fault).toBe(fault);
  });
  test.each([
    ['a policy that does not parse', 'forbid (', SCHEMA],
    ['a policy without an id', 'forbid (principal, action, resource);', SCHEMA],
    ['a schema that does not parse', RULES, 'entity'],
    ['a missing schema', RULES, ''],
    [
      'a policy that does not fit the schema',
      '@id("a") forbid (principal, action, resource) when { context.parameters.amont == "1" };',
      SCHEMA,
    ],
  ])('%s', async (_, policies, schema) => {
    expect(await engine(policies, schema).judge(ask({ amount: 1 }))).toEqual({
      matches: [],
      fault: 'policy-set-invalid',
    });
  });
  it('a rule that Cedar skipped because it could not be evaluated, and still tells the others', async () => {
    const overflow =
      '@id("big") forbid (principal, action, resource) when { context.parameters has count && context.parameters.count * 9007199254740991 > 0 };\n@id("other") forbid (principal, action, resource);';
    const answer = await engine(overflow).judge(ask({ amount: 1, count: 9_007_199_254_740_991 }));
    expect(answer).toMatchObject({ fault: 'policy-evaluation-error', matches: [{ id: 'other' }] });
  });
});

describe('a set is refused for', () => {
  const problems = (policies: string) => checkedSet(cedar, set(policies)).problems.join('\n');
  const rule = (annotations: string, effect = 'forbid') =>
    `${annotations} ${effect} (principal, action, resource);`;
  test.each([
    [
      'an attribute that may be absent',
      '@id("a") forbid (principal, action, resource) when { context.parameters.urgent };',
      /^[a-z-]+\.cedar: rule "a": .*urgent/,
    ],
    ['a permit, which would have no meaning', rule('@id("a")', 'permit'), /only "forbid"/],
    ['an id that is used twice', `${rule('@id("a")')}${rule('@id("a")')}`, /used twice/],
    ['an annotation that nobody reads', rule('@id("a") @quorm("2")'), /@quorm is not one of/],
    ['a quorum of nobody', rule('@id("a") @quorum("0")'), /@quorum must be a number of people, 1 to 10/],
    ['a deadline without a unit', rule('@id("a") @sla("90")'), /@sla must be a time such as 90m/],
    ['a pattern that does not exist', rule('@id("a") @pattern("proceed")'), /@pattern/],
  ])('%s', (_, policies, problem) => {
    expect(problems(policies)).toMatch(problem);
  });
});
