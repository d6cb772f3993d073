// H. Poisoned payloads through the whole stack: each ends settled or refused, with field and rule; nobody else is delayed.
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JsonObject } from '../../lambdas/contracts/json.js';
import { HandoffRequest } from '../../lambdas/contracts/request.js';
import { visibleText } from '../../lambdas/functions/visible-text.js';
import { confidentRefund, Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
const logs: string[] = [];
beforeAll(async () => {
  stack = await Deployed.start({ onLog: (_, text) => logs.push(text) });
});
afterAll(() => stack.stop());

let asked = 0;
/** Starts an execution on `input` as it is, and answers how it ended. */
async function start(input: string) {
  asked += 1;
  const name = `payload-${asked}`;
  const stateMachineArn = stack.output('StateMachineArn');
  const sent = await stack.sfn
    .send(new StartExecutionCommand({ stateMachineArn, name, input }))
    .then(() => 'started' as const)
    .catch((error: Error) => error.name);
  if (sent !== 'started') return { sent, name, status: undefined, outcome: undefined };
  await stack.local.settle();
  const { status, outcome } = await stack.execution(name);
  return { sent, name, status, outcome };
}
const withParameters = (text: string) =>
  JSON.stringify(confidentRefund).replace('{"orderId":"A-1001","amount":120}', text);

describe('attacks by payload', () => {
  it.each<[string, string, string]>([
    ['__proto__', '{"orderId":"A","amount":1,"__proto__":{"admin":true}}', 'forbidden key'],
    ['constructor.prototype', '{"orderId":"A","amount":1,"constructor":{"prototype":{}}}', 'forbidden key'],
    ['a number beyond all bounds', '{"orderId":"A","amount":1e309}', 'Expected "number"'],
    ['a lone surrogate', '{"orderId":"\\ud800","amount":1}', 'well-formed'],
    ['nesting forty deep', `{"orderId":${'['.repeat(40)}${']'.repeat(40)},"amount":1}`, 'nested deeper'],
    ['a string of 100 001 characters', `{"orderId":"${'x'.repeat(100_001)}","amount":1}`, 'longer than'],
  ])(
    'attack 66: parameters with %s are refused with field and rule, and nothing runs',
    async (_, parameters, rule) => {
      const { outcome, name } = await start(withParameters(parameters));
      expect(outcome?.status).toBe('refused');
      expect(outcome?.problems?.[0]?.path).toContain('action.parameters');
      expect(outcome?.problems?.[0]?.rule).toContain(rule);
      expect(await stack.facts(name)).toEqual(['refused']);
    },
  );

  it.each([
    ['no JSON', '{'],
    ['NaN', withParameters('{"orderId":"A","amount":NaN}')],
    ['a byte order mark', `\ufeff${JSON.stringify(confidentRefund)}`],
    ['nothing', ' '],
  ])('attack 66: an input of %s is not started', async (_, input) => {
    expect((await start(input)).sent).toBe('InvalidExecutionInput');
  });

  it('attack 66: ten thousand levels of nesting are not started, nine hundred are refused, and the stack goes on', async () => {
    const nested = (levels: number) =>
      start(withParameters(`{"orderId":${'['.repeat(levels)}${']'.repeat(levels)},"amount":1}`));
    expect((await nested(10_000)).sent).toBe('InvalidExecutionInput');
    expect((await nested(900)).outcome?.status).toBe('refused');
    expect((await start(JSON.stringify(confidentRefund))).outcome?.status).toBe('autonomous');
  });

  it('attack 66: a NUL and other controls are kept as they are, and shown for what they are', async () => {
    const { name } = await start(
      JSON.stringify({
        ...uncertainRefund,
        action: { type: 'refund_order', parameters: { orderId: 'A\u0000B', amount: 1 } },
      }),
    );
    const page = await (await stack.visitor(({ handoffId }) => handoffId === name)).look();
    expect(page.text).toContain('⟦U+0000⟧');
  });

  it('attack 67: an input above 262 144 bytes is not started; one of exactly that is settled or asked', async () => {
    const sized = (bytes: number) => {
      const base = { ...uncertainRefund, context: { customerProfile: { notes: ['', '', ''] } } };
      const room = bytes - Buffer.byteLength(JSON.stringify(base));
      const notes = [90_000, 90_000, room - 180_000].map((count) => 'x'.repeat(count));
      return JSON.stringify({ ...base, context: { customerProfile: { notes } } });
    };
    expect((await start(sized(262_145))).sent).toBe('InvalidExecutionInput');
    expect(['RUNNING', 'FAILED']).toContain((await start(sized(262_144))).status);
  });

  it('attack 67: a form of 64 KiB and a byte is refused, and of six megabytes and a byte too', async () => {
    await stack.request('large-form', uncertainRefund);
    const { link } = stack.invitations().findLast(({ handoffId }) => handoffId === 'large-form') ?? {
      link: '',
    };
    for (const bytes of [64 * 1024 + 1, 6 * 1024 * 1024 + 1]) {
      const answer = await fetch(`${link}/code`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        body: 'x'.repeat(bytes),
      });
      expect(answer.status).toBe(413);
    }
    expect(await stack.facts('large-form')).toEqual(['requested', 'reviewOpened']);
  });

  it('attack 68: a list of a million values is refused before it is walked', () => {
    const parsed = JsonObject.safeParse({ list: Array(1_000_000).fill(0) });
    expect(parsed.success).toBe(false);
    const turns = Array(1_000_000).fill({ speaker: 'customer', text: 'x' });
    expect(
      HandoffRequest.safeParse({ ...uncertainRefund, context: { conversationHistory: { turns } } }).success,
    ).toBe(false);
  });

  it.each([
    ['blanks', ' '.repeat(100_000)],
    ['line breaks', '\n \t'.repeat(33_000)],
    ['words of mixed alphabets', 'a\u0430'.repeat(50_000)],
    ['combining marks', `e${'\u0301'.repeat(99_999)}`],
    ['brackets', '⟦'.repeat(100_000)],
  ])('attack 68: no pattern of ours runs away on a hundred thousand %s', (_, text) => {
    // A pattern that backtracks would take minutes, and the test would time out.
    expect(visibleText(text).length).toBeGreaterThan(0);
    expect(HandoffRequest.safeParse({ ...uncertainRefund, locale: text, tenant: text }).success).toBe(false);
  });

  it('attack 69: an expression in a data field is text to the state machine', async () => {
    const expression = '{% $states.context.Task.Token & $string($states.context.Execution) %}';
    const { outcome, name } = await start(
      JSON.stringify({
        ...confidentRefund,
        action: { type: 'refund_order', parameters: { orderId: expression, amount: 1 } },
        context: { customerProfile: { name: expression } },
      }),
    );
    expect(outcome?.action?.parameters.orderId).toBe(expression);
    expect(await stack.facts(name)).toEqual(['requested', 'performing', 'performed']);
  });

  it('attack 70: a line break in what an agent sends makes no line of its own in a log', async () => {
    const forged = 'x\n{"message":"LogTampered","forged":true}';
    await start(JSON.stringify({ ...uncertainRefund, locale: forged, tenant: forged }));
    const action = { type: 'refund_order', parameters: { orderId: forged, amount: 1 } };
    const { name } = await start(JSON.stringify({ ...uncertainRefund, action }));
    const { link } = stack.invitations().findLast(({ handoffId }) => handoffId === name) ?? { link: '' };
    await fetch(`${link}/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ code: forged }).toString(),
    });
    const lines = logs.flatMap((text) => text.split('\n'));
    // Nothing forged among no lines at all would show nothing.
    expect(lines.filter((line) => line.includes('"wrong code"'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('LogTampered'))).toEqual([]);
  });
});
