// What patterns are refused for, in AWS's words. The first three are quoted from public reports of AWS's answers.
import { describe, expect, it } from 'vitest';
import { InvalidPatternError } from '../../../local/patterns/invalid-pattern.js';
import { compilePattern } from '../../../local/patterns/pattern.js';

function reasonOf(pattern: string): string {
  try {
    compilePattern(pattern);
  } catch (error) {
    if (error instanceof InvalidPatternError) return error.message;
    throw error;
  }
  return 'accepted';
}

const at = (pattern: string, column: number, line = 1) =>
  `\n at [Source: (String)"${pattern}"; line: ${line}, column: ${column}]`;

const REPORTED: readonly [reason: string, pattern: string, line: number, column: number][] = [
  ['Empty objects are not allowed', '{"source": ["aws.health"], "detail": {}}', 1, 40],
  [
    'exists match pattern must be either true or false.',
    '{"source":["test-source"],"detail":{"name":[{"exists":"true"}],"age":[{"numeric":[">","25"]}]}}',
    1,
    56,
  ],
  [
    '"slug" must be an object or an array',
    '{\n  "detail-type": [ "Build Started" ],\n  "detail": {\n    "pipeline": {\n      "slug": "some-pipeline"\n    }\n  }\n}',
    5,
    16,
  ],
];

/** `^` marks how far the parser has read when it refuses. */
const PLACED: readonly [reason: string, patternWithMark: string][] = [
  ['Filter is not an object', '[^"a"]'],
  ['Filter is not an object', '"^text"'],
  ['Filter is not an object', '^'],
  ['Empty objects are not allowed', '{}^'],
  ['Empty arrays are not allowed', '{"a":[]^}'],
  ['"a" must be an object or an array', '{"a":1^}'],
  ['"a" must be an object or an array', '{"a":null^}'],
  ['Match value must be String, number, true, false, or null', '{"a":[[^"x"]]}'],
  ['Match expression name not found', '{"a":[{}^]}'],
  ['Unrecognized match type like', '{"a":[{"like":"^x"}]}'],
  ['Unrecognized match type Prefix', '{"a":[{"Prefix":"^x"}]}'],
  ['Only one key allowed in match expression', '{"a":[{"prefix":"x","suffix":"^y"}]}'],
  ['prefix match pattern must be a string', '{"a":[{"prefix":5^}]}'],
  ['suffix match pattern must be a string', '{"a":[{"suffix":[^"x"]}]}'],
  ['Unsupported prefix pattern: suffix', '{"a":[{"prefix":{"suffix":"^x"}}]}'],
  ['Suffix expression name not found', '{"a":[{"suffix":{}^}]}'],
  ['equals-ignore-case match pattern must be a string', '{"a":[{"prefix":{"equals-ignore-case":[^"x"]}}]}'],
  ['equals-ignore-case match pattern must be a string', '{"a":[{"equals-ignore-case":[^"x"]}]}'],
  ['wildcard match pattern must be a string', '{"a":[{"wildcard":null^}]}'],
  ['Consecutive wildcard characters at pos 3', '{"a":[{"wildcard":"ab**"^}]}'],
  ['Invalid escape character at pos 2', '{"a":[{"wildcard":"a\\\\b"^}]}'],
  ['prefix match pattern must be a string', '{"a":[{"cidr":5^}]}'],
  ['Value of numeric must be an array.', '{"a":[{"numeric":5^}]}'],
  ['Invalid member in numeric match: ]', '{"a":[{"numeric":[]^}]}'],
  ['Invalid member in numeric match: 5', '{"a":[{"numeric":[5^]}]}'],
  ['Unrecognized numeric range operator: !=', '{"a":[{"numeric":["!=",5^]}]}'],
  ['Value of equals must be numeric', '{"a":[{"numeric":["=","^5"]}]}'],
  ['Value of > must be numeric', '{"a":[{"numeric":[">"]^}]}'],
  ['Value of <= must be numeric', '{"a":[{"numeric":[">",1,"<=",null^]}]}'],
  ['Too many elements in numeric expression', '{"a":[{"numeric":["<",1,"^>",0]}]}'],
  ['Too many elements in numeric expression', '{"a":[{"numeric":["<",1],"prefix":"^x"}]}'],
  ['Bad value in numeric range: 5', '{"a":[{"numeric":[">",1,5^]}]}'],
  ['Bad numeric range operator: >', '{"a":[{"numeric":[">",1,">"^,5]}]}'],
  ['Too many terms in numeric range expression', '{"a":[{"numeric":[">",1,"<",5,"^<"]}]}'],
  ['Bottom must be less than top', '{"a":[{"numeric":[">",5,"<",5]^}]}'],
  ['Value must be between -5.0E9 and 5.0E9, inclusive', '{"a":[{"numeric":[">",5000000001]^}]}'],
  ['Unsupported anything-but pattern: numeric', '{"a":[{"anything-but":{"numeric":[^">",1]}}]}'],
  ['Anything-But expression name not found', '{"a":[{"anything-but":{}^}]}'],
  ['Value of anything-but must be an array or single string/number value.', '{"a":[{"anything-but":null^}]}'],
  [
    'Value of anything-but must be an array or single string/number value.',
    '{"a":[{"anything-but":{"prefix":{^"x":1}}}]}',
  ],
  [
    'Inside anything but list, either all values are number or string, mixed type is not supported',
    '{"a":[{"anything-but":["x",1]^}]}',
  ],
  [
    'Inside anything but list, either all values are number or string, mixed type is not supported',
    '{"a":[{"anything-but":[]^}]}',
  ],
  ['Null prefix/suffix not allowed', '{"a":[{"anything-but":{"prefix":""^}}]}'],
  ['prefix/suffix match pattern must be a string', '{"a":[{"anything-but":{"suffix":5^}}]}'],
  [
    'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    '{"a":[{"anything-but":{"equals-ignore-case":5^}}]}',
  ],
  ['Consecutive wildcard characters at pos 1', '{"a":[{"anything-but":{"wildcard":["**"]^}}]}'],
  ['Too many elements in numeric expression', '{"a":[{"anything-but":"x","prefix":"^y"}]}'],
  ['It must be an Array followed with $or.', '{"$or":{^"a":["x"]}}'],
  ['Only JSON object is allowed in array of $or relationship.', '{"$or":["^x",{"a":["x"]}]}'],
  ['There must have at least 2 Objects in $or relationship.', '{"$or":[{"a":["x"]}]^}'],
  [
    'prefix is Ruler reserved fieldName which cannot be used inside $or.',
    '{"$or":[{"prefix":"^x"},{"a":["x"]}]}',
  ],
  [
    "Unexpected character ('\\' (code 92)): was expecting double-quote to start field name",
    '{\\^"a\\":["x"]}',
  ],
  ["Unexpected character (''' (code 39)): was expecting double-quote to start field name", "{'^a':['x']}"],
  [
    "Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    '{"a":["x",]^}',
  ],
  ["Unexpected character ('}' (code 125)): was expecting double-quote to start field name", '{"a":["x"],}^'],
  [
    "Unexpected character ('\"' (code 34)): was expecting comma to separate Array entries",
    '{"a":["x" "^y"]}',
  ],
  [
    "Unexpected character ('[' (code 91)): was expecting a colon to separate field name and value",
    '{"a"[^"x"]}',
  ],
  [
    "Unrecognized token 'True': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    '{"a":[True^]}',
  ],
  ['Unexpected end-of-input: was expecting closing quote for a string value', '{"a":["x^'],
  ['Invalid numeric value: Leading zeroes not allowed', '{"a":[0^1]}'],
];

describe('patterns are refused', () => {
  it.each(REPORTED)('as AWS was seen to: %s', (reason, pattern, line, column) => {
    expect(reasonOf(pattern)).toBe(`${reason}${at(pattern, column, line)}`);
  });

  it.each(PLACED)('%s: %s', (reason, marked) => {
    const pattern = marked.replace('^', '');
    expect(reasonOf(pattern)).toBe(`${reason}${at(pattern, marked.indexOf('^') + 1)}`);
  });

  it.each([
    ["Malformed CIDR, one '/' required", '10.0.0.0'],
    ['Malformed CIDR, mask bits must be an integer', '10.0.0.0/x'],
    ['Malformed CIDR, mask bits must not be negative', '10.0.0.0/-1'],
    ['IPv4 mask bits must be < 32', '10.0.0.0/32'],
    ['IPv6 mask bits must be < 128', '::/128'],
    ['Nonstandard IP address: example.com', 'example.com/8'],
    ['Invalid IP address: 1.2.3.400', '1.2.3.400/8'],
  ])('without a place: %s', (reason, block) => {
    expect(reasonOf(`{"a":[{"cidr":"${block}"}]}`)).toBe(reason);
  });

  it('with the place twice, when a list of anything-but holds what it may not', () => {
    const pattern = '{"a":[{"anything-but":["x",null]}]}';
    const reason = 'Inside anything but list, start|null|boolean is not supported.';
    expect(reasonOf(pattern)).toBe(`${reason}${at(pattern, 32)}${at(pattern, 32)}`);
  });

  it('where an array is left open, naming where it began', () => {
    const pattern = '{"a":["x"';
    const reason = `Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)"${pattern}"; line: 1, column: 6])`;
    expect(reasonOf(pattern)).toBe(`${reason}${at(pattern, 10)}`);
  });

  it('quoting no more than 500 characters of them', () => {
    const pattern = `{"a":"${'x'.repeat(600)}"}`;
    expect(reasonOf(pattern)).toContain(`${'x'.repeat(494)}"[truncated 108 chars]; line: 1, column: 7]`);
  });

  it.each([
    [
      '*a*a*a*a*a*a*',
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
    ],
    ['a*b*c', 'accepted'],
    ['*/lib/*', 'accepted'],
    ['*', 'accepted'],
  ])('when wildcards are too complex together: %s', (wildcard, answer) => {
    expect(reasonOf(JSON.stringify({ a: [{ wildcard }] }))).toBe(answer);
  });
});

describe('alternatives that multiply', () => {
  it('stop at a thousand combinations', () => {
    const or = (field: string) => ({ $or: Array.from({ length: 10 }, (_, index) => ({ [field]: [index] })) });
    const nested = { a: or('x'), b: or('y'), c: or('z') };
    expect(() => compilePattern(nested)).not.toThrow();
    expect(() => compilePattern({ ...nested, d: or('w') })).toThrow(/at most 1000 combinations/);
  });
});
