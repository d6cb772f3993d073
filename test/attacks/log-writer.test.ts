// J. The audit log, in the hands of somebody who may write its table but has none of our keys: nothing that they put there lets
// an action run, undoes one, or reaches an agent as a person's word.
import { beforeEach, describe, expect, it } from 'vitest';
import { receiptSigner, SecretReceipts } from '../../lambdas/adapters/receipts.js';
import type { Fact, FactOf, Unsealed } from '../../lambdas/contracts/event.js';
import { seal, withReceipt } from '../../lambdas/core/chain.js';
import { run } from '../../lambdas/core/command.js';
import { evolve, fold } from '../../lambdas/core/evolve.js';
import { unknownHandoff } from '../../lambdas/core/state.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { performAction } from '../../lambdas/functions/perform/perform-action.js';
import { publishFact } from '../../lambdas/functions/publish/publish-fact.js';
import { reverseAction } from '../../lambdas/functions/reverse/reverse-action.js';
import { settleOutcome } from '../../lambdas/functions/settle-outcome/settle-outcome.js';
import { KEY, POLICY, SETTINGS, START } from '../core/samples.js';
import { MemoryPerformers } from '../support/memory-performers.js';
import { receipts, sign } from '../support/receipts.js';
import { Desk } from '../support/review-desk.js';

const EXECUTION = { arn: 'arn:refund-42', startedAt: '2026-11-24T12:00:00.000Z', name: 'refund-42' };
const AT = '2026-11-24T12:05:00.000Z';
const NOTHING_RAN =
  'holds a fact that is not believed: nothing was run, unless performance says that it is in doubt';

let desk: Desk;
let performers: MemoryPerformers;
let digest = '';
let invocations = 0;
beforeEach(async () => {
  desk = new Desk();
  performers = new MemoryPerformers();
  await desk.open();
  digest = fold(KEY, await desk.facts()).actionDigest ?? '';
});

const common = () => ({ log: desk.log, context: desk.context, receipts });
const settle = (more: object = {}) =>
  settleOutcome(
    { execution: EXECUTION, tenant: 'default', receipts: true },
    { ...common(), now: START + 1_000, ...more },
  );
const working = () => {
  invocations += 1;
  return {
    ...common(),
    performers,
    grants: { sign: async () => 'grant' },
    policy: POLICY,
    now: () => START + 1_000,
    randomSalt: () => 'salt',
    invocationId: `invocation:${invocations}`,
  };
};
const perform = (more: object = {}) =>
  performAction({ execution: EXECUTION, handoff: KEY, receipts: true }, { ...working(), ...more });

/** A fact as the writer makes it: well formed, hashed, in its place. */
const next = async (unsealed: Unsealed): Promise<Fact> =>
  seal(fold(KEY, await desk.facts()), unsealed, 'forged', AT);
const forge = async (...facts: Unsealed[]) => {
  for (const one of facts) desk.log.put(await next(one));
};
const approval = (changes: Partial<FactOf<'decided'>['data']> = {}): Unsealed => ({
  type: 'decided',
  data: { decision: 'approve', reviewerId: 'ana', tier: 1, actionDigest: digest, ...changes },
});
const doubt = async () => {
  const last = (await desk.facts()).at(-1);
  return last?.type === 'voided' ? last.data : undefined;
};

/** Every fact again from the first on, with `changes` made to one, and all hashes anew. */
async function rewrite(change: (fact: Fact) => Unsealed) {
  let state = unknownHandoff(KEY);
  for (const fact of await desk.facts()) {
    const { type, data } = change(fact);
    const again = seal(state, { type, data } as Unsealed, fact.commandId, fact.at);
    desk.log.put(again);
    state = evolve(state, again);
  }
}
const proceeding = (fact: Fact): Unsealed =>
  fact.type === 'requested'
    ? { type: 'requested', data: { ...fact.data, verdict: { ...fact.data.verdict, pattern: 'proceed' } } }
    : fact;

describe('attack 72: a decision that was written past us', () => {
  it('attack 72: is not told to the agent as approved, and ends the handoff', async () => {
    await forge(approval());
    expect(await settle()).toMatchObject({
      next: 'done',
      outcome: { status: 'closed', problems: [{ path: 'log', rule: NOTHING_RAN }] },
    });
    const step = await settle();
    expect(step.next === 'done' && step.outcome).not.toHaveProperty('decision');
    expect(await desk.types()).toEqual(['requested', 'reviewOpened', 'decided', 'voided']);
    expect(await doubt()).toEqual({ fact: 3, reason: 'no-receipt', of: 'handoff' });
  });

  it('attack 72: does not run, though the workflow comes straight to performing', async () => {
    await forge(approval());
    expect(await perform()).toMatchObject({ next: 'done', outcome: { status: 'closed' } });
    expect(performers.calls).toEqual([]);
    expect(await desk.types()).toEqual(['requested', 'reviewOpened', 'decided', 'voided']);
  });

  it.each<[string, (fact: Fact) => Promise<string>]>([
    ['signed by another key', (fact) => receiptSigner(async () => 'a secret of somebody else')(fact.hash)],
    ['of other words', () => sign('0'.repeat(64))],
    ['of nothing', async () => 'A'.repeat(86)],
  ])('attack 72: does not run with a receipt %s', async (_, receipt) => {
    const fact = await next(approval());
    desk.log.put(withReceipt(fact, await receipt(fact)));
    expect(await settle()).toMatchObject({ next: 'done', outcome: { status: 'closed' } });
    expect(await doubt()).toMatchObject({ reason: 'false-receipt' });
  });

  it.each<[string, Partial<FactOf<'decided'>['data']>]>([
    ['another decision', { decision: 'respond' }],
    ['another person', { reviewerId: 'ben' }],
    ['another digest', { actionDigest: 'f'.repeat(64) }],
  ])('attack 72: does not run with a genuine receipt that is moved to %s', async (_, changes) => {
    await desk.decide({ decision: 'approve' });
    const genuine = (await desk.facts()).at(-1) as FactOf<'decided'>;
    const state = fold(KEY, (await desk.facts()).slice(0, -1));
    const data = { ...genuine.data, ...changes };
    const moved = seal(state, { type: 'decided', data }, genuine.commandId, genuine.at);
    desk.log.put(withReceipt(moved, genuine.receipt ?? ''));
    await settle();
    expect(await doubt()).toMatchObject({ reason: 'false-receipt' });
  });

  it('attack 72: does not run with the receipt of the same decision on another handoff', async () => {
    const other = { tenant: 'default', handoffId: 'refund-43' };
    await desk.open(undefined, other);
    await desk.decide({ decision: 'approve' });
    const genuine = (await desk.facts(other)).at(-1) as FactOf<'decided'>;
    const fact = await next(approval({ ...genuine.data, actionDigest: digest }));
    desk.log.put(withReceipt(fact, genuine.receipt ?? ''));
    await settle();
    expect(await doubt()).toMatchObject({ reason: 'false-receipt' });
  });

  it.each(['reject', 'respond'] as const)('attack 72: of kind "%s" is told to no agent', async (decision) => {
    await forge(approval({ decision }));
    expect(await settle()).toMatchObject({ next: 'done', outcome: { status: 'closed' } });
  });

  it('attack 72: does not count towards a quorum', async () => {
    const { refund_order } = SETTINGS.actions;
    const requirement = { approvals: 2, rule: 'quorum', blind: false, presence: 'code' } as const;
    desk = new Desk({
      ...SETTINGS,
      actions: { ...(refund_order && { refund_order: { ...refund_order, requirement } }) },
    });
    await desk.open();
    digest = fold(KEY, await desk.facts()).actionDigest ?? '';
    await forge(approval({ reviewerId: 'ben', person: 'ben' }));
    await desk.decide({ decision: 'approve' });
    expect((await desk.facts()).at(-1)).toMatchObject({ type: 'decided', data: { reviewerId: 'ana' } });
    expect(await settle()).toMatchObject({ next: 'done', outcome: { status: 'closed' } });
    expect(await doubt()).toMatchObject({ fact: 3, reason: 'no-receipt' });
  });

  it('attack 72: does not run for whom a forged delegation had asked', async () => {
    const dora = { name: 'Dora', email: 'dora@example.com', person: 'dora' };
    desk = new Desk({ ...SETTINGS, reviewers: { ...SETTINGS.reviewers, dora } });
    await desk.open();
    digest = fold(KEY, await desk.facts()).actionDigest ?? '';
    await forge({
      type: 'delegated',
      data: { reviewerId: 'ana', delegateId: 'dora', tier: 1, actionDigest: digest },
    });
    await desk.announce('delegated');
    await desk.decide({ decision: 'approve' }, 'dora');
    expect(await perform()).toMatchObject({ next: 'done', outcome: { status: 'closed' } });
    expect(performers.calls).toEqual([]);
  });
});

describe('attack 72: a verdict on what somebody did change', () => {
  it('attack 72: spares nobody the second approval when it is forged', async () => {
    await desk.decide({ decision: 'edit', 'parameter.orderId': '#W1', 'parameter.amount': '5000' });
    const [first] = (await desk.facts()) as [FactOf<'requested'>];
    const { actionDigest = '' } = fold(KEY, await desk.facts());
    const { verdict, route } = first.data;
    await forge({ type: 'reevaluated', data: { actionDigest, verdict, route, requirementMet: true } });
    expect(await perform()).toMatchObject({ outcome: { status: 'closed' } });
    expect(performers.calls).toEqual([]);
    expect(await doubt()).toMatchObject({ fact: 4, reason: 'no-receipt' });
  });
});

describe('attack 72: a log on which nobody has decided', () => {
  it.each<[string, () => Promise<void>, string]>([
    [
      'a second request that needs nobody',
      async () => {
        const [first] = await desk.facts();
        await forge(proceeding(first as Fact));
      },
      'out-of-order',
    ],
    [
      'a verdict on an edit that nobody made',
      async () => {
        const [first] = (await desk.facts()) as [FactOf<'requested'>];
        const { verdict, route } = first.data;
        await forge({
          type: 'reevaluated',
          data: { actionDigest: digest, verdict, route, requirementMet: true },
        });
      },
      'out-of-order',
    ],
    [
      'a claim that may be renewed',
      () =>
        forge({ type: 'performing', data: { actionDigest: digest, idempotencyKey: 'k', idempotent: true } }),
      'out-of-order',
    ],
    [
      'a request that was replaced by one that needs nobody',
      async () => {
        const [first] = await desk.facts();
        desk.log.put(seal(unknownHandoff(KEY), proceeding(first as Fact), 'evaluate', AT));
      },
      'broken-chain',
    ],
  ])('attack 72: runs nothing after %s', async (_, attack, reason) => {
    await attack();
    expect(await perform()).toMatchObject({ next: 'done', outcome: { status: 'closed' } });
    expect(performers.calls).toEqual([]);
    expect(await doubt()).toMatchObject({ reason });
  });

  it('attack 72: is not told as performed, and is in doubt, after a forged result', async () => {
    await forge({ type: 'performed', data: { status: 'performed', actionDigest: digest } });
    expect(await settle()).toMatchObject({
      outcome: { status: 'closed', performance: { status: 'in-doubt' } },
    });
  });

  it('attack 72: cannot be talked out of receipts by a rewritten request', async () => {
    await rewrite((fact) => {
      if (fact.type !== 'requested') return fact;
      const { receipts: _, ...data } = fact.data;
      return { type: 'requested', data };
    });
    await forge(approval());
    expect(await perform()).toMatchObject({ outcome: { status: 'closed' } });
    expect(performers.calls).toEqual([]);
  });

  it('attack 72: a history rewritten under a genuine decision is not what was decided', async () => {
    await desk.decide({ decision: 'approve' });
    const genuine = (await desk.facts()).at(-1) as FactOf<'decided'>;
    await rewrite((fact) =>
      fact.type === 'requested' ? { type: 'requested', data: { ...fact.data, confidence: 1 } } : fact,
    );
    const rewritten = (await desk.facts()).at(-1) as Fact;
    desk.log.put(withReceipt(rewritten, genuine.receipt ?? ''));
    expect(await perform()).toMatchObject({ outcome: { status: 'closed' } });
    expect(await doubt()).toMatchObject({ reason: 'false-receipt' });
  });
});

describe('attack 72: once a fact is not believed', () => {
  it('attack 72: nothing that is written afterwards brings the handoff back', async () => {
    await forge(approval());
    await settle();
    await forge(approval());
    expect(await perform()).toMatchObject({ outcome: { status: 'closed' } });
    await forge(approval(), { type: 'voided', data: { fact: 7, reason: 'no-receipt', of: 'reversal' } });
    expect(await perform()).toMatchObject({ outcome: { status: 'closed' } });
    expect(performers.calls).toEqual([]);
  });

  it('attack 72: an alarm is raised that names the fact', async () => {
    await forge(approval());
    await settle();
    const reported: unknown[] = [];
    const bus = { publish: async () => undefined };
    const dependencies = {
      log: desk.log,
      bus,
      reportTampering: () => undefined,
      reportDistrust: (_: unknown, data: unknown) => void reported.push(data),
    };
    for (const sequence of [3, 4]) await publishFact({ kind: 'INSERT', key: KEY, sequence }, dependencies);
    expect(reported).toEqual([{ fact: 3, reason: 'no-receipt', of: 'handoff' }]);
  });

  it('attack 72: an export whose decision lost its receipt, or has a false one, does not verify', async () => {
    await desk.decide({ decision: 'approve' });
    const facts = await desk.facts();
    const isGenuine = await receipts.verifier();
    expect(verifyHandoff({ facts, parts: [] }, { isGenuine }).problems).toEqual([]);
    const others = await new SecretReceipts(async () => 'another').verifier();
    expect(verifyHandoff({ facts, parts: [] }, { isGenuine: others }).problems).toEqual([
      'fact 3: carries a receipt that does not hold',
    ]);
    await rewrite((fact) => fact);
    expect(verifyHandoff({ facts: await desk.facts(), parts: [] }).problems).toEqual([
      'fact 3: has no receipt',
    ]);
  });
});

describe('receipts of decisions', () => {
  it('a decision of ours runs once, and its order is reversed once', async () => {
    await desk.decide({ decision: 'approve' });
    expect(await settle()).toMatchObject({ next: 'perform' });
    expect(await perform()).toMatchObject({ outcome: { status: 'approved' } });
    expect(performers.calls).toHaveLength(1);
  });

  it('while the key cannot be read nothing is recorded, settled or run', async () => {
    await desk.decide({ decision: 'approve' });
    const away = new SecretReceipts(() => Promise.reject(new Error('throttled')));
    await expect(settle({ receipts: away })).rejects.toMatchObject({ name: 'KeyUnavailable' });
    await expect(perform({ receipts: away })).rejects.toMatchObject({ name: 'KeyUnavailable' });
    const unsigned = receiptSigner(() => Promise.reject(new Error('throttled')));
    const command = { key: KEY, commandId: 'decide:later', now: START, sign: unsigned };
    const recorded = run(desk.log, { ...command, decide: () => ({ kind: 'append', fact: approval() }) });
    await expect(recorded).rejects.toMatchObject({ name: 'KeyUnavailable' });
    expect(await desk.types()).toEqual(['requested', 'reviewOpened', 'decided']);
    expect(performers.calls).toEqual([]);
  });

  it('an action that needs nobody runs without the key being read', async () => {
    desk = new Desk();
    await desk.open({
      schemaVersion: 1,
      agent: { id: 'support-agent', version: '3' },
      action: { type: 'send_note', parameters: { text: 'Hello', amount: 1 } },
    });
    const away = new SecretReceipts(() => Promise.reject(new Error('not to be read')));
    expect(await perform({ receipts: away })).toMatchObject({ outcome: { status: 'autonomous' } });
  });
});

describe('attack 72: a reversal that nobody ordered', () => {
  const reverse = () => reverseAction(KEY, working());
  const ordered = (): Unsealed => ({
    type: 'reversalRequested',
    data: { reviewerId: 'ana', actionDigest: digest },
  });
  beforeEach(async () => {
    await desk.decide({ decision: 'approve' });
    await desk.perform();
  });

  it('attack 72: does not run, and people may order it all the same', async () => {
    await forge(ordered());
    await expect(reverse()).rejects.toMatchObject({ name: 'NotClaimed' });
    expect(performers.calls).toEqual([]);
    expect(await doubt()).toEqual({ fact: 6, reason: 'no-receipt', of: 'reversal' });
    expect(fold(KEY, await desk.facts())).toMatchObject({
      outcome: 'approved',
      performance: { status: 'performed' },
    });
    const { path, cookie } = await desk.enter();
    await desk.post(`${path}/decision`, { decision: 'reverse' }, { cookie });
    expect(await reverse()).toEqual({ result: 'full' });
    expect(
      verifyHandoff({ facts: await desk.facts(), parts: [] }, { isGenuine: await receipts.verifier() })
        .problems,
    ).toEqual([]);
  });

  it('attack 72: does not run though its forger voids it first', async () => {
    await forge(ordered(), { type: 'voided', data: { fact: 6, reason: 'no-receipt', of: 'reversal' } });
    await expect(reverse()).rejects.toMatchObject({ name: 'NotClaimed' });
    expect(performers.calls).toEqual([]);
  });
});
