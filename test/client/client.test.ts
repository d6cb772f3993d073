// The client against the reference stack on the embedded runtime: real SDK, real wire, virtual time.
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  HandoffConflictError,
  type HandoffRequestInput,
  HandoffUnsettledError,
  InvalidRequestError,
  ResultTimeoutError,
} from '../../client/index.js';
import { type Connected, connect, refund } from './connected.js';

let on: Connected;
beforeAll(async () => {
  on = await connect();
});
afterAll(() => on.stop());

const context = { customerProfile: { name: 'Mia Chen', email: 'mia@example.com' } };
const sure = { assessment: { confidence: 0.99 } };

describe('the gate', () => {
  it('answers at once with the outcome of what needs no human', async () => {
    const { outcome } = await on.uploading.gate(refund({ ...sure, context }), { handoffId: 'gate-sure' });
    expect(outcome).toMatchObject({ status: 'autonomous', performance: { status: 'performed' } });
  });

  it('says why a human is needed, and hands on a handle that waits for one', async () => {
    const { handle, outcome, judged } = await on.uploading.gate(refund(), { handoffId: 'gate-unsure' });
    expect(outcome).toBeUndefined();
    expect(judged).toMatchObject({ pattern: 'durable', rules: [{ rule: 'confidence-below-threshold' }] });
    await on.stack.local.settle();
    await on.decide('gate-unsure', { decision: 'approve' });
    expect((await handle.result()).status).toBe('approved');
  });

  it('refuses a malformed request before anything is started', async () => {
    const malformed = { ...refund(), agent: { id: '' } } as unknown as HandoffRequestInput;
    await expect(on.uploading.gate(malformed)).rejects.toBeInstanceOf(InvalidRequestError);
  });
});

describe('an offer', () => {
  const hybrid = { preferredPattern: 'hybrid' as const };

  it('accepted is submitted for review, and resolves like any handoff', async () => {
    const handle = await on.uploading.request(refund(hybrid), { handoffId: 'offer-accepted' });
    await on.stack.local.settle();
    const offer = await handle.offer();
    expect(offer?.question).toBe('This needs approval. Submit for review?');
    expect(await offer?.accept('user')).toMatchObject({ ok: true, phase: 'reviewing' });
    await on.stack.local.settle();
    await on.decide('offer-accepted', { decision: 'approve' });
    expect((await handle.result()).status).toBe('approved');
  });

  it('withdrawn ends the handoff, with the reason', async () => {
    const handle = await on.uploading.request(refund(hybrid), { handoffId: 'offer-withdrawn' });
    await on.stack.local.settle();
    await (await handle.offer())?.withdraw('user', 'not worth it');
    await on.stack.local.settle();
    expect((await handle.result()).status).toBe('withdrawn');
  });

  it('is nothing where none was made', async () => {
    const handle = await on.uploading.request(refund(), { handoffId: 'offer-none' });
    await on.stack.local.settle();
    expect(await handle.offer()).toBeUndefined();
  });
});

describe('a request', () => {
  it('resolves with the outcome once somebody has decided', async () => {
    const handle = await on.uploading.request(refund(), { handoffId: 'decided' });
    await on.stack.local.settle();
    expect(await handle.status()).toEqual({ ok: true, phase: 'reviewing' });
    await on.decide('decided', { decision: 'approve', text: 'Fine.' });
    const outcome = await handle.result();
    expect(outcome).toMatchObject({
      handoffId: 'decided',
      status: 'approved',
      decision: { kind: 'approve', text: 'Fine.' },
      action: { type: 'refund_order', parameters: { orderId: 'A-1', amount: 20 } },
      performance: { status: 'performed' },
    });
    expect((await handle.status()) as object).toMatchObject({
      phase: 'settled',
      outcome: { status: 'approved' },
    });
  });

  it('gets an id of its own when none is given', async () => {
    const [one, other] = [await on.uploading.request(refund(sure)), await on.uploading.request(refund(sure))];
    expect(one.handoffId).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.handoffId).not.toBe(other.handoffId);
  });

  it('that is malformed is refused with every problem before anything is started', async () => {
    const malformed = { ...refund(), agent: { id: '' }, urgent: true } as unknown as HandoffRequestInput;
    const error = await on.uploading.request(malformed, { handoffId: 'malformed' }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as InvalidRequestError).problems.map(({ path }) => path).sort()).toEqual([
      '(whole input)',
      'agent.id',
      'agent.version',
    ]);
    expect(await on.uploading.handle('malformed').status()).toMatchObject({
      ok: false,
      refusal: 'NOT_FOUND',
    });
  });

  it('of an unknown action type ends as refused, with the list of registered ones', async () => {
    const handle = await on.uploading.request(refund({ action: { type: 'launch_rocket', parameters: {} } }));
    const { status, problems } = await handle.result();
    expect(status).toBe('refused');
    expect(problems?.[0]?.rule).toContain('refund_order');
  });

  it('can be picked up elsewhere by its id', async () => {
    await on.uploading.request(refund(sure), { handoffId: 'elsewhere' });
    expect((await on.inline.handle('elsewhere').result()).status).toBe('autonomous');
  });
});

describe('a repeated request', () => {
  it.each([
    ['inline', () => on.inline],
    ['uploaded', () => on.uploading],
  ] as const)('of the same content joins the first, context %s', async (how, using) => {
    const handoffId = `joined-${how}`;
    await using().request(refund({ context }), { handoffId });
    await on.stack.local.settle();
    const again = await using().request(refund({ context }), { handoffId });
    expect(again.handoffId).toBe(handoffId);
    await on.decide(handoffId, { decision: 'reject', text: 'No.' });
    expect((await again.result()).status).toBe('rejected');
    expect((await (await using().request(refund({ context }), { handoffId })).result()).status).toBe(
      'rejected',
    );
    expect((await on.stack.facts(handoffId)).filter((type) => type === 'requested')).toHaveLength(1);
  });

  it.each([
    ['inline', () => on.inline],
    ['uploaded', () => on.uploading],
  ] as const)('of other content is refused, context %s', async (how, using) => {
    const handoffId = `conflict-${how}`;
    await using().request(refund({ context }), { handoffId });
    await on.stack.local.settle();
    const dearer = refund({
      context,
      action: { type: 'refund_order', parameters: { orderId: 'A-1', amount: 21 } },
    });
    await expect(using().request(dearer, { handoffId })).rejects.toBeInstanceOf(HandoffConflictError);
    const other = refund({ context: { customerProfile: { name: 'Somebody else' } } });
    await expect(using().request(other, { handoffId })).rejects.toBeInstanceOf(HandoffConflictError);
    expect(await on.uploading.handle(handoffId).status()).toMatchObject({ phase: 'reviewing' });
  });

  it('at once from many starts one handoff', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => on.inline.request(refund(), { handoffId: 'at-once' })),
    );
    expect(new Set(all.map(({ handoffId }) => handoffId))).toEqual(new Set(['at-once']));
    await on.stack.local.settle();
    expect((await on.stack.facts('at-once')).filter((type) => type === 'requested')).toHaveLength(1);
  });
});

describe('cancelling', () => {
  it('ends the handoff as cancelled, and says so twice', async () => {
    const handle = await on.uploading.request(refund(), { handoffId: 'cancelled' });
    await on.stack.local.settle();
    expect(await handle.cancel('no longer needed')).toMatchObject({ ok: true, phase: 'settled' });
    expect(await handle.cancel()).toMatchObject({ ok: true });
    expect((await handle.result()).status).toBe('cancelled');
  });

  it('comes too late once the action ran', async () => {
    const handle = await on.uploading.request(refund(sure));
    await handle.result();
    expect(await handle.cancel()).toMatchObject({ ok: false, refusal: 'ALREADY_SETTLED' });
  });

  it('of what nobody asked for is refused by name', async () => {
    expect(await on.uploading.handle('nobody').cancel()).toMatchObject({ ok: false, refusal: 'NOT_FOUND' });
  });
});

describe('waiting', () => {
  it('gives up when told to, and the handoff goes on', async () => {
    const handle = await on.uploading.request(refund(), { handoffId: 'patience' });
    await on.stack.local.settle();
    await expect(handle.result({ timeoutSeconds: 0 })).rejects.toBeInstanceOf(ResultTimeoutError);
    await on.decide('patience', { decision: 'respond', text: 'Ask again.' });
    expect((await handle.result()).decision?.text).toBe('Ask again.');
  });

  it('stops with the reason of its signal', async () => {
    const handle = await on.uploading.request(refund());
    await expect(handle.result({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });

  it('for an execution that was stopped says that there is no outcome', async () => {
    const handle = await on.uploading.request(refund(), { handoffId: 'stopped' });
    await on.stack.local.settle();
    await on.stack.sfn.send(new StopExecutionCommand({ executionArn: on.stack.executionArn('stopped') }));
    await expect(handle.result()).rejects.toMatchObject({ name: 'HandoffUnsettledError', status: 'ABORTED' });
    await expect(handle.result()).rejects.toBeInstanceOf(HandoffUnsettledError);
    await on.stack.local.settle();
    expect(await handle.status()).toMatchObject({ outcome: { status: 'closed' } });
  });
});
