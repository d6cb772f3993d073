// Who is told what and when, over ports in memory: invitations, reminders, news; forged and repeated events.
import { beforeEach, describe, expect, it } from 'vitest';
import { cancelHandoff } from '../../../lambdas/core/settle.js';
import { reminderAt } from '../../../lambdas/functions/notify/invitation.js';
import { KEY, SETTINGS, START } from '../../core/samples.js';
import { Desk, REFUND } from '../../support/review-desk.js';

const MINUTE = 60_000;
let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});

describe('an opened review', () => {
  it('R13 sends each reviewer of the tier a link and a code of their own', async () => {
    await desk.open();
    expect(desk.mails.map(({ address }) => address)).toEqual(['ana@example.com', 'ben@example.com']);
    const [ana, ben] = [desk.invitation('ana'), desk.invitation('ben')];
    expect(ana.link).not.toBe(ben.link);
    expect(ana.code).not.toBe(ben.code);
  });

  it('R13 sends the same link and code again when the fact is delivered again', async () => {
    await desk.open();
    const first = desk.mails.map(({ text }) => text);
    await desk.announce('reviewOpened');
    expect(desk.mails.slice(2).map(({ text }) => text)).toEqual(first);
    expect(desk.links.all()).toHaveLength(2);
  });

  it('R13 a redelivered fact resets no attempts and closes no session', async () => {
    await desk.open();
    const { path, cookie } = await desk.enter();
    await desk.post(`${path}/code`, { code: 'AAAA-AAAA' });
    await desk.announce('reviewOpened');
    expect(desk.links.all()[0]?.attempts).toBe(1);
    expect((await desk.get(path, { cookie })).body).toContain('Your decision');
  });

  it('R13 notes whom no channel reaches, and still sends to the others', async () => {
    desk.unreachable.add('ana');
    await desk.open();
    expect(desk.mails.map(({ reviewerId }) => reviewerId)).toEqual(['ben']);
    expect((await desk.facts()).at(-1)).toMatchObject({
      type: 'channelFailed',
      data: { reviewerId: 'ana', reason: 'the e-mail subscription is not confirmed' },
    });
    await desk.announce('reviewOpened');
    expect((await desk.types()).filter((type) => type === 'channelFailed')).toHaveLength(1);
  });

  it('R1 that the log does not know invites nobody: a forged event names no fact', async () => {
    await desk.open();
    desk.mails.length = 0;
    await desk.announce('resent');
    await desk.announce('performed');
    expect(desk.mails).toEqual([]);
  });

  it('delivered after the handoff is over invites nobody', async () => {
    await desk.open();
    await desk.command('cancel', (state) => cancelHandoff(state, 'agent', undefined));
    desk.mails.length = 0;
    await desk.announce('reviewOpened');
    expect(desk.mails).toEqual([]);
  });

  it('delivered after its deadline invites nobody', async () => {
    await desk.open();
    desk.mails.length = 0;
    desk.now = START + 60 * MINUTE;
    await desk.announce('reviewOpened');
    expect(desk.mails).toEqual([]);
  });
});

describe('every message', () => {
  it('holds agent, action type and deadline with time zone, and nothing of the proposal', async () => {
    await desk.open();
    const { subject = '', text = '' } = desk.mails[0] ?? {};
    expect(subject).toBe('Decision needed: refund_order [refund-42]');
    expect(text).toContain('Deadline: Tue, 24 Nov 2026, 13:00 GMT (13:00 UTC)');
    expect(text).toContain('support-agent');
    for (const hidden of ['#W1', 'The parcel never arrived', '0.5'])
      expect(text + subject).not.toContain(hidden);
  });

  it('has a subject of printable ASCII below 100 characters, whatever the settings say', async () => {
    const { refund_order } = SETTINGS.actions;
    if (!refund_order) throw new Error('the sample has it');
    const title = `Évil\r\nBcc: everybody@example.com ${'x'.repeat(90)}`;
    desk = new Desk({ ...SETTINGS, actions: { refund_order: { ...refund_order, title } } });
    await desk.open();
    expect(desk.mails[0]?.subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  });
});

describe('R16 the reminder', () => {
  it('comes once, with a quarter of the time left, with the same link and the time zone', async () => {
    await desk.open();
    const invited = desk.mails.length;
    desk.now = START + 44 * MINUTE;
    await desk.remind();
    expect(desk.mails).toHaveLength(invited);
    desk.now = START + 45 * MINUTE;
    await desk.remind();
    await desk.remind();
    const reminders = desk.mails.slice(invited);
    expect(reminders.map(({ reviewerId }) => reviewerId)).toEqual(['ana', 'ben']);
    expect(reminders[0]?.subject).toMatch(/^Reminder: /);
    expect(reminders[0]?.text).toContain('13:00 GMT (13:00 UTC)');
    expect(desk.links.all()).toHaveLength(2);
  });

  it('comes to nobody once the decision was taken', async () => {
    await desk.open();
    await desk.decide({ decision: 'approve' });
    const before = desk.mails.length;
    desk.now = START + 50 * MINUTE;
    await desk.remind();
    expect(desk.mails).toHaveLength(before);
  });

  it.each([
    ['2026-11-24T12:00:00.000Z', '2026-11-24T12:59:59.000Z', undefined],
    ['2026-11-24T12:00:00.000Z', '2026-11-24T13:00:00.000Z', '2026-11-24T12:45:00.000Z'],
    ['2026-11-24T12:00:00.000Z', '2026-12-24T12:00:00.000Z', '2026-12-23T12:00:00.000Z'],
  ])('of a wait from %s to %s is due at %s', (openedAt, deadlineAt, due) => {
    expect(reminderAt(openedAt, deadlineAt)).toBe(due);
  });
});

describe('R16 after an approval', () => {
  it.each([
    ['performed', 'ran', true],
    ['failed', 'failed', false],
    ['in-doubt', 'in doubt', true],
  ] as const)('the decider is told that the action is %s', async (status, words, canReverse) => {
    await desk.open();
    await desk.decide({ decision: 'approve' });
    desk.mails.length = 0;
    await desk.perform(status, status === 'failed' ? 'card closed' : undefined);
    expect(desk.mails.map(({ reviewerId }) => reviewerId)).toEqual(['ana']);
    expect(desk.mails[0]?.text).toContain(words);
    expect(/^Code: /m.test(desk.mails[0]?.text ?? '')).toBe(canReverse);
  });

  it('nobody is told of an action that needed no decision', async () => {
    await desk.open({ ...REFUND, assessment: { confidence: 1 } }, { ...KEY, handoffId: 'alone' });
    expect(desk.mails).toEqual([]);
  });
});
