// How messages go to Slack, and what becomes of them when it does not take them. Over HTTP to a stand-in of Slack.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackSecretIn } from '../../lambdas/adapters/slack-api.js';
import { SlackChannel } from '../../lambdas/adapters/slack-channel.js';
import { slackText } from '../../lambdas/contracts/slack.js';
import type { Message } from '../../lambdas/core/ports.js';
import { KEY, START } from '../core/samples.js';
import { SECRET, seenIn } from '../support/fake-slack.js';
import { SlackDesk } from '../support/slack-desk.js';

let one: SlackDesk;
beforeEach(async () => {
  one = await SlackDesk.start();
});
afterEach(() => one.stop());

const MINUTE = 60_000;
const mailed = () => one.desk.mails.map(({ reviewerId }) => reviewerId);

describe('a reviewer with Slack', () => {
  it('R13 gets a message of their own there, and the others get theirs by e-mail', async () => {
    await one.desk.open();
    expect(one.slack.posted.map(({ channel }) => channel)).toEqual(['U0ANA']);
    expect(mailed()).toEqual(['ben']);
  });

  it('R15 is told agent, action type and deadline, and nothing of the proposal', async () => {
    await one.desk.open();
    const seen = seenIn(one.message()).join('\n');
    for (const told of ['refund_order', 'support-agent', '13:00 GMT (13:00 UTC)', 'Review', 'Show my code'])
      expect(seen).toContain(told);
    for (const hidden of ['#W1', 'The parcel never arrived', '0.5'])
      expect(JSON.stringify(one.message())).not.toContain(hidden);
  });

  it('R13 gets the same message when the fact is delivered again', async () => {
    await one.desk.open();
    await one.desk.announce('reviewOpened');
    const [first, second] = one.slack.posted;
    expect(second).toEqual(first);
  });

  it('R16 is reminded there, once', async () => {
    await one.desk.open();
    one.desk.now = START + 45 * MINUTE;
    await one.desk.remind();
    await one.desk.remind();
    expect(one.slack.posted.map(({ text }) => text.split(':')[0])).toEqual(['Decision needed', 'Reminder']);
  });
});

describe('a message that Slack does not take', () => {
  it.each([
    [
      'refuses it',
      { status: 200, body: '{"ok":false,"error":"account_inactive"}' },
      'Slack refused: account_inactive',
    ],
    [
      'gives an error of its own making',
      { status: 200, body: '{"ok":false,"error":"<b>"}' },
      'Slack’s answer could not be read',
    ],
    ['answers without JSON', { status: 200, body: 'ok' }, 'Slack could not be reached'],
    [
      'is asked too often',
      { status: 429, headers: { 'retry-after': '30' } },
      'Slack takes no more now, not for 30 s',
    ],
    ['is asked too often and says no more', { status: 429 }, 'Slack takes no more now'],
    ['forbids it', { status: 403 }, 'Slack answered with status 403'],
    ['is out of order', { status: 503 }, 'Slack answered with status 503'],
    ['does not answer', 'silence', 'Slack did not answer within 0.05 s'],
  ] as const)('because it %s goes by e-mail, after one try', async (_, trouble, failure) => {
    one.slack.trouble = trouble;
    if (trouble === 'silence') one.patienceMs = 50;
    await one.desk.open();
    expect(one.slack.calls).toEqual(['chat.postMessage']);
    expect(mailed().sort()).toEqual(['ana', 'ben']);
    expect(one.reports).toEqual([failure]);
    expect(await one.desk.types()).not.toContain('channelFailed');
  });

  it('R13 and that no e-mail reaches either is a failed channel, with both reasons', async () => {
    one.slack.trouble = { status: 503 };
    one.desk.unreachable.add('ana');
    await one.desk.open();
    expect((await one.desk.facts()).at(-1)).toMatchObject({
      type: 'channelFailed',
      data: {
        reviewerId: 'ana',
        reason: 'Slack answered with status 503; the e-mail subscription is not confirmed',
      },
    });
  });

  it('because the secret cannot be read goes by e-mail, which says nothing of it', async () => {
    const mails: Message[] = [];
    const reports: string[] = [];
    const mail = { send: async (message: Message) => void mails.push(message) };
    const access = async () => {
      throw new Error('ResourceNotFoundException: arn:aws:secretsmanager:…');
    };
    const channel = new SlackChannel(access, mail, (failure) => reports.push(failure));
    const message = { reviewerId: 'ana', address: 'ana@example.com', slackUserId: 'U0ANA', subject: 's' };
    expect(await channel.send({ ...message, paragraphs: [] })).toBeUndefined();
    expect(mails).toHaveLength(1);
    expect(reports).toEqual(['the Slack secret could not be read']);
  });

  it('is by e-mail what it would have been: link and code', async () => {
    one.slack.trouble = { status: 503 };
    await one.desk.open();
    const { path, code } = one.desk.invitation('ana');
    expect((await one.desk.post(`${path}/code`, { code })).status).toBe(303);
  });

  it('after news is thrown where e-mail fails too, so that the event comes again', async () => {
    await one.desk.open();
    await one.desk.decide({ decision: 'approve' }, 'ben');
    one.desk.unreachable.add('ben');
    await expect(one.desk.perform()).rejects.toThrow('the e-mail subscription is not confirmed');
    expect((await one.desk.facts(KEY)).at(-1)?.type).toBe('performed');
  });
});

describe('the customer’s secret', () => {
  it('is read from JSON', () => {
    expect(slackSecretIn(JSON.stringify({ ...SECRET, clientId: '1' }))).toEqual(SECRET);
  });

  it.each([
    '',
    'xoxb-1',
    '{}',
    '{"botToken":"xoxp-1","signingSecret":"0123456789abcdef"}',
    '{"botToken":"xoxb-1"}',
  ])('that is %s is refused, and not repeated', (text) => {
    expect(() => slackSecretIn(text)).toThrow(
      /^the Slack secret must be JSON: \{"botToken": "xoxb-…", "signingSecret": "…"\}$/,
    );
  });
});

describe('text for Slack', () => {
  it.each([
    ['a & <b>', 100, 'a &amp; &lt;b&gt;'],
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['abc<', 6, 'abc…'],
    ['abcd👍e', 6, 'abcd…'],
  ])('%s, at most %i characters, is %s', (text, longest, shown) => {
    expect(slackText(text, longest)).toEqual({ type: 'plain_text', text: shown, emoji: false });
  });
});
