// Canonical JSON and salted digests: the same action has the same bytes, another one never has.
import { describe, expect, test } from 'vitest';
import { canonicalJson, partDigest, sha256 } from '../../lambdas/core/digest.js';

describe('canonical JSON (RFC 8785)', () => {
  test.each([
    ['key order', '{"b":1,"a":2}', '{"a":2,"b":1}'],
    ['nested key order', '{"a":[{"d":1,"c":2}]}', '{"a":[{"c":2,"d":1}]}'],
    ['keys by UTF-16 units', '{"\u{1f600}":1,"\ufb33":2}', '{"\u{1f600}":1,"\ufb33":2}'],
    ['1 and 1.0', '1.0', '1'],
    ['exponents', '1E3', '1000'],
    ['small numbers', '0.000001', '0.000001'],
    ['smaller numbers', '0.0000001', '1e-7'],
    ['negative zero', '-0', '0'],
    ['escapes', '"\\u0041\\u00e9\\/"', '"Aé/"'],
    ['control characters', '"\\u000A\\u001F"', '"\\n\\u001f"'],
    ['white space', ' { "a" : [ 1 , 2 ] } ', '{"a":[1,2]}'],
  ])('%s', (_, text, canonical) => {
    expect(canonicalJson(JSON.parse(text))).toBe(canonical);
  });
  test.each([
    [undefined],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['\ud800'],
    [{ '\udc00': 1 }],
    [() => 1],
  ])('%s has none', (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });
});

describe('part digests', () => {
  test('are SHA-256 over salt, part and body', () => {
    expect(partDigest('s', 'action', { b: 1, a: 2 })).toBe(sha256('["s","action",{"a":2,"b":1}]'));
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
  test('differ by salt, by part and by body', () => {
    const digests = [
      partDigest('s', 'action', 1),
      partDigest('t', 'action', 1),
      partDigest('s', 'result', 1),
      partDigest('s', 'action', '1'),
      partDigest('s","action', '', 1),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
  test('tell unlike forms of alike-looking text apart', () => {
    expect(partDigest('s', 'action', '\u00e9')).not.toBe(partDigest('s', 'action', 'e\u0301'));
  });
});
