// An application that asks a person itself, on the embedded runtime: briefing, report, outcome; and whom it cannot speak for.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Confirmation, ReportRefusedError } from '../../client/index.js';
import { type Connected, connect, refund } from './connected.js';

let on: Connected;
beforeAll(async () => {
  on = await connect();
});
afterAll(() => on.stop());

const confirmed = (changes: Partial<Confirmation> = {}): Confirmation => ({
  decision: 'approve',
  person: 'ana',
  authentication: 'oidc:example-idp',
  authenticatedAt: new Date(on.stack.local.now()).toISOString(),
  ...changes,
});
const context = { customerProfile: { name: 'Mia Chen' } };

describe('an application that asks a person itself', () => {
  it('shows the briefing, reports the decision, and gets the outcome; nobody is sent a link', async () => {
    const shown: unknown[] = [];
    const outcome = await on.desk.ask(
      refund({ context }),
      async (briefing) => {
        shown.push(briefing);
        return confirmed();
      },
      { handoffId: 'active' },
    );
    expect(shown).toMatchObject([
      {
        pattern: 'active',
        title: 'Refund an order',
        effect: 'compensatable',
        rules: [{ rule: 'confidence-below-threshold' }],
        action: { type: 'refund_order', parameters: { orderId: 'A-1', amount: 20 } },
        context,
        reviewers: [
          { person: 'ana', name: 'Ana Ruiz' },
          { person: 'ben', name: 'Ben Okafor' },
        ],
      },
    ]);
    expect(outcome).toMatchObject({
      status: 'approved',
      decision: { kind: 'approve', reviewerId: 'ana' },
      performance: { status: 'performed' },
    });
    // Three where the report was on the log before the durable machine came to look.
    expect(await on.stack.transitions('active')).toBeLessThanOrEqual(6);
    const asked = on.stack.invitations().filter(({ purpose }) => purpose === 'review');
    expect(asked.filter(({ handoffId }) => handoffId === 'active')).toEqual([]);
  });

  it('is not shown anything when no person is needed', async () => {
    const outcome = await on.desk.ask(refund({ assessment: { confidence: 0.99 } }), () => {
      throw new Error('nobody has to be asked');
    });
    expect(outcome.status).toBe('autonomous');
  });

  it('reports an edit: exactly that runs', async () => {
    const parameters = { orderId: 'A-1', amount: 5 };
    const outcome = await on.desk.ask(refund(), async () => confirmed({ decision: 'edit', parameters }));
    expect(outcome).toMatchObject({ status: 'edited', action: { parameters } });
  });

  it('reports a rejection with its reason', async () => {
    const text = 'Refunded in May.';
    const outcome = await on.desk.ask(refund(), async () => confirmed({ decision: 'reject', text }));
    expect(outcome).toMatchObject({ status: 'rejected', decision: { text } });
  });

  it('can have what ran reversed like anything else, over a link of the person’s own', async () => {
    await on.desk.ask(refund(), async () => confirmed(), { handoffId: 'active-reversed' });
    await on.stack.local.settle();
    const visitor = await on.stack.visitor(
      ({ handoffId, purpose }) => handoffId === 'active-reversed' && purpose === 'reverse',
    );
    await visitor.decide({ decision: 'reverse' });
    await on.stack.local.settle();
    const shown = await on.stack.operate({ operation: 'show', handoffId: 'active-reversed' });
    expect(shown).toMatchObject({ ok: true, summary: { reversal: 'full' } });
  });

  it.each<[string, Partial<Confirmation>, string]>([
    ['somebody who is not in the directory', { person: 'mallory' }, 'NOT_A_REVIEWER'],
    [
      'a person who was authenticated yesterday',
      { authenticatedAt: '2020-01-01T00:00:00.000Z' },
      'STALE_AUTHENTICATION',
    ],
    ['a rejection without a reason', { decision: 'reject' }, 'INVALID_DECISION'],
    ['an edit that its schema refuses', { decision: 'edit', parameters: { amount: -1 } }, 'INVALID_DECISION'],
  ])('is refused %s, and nothing runs', async (name, changes, refusal) => {
    const handoffId = `refused-${name.replaceAll(' ', '-')}`;
    const error = await on.desk.ask(refund(), async () => confirmed(changes), { handoffId }).catch((e) => e);
    expect(error).toBeInstanceOf(ReportRefusedError);
    expect((error as ReportRefusedError).refusal).toBe(refusal);
    await on.stack.local.settle();
    expect(await on.stack.facts(handoffId)).toEqual(['requested', 'continued', 'reviewOpened']);
  });
});
