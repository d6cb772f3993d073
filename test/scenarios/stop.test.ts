// The stop switch on the whole stack: what waits ends safely, what is new is refused, and lifting it lets work go on.
import { afterEach, expect, it } from 'vitest';
import { confidentRefund, Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
afterEach(() => stack.stop());

const ORDER = {
  scope: { kind: 'agent' as const, agentId: 'support-agent' },
  by: 'olga',
  reason: 'refunds twice',
};

it('a stopped agent performs nothing that is approved, opens nothing, and goes on once the stop is lifted', async () => {
  stack = await Deployed.start();
  await stack.request('waits', uncertainRefund);
  expect(await stack.operate({ operation: 'stop', ...ORDER })).toMatchObject({ ok: true, stops: [ORDER] });
  await (await stack.visitor()).decide({ decision: 'approve' });
  await stack.local.settle();
  expect(await stack.execution('waits')).toMatchObject({
    status: 'SUCCEEDED',
    outcome: { status: 'cancelled', stop: { scope: ORDER.scope, reason: 'refunds twice' } },
  });
  expect(await stack.facts('waits')).toEqual(['requested', 'reviewOpened', 'decided', 'cancelled']);

  await stack.request('new', confidentRefund);
  expect((await stack.execution('new')).outcome?.status).toBe('refused');
  expect((await stack.gate('at-gate', confidentRefund)).answer).toMatchObject({
    outcome: { status: 'refused' },
  });

  await stack.operate({ operation: 'lift', ...ORDER, reason: 'fixed' });
  await stack.request('afterwards', confidentRefund);
  expect((await stack.execution('afterwards')).outcome?.performance?.status).toBe('performed');
  const listed = await stack.operate({ operation: 'list' });
  expect(listed.ok && listed.handoffs?.map(({ handoffId }) => handoffId).sort()).toEqual([
    'afterwards',
    'at-gate',
    'new',
    'waits',
  ]);
});
