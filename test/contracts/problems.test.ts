// What a caller reads when a request is refused: path, rule and (cut) value, whatever was sent, and soon.
import { describe, expect, test } from 'vitest';
import { cut, MAX_PROBLEMS, problemsOf } from '../../lambdas/contracts/problems.js';
import { HandoffRequest } from '../../lambdas/contracts/request.js';
import { Settings } from '../../lambdas/contracts/settings.js';
import { canonicalJson } from '../../lambdas/core/digest.js';
import { SETTINGS } from '../core/samples.js';

const valid = { schemaVersion: 1, agent: { id: 'a', version: '1' }, action: { type: 'a', parameters: {} } };
function refusalOf(value: unknown) {
  const parsed = HandoffRequest.safeParse(value);
  return parsed.success ? [] : problemsOf(parsed.error, value);
}
const withParameters = (parameters: unknown) => ({ ...valid, action: { type: 'a', parameters } });

describe('a refused request names path, rule and value', () => {
  test.each([
    ['a missing object', { ...valid, agent: undefined }, 'agent', 'must be object', 'undefined'],
    ['a wrong type', { ...valid, agent: { id: 7, version: '1' } }, 'agent.id', 'must be string', '7'],
    ['an unknown field', { ...valid, urgent: true }, '(whole input)', 'has unknown fields: urgent', 'object'],
    [
      'a nested unknown field',
      { ...valid, agent: { id: 'a', version: '1', x: 1 } },
      'agent',
      'has unknown fields: x',
      'object',
    ],
    ['a wrong word', { ...valid, resume: 'fax' }, 'resume', 'must be "poll", "event" or "parent"', '"fax"'],
    [
      'a number out of range',
      { ...valid, assessment: { confidence: 2 } },
      'assessment.confidence',
      'must have at most 1 (number)',
      '2',
    ],
    [
      'preconditions without names',
      { ...valid, preconditions: {} },
      'preconditions',
      'must name 1 to 20 values',
      'object',
    ],
    [
      'a wrong effect',
      { ...valid, action: { ...valid.action, effect: 'none' } },
      'action.effect',
      'must be one of "reversible", "compensatable", "irreversible"',
      '"none"',
    ],
    [
      'free-form data that are no object',
      withParameters([]),
      'action.parameters',
      'must be a JSON object',
      'array of 0',
    ],
    [
      'a dimension given twice',
      { ...valid, context: { customerProfile: {} }, contextRefs: { customerProfile: 'a'.repeat(64) } },
      'contextRefs',
      'must not name a dimension that "context" also holds',
      'object',
    ],
    [
      'an array element',
      { ...valid, context: { conversationHistory: { turns: [{ speaker: 'cat', text: '' }] } } },
      'context.conversationHistory.turns.0.speaker',
      'must be one of "customer", "agent", "human", "tool", "system"',
      '"cat"',
    ],
    ['no object at all', null, '(whole input)', 'must be object', 'null'],
    ['text', 'please', '(whole input)', 'must be object', '"please"'],
  ])('%s', (_, input, path, rule, value) => {
    expect(refusalOf(input)).toEqual([{ path, rule, value }]);
  });
});

const deep = (open: string, close: string) => JSON.parse(open.repeat(10_000) + close.repeat(10_000));
const HOSTILE: [string, unknown][] = [
  [
    'objects nested 10,000 deep',
    withParameters(JSON.parse(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`)),
  ],
  ['arrays nested 10,000 deep', withParameters({ a: deep('[', ']') })],
  ['deep nesting in a named field', { ...valid, tenant: deep('[', ']') }],
  ['1,000,000 free values', withParameters({ a: new Array(1_000_000).fill(1) })],
  [
    '1,000,000 turns',
    { ...valid, context: { conversationHistory: { turns: new Array(1_000_000).fill({}) } } },
  ],
  ['a free string of 1 MB', withParameters({ a: 'x'.repeat(1_000_000) })],
  ['a tenant of 1 MB', { ...valid, tenant: 'x'.repeat(1_000_000) }],
  ['an agent name of 1 MB', { ...valid, agent: { id: 'x'.repeat(1_000_000), version: '1' } }],
  ['an unknown key of 1 MB', { ...valid, ['k'.repeat(1_000_000)]: 1 }],
  ['a free key of 1 MB', withParameters({ ['k'.repeat(1_000_000)]: 1 })],
  [
    '100,000 unknown keys',
    { ...valid, ...Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i])) },
  ],
  ['a __proto__ field', JSON.parse(JSON.stringify(valid).replace('{', '{"__proto__":{"admin":true},'))],
  ['a __proto__ parameter', withParameters(JSON.parse('{"__proto__":{"admin":true}}'))],
  ['a nested constructor parameter', withParameters({ a: [{ constructor: 1 }] })],
  ['a lone surrogate value', withParameters({ a: '\ud800' })],
  ['a lone surrogate key', withParameters({ '\udfff': 1 })],
  ['a lone surrogate unknown key', { ...valid, '\udfff': 1 }],
  ['1e309', withParameters(JSON.parse('{"a":1e309}'))],
  ['NaN', withParameters({ a: Number.NaN })],
  ['a NUL in a name', { ...valid, agent: { id: 'a\u0000b', version: '1' } }],
  ['a right-to-left override in a name', { ...valid, agent: { id: 'a\u202eb', version: '1' } }],
  ['emoji cut in half', { ...valid, tenant: `${'"'.repeat(39)}${'😀'.repeat(40)}` }],
  ['a function', withParameters({ a: () => 1 })],
  ['a bigint', withParameters({ a: 1n })],
];

describe('hostile requests', () => {
  test.each(HOSTILE)('%s: refused in little space, fit to be written', (_, input) => {
    const problems = refusalOf(input);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(MAX_PROBLEMS);
    for (const { path, rule, value } of problems) {
      expect(path.length).toBeLessThanOrEqual(256);
      expect(rule.length).toBeLessThanOrEqual(1_000);
      expect(value?.length).toBeLessThanOrEqual(80);
    }
    expect(() => canonicalJson(problems)).not.toThrow();
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test('a thousand mistakes are answered with the first twenty', () => {
    const turns = Array.from({ length: 1_000 }, () => ({ speaker: 'cat', text: '' }));
    expect(refusalOf({ ...valid, context: { conversationHistory: { turns } } })).toHaveLength(MAX_PROBLEMS);
  });

  test('NUL, right-to-left overrides and markup are text like any other inside free-form data', () => {
    const text = '\u0000\u202e<script>alert(1)</script> <!channel>';
    expect(refusalOf(withParameters({ text }))).toEqual([]);
  });
});

describe('text that is cut', () => {
  test('stays whole up to its limit, and is marked beyond', () => {
    expect(cut('x'.repeat(80), 80)).toBe('x'.repeat(80));
    expect(cut('x'.repeat(81), 80)).toBe(`${'x'.repeat(79)}…`);
  });
  test('never ends in half a character', () => {
    expect(cut('😀😀', 3).isWellFormed()).toBe(true);
  });
});

describe('settings', () => {
  test('the sample is valid', () => expect(Settings.safeParse(SETTINGS).success).toBe(true));
  test.each([
    [
      'timeZone',
      { ...SETTINGS, timeZone: 'Mars/Olympus' },
      'must be an IANA time zone, such as "Europe/London"',
    ],
    [
      'hardRules.0.parameter',
      { ...SETTINGS, hardRules: [{ id: 'r', parameter: { name: 'p' } }] },
      'must have "atLeast" or "equals"',
    ],
    ['tiers', { ...SETTINGS, tiers: [] }, 'must have at least 1 (array)'],
  ])('%s is refused by name', (path, settings, rule) => {
    const parsed = Settings.safeParse(settings);
    expect(parsed.success ? [] : problemsOf(parsed.error, settings)).toMatchObject([{ path, rule }]);
  });
});
