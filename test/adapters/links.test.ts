// Review links, wherever they are: bound once, attempts counted under a condition, reminders claimed once.
import { expect, it } from 'vitest';
import type { ReviewLink } from '../../lambdas/contracts/link.js';
import { link } from '../core/samples.js';
import { onEveryPlace } from './places.js';

let made = 0;
const fresh = (changes: Partial<ReviewLink> = {}) => {
  made += 1;
  return link('ana', { linkHash: made.toString(16).padStart(64, '0'), ...changes });
};
const SESSION = { hash: 'a'.repeat(64), expiresAt: '2026-11-24T12:30:00.000Z' };

onEveryPlace((stores) => {
  it('reads a link back as it was stored', async () => {
    const { links } = stores();
    const one = fresh({ generation: 2, tier: 3, purpose: 'reverse' });
    await links.put(one);
    expect(await links.get(one)).toEqual(one);
  });

  it('knows nothing of a hash that it was never given, nor of another tenant’s', async () => {
    const { links } = stores();
    const one = fresh();
    await links.put(one);
    expect(await links.get(fresh())).toBeUndefined();
    expect(await links.get({ ...one, tenant: 'globex' })).toBeUndefined();
    expect(await links.countAttempt({ ...one, tenant: 'globex' })).toBeUndefined();
  });

  it('R13 keeps the first of two links with one hash, with its attempts', async () => {
    const { links } = stores();
    const one = fresh();
    await links.put(one);
    await links.countAttempt(one);
    await links.put({ ...one, reviewerId: 'ben' });
    expect(await links.get(one)).toMatchObject({ reviewerId: 'ana', attempts: 1 });
  });

  it('R14 counts attempts up to five, and then refuses for ever', async () => {
    const { links } = stores();
    const one = fresh();
    await links.put(one);
    const counts: (number | undefined)[] = [];
    for (let times = 0; times < 7; times += 1) counts.push((await links.countAttempt(one))?.attempts);
    expect(counts).toEqual([1, 2, 3, 4, 5, undefined, undefined]);
  });

  it('R14 lets five of a hundred attempts at once through', async () => {
    const { links } = stores();
    const one = fresh();
    await links.put(one);
    const answers = await Promise.all(Array.from({ length: 100 }, () => links.countAttempt(one)));
    expect(answers.filter(Boolean)).toHaveLength(5);
    expect((await links.get(one))?.attempts).toBe(5);
  });

  it('notes when wrong codes were entered, oldest first', async () => {
    const { links } = stores();
    const one = fresh();
    await links.put(one);
    for (const at of ['2026-11-24T12:00:00.000Z', '2026-11-24T12:00:01.000Z'])
      await links.noteWrongCode(one, at);
    expect((await links.get(one))?.wrongAt).toEqual(['2026-11-24T12:00:00.000Z', '2026-11-24T12:00:01.000Z']);
  });

  it('opens a session in place of the one before, and takes the right attempt off the count', async () => {
    const { links } = stores();
    const one = fresh();
    await links.put(one);
    for (const hash of ['b'.repeat(64), SESSION.hash]) {
      await links.countAttempt(one);
      await links.openSession(one, { ...SESSION, hash });
    }
    expect(await links.get(one)).toMatchObject({
      attempts: 0,
      sessionHash: SESSION.hash,
      sessionExpiresAt: SESSION.expiresAt,
    });
  });

  it('R16 finds the links whose reminder fell due in an hour, and no others', async () => {
    const { links } = stores();
    const [due, later, nextHour, never] = [fresh(), fresh(), fresh(), fresh()];
    await links.put(due, '2031-05-01T10:15:00.000Z');
    await links.put(later, '2031-05-01T10:45:00.000Z');
    await links.put(nextHour, '2031-05-01T11:05:00.000Z');
    await links.put(never);
    const found = await links.dueReminders('2031-05-01T10:30:00.000Z');
    expect(found).toEqual([{ tenant: due.tenant, linkHash: due.linkHash }]);
  });

  it('R16 lets one of many sweeps claim a reminder', async () => {
    const { links } = stores();
    const one = fresh();
    await links.put(one, '2031-06-01T10:15:00.000Z');
    const claims = await Promise.all(
      Array.from({ length: 10 }, () => links.claimReminder(one, '2031-06-01T10:30:00.000Z')),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await links.claimReminder(fresh(), '2031-06-01T10:30:00.000Z')).toBe(false);
  });
});
