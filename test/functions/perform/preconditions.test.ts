// At the moment of performing: the world as it was approved, or the question again with what has changed.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../../lambdas/contracts/settings.js';
import type { PerformerResult } from '../../../lambdas/core/ports.js';
import { evaluateRequest } from '../../../lambdas/functions/evaluate/evaluate-request.js';
import { performAction } from '../../../lambdas/functions/perform/perform-action.js';
import { KEY, POLICY, SETTINGS, START } from '../../core/samples.js';
import { MemoryPerformers } from '../../support/memory-performers.js';
import { receipts, sign } from '../../support/receipts.js';
import { Desk, REFUND } from '../../support/review-desk.js';

const { refund_order } = SETTINGS.actions;
const checked = (changes: object = {}): Settings => ({
  ...SETTINGS,
  actions: {
    ...SETTINGS.actions,
    ...(refund_order && {
      refund_order: { ...refund_order, check: { kind: 'lambda', target: 2 }, ...changes },
    }),
  },
});
const REQUEST = { ...REFUND, preconditions: { balance: 100, etag: 'v1' } };
const EXECUTION = { arn: 'arn:refund-42', startedAt: '2026-11-24T12:00:00.000Z', name: 'refund-42' };

let desk: Desk;
let world: PerformerResult;
let ran: unknown[];
let salts = 0;
let invocations = 0;
beforeEach(() => {
  desk = new Desk(checked());
  world = { status: 'performed', result: { balance: 100, etag: 'v1', other: 7 } };
  ran = [];
});

const common = () => ({
  log: desk.log,
  context: desk.context,
  sign,
  policy: { ...POLICY, settings: desk.settings },
  randomSalt: () => {
    salts += 1;
    return `salt ${salts}`;
  },
});
function perform(now = desk.now) {
  const performers = new MemoryPerformers();
  performers.call = async (_, call) => {
    if (call.idempotencyKey.includes('/check/')) return world;
    ran.push(call.action.parameters);
    return { status: 'performed' };
  };
  const grants = { sign: async () => 'grant' };
  invocations += 1;
  const invocationId = `perform:${invocations}`;
  return performAction(
    { execution: EXECUTION, handoff: KEY },
    { ...common(), performers, grants, receipts, invocationId, now: () => now },
  );
}
const evaluate = (request: object = REQUEST) =>
  evaluateRequest({ execution: EXECUTION, request }, { ...common(), now: desk.now });
/** As the workflow goes on after a run that asked again. */
async function askAgain() {
  await expect(perform()).rejects.toMatchObject({ name: 'NotClaimed' });
  const step = await evaluate();
  await desk.command('open again', (state) =>
    state.actionDigest && state.phase === 'reviewing'
      ? {
          kind: 'append',
          fact: {
            type: 'reviewOpened',
            data: { tier: 1, actionDigest: state.actionDigest, deadlineAt: state.route[0]?.deadlineAt ?? '' },
          },
        }
      : { kind: 'nothing' },
  );
  await desk.announce('reviewOpened');
  return step;
}

describe('preconditions', () => {
  it('that still hold let the action run', async () => {
    await desk.open(REQUEST);
    await desk.decide({ decision: 'approve' });
    await perform();
    expect(ran).toEqual([{ orderId: '#W1', amount: 20 }]);
  });

  it('that changed since the approval stop the run, and the reviewer is asked again with the difference', async () => {
    await desk.open(REQUEST);
    await desk.decide({ decision: 'approve' });
    world = { status: 'performed', result: { balance: 3, etag: 'v1' } };
    expect(await askAgain()).toMatchObject({ next: 'await', tier: 1 });
    expect(ran).toEqual([]);
    expect(await desk.types()).toEqual([
      'requested',
      'reviewOpened',
      'decided',
      'changed',
      'reevaluated',
      'reviewOpened',
    ]);
    const { body } = await desk.look();
    expect(body).toContain('What it relies on');
    expect(body).toContain('This has changed since it was last approved or proposed');
    expect(body).toMatch(/100[\s\S]*3|3[\s\S]*100/);
    expect(body).toContain('world-changed');
    expect(body).not.toContain('A reviewer has changed the proposal');
  });

  it('approved as they now are, the action runs once; an approval from before the change counts for nothing', async () => {
    await desk.open(REQUEST);
    const old = await desk.enter('ben');
    await desk.decide({ decision: 'approve' });
    world = { status: 'performed', result: { balance: 3, etag: 'v1' } };
    await askAgain();
    const stale = await desk.post(`${old.path}/decision`, { decision: 'approve' }, old);
    expect(stale.status).not.toBe(303);
    await expect(perform()).rejects.toMatchObject({ name: 'NotClaimed' });
    await desk.decide({ decision: 'approve' });
    await perform();
    await perform();
    expect(ran).toHaveLength(1);
    const { body } = await desk.look('ben');
    expect(body).toContain('This had changed, so it was asked again; the changes are marked.');
    expect(body).toMatch(/<del>[\s\S]*100[\s\S]*<ins>[\s\S]*3/);
  });

  it('that changed stop an action that needed nobody, too', async () => {
    await evaluate({ ...REQUEST, assessment: { confidence: 1 } });
    world = { status: 'performed', result: { balance: 100 } };
    await expect(perform()).rejects.toMatchObject({ name: 'NotClaimed' });
    expect(await evaluate({ ...REQUEST, assessment: { confidence: 1 } })).toMatchObject({ next: 'await' });
    expect((await desk.facts())[1]).toMatchObject({ type: 'changed', data: { names: ['etag'] } });
  });

  it.each([
    ['fails', { status: 'failed', error: 'no' }],
    ['is in doubt', { status: 'in-doubt' }],
    ['answers no object', { status: 'performed', result: [1] }],
    ['answers too much', { status: 'performed', result: { balance: 'x'.repeat(70_000) } }],
  ] as [string, PerformerResult][])('I16 nothing runs when the check %s', async (_, answer) => {
    await desk.open(REQUEST);
    await desk.decide({ decision: 'approve' });
    world = answer;
    const step = await perform();
    expect(step).toMatchObject({ outcome: { status: 'approved', performance: { status: 'failed' } } });
    expect(ran).toEqual([]);
  });

  it('are refused, by name, for an action that has no check', async () => {
    desk = new Desk();
    const step = await evaluate();
    expect(step).toMatchObject({
      outcome: { status: 'refused', problems: [{ path: 'preconditions' }] },
    });
  });

  it('put names on the log, and no values', async () => {
    await desk.open({ ...REQUEST, preconditions: { balance: 'a secret balance' } });
    await desk.decide({ decision: 'approve' });
    world = { status: 'performed', result: { balance: 'another secret' } };
    await askAgain();
    expect(JSON.stringify(await desk.facts())).not.toMatch(/secret/);
  });
});

it('an approval is good for a day unless the action says otherwise: after that nothing runs', async () => {
  await desk.open(REFUND);
  await desk.decide({ decision: 'approve' });
  const late = await perform(START + 86_400_000);
  expect(late).toMatchObject({ outcome: { status: 'expired' } });
  expect((await desk.facts()).at(-1)).toMatchObject({ type: 'expired', data: { reason: 'approval' } });
  desk = new Desk(checked({ approvalSeconds: 60 }));
  await desk.open(REFUND);
  await desk.decide({ decision: 'approve' });
  expect(await perform(START + 59_999)).toMatchObject({ outcome: { status: 'approved' } });
  expect(ran).toHaveLength(1);
});
