// Slack's side of the attacks: presses replayed, forged, by strangers, with addresses of their own; text that wants to be more
// than text. Over HTTP to a stand-in of Slack.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SHOW_CODE } from '../../lambdas/contracts/slack.js';
import { KEY, SETTINGS } from '../core/samples.js';
import { buttonOf, FakeSlack, SECRET, seenIn, signed } from '../support/fake-slack.js';
import { REFUND } from '../support/review-desk.js';
import { ANA, SlackDesk } from '../support/slack-desk.js';

let one: SlackDesk;
beforeEach(async () => {
  one = await SlackDesk.start();
  await one.desk.open();
});
afterEach(() => one.stop());

/** Everything that is kept, as one text. */
const kept = async () => JSON.stringify([await one.desk.facts(), one.desk.links.all()]);

describe('attacks with presses of a button', () => {
  it.each([10, 299])(
    'attack 17: a press replayed %i seconds later shows nobody anything, and changes nothing',
    async (seconds) => {
      const press = one.pressed();
      expect(await one.receive(press)).toBe(200);
      const before = await kept();
      one.desk.now += seconds * 1_000;
      expect(await one.receive(press)).toBe(502);
      expect(one.slack.views).toHaveLength(1);
      expect(await kept()).toBe(before);
      expect(one.reports).toEqual(['Slack refused: exchanged_trigger_id']);
    },
  );

  it.each([301, -301])('attack 18: a press that is %i seconds old is not looked at', async (seconds) => {
    const press = one.pressed();
    one.desk.now += seconds * 1_000;
    expect(await one.receive(press)).toBe(403);
    expect(one.slack.calls).toEqual(['chat.postMessage']);
    expect(one.reports).toEqual(['not signed by Slack just now']);
  });

  it.each([300, -300])('a press that is %i seconds old is still one', async (seconds) => {
    const press = one.pressed();
    one.desk.now += seconds * 1_000;
    expect(await one.receive(press)).toBe(200);
  });

  it('attack 18: a timestamp that was moved is not the one that was signed', async () => {
    const press = one.pressed();
    one.desk.now += 400_000;
    const now = String(one.desk.now / 1_000);
    for (const timestamp of [now, `${now}.0`, `+${now}`, '', 'NaN', '9'.repeat(30)]) {
      const headers = { ...press.headers, 'x-slack-request-timestamp': timestamp };
      expect(await one.receive({ ...press, headers }), timestamp).toBe(403);
    }
    expect(one.slack.views).toEqual([]);
  });

  it('attack 18: without the signing secret nothing is signed, whatever is left out or put in its place', async () => {
    const press = one.pressed();
    const { 'x-slack-signature': genuine = '', ...unsigned } = press.headers;
    const forged = [
      signed(press.body, one.desk.now, 'f'.repeat(32)).headers,
      unsigned,
      { ...unsigned, 'x-slack-signature': '' },
      { ...unsigned, 'x-slack-signature': genuine.slice(0, -1) },
      { ...unsigned, 'x-slack-signature': genuine.replace('v0=', '') },
      { ...unsigned, 'x-slack-signature': genuine.toUpperCase() },
      { ...unsigned, 'x-slack-signature': `v0=${'0'.repeat(64)}` },
    ];
    for (const headers of forged)
      expect(await one.receive({ headers: headers as Record<string, string>, body: press.body })).toBe(403);
    expect(await one.receive({ ...press, body: `${press.body}&x=1` })).toBe(403);
    expect(one.slack.views).toEqual([]);
  });

  it.each<[string, object]>([
    ['the same id in another workspace', { team: { id: 'T0EVIL' }, user: { id: ANA, team_id: 'T0EVIL' } }],
    ['a guest by Slack Connect', { user: { id: ANA, team_id: 'T0EVIL' } }],
    ['a message in another workspace', { team: { id: 'T0EVIL' } }],
    ['another app', { api_app_id: 'A0EVIL' }],
    ['no workspace', { team: null }],
    ['a user of no workspace', { user: { id: ANA } }],
    ['another member', { user: { id: 'U0BEN', team_id: 'T0SHOP' } }],
    ['a member by another spelling', { user: { id: ANA.toLowerCase(), team_id: 'T0SHOP' } }],
  ])('attack 46: a press by %s shows nobody a code', async (_, changed) => {
    const before = await kept();
    expect(await one.receive(one.pressed({ changed }))).toBe(403);
    expect(one.slack.views).toEqual([]);
    expect(await kept()).toBe(before);
    expect(one.reports).toHaveLength(1);
    expect(one.reports.join()).not.toMatch(/U0|T0|A0/);
  });

  it('attack 46: a reviewer whose Slack was taken away is shown no code any more', async () => {
    const later = await SlackDesk.start({ reviewers: SETTINGS.reviewers });
    const { body, headers } = one.pressed();
    expect(await later.receive({ body, headers })).toBe(403);
    await later.stop();
  });

  it('attack 76: an address in a press is never called: internal, foreign or Slack’s own', async () => {
    const internal = await FakeSlack.start();
    for (const url of [
      internal.apiUrl,
      'http://169.254.169.254/latest/meta-data/',
      `${one.slack.apiUrl}/response-url`,
    ])
      expect(
        await one.receive(
          one.pressed({ changed: { response_url: url, response_urls: [{ response_url: url }] } }),
        ),
      ).toBe(200);
    expect(internal.calls).toEqual([]);
    expect(one.slack.calls).toEqual(['chat.postMessage', 'views.open', 'views.open', 'views.open']);
    await internal.stop();
  });

  it('attack 76: a redirect by the API leads nowhere, and takes the token nowhere', async () => {
    const internal = await FakeSlack.start();
    one.slack.trouble = { status: 307, headers: { location: `${internal.apiUrl}/views.open` } };
    expect(await one.receive(one.pressed())).toBe(502);
    expect(internal.calls).toEqual([]);
    await internal.stop();
  });
});

describe('attacks with what a message shows', () => {
  it('attack 4: nothing in a Slack message is for a preview: no unfurling, and its link is a button’s', async () => {
    const message = one.message() as unknown as Record<string, unknown>;
    expect(message).toMatchObject({
      unfurl_links: false,
      unfurl_media: false,
      parse: 'none',
      link_names: false,
    });
    expect([message.text, ...seenIn(one.message())].join('\n')).not.toContain('http');
  });

  it.each([
    '<!channel> read this',
    '<https://evil.example|the bank>',
    '<@U0BEN> & <#C1>',
    '*bold* _it_ `code`',
  ])('attack 53: %s in a title is text to Slack', async (title) => {
    const action = SETTINGS.actions.refund_order;
    if (!action) throw new Error('the sample has it');
    const other = await SlackDesk.start({ actions: { refund_order: { ...action, title } } });
    await other.desk.open();
    const { blocks, text } = other.message();
    const texts = blocks.flatMap((block) => [block.text, ...(block.elements ?? []).map((each) => each.text)]);
    for (const each of texts) if (each) expect(each.type).toBe('plain_text');
    expect([text, ...seenIn({ blocks })].join('\n')).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
    await other.stop();
  });

  it('attack 53: a message is within Slack’s limits whatever its words are', async () => {
    const action = SETTINGS.actions.refund_order;
    if (!action) throw new Error('the sample has it');
    const title = '<'.repeat(128);
    const other = await SlackDesk.start({ actions: { refund_order: { ...action, title } } });
    const handoffId = 'x'.repeat(80);
    await other.desk.open({ ...REFUND, agent: { id: 'a'.repeat(128), version: '1' } }, { ...KEY, handoffId });
    expect(other.reports).toEqual([]);
    expect(buttonOf(other.message(), SHOW_CODE).value).toMatch(/^[\w-]+$/);
    expect(await other.receive(other.pressed())).toBe(200);
    await other.stop();
  });
});

describe('the codes in Slack', () => {
  it('are in no message, and neither are they in what a button carries', async () => {
    await one.receive(one.pressed());
    const [[, code = 'none'] = []] = one.shown();
    const message = JSON.stringify(one.message());
    const carried = Buffer.from(buttonOf(one.message(), SHOW_CODE).value ?? '', 'base64url').toString(
      'latin1',
    );
    for (const text of [message, carried]) expect(text).not.toContain(code.slice(0, 4));
    expect(JSON.stringify(one.message())).not.toContain(SECRET.botToken);
  });

  it('cannot be had by a button of somebody else’s making', async () => {
    const button = buttonOf(one.message(), SHOW_CODE);
    const bytes = Buffer.from(button.value ?? '', 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const value = flipped.toString('base64url');
      expect(await one.receive(one.pressed({ button: { ...button, value } }))).toBe(403);
    }
    for (const value of ['', 'ana', bytes.subarray(0, 28).toString('base64url'), '%'.repeat(2_000)])
      expect(await one.receive(one.pressed({ button: { ...button, value } }))).toBe(403);
    expect(one.slack.views).toEqual([]);
  });
});
