// F. What is seen is what runs: no text of the agent's can hide, imitate or replace the action.
import { beforeEach, describe, expect, it } from 'vitest';
import { partDigest } from '../../lambdas/core/digest.js';
import { offerReversal } from '../../lambdas/core/reverse.js';
import { KEY } from '../core/samples.js';
import { Desk, REFUND } from '../support/review-desk.js';

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
});
const briefing = async (changes: object) => {
  await desk.open({ ...REFUND, ...changes });
  return (await desk.look()).body;
};
const digestOf = (text: string) => partDigest('salt', 'action', JSON.parse(text));

describe('attacks on the action', () => {
  it('attack 48: an edit voids every link to the proposal before it', async () => {
    await desk.open();
    const ben = await desk.enter('ben');
    await desk.decide({ decision: 'edit', 'parameter.orderId': '#W1', 'parameter.amount': '5000' }, 'ana');
    const { status } = await desk.post(`${ben.path}/decision`, { decision: 'approve' }, ben);
    expect(status).toBe(409);
    expect((await desk.types()).filter((type) => type === 'decided')).toHaveLength(1);
  });

  it.each([
    ['key order', '{"a":1,"b":2}', '{"b":2,"a":1}'],
    ['1 and 1.0 and 1e0', '{"a":1}', '{"a":1.0}'],
    ['exponents', '{"a":1}', '{"a":1e0}'],
    ['minus zero', '{"a":0}', '{"a":-0}'],
    ['escapes', '{"a":"\\u00e9"}', '{"a":"é"}'],
    ['blanks', '{"a":[1,2]}', '{ "a" : [ 1 , 2 ] }'],
  ])('attack 50: the same meaning has the same digest: %s', (_, one, other) => {
    expect(digestOf(one)).toBe(digestOf(other));
  });

  it.each([
    ['a number and its text', '{"a":1}', '{"a":"1"}'],
    ['null and nothing', '{"a":null}', '{}'],
    ['composed and decomposed letters', '{"a":"\\u00e9"}', '{"a":"e\\u0301"}'],
    ['an invisible character', '{"a":"x"}', '{"a":"x\\u200b"}'],
    ['list order', '{"a":[1,2]}', '{"a":[2,1]}'],
    ['nesting', '{"a":{"b":1}}', '{"a":{},"b":1}'],
  ])('attack 50: another meaning has another digest: %s', (_, one, other) => {
    expect(digestOf(one)).not.toBe(digestOf(other));
  });

  it('attack 51: what the agent says stands apart from what would run, which is drawn from the parameters', async () => {
    const body = await briefing({
      assessment: { confidence: 0.1, rationale: 'A refund of 1 euro, nothing else.' },
    });
    const action = body.slice(body.indexOf('What would run'), body.indexOf('Why you are asked'));
    expect(action).toContain('>20<');
    expect(action).not.toContain('1 euro');
    const words = body.slice(body.indexOf('The agent’s own words'));
    expect(words).toContain('A refund of 1 euro, nothing else.');
  });

  it.each([
    ['a right-to-left override', 'pay \u202e001 ot', '⟦U+202E⟧'],
    ['a zero width space', 'pay\u200bpal', '⟦U+200B⟧'],
    ['an ANSI escape', 'ok\u001b[2K', '⟦U+001B⟧'],
    ['a look-alike letter', 'p\u0430ypal.com', '⟦mixed alphabets⟧'],
    ['fifty thousand blanks', `x${' '.repeat(50_000)}y`, '⟦50000 blanks⟧'],
    ['a thousand line breaks', `x${'\n'.repeat(1_000)}y`, '⟦1000 line breaks⟧'],
    ['our own marks', '⟦U+0041⟧', '⟦U+27E6⟧'],
  ])('attack 52: %s is shown for what it is', async (_, text, shown) => {
    const body = await briefing({
      action: { type: 'refund_order', parameters: { orderId: text, amount: 20 } },
      context: { conversationHistory: { turns: [{ speaker: 'customer', text }] } },
    });
    // Once in the action, once in the conversation.
    expect(body.split(shown).length - 1).toBeGreaterThanOrEqual(2);
    expect(body).not.toContain('\u202e');
  });

  it.each([
    '<script>alert(1)</script>',
    '"><svg onload=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    '</textarea><form action=https://evil.example>',
    '<style>*{display:none}</style>',
    '![](https://evil.example/beacon.png)',
    '<!channel> <https://evil.example|our shop>',
  ])('attack 53: %s is text, wherever the agent puts it', async (hostile) => {
    const body = await briefing({
      action: { type: 'refund_order', resource: hostile, parameters: { orderId: hostile, amount: 20 } },
      assessment: { rationale: hostile, alternatives: [{ summary: hostile }] },
      humanRequested: { by: 'customer', reason: hostile },
      context: {
        customerProfile: { [hostile]: hostile },
        conversationHistory: { turns: [{ speaker: 'customer', text: hostile }] },
        agentReasoning: { summary: hostile, steps: [hostile], model: hostile },
        processState: { process: hostile, completed: [], pending: [hostile] },
        environmentalData: { observations: [{ source: 'crm', data: hostile }] },
      },
    });
    expect(body).not.toMatch(/<script|<svg|<img|<form action=https/);
    expect(body.match(/<style>/g)).toHaveLength(1);
    // Every quote and bracket of the hostile text is escaped: no attribute and no tag begins in it.
    for (const raw of ['<script', '"><svg', "' onfocus", '</textarea><form', '<!channel>'])
      expect(body).not.toContain(raw);
  });

  it('attack 55: a stored part that was replaced is not shown, and nothing can be decided', async () => {
    await desk.open({ ...REFUND, context: { customerProfile: { name: 'Mia Chen' } } });
    const [requested] = await desk.facts();
    const digest = (requested?.type === 'requested' && requested.data.partRefs.customerProfile) || '';
    const body = { name: 'A trusted customer' };
    await desk.context.put(KEY, [{ part: 'customerProfile', digest, salt: 'x', body }]);
    const page = (await desk.look()).body;
    expect(page).not.toContain('A trusted customer');
    expect(page).toContain('Nothing can be decided here');
  });

  it('attack 57: nothing is reversed before it ran, nor twice, nor is a reversal reversed', async () => {
    await desk.open();
    const offer = () =>
      desk.command(`offer ${Math.random()}`, (state) => offerReversal(state, undefined, desk));
    expect((await offer()).refusal).toBe('NOT_PERFORMED');
    await desk.decide({ decision: 'approve' });
    expect((await offer()).refusal).toBe('NOT_PERFORMED');
    await desk.perform();
    const { path, cookie } = await desk.enter();
    await desk.post(`${path}/decision`, { decision: 'reverse' }, { cookie });
    expect((await offer()).refusal).toBe('ALREADY_REVERSED');
    expect((await desk.types()).filter((type) => type === 'reversalRequested')).toHaveLength(1);
  });
});
