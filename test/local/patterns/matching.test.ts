// What patterns match. Each row: a pattern, events (or their detail) that it matches, and some that it does not.
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../local/patterns/pattern.js';

interface Row {
  readonly what: string;
  readonly pattern: object | string;
  readonly yes?: readonly object[];
  readonly no?: readonly object[];
}

const field = (...values: unknown[]) => values.map((a) => ({ a }));

const ROWS: readonly Row[] = [
  {
    what: 'a text',
    pattern: { a: ['x'] },
    yes: field('x', ['y', 'x']),
    no: [...field('X', 'xx', null, 1, []), {}],
  },
  { what: 'an empty text', pattern: { a: [''] }, yes: field(''), no: [...field(' ', null, []), {}] },
  {
    what: 'null',
    pattern: { a: [null] },
    yes: field(null, [null, 1]),
    no: [...field('null', '', 0, false), {}],
  },
  { what: 'booleans', pattern: { a: [true] }, yes: field(true), no: field(false, 'true', 1) },
  {
    what: 'a number, however it is written',
    pattern: '{"a":[3.0e2]}',
    yes: field(300),
    no: field('300', 300.1, 301),
  },
  {
    what: 'a number too large to compare by its digits',
    pattern: { a: [123456789012] },
    yes: field(123456789012),
    no: field(123456789013),
  },
  {
    what: 'any of several',
    pattern: { a: ['x', 1, null, { prefix: 'y' }] },
    yes: field('x', 1, null, 'yes'),
    no: field('no', 2, true),
  },
  {
    what: 'a prefix',
    pattern: { a: [{ prefix: 'ab' }] },
    yes: field('ab', 'abc', ['z', 'abc']),
    no: field('a', 'xab', 'AB', null, 12),
  },
  {
    what: 'an empty prefix: any text',
    pattern: { a: [{ prefix: '' }] },
    yes: field('', 'x'),
    no: field(1, null),
  },
  {
    what: 'a prefix in any case',
    pattern: { a: [{ prefix: { 'equals-ignore-case': 'EventB' } }] },
    yes: field('eventbridge', 'EVENTB'),
    no: field('event', 'xEventB'),
  },
  {
    what: 'a suffix',
    pattern: { a: [{ suffix: '.png' }] },
    yes: field('.png', 'a.png'),
    no: field('a.PNG', 'a.png.txt', 5),
  },
  {
    what: 'a suffix in any case',
    pattern: { a: [{ suffix: { 'equals-ignore-case': '.PnG' } }] },
    yes: field('a.png', 'A.PNG'),
    no: field('a.pn'),
  },
  {
    what: 'a text in any case',
    pattern: { a: [{ 'equals-ignore-case': 'Straße' }] },
    yes: field('sTRAßE'),
    no: field('Strasse', 'Straße '),
  },
  {
    what: 'wildcards',
    pattern: { a: [{ wildcard: 'a*b*c' }] },
    yes: field('abc', 'aXbYc', 'aabbcc', 'abcbc'),
    no: field('acb', 'abcd', 'xabc', 'ac'),
  },
  {
    what: 'a lone star: any text',
    pattern: { a: [{ wildcard: '*' }] },
    yes: field('', 'x'),
    no: field(1, null),
  },
  {
    what: 'a wildcard that overlaps itself',
    pattern: { a: [{ wildcard: 'aba*aba' }] },
    yes: field('abaaba', 'abaXaba'),
    no: field('ababa'),
  },
  {
    what: 'escaped stars',
    pattern: { a: [{ wildcard: '\\**\\\\' }] },
    yes: field('*\\', '*x\\'),
    no: field('x\\', '*x'),
  },
  {
    what: 'a wildcard without a star',
    pattern: { a: [{ wildcard: 'a' }] },
    yes: field('a'),
    no: field('aa'),
  },
  {
    what: 'exists',
    pattern: { a: [{ exists: true }] },
    yes: field('', null, false, [1], [null]),
    no: [{}, { b: 1 }, ...field([], {}, { b: 1 })],
  },
  {
    what: 'does not exist',
    pattern: { a: [{ exists: false }] },
    yes: [{}, { b: 1 }, ...field([], {}, { b: 1 })],
    no: field('', null, [1]),
  },
  {
    what: 'does not exist, or is x',
    pattern: { a: [{ exists: false }, 'x'] },
    yes: [{}, ...field('x')],
    no: field('y'),
  },
  {
    what: 'numeric =',
    pattern: { a: [{ numeric: ['=', 5] }] },
    yes: field(5),
    no: field(5.000001, '5', null),
  },
  {
    what: 'numeric <',
    pattern: { a: [{ numeric: ['<', 5] }] },
    yes: field(4.999999, -5_000_000_000),
    no: field(5, -5_000_000_001),
  },
  { what: 'numeric <=', pattern: { a: [{ numeric: ['<=', 5] }] }, yes: field(5, -1), no: field(5.000001) },
  {
    what: 'numeric >',
    pattern: { a: [{ numeric: ['>', 0] }] },
    yes: field(0.000001, 5e9),
    no: field(0, -1, 5_000_000_001, '7'),
  },
  {
    what: 'numeric >=',
    pattern: { a: [{ numeric: ['>=', -1.5] }] },
    yes: field(-1.5, 0),
    no: field(-1.500001),
  },
  {
    what: 'a range of numbers',
    pattern: { a: [{ numeric: ['>', 0, '<=', 5] }] },
    yes: field(1, 5),
    no: field(0, 5.1),
  },
  {
    what: 'a range at the limits',
    pattern: { a: [{ numeric: ['>=', -5e9, '<=', 5e9] }] },
    yes: field(-5e9, 5e9),
    no: field(5_000_000_001),
  },
  {
    what: 'an IPv4 block',
    pattern: { a: [{ cidr: '10.0.0.0/24' }] },
    yes: field('10.0.0.0', '10.0.0.255'),
    no: field('10.0.1.0', '10.0.0', 'x', 10),
  },
  {
    what: 'an IPv4 block from its middle',
    pattern: { a: [{ cidr: '10.0.0.8/24' }] },
    yes: field('10.0.0.8', '10.0.0.255'),
    no: field('10.0.0.7'),
  },
  {
    what: 'every IPv4 address',
    pattern: { a: [{ cidr: '0.0.0.0/0' }] },
    yes: field('255.255.255.255'),
    no: field('::1'),
  },
  {
    what: 'an IPv6 block',
    pattern: { a: [{ cidr: '2001:db8::/32' }] },
    yes: field('2001:db8::1', '2001:0DB8:ffff:0:0:0:0:1'),
    no: field('2001:db9::', '32.1.13.184'),
  },
  {
    what: 'an IP address however it is written',
    pattern: { a: ['::1'] },
    yes: field('::1', '0:0:0:0:0:0:0:1'),
    no: field('::2'),
  },
  {
    what: 'anything but a text',
    pattern: { a: [{ 'anything-but': 'x' }] },
    yes: field('y', 1, null, true, ['x', 'y']),
    no: [...field('x', ['x'], []), {}],
  },
  {
    what: 'anything but several texts',
    pattern: { a: [{ 'anything-but': ['x', 'y'] }] },
    yes: field('z', 0),
    no: field('x', 'y'),
  },
  {
    what: 'anything but a number',
    pattern: { a: [{ 'anything-but': 100 }] },
    yes: field(101, '100', null),
    no: field(100),
  },
  {
    what: 'anything but several numbers',
    pattern: { a: [{ 'anything-but': [1, 2.5] }] },
    yes: field(2, '1'),
    no: field(1, 2.5),
  },
  {
    what: 'anything but a prefix',
    pattern: { a: [{ 'anything-but': { prefix: 'us-' } }] },
    yes: field('eu-1', 7, null),
    no: field('us-east-1'),
  },
  {
    what: 'anything but several prefixes',
    pattern: { a: [{ 'anything-but': { prefix: ['a', 'b'] } }] },
    yes: field('c'),
    no: field('a1', 'b2'),
  },
  {
    what: 'anything but suffixes',
    pattern: { a: [{ 'anything-but': { suffix: ['.a', '.b'] } }] },
    yes: field('x.c'),
    no: field('x.a', 'x.b'),
  },
  {
    what: 'anything but a text in any case',
    pattern: { a: [{ 'anything-but': { 'equals-ignore-case': ['x', 'Y'] } }] },
    yes: field('z'),
    no: field('X', 'y'),
  },
  {
    what: 'anything but wildcards',
    pattern: { a: [{ 'anything-but': { wildcard: ['*/lib/*', 'a*'] } }] },
    yes: field('bin'),
    no: field('x/lib/y', 'abc'),
  },
  {
    what: 'nested fields',
    pattern: { a: { b: ['x'], c: [1] } },
    yes: field({ b: 'x', c: 1 }),
    no: field({ b: 'x' }, { b: 'y', c: 1 }, 'x'),
  },
  {
    what: 'a dotted name for a nested field',
    pattern: { 'a.b': ['x'] },
    yes: [{ a: { b: 'x' } }, { 'a.b': 'x' }],
    no: [{ a: 'x' }],
  },
  {
    what: 'a nested field for a dotted name',
    pattern: { a: { 'b.c': ['x'] } },
    yes: field({ b: { c: 'x' } }, { 'b.c': 'x' }),
    no: field({ b: 'x' }),
  },
  {
    what: 'the later of two fields with one name',
    pattern: '{"a":["x"],"a":["y"]}',
    yes: field('y'),
    no: field('x'),
  },
  {
    what: 'fields from one element of an array',
    pattern: { a: { b: ['x'], c: ['y'] } },
    yes: field([{ b: 'x', c: 'y' }], [{ b: 'no' }, { b: 'x', c: 'y' }]),
    no: field([{ b: 'x' }, { c: 'y' }]),
  },
  {
    what: 'fields from one element at every depth',
    pattern: { a: { b: { d: ['x'], e: ['y'] }, c: ['z'] } },
    yes: field([{ b: [{ d: 'x', e: 'y' }], c: 'z' }]),
    no: field([{ b: [{ d: 'x' }, { e: 'y' }], c: 'z' }], [{ b: [{ d: 'x', e: 'y' }] }, { c: 'z' }]),
  },
  { what: 'arrays of arrays', pattern: { a: ['x'] }, yes: field([['y'], ['x']]), no: field([['y']]) },
  {
    what: 'leaves of one array for two fields',
    pattern: { a: { b: ['x'], c: ['y'] } },
    yes: field({ b: ['x', 'z'], c: ['z', 'y'] }),
    no: field({ b: ['x'], c: ['z'] }),
  },
  {
    what: 'a field that the matched element lacks',
    pattern: { a: { b: ['x'], c: [{ exists: false }] } },
    yes: field([{ b: 'x' }, { b: 'y', c: 1 }]),
    no: field([{ b: 'x', c: 1 }]),
  },
  {
    what: '$or',
    pattern: { s: ['k'], $or: [{ a: ['x'] }, { a: [{ numeric: ['>', 5] }], b: ['y'] }] },
    yes: [
      { s: 'k', a: 'x' },
      { s: 'k', a: 6, b: 'y' },
    ],
    no: [{ s: 'k', a: 6 }, { s: 'no', a: 'x' }, { a: 'x' }],
  },
  {
    what: '$or within a field and within $or',
    pattern: { d: { $or: [{ a: ['x'] }, { $or: [{ b: ['y'] }, { c: ['z'] }] }], e: [1] } },
    yes: [{ d: { a: 'x', e: 1 } }, { d: { b: 'y', e: 1 } }, { d: { c: 'z', e: 1 } }],
    no: [{ d: { a: 'x' } }, { d: { e: 1 } }, { a: 'x', d: { e: 1 } }],
  },
  {
    what: 'two $or: one of each',
    pattern: '{"$or":[{"a":[1]},{"a":[2]}],"x":{"$or":[{"b":[3]},{"c":[4]}]}}',
    yes: [{ a: 2, x: { c: 4 } }],
    no: [{ a: 2 }, { x: { b: 3 } }],
  },
  {
    what: 'escapes in texts',
    pattern: '{"a":["\\u00e9\\n\\"\\\\\\/"]}',
    yes: field('é\n"\\/'),
    no: field('é'),
  },
  {
    what: 'exactly, as the open matcher has it',
    pattern: { a: [{ exactly: 'x' }] },
    yes: field('x'),
    no: field('xx'),
  },
];

describe('patterns match', () => {
  it.each(ROWS)('$what', ({ pattern, yes = [], no = [] }) => {
    const matches = compilePattern(pattern);
    expect(yes.filter((event) => !matches(event))).toEqual([]);
    expect(no.filter((event) => matches(event))).toEqual([]);
  });

  it('a prefix no longer where the same field also compares addresses, as in AWS', () => {
    const matches = compilePattern({ a: [{ cidr: '10.0.0.0/8' }, { prefix: '192.' }] });
    expect(matches({ a: '192.168.0.1' })).toBe(false);
    expect(matches({ a: '192.x' })).toBe(true);
  });
});
