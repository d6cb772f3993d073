// What targets receive: the event, a part, a constant or a template.
import { describe, expect, it } from 'vitest';
import { inputFor } from '../../../local/events/input.js';

const EVENT = {
  version: '0' as const,
  id: 'e1',
  'detail-type': 'Order',
  source: 'shop',
  account: '111122223333',
  time: '2026-01-01T12:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:one'],
  detail: { text: 'say "hi"', count: 2, ok: true, none: null, list: ['a', 'b'], inner: { deep: [{ x: 1 }] } },
};
const RULE = { name: 'r', busName: 'default', arn: 'arn:rule', state: 'ENABLED' as const, targets: [] };
const target = (more: object) => ({ Id: 't', Arn: 'arn:target', ...more });
const filled = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) =>
  inputFor(target({ InputTransformer: { InputTemplate, InputPathsMap } }), EVENT, RULE);

describe('the input of a target', () => {
  it('is the event, a constant, or what a path points to', () => {
    expect(JSON.parse(inputFor(target({}), EVENT, RULE))).toEqual(EVENT);
    expect(inputFor(target({ Input: '{"a":1}' }), EVENT, RULE)).toBe('{"a":1}');
    expect(inputFor(target({ InputPath: '$.detail.inner.deep[0]' }), EVENT, RULE)).toBe('{"x":1}');
    expect(inputFor(target({ InputPath: '$.detail.text' }), EVENT, RULE)).toBe('"say \\"hi\\""');
    expect(inputFor(target({ InputPath: "$['detail-type']" }), EVENT, RULE)).toBe('"Order"');
    expect(JSON.parse(inputFor(target({ InputPath: '$' }), EVENT, RULE))).toEqual(EVENT);
  });

  it('is a template whose values are written as JSON', () => {
    const paths = {
      t: '$.detail.text',
      c: '$.detail.count',
      o: '$.detail.inner',
      l: '$.detail.list',
      n: '$.detail.none',
    };
    const text = filled('{"t": <t>, "c": <c>, "o": <o>, "l": <l>, "n": <n>}', paths);
    expect(JSON.parse(text)).toEqual({
      t: 'say "hi"',
      c: 2,
      o: { deep: [{ x: 1 }] },
      l: ['a', 'b'],
      n: null,
    });
  });

  it('loses quotes where the template has its own', () => {
    const paths = { t: '$.detail.text', c: '$.detail.count', o: '$.detail.inner', l: '$.detail.list' };
    expect(filled('"<t>: <c> of <l> in <o>"', paths)).toBe('"say \\"hi\\": 2 of [a,b] in {deep:[{x:1}]}"');
    expect(filled('{"m": "it is \\"<c>\\" <c>"}', paths)).toBe('{"m": "it is \\"2\\" 2"}');
  });

  it('is an empty text where the event has nothing', () => {
    expect(filled('{"a": <a>, "b": "<a>"}', { a: '$.detail.absent.x' })).toBe('{"a": "", "b": ""}');
  });

  it('knows the variables of EventBridge', () => {
    expect(filled('{"r": <aws.events.rule-arn>, "n": "<aws.events.rule-name>"}')).toBe(
      '{"r": "arn:rule", "n": "r"}',
    );
    expect(filled('{"t": <aws.events.event.ingestion-time>}')).toBe('{"t": "2026-01-01T12:00:00Z"}');
    const { detail: _, ...withoutDetail } = EVENT;
    expect(JSON.parse(filled('{"e": <aws.events.event>}'))).toEqual({ e: withoutDetail });
    expect(JSON.parse(filled('{"e": <aws.events.event.json>}'))).toEqual({ e: EVENT });
  });
});
