// Reversing over ports in memory: only what was ordered, once, and what came of it.
import { beforeEach, expect, it } from 'vitest';
import type { PerformerResult } from '../../../lambdas/core/ports.js';
import { reverseAction } from '../../../lambdas/functions/reverse/reverse-action.js';
import { KEY, POLICY, START } from '../../core/samples.js';
import { MemoryPerformers } from '../../support/memory-performers.js';
import { receipts } from '../../support/receipts.js';
import { Desk } from '../../support/review-desk.js';

let desk: Desk;
let performers: MemoryPerformers;
let now = START + 1_000;
let invocations = 0;
beforeEach(async () => {
  now = START + 1_000;
  desk = new Desk();
  performers = new MemoryPerformers();
  await desk.open();
  await desk.decide({ decision: 'approve' });
  await desk.perform();
});
const order = async () => {
  const { path, cookie } = await desk.enter();
  await desk.post(`${path}/decision`, { decision: 'reverse' }, { cookie });
};
const reverse = (policy = POLICY) => {
  invocations += 1;
  return reverseAction(KEY, {
    log: desk.log,
    context: desk.context,
    performers,
    receipts,
    policy,
    now: () => now,
    randomSalt: () => 'salt',
    invocationId: `reverse:${invocations}`,
  });
};

it('I11 runs nothing that nobody has ordered', async () => {
  await expect(reverse()).rejects.toMatchObject({ name: 'NotClaimed' });
  expect(performers.calls).toEqual([]);
});

it('I11 runs an ordered compensation once, however often the order is delivered', async () => {
  await order();
  expect(await reverse()).toEqual({ result: 'full' });
  expect(await reverse()).toEqual({ result: 'full' });
  expect(performers.calls).toHaveLength(1);
  expect(performers.calls[0]).toMatchObject({
    idempotencyKey: expect.stringMatching(/^default\/refund-42\/[0-9a-f]{64}\/reverse$/),
    action: { type: 'refund_order', parameters: { orderId: '#W1', amount: 20 } },
  });
});

it('R10 a second run waits for the first, and calls it in doubt once its time is over', async () => {
  await order();
  performers.answer = () => Promise.reject(new Error('cut off'));
  await expect(reverse()).rejects.toThrow('cut off');
  await expect(reverse()).rejects.toMatchObject({ name: 'LogContended' });
  now += 100_000;
  expect(await reverse()).toEqual({ result: 'in-doubt' });
  expect(performers.calls).toHaveLength(1);
});

it.each<[PerformerResult, string]>([
  [{ status: 'performed', result: { result: 'partial' } }, 'partial'],
  [{ status: 'performed', result: { result: 'impossible' } }, 'impossible'],
  [{ status: 'performed' }, 'full'],
  [{ status: 'failed', error: 'the account is closed' }, 'impossible'],
  [{ status: 'in-doubt', error: 'the call was interrupted' }, 'in-doubt'],
])('an answer of %o means %s', async (answer, result) => {
  await order();
  performers.answer = () => answer;
  expect(await reverse()).toEqual({ result });
});

it('says that nothing is registered that could undo the action', async () => {
  await order();
  const { refund_order } = POLICY.settings.actions;
  if (!refund_order) throw new Error('the sample has it');
  const { compensation: _none, ...bare } = refund_order;
  const settings = { ...POLICY.settings, actions: { refund_order: bare } };
  expect(await reverse({ ...POLICY, settings })).toEqual({ result: 'impossible' });
  expect(performers.calls).toEqual([]);
});

it('I6 compensates nothing whose stored action is not what ran', async () => {
  await order();
  desk.context.erase(KEY, 'action');
  expect(await reverse()).toEqual({ result: 'impossible' });
  expect(performers.calls).toEqual([]);
});
