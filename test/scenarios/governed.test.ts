// Patterns and defaults on expiry, end to end on the embedded runtime, under the example policies of a pack.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FactOf } from '../../lambdas/contracts/event.js';
import { Deployed } from '../support/deployed.js';
import { packApp } from '../support/pack.js';

let stack: Deployed;
beforeEach(() => {
  vi.stubEnv('CDK_VALIDATION', 'false');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await stack.stop();
});
const start = async (pack: string) => {
  stack = await Deployed.start({ app: packApp(pack), seed: 1 });
};

const support = (action: object, more: object = {}) => ({
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '1' },
  action,
  assessment: { confidence: 0.5 },
  ...more,
});
const toFrance = { type: 'change_address', parameters: { customerId: 'C-7', country: 'FR' } };
const small = {
  type: 'refund_order',
  parameters: { orderId: 'A-1', amount: '19.90', currency: 'EUR', reason: 'lost' },
};

describe('the pattern that the agent asks for', () => {
  it('is followed where the settings permit it, and not where they do not', async () => {
    await start('support');
    await stack.request('permitted', support(toFrance, { preferredPattern: 'hybrid' }));
    expect(await stack.facts('permitted')).toEqual(['requested', 'offered']);
    await stack.request('elsewhere', support(small, { preferredPattern: 'hybrid' }));
    expect(await stack.facts('elsewhere')).toEqual(['requested', 'reviewOpened']);
  });
});

it('attack 56: an edit that raises the risk starts anew with the people, the votes and the time that this takes', async () => {
  await start('finance');
  const payment = { account: 'A-1', currency: 'EUR', country: 'FR', method: 'transfer' };
  await stack.request('raised', {
    schemaVersion: 1,
    agent: { id: 'finance-agent', version: '1' },
    action: { type: 'pay_out', parameters: { ...payment, amount: '900.00' } },
    assessment: { confidence: 0.5 },
  });
  await stack.local.advance('3 hours');
  const [ines, otto] = await Promise.all(
    ['ines', 'otto'].map((id) => stack.visitor(({ to }) => to === `${id}@example.com`)),
  );
  const edited = { decision: 'edit', parameters: JSON.stringify({ ...payment, amount: '9000.00' }) };
  expect((await ines?.decide(edited))?.status).toBe(303);
  await stack.local.settle();
  expect((await otto?.decide({ decision: 'approve' }))?.status).toBe(409);

  const answer = await stack.operate({ operation: 'show', handoffId: 'raised' });
  const reevaluated = (answer.ok ? (answer.facts ?? []) : []).find(
    (fact) => (fact as { type: string }).type === 'reevaluated',
  ) as FactOf<'reevaluated'>;
  expect(reevaluated.data).toMatchObject({
    requirementMet: false,
    verdict: { requirement: { approvals: 2 } },
    route: [{ reviewers: ['otto', 'priya'] }],
  });
  expect(reevaluated.data).not.toHaveProperty('authorCounts');
  const [tier] = reevaluated.data.route;
  expect(Date.parse(tier?.deadlineAt ?? '') - Date.parse(reevaluated.at)).toBe(4 * 3_600_000);

  for (const id of ['otto', 'priya']) {
    expect((await stack.execution('raised')).status).toBe('RUNNING');
    await (await stack.visitor(({ to }) => to === `${id}@example.com`)).decide({ decision: 'approve' });
    await stack.local.settle();
  }
  expect((await stack.execution('raised')).outcome).toMatchObject({
    status: 'edited',
    action: { parameters: { amount: '9000.00' } },
    performance: { status: 'granted' },
  });
});

describe('where nobody decides', () => {
  it('nothing is run, and the agent is told what the policy has it say', async () => {
    await start('support');
    const close = { type: 'close_account', parameters: { customerId: 'C-7', openOrders: 0 } };
    await stack.request('closing', support(close));
    await stack.local.advance('245 minutes');
    const { status, outcome } = await stack.execution('closing');
    expect(status).toBe('SUCCEEDED');
    expect(outcome).toMatchObject({
      status: 'expired',
      expiryAnswer: expect.stringMatching(/^Tell the customer that the account stays open for now/),
    });
    expect(outcome?.performance).toBeUndefined();
    expect(outcome?.decision).toBeUndefined();
    expect(await stack.facts('closing')).toEqual(['requested', 'reviewOpened', 'expired']);
  });

  it('the route to which it escalates is asked, and can still approve', async () => {
    await start('operations');
    await stack.request('capacity', {
      schemaVersion: 1,
      agent: { id: 'operations-agent', version: '1' },
      action: { type: 'buy_capacity', parameters: { vendor: 'north', amount: '900.00', currency: 'USD' } },
      assessment: { confidence: 0.99 },
    });
    expect(stack.invitations().map(({ to }) => to)).toEqual(['yuki@example.com', 'tomas@example.com']);
    await stack.local.advance('245 minutes');
    const onDuty = await stack.visitor(({ to }) => to === 'noor@example.com');
    expect((await onDuty.decide({ decision: 'approve' })).status).toBe(303);
    await stack.local.settle();
    expect((await stack.execution('capacity')).outcome).toMatchObject({
      status: 'approved',
      decision: { reviewerId: 'noor' },
      performance: { status: 'granted' },
    });
  });
});
