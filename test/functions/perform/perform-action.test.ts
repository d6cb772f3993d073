// Performing over ports in memory: only what is cleared, only as approved, at most once.
import { beforeEach, expect, it } from 'vitest';
import type { PerformInput } from '../../../lambdas/contracts/workflow.js';
import { run } from '../../../lambdas/core/command.js';
import { partDigest } from '../../../lambdas/core/digest.js';
import { openReview } from '../../../lambdas/core/review.js';
import { lift, stop, stopsKey } from '../../../lambdas/core/stop.js';
import { performAction } from '../../../lambdas/functions/perform/perform-action.js';
import { KEY, POLICY, START } from '../../core/samples.js';
import { MemoryPerformers } from '../../support/memory-performers.js';
import { receipts } from '../../support/receipts.js';
import { Desk } from '../../support/review-desk.js';

let desk: Desk;
let performers: MemoryPerformers;
let invocations = 0;
beforeEach(async () => {
  desk = new Desk();
  performers = new MemoryPerformers();
  await desk.open();
});

const INPUT: PerformInput = {
  execution: { arn: 'arn:refund-42', startedAt: '2026-11-24T12:00:00.000Z', name: 'refund-42' },
  handoff: KEY,
};
const perform = (settings = POLICY.settings) => {
  invocations += 1;
  return performAction(INPUT, {
    log: desk.log,
    context: desk.context,
    performers,
    grants: { sign: async ({ actionDigest }) => `grant for ${actionDigest}` },
    receipts,
    policy: { ...POLICY, settings },
    now: () => START + 1_000,
    randomSalt: () => 'salt',
    invocationId: `perform:${invocations}`,
  });
};
const outcome = async () => {
  const step = await perform();
  return step.next === 'done' ? step.outcome : undefined;
};

it('R10 claims on the log before it calls', async () => {
  await desk.decide({ decision: 'approve' });
  let before: string[] = [];
  performers.answer = async () => {
    before = await desk.types();
    return { status: 'performed' };
  };
  await perform();
  expect(before.at(-1)).toBe('performing');
  expect((await desk.types()).at(-1)).toBe('performed');
});

it('R10 never calls again after a claim without a result, and ends in doubt', async () => {
  await desk.decide({ decision: 'approve' });
  performers.answer = () => Promise.reject(new Error('cut off'));
  await expect(perform()).rejects.toThrow('cut off');
  performers.answer = () => ({ status: 'performed' });
  expect((await outcome())?.performance?.status).toBe('in-doubt');
  expect(performers.calls).toHaveLength(1);
});

it('R10 calls an action that is declared idempotent again, under the same key', async () => {
  await desk.decide({ decision: 'approve' });
  const { refund_order } = POLICY.settings.actions;
  if (!refund_order) throw new Error('the sample has it');
  const settings = { ...POLICY.settings, actions: { refund_order: { ...refund_order, idempotent: true } } };
  performers.answer = () => Promise.reject(new Error('cut off'));
  await expect(perform(settings)).rejects.toThrow('cut off');
  performers.answer = () => ({ status: 'performed' });
  await perform(settings);
  expect(performers.calls.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
    Array(2).fill(performers.calls[0]?.idempotencyKey),
  );
  expect((await desk.types()).at(-1)).toBe('performed');
});

it('R10 two runs at once call once', async () => {
  await desk.decide({ decision: 'approve' });
  await Promise.allSettled([perform(), perform(), perform()]);
  expect(performers.calls).toHaveLength(1);
});

it('R10 a lost answer is in doubt, and the outcome says so', async () => {
  await desk.decide({ decision: 'approve' });
  performers.answer = () => ({ status: 'in-doubt', error: 'the call was interrupted' });
  expect(await outcome()).toMatchObject({
    status: 'approved',
    performance: { status: 'in-doubt', error: 'the call was interrupted' },
  });
});

it('I6 calls with exactly the approved action under the digest that the log holds', async () => {
  await desk.decide({ decision: 'approve' });
  await perform();
  const [requested] = await desk.facts();
  const digest = requested?.type === 'requested' ? requested.data.actionDigest : '';
  expect(performers.calls).toEqual([
    {
      idempotencyKey: `default/refund-42/${digest}`,
      ...KEY,
      digest,
      action: { type: 'refund_order', parameters: { orderId: '#W1', amount: 20 } },
    },
  ]);
});

it('I6 calls nobody when the stored action is not what was approved', async () => {
  await desk.decide({ decision: 'approve' });
  const [requested] = await desk.facts();
  const digest = requested?.type === 'requested' ? requested.data.actionDigest : '';
  const body = { type: 'refund_order', parameters: { orderId: '#W1', amount: 20_000 } };
  await desk.context.put(KEY, [{ part: 'action', digest, salt: 'salt', body }]);
  expect((await outcome())?.performance).toMatchObject({ status: 'failed' });
  expect(performers.calls).toEqual([]);
});

it.each(['reject', 'respond'])('I10 performs nothing after a reviewer chose to %s', async (decision) => {
  await desk.decide({ decision, text: 'No.' });
  await perform();
  expect(performers.calls).toEqual([]);
  expect(await desk.types()).not.toContain('performing');
});

it('I1 performs nothing that nobody has decided', async () => {
  await desk.command('again', openReview);
  await expect(perform()).rejects.toMatchObject({ name: 'NotClaimed' });
  expect(performers.calls).toEqual([]);
});

it('R9 performs nothing for another execution of the same name', async () => {
  await desk.decide({ decision: 'approve' });
  const input = { ...INPUT, execution: { ...INPUT.execution, startedAt: '2027-03-01T12:00:00.000Z' } };
  await expect(
    performAction(input, {
      log: desk.log,
      context: desk.context,
      performers,
      grants: { sign: async () => '' },
      receipts,
      policy: POLICY,
      now: () => START,
      randomSalt: () => 'salt',
      invocationId: 'perform:other',
    }),
  ).rejects.toMatchObject({ name: 'HandoffUnknown' });
  expect(performers.calls).toEqual([]);
});

it('R11 grants the agent its own action for exactly the approved digest, and calls nobody', async () => {
  const noted = new Desk();
  await noted.open({
    schemaVersion: 1,
    agent: { id: 'support-agent', version: '3' },
    action: { type: 'send_note', parameters: { text: 'Hello', amount: 1 } },
  });
  desk = noted;
  const result = await outcome();
  expect(result?.performance).toEqual({ status: 'granted', grant: `grant for ${result?.action?.digest}` });
  expect(performers.calls).toEqual([]);
});

it('R11 fails an action whose type is no longer registered', async () => {
  await desk.decide({ decision: 'approve' });
  const step = await perform({ ...POLICY.settings, actions: {} });
  expect(step.next === 'done' && step.outcome.performance).toMatchObject({ status: 'failed' });
  expect(performers.calls).toEqual([]);
});

it('keeps the answer beside the log under the digest that the log names', async () => {
  await desk.decide({ decision: 'approve' });
  performers.answer = () => ({ status: 'performed', result: { iban: 'DE02 1203' } });
  expect((await outcome())?.performance?.result).toEqual({ iban: 'DE02 1203' });
  expect(JSON.stringify(await desk.facts())).not.toContain('DE02');
  const performed = (await desk.facts()).at(-1);
  expect(performed?.type === 'performed' && performed.data.resultDigest).toBe(
    partDigest('salt', 'result', { iban: 'DE02 1203' }),
  );
});

const ORDER = {
  scope: { kind: 'agent' as const, agentId: 'support-agent' },
  by: 'olga',
  reason: 'refunds twice',
};
const turn = (order: typeof stop) =>
  run(desk.log, {
    key: stopsKey('default'),
    commandId: `turn:${order === stop}`,
    now: START,
    decide: (state) => order(state, ORDER),
  });

it('I10 an approved action of a stopped agent does not start: the handoff ends cancelled, and says by which stop', async () => {
  await desk.decide({ decision: 'approve' });
  await turn(stop);
  expect(await outcome()).toMatchObject({
    status: 'cancelled',
    stop: { scope: ORDER.scope, reason: 'refunds twice' },
    decision: { kind: 'approve' },
  });
  expect(performers.calls).toHaveLength(0);
  await turn(lift);
  expect((await outcome())?.status).toBe('cancelled');
});

it('I10 a stop that was lifted before the action came to perform holds nothing back', async () => {
  await desk.decide({ decision: 'approve' });
  await turn(stop);
  await turn(lift);
  await perform();
  expect(performers.calls).toHaveLength(1);
});

it('I16 an action does not start while the stop switch cannot be read', async () => {
  await desk.decide({ decision: 'approve' });
  const read = desk.log.read.bind(desk.log);
  desk.log.read = (key) =>
    key.handoffId === '~stops' ? Promise.reject(new Error('the log is away')) : read(key);
  await expect(perform()).rejects.toThrow('the log is away');
  expect(performers.calls).toHaveLength(0);
  expect((await desk.types()).at(-1)).toBe('decided');
});
