// Task tokens, wherever they are: the latest wait is kept, and only that very one is removed.
import { expect, it } from 'vitest';
import type { NewWaitpoint } from '../../lambdas/core/ports.js';
import { onEveryPlace } from './places.js';

const key = (handoffId: string, tenant = 'default') => ({ tenant, handoffId });
const wait = (taskToken: string, changes: Partial<NewWaitpoint> = {}): NewWaitpoint => ({
  taskToken,
  round: 0,
  tier: 1,
  enteredAt: '2026-11-24T12:00:00.500Z',
  retryCount: 0,
  deadlineAt: '2026-11-24T13:00:00.000Z',
  ...changes,
});
const LATER = '2026-11-24T12:00:01.500Z';

onEveryPlace((stores) => {
  it('knows nothing of a handoff that does not wait', async () => {
    expect(await stores().waitpoints.get(key('nobody'))).toBeUndefined();
  });

  it.each<[string, Partial<NewWaitpoint>, Partial<NewWaitpoint>]>([
    ['of a later tier', { tier: 2 }, { tier: 1, enteredAt: LATER, retryCount: 9 }],
    ['of the first tier of a later round', { round: 1 }, { round: 0, tier: 5, enteredAt: LATER }],
    ['of round 10 over round 9', { round: 10 }, { round: 9, tier: 5 }],
    ['entered later', { enteredAt: LATER }, { retryCount: 9 }],
    ['retried more often', { retryCount: 10 }, { retryCount: 9 }],
  ])('R2 a wait %s replaces the other, and is not replaced by it', async (name, later, earlier) => {
    const { waitpoints } = stores();
    const handoff = key(name.replaceAll(' ', '-'));
    expect(await waitpoints.put(handoff, wait('earlier', earlier))).toBe(true);
    expect(await waitpoints.put(handoff, wait('later', later))).toBe(true);
    expect(await waitpoints.put(handoff, wait('earlier', earlier))).toBe(false);
    expect((await waitpoints.get(handoff))?.taskToken).toBe('later');
  });

  it('tells the tier of a wait, whatever its round', async () => {
    const { waitpoints } = stores();
    await waitpoints.put(key('third-round'), wait('token', { round: 2, tier: 3 }));
    expect(await waitpoints.get(key('third-round'))).toMatchObject({ tier: 3 });
  });

  it('R2 the same attempt may be stored again: Lambda may run it twice', async () => {
    const { waitpoints } = stores();
    expect(await waitpoints.put(key('again'), wait('token'))).toBe(true);
    expect(await waitpoints.put(key('again'), wait('token'))).toBe(true);
  });

  it('R2 many attempts at once leave the latest', async () => {
    const { waitpoints } = stores();
    const attempts = [3, 0, 7, 1, 5, 2, 6, 4];
    await Promise.all(
      attempts.map((retryCount) => waitpoints.put(key('race'), wait(`token-${retryCount}`, { retryCount }))),
    );
    expect((await waitpoints.get(key('race')))?.taskToken).toBe('token-7');
  });

  it('removes the wait that was read, and not the one that took its place', async () => {
    const { waitpoints } = stores();
    await waitpoints.put(key('removed'), wait('first'));
    const read = await waitpoints.get(key('removed'));
    await waitpoints.put(key('removed'), wait('second', { tier: 2 }));
    if (read) await waitpoints.remove(read);
    const current = await waitpoints.get(key('removed'));
    expect(current?.taskToken).toBe('second');
    if (current) await waitpoints.remove(current);
    expect(await waitpoints.get(key('removed'))).toBeUndefined();
    if (current) await waitpoints.remove(current);
  });

  it('R8 lists every wait with the tenant and the handoff it belongs to', async () => {
    const { waitpoints } = stores();
    await waitpoints.put(key('one', 'acme'), wait('token of acme'));
    await waitpoints.put(key('one', 'globex'), wait('token of globex'));
    const found: string[] = [];
    for await (const { key: of, taskToken } of waitpoints.all())
      if (of.handoffId === 'one') found.push(`${of.tenant}: ${taskToken}`);
    expect(found.sort()).toEqual(['acme: token of acme', 'globex: token of globex']);
  });
});
