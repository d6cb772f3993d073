// The way of a handoff, end to end on the embedded runtime: real template, real bundles, real SDK, virtual time.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confidentRefund, Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
beforeEach(async () => {
  stack = await Deployed.start({ seed: 1 });
});
afterEach(() => stack.stop());

describe('a handoff', () => {
  it('runs an action that needs no human in at most three billed transitions', async () => {
    await stack.request('autonomous', confidentRefund);
    const { status, outcome } = await stack.execution('autonomous');
    expect(status).toBe('SUCCEEDED');
    expect(outcome).toMatchObject({ status: 'autonomous', performance: { status: 'performed' } });
    expect(await stack.transitions('autonomous')).toBe(3);
    expect(stack.invitations()).toEqual([]);
  });

  it('performs what a reviewer approves, in at most six billed transitions', async () => {
    await stack.request('approved', uncertainRefund);
    expect((await stack.execution('approved')).status).toBe('RUNNING');
    await (await stack.visitor()).decide({ decision: 'approve' });
    await stack.local.settle();
    const { status, outcome } = await stack.execution('approved');
    expect(status).toBe('SUCCEEDED');
    expect(outcome).toMatchObject({ status: 'approved', performance: { status: 'performed' } });
    expect(await stack.transitions('approved')).toBe(6);
    expect(await stack.facts('approved')).toEqual([
      'requested',
      'reviewOpened',
      'decided',
      'performing',
      'performed',
    ]);
  });

  it('does not perform what a reviewer rejects, and gives the agent the reason', async () => {
    await stack.request('rejected', uncertainRefund);
    await (await stack.visitor()).decide({ decision: 'reject', text: 'Already refunded in May.' });
    await stack.local.settle();
    const { outcome } = await stack.execution('rejected');
    expect(outcome).toMatchObject({ status: 'rejected', decision: { text: 'Already refunded in May.' } });
    expect(outcome?.performance).toBeUndefined();
  });

  it('hands the agent the answer of a reviewer who responds instead', async () => {
    await stack.request('responded', uncertainRefund);
    await (await stack.visitor()).decide({ decision: 'respond', text: 'Offer a replacement first.' });
    await stack.local.settle();
    expect((await stack.execution('responded')).outcome).toMatchObject({
      status: 'responded',
      decision: { text: 'Offer a replacement first.' },
    });
  });

  it('R12 runs an edited action under its new digest, with its author’s approval', async () => {
    await stack.request('edited', uncertainRefund);
    await (await stack.visitor()).decide({
      decision: 'edit',
      parameters: JSON.stringify({ orderId: 'A-1001', amount: 60 }),
    });
    await stack.local.settle();
    const { outcome } = await stack.execution('edited');
    expect(outcome).toMatchObject({
      status: 'edited',
      action: { parameters: { orderId: 'A-1001', amount: 60 } },
      performance: { status: 'performed' },
    });
    expect(await stack.transitions('edited')).toBe(8);
  });

  it('expires after its last tier, and never runs', async () => {
    await stack.request('expired', uncertainRefund);
    await stack.local.advance('3 days');
    const { status, outcome } = await stack.execution('expired');
    expect(status).toBe('SUCCEEDED');
    expect(outcome?.status).toBe('expired');
    expect(await stack.facts('expired')).toEqual([
      'requested',
      'reviewOpened',
      'escalated',
      'reviewOpened',
      'expired',
    ]);
  });

  it('reverses what ran, ordered over a link of its own', async () => {
    await stack.request('reversed', uncertainRefund);
    await (await stack.visitor()).decide({ decision: 'approve' });
    await stack.local.settle();
    await (await stack.visitor(({ link }) => link.length > 0)).decide({ decision: 'reverse' });
    await stack.local.settle();
    const answer = await stack.operate({ operation: 'show', handoffId: 'reversed' });
    expect(answer).toMatchObject({ ok: true, summary: { reversal: 'full' } });
  });

  it('ends at once when the agent cancels', async () => {
    await stack.request('cancelled', uncertainRefund);
    expect(await stack.operate({ operation: 'cancel', handoffId: 'cancelled' })).toMatchObject({ ok: true });
    await stack.local.settle();
    expect((await stack.execution('cancelled')).outcome?.status).toBe('cancelled');
  });

  it('R11 refuses an unknown action type with the list of registered ones', async () => {
    await stack.request('refused', { ...uncertainRefund, action: { type: 'launch_rocket', parameters: {} } });
    const { outcome } = await stack.execution('refused');
    expect(outcome?.status).toBe('refused');
    expect(outcome?.problems?.[0]).toMatchObject({ path: 'action.type' });
    expect(outcome?.problems?.[0]?.rule).toContain('refund_order');
  });
});
