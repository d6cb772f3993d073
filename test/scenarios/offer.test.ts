// Pattern hybrid, end to end on the embedded runtime: a review is offered, and nobody hears of it before it is accepted.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
beforeEach(async () => {
  stack = await Deployed.start({ seed: 1 });
});
afterEach(() => stack.stop());

const offeredRefund = { ...uncertainRefund, preferredPattern: 'hybrid' };

describe('an offered review', () => {
  it('reaches no reviewer before it is accepted, and tells the caller what it may submit, and until when', async () => {
    await stack.request('offered', offeredRefund);
    expect(stack.invitations()).toEqual([]);
    expect(await stack.ask({ operation: 'status', handoffId: 'offered' })).toMatchObject({
      ok: true,
      phase: 'offered',
      offer: {
        question: 'This needs approval. Submit for review?',
        rules: [{ rule: 'confidence-below-threshold' }],
        expiresAt: expect.stringMatching(/Z$/),
      },
    });
  });

  it('once accepted is a review like any other: three billed transitions more than without the offer', async () => {
    await stack.request('accepted', offeredRefund);
    expect(await stack.ask({ operation: 'acceptOffer', handoffId: 'accepted', by: 'user' })).toMatchObject({
      ok: true,
      phase: 'reviewing',
    });
    expect(stack.invitations()).toHaveLength(2);
    await (await stack.visitor()).decide({ decision: 'approve' });
    await stack.local.settle();
    expect((await stack.execution('accepted')).outcome).toMatchObject({
      status: 'approved',
      performance: { status: 'performed' },
    });
    expect(await stack.facts('accepted')).toEqual([
      'requested',
      'offered',
      'offerAccepted',
      'reviewOpened',
      'decided',
      'performing',
      'performed',
    ]);
    expect(await stack.transitions('accepted')).toBe(9);
  });

  it('may be accepted twice: the second says what the first came to', async () => {
    await stack.request('twice', offeredRefund);
    const call = { operation: 'acceptOffer', handoffId: 'twice' } as const;
    await stack.ask(call);
    expect(await stack.ask(call)).toMatchObject({ ok: true, phase: 'reviewing' });
    expect(stack.invitations()).toHaveLength(2);
  });

  it('gives reviewers their full time from acceptance on', async () => {
    await stack.request('full-time', offeredRefund);
    await stack.local.advance('14 minutes');
    await stack.ask({ operation: 'acceptOffer', handoffId: 'full-time' });
    await stack.local.advance('239 minutes');
    const decided = await (await stack.visitor()).decide({ decision: 'approve' });
    expect(decided.status).toBe(303);
  });

  it('ends at once when it is withdrawn: nobody was asked, nothing ran', async () => {
    await stack.request('withdrawn', offeredRefund);
    await stack.ask({
      operation: 'withdrawOffer',
      handoffId: 'withdrawn',
      by: 'user',
      reason: 'too much trouble',
    });
    const { status, outcome } = await stack.execution('withdrawn');
    expect(status).toBe('SUCCEEDED');
    expect(outcome?.status).toBe('withdrawn');
    expect(outcome?.performance).toBeUndefined();
    expect(stack.invitations()).toEqual([]);
    expect(await stack.transitions('withdrawn')).toBe(6);
  });

  it('expires when nobody takes it up, and cannot be accepted afterwards', async () => {
    await stack.request('lapsed', offeredRefund);
    await stack.local.advance('20 minutes');
    expect((await stack.execution('lapsed')).outcome?.status).toBe('expired');
    expect(await stack.ask({ operation: 'acceptOffer', handoffId: 'lapsed' })).toMatchObject({
      ok: false,
      refusal: 'OFFER_OVER',
    });
    expect(await stack.facts('lapsed')).toEqual(['requested', 'offered', 'offerExpired']);
    expect(stack.invitations()).toEqual([]);
  });

  it('that nobody made cannot be accepted', async () => {
    await stack.request('durable', uncertainRefund);
    expect(await stack.ask({ operation: 'acceptOffer', handoffId: 'durable' })).toMatchObject({
      ok: false,
      refusal: 'NOT_OFFERED',
    });
  });
});
