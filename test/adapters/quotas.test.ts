// How often an agent had people asked in an hour, wherever that is counted: each handoff once, up to the limit.
import { expect, it } from 'vitest';
import { onEveryPlace } from './places.js';

const HOUR = '2026-11-24T12';
let agents = 0;
const fresh = () => {
  agents += 1;
  return { tenant: 'default', agentId: `agent-${agents}`, hour: HOUR };
};

onEveryPlace((stores) => {
  it('attack 79: counts up to the limit, and a handoff that is counted already once only', async () => {
    const { quotas } = stores();
    const window = fresh();
    const answers: boolean[] = [];
    for (const id of ['refund-1', 'refund-2', 'refund-2', 'refund-3', 'refund-1'])
      answers.push(await quotas.take(window, id, 2));
    expect(answers).toEqual([true, true, true, false, true]);
  });

  it('attack 79: of twenty requests at once no more get through than the limit', async () => {
    const { quotas } = stores();
    const window = fresh();
    const ids = Array.from({ length: 20 }, (_, index) => `refund-${index}`);
    const answers = await Promise.all(ids.map((id) => quotas.take(window, id, 5)));
    expect(answers.filter(Boolean)).toHaveLength(5);
  });

  it('attack 79: another hour, agent or tenant has a count of its own', async () => {
    const { quotas } = stores();
    const window = fresh();
    expect(await quotas.take(window, 'refund-1', 1)).toBe(true);
    expect(await quotas.take(window, 'refund-2', 1)).toBe(false);
    for (const other of [{ hour: '2026-11-24T13' }, { agentId: 'somebody-else' }, { tenant: 'globex' }])
      expect(await quotas.take({ ...window, ...other }, 'refund-2', 1)).toBe(true);
  });
});
