// C. Time: deadlines are the log's, whatever a link, a clock or a table says.
import { beforeEach, describe, expect, it } from 'vitest';
import { ReviewLink } from '../../lambdas/contracts/link.js';
import { settleOutcome } from '../../lambdas/core/settle.js';
import { instantText } from '../../lambdas/functions/instant-text.js';
import { START } from '../core/samples.js';
import { Desk } from '../support/review-desk.js';

const MINUTE = 60_000;
const DEADLINE = START + 60 * MINUTE;
let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await desk.open();
});
/** What becomes of an approval at `now`, in a session that was opened shortly before. */
async function approveAt(now: number): Promise<number> {
  desk.now = Math.min(now, DEADLINE) - 5 * MINUTE;
  const { path, cookie } = await desk.enter();
  desk.now = now;
  return (await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie })).status;
}

describe('attacks on time', () => {
  it.each([
    ['one millisecond before the deadline is taken', DEADLINE - 1, 303],
    ['at the deadline is refused', DEADLINE, 410],
    ['one millisecond after the deadline is refused', DEADLINE + 1, 410],
  ])('attack 21: a decision %s', async (_, now, status) => {
    expect(await approveAt(now)).toBe(status);
  });

  it.each([
    ['9999-12-31T23:59:59.999Z', 303, 410],
    ['2020-01-01T00:00:00.000Z', 404, 404],
  ])('attack 22: a stored expiry of %s moves no deadline', async (expiresAt, entered, decided) => {
    const [honest] = desk.links.all();
    if (!honest) throw new Error('a link is stored');
    const { path, code } = desk.invitation(honest.reviewerId);
    const forged = new Desk();
    for (const fact of await desk.facts()) await forged.log.append(fact);
    await forged.links.put({ ...honest, expiresAt });
    forged.now = DEADLINE + 1;
    const answer = await forged.post(`${path}/code`, { code });
    expect(answer.status).toBe(entered);
    const cookie = answer.cookies[0]?.split(';')[0] ?? '';
    const { status } = await forged.post(`${path}/decision`, { decision: 'approve' }, { cookie });
    expect(status).toBe(decided);
    expect(await forged.types()).toEqual(['requested', 'reviewOpened']);
  });

  it.each([-1, 1.5, '1764000000', 'soon', null])(
    'attack 22: an expiry of %s is no link at all',
    (expiresAt) => {
      expect(ReviewLink.safeParse({ ...desk.links.all()[0], expiresAt }).success).toBe(false);
    },
  );

  it('attack 23: a clock that jumps back does not reopen what has expired', async () => {
    const { path, cookie } = await desk.enter();
    desk.now = DEADLINE + 10 * 60 * MINUTE;
    await desk.command('1', (state) => settleOutcome(state, desk.now));
    await desk.command('2', (state) => settleOutcome(state, desk.now));
    desk.now = START + MINUTE;
    expect((await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie })).status).toBe(409);
    expect((await desk.types()).at(-1)).toBe('expired');
  });

  it('attack 23: a host whose clock is five minutes slow decides by the same rule: one decision, and never two', async () => {
    expect(await approveAt(DEADLINE - 5 * MINUTE)).toBe(303);
    await desk.command('late', (state) => settleOutcome(state, DEADLINE + 1));
    expect((await desk.types()).filter((type) => ['decided', 'escalated', 'expired'].includes(type))).toEqual(
      ['decided'],
    );
  });

  it('attack 24: a link that DynamoDB has still to delete leads nowhere', async () => {
    const { path, code } = desk.invitation();
    desk.now = Date.parse('2027-06-01T00:00:00.000Z');
    expect((await desk.get(path)).status).toBe(404);
    expect((await desk.post(`${path}/code`, { code })).status).toBe(404);
  });

  it.each([
    ['2027-03-28T00:59:59.000Z', 'Europe/Madrid', 'Sun, 28 Mar 2027, 01:59 CET (00:59 UTC)'],
    ['2027-03-28T01:00:00.000Z', 'Europe/Madrid', 'Sun, 28 Mar 2027, 03:00 CEST (01:00 UTC)'],
    ['2026-10-25T00:30:00.000Z', 'Europe/Madrid', 'Sun, 25 Oct 2026, 02:30 CEST (00:30 UTC)'],
    ['2026-10-25T01:30:00.000Z', 'Europe/Madrid', 'Sun, 25 Oct 2026, 02:30 CET (01:30 UTC)'],
    ['2028-02-29T23:30:00.000Z', 'Europe/Madrid', 'Wed, 1 Mar 2028, 00:30 CET (Tue, 29 Feb 2028, 23:30 UTC)'],
    ['2028-02-29T12:00:00.000Z', 'UTC', 'Tue, 29 Feb 2028, 12:00 UTC'],
  ])('attack 25: the deadline %s in %s reads %s', (instant, timeZone, text) => {
    expect(instantText(instant, timeZone)).toBe(text);
  });
});
