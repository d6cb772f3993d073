// What becomes of a press of a button, over HTTP to a stand-in of Slack. Attacks are in test/attacks/slack.test.ts.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPEN_LINK } from '../../../lambdas/contracts/slack.js';
import { buttonOf, seenIn, signed } from '../../support/fake-slack.js';
import { ANA, SlackDesk } from '../../support/slack-desk.js';

let one: SlackDesk;
beforeEach(async () => {
  one = await SlackDesk.start();
  await one.desk.open();
});
afterEach(() => one.stop());

/** The path of the link in the last message. */
const path = () => new URL(buttonOf(one.message(), OPEN_LINK).url ?? '').pathname;

describe('a press of "Show my code"', () => {
  it('shows the member whom the message is for the code that opens its link', async () => {
    expect(await one.receive(one.pressed())).toBe(200);
    const [[who, code = ''] = []] = one.shown();
    expect(who).toBe(ANA);
    const { status } = await one.desk.post(`${path()}/code`, { code });
    expect(status).toBe(303);
  });

  it('says which decision the code is for', async () => {
    await one.receive(one.pressed());
    expect(seenIn(one.slack.views[0]?.view ?? { blocks: [] }).join('\n')).toContain(
      'Decision needed: refund_order [refund-42]',
    );
  });

  it('can be repeated, and the link stays good', async () => {
    await one.receive(one.pressed());
    await one.receive(one.pressed());
    const [first, second] = one.shown();
    expect(first).toEqual(second);
    expect(one.desk.links.all()[0]?.attempts).toBe(0);
  });

  it.each([
    ['refuses', { status: 200, body: '{"ok":false,"error":"expired_trigger_id"}' }],
    ['is out of order', { status: 503 }],
    ['does not answer', 'silence'],
  ] as const)('is answered as not shown when Slack %s, and can be repeated', async (_, trouble) => {
    one.slack.trouble = trouble;
    if (trouble === 'silence') one.patienceMs = 50;
    expect(await one.receive(one.pressed())).toBe(502);
    one.slack.trouble = undefined;
    one.patienceMs = 10_000;
    expect(await one.receive(one.pressed())).toBe(200);
  });
});

describe('everything else', () => {
  it('is taken note of when it is a press of the link’s button, which Slack tells of too', async () => {
    expect(await one.receive(one.pressed({ button: buttonOf(one.message(), OPEN_LINK) }))).toBe(200);
    expect(one.slack.views).toEqual([]);
    expect(one.reports).toEqual([]);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('is refused as %s', async (method) => {
    expect(await one.receive(one.pressed(), method)).toBe(405);
  });

  it('is refused above 64 KiB, before it is looked at', async () => {
    expect(await one.receive(signed('x'.repeat(64 * 1024 + 1), one.desk.now))).toBe(413);
    expect(one.reports).toEqual([]);
  });

  it.each([
    '',
    'payload=',
    'payload=null',
    'payload=%7B',
    'payload=%7B%7D&payload=%7B%7D',
    'payload=%7B%22type%22%3A%22view_submission%22%7D',
    'ssl_check=1',
  ])('that Slack signs and that is no press is turned away: %s', async (body) => {
    expect(await one.receive(signed(body, one.desk.now))).toBe(403);
    expect(one.reports).toEqual(['not a click on a button']);
  });

  it('that is JSON is no form', async () => {
    const { body, headers } = one.pressed();
    const asJson = { ...headers, 'content-type': 'application/json' };
    expect(await one.receive({ body, headers: asJson })).toBe(403);
  });
});
