// Guarded functions against the reference stack: they run with what was approved, or not at all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GrantRefusedError, guard, type HandoffClient, HandoffRejectedError } from '../../client/index.js';
import { type Connected, connect } from './connected.js';

let on: Connected;
beforeAll(async () => {
  on = await connect();
});
afterAll(() => on.stop());

describe('a guarded tool', () => {
  const exported: unknown[] = [];
  const tool = async (parameters: { customerId: string }) => {
    exported.push(parameters);
    return `exported ${parameters.customerId}`;
  };
  const agent = { id: 'support-agent', version: '7' };

  it('runs with the approved parameters once its grant is verified', async () => {
    const guarded = guard(tool, { client: on.uploading, agent, actionType: 'export_records' });
    const mailed = nextMail();
    const running = guarded({ customerId: 'C-1' });
    await mailed;
    expect(exported).toEqual([]);
    await decideLatest({ decision: 'approve' });
    expect(await running).toBe('exported C-1');
  });

  it('runs with what the reviewer changed', async () => {
    const guarded = guard(tool, { client: on.uploading, agent, actionType: 'export_records' });
    const mailed = nextMail();
    const running = guarded({ customerId: 'C-2' });
    await mailed;
    await decideLatest({ decision: 'edit', parameters: '{"customerId":"C-3"}' });
    expect(await running).toBe('exported C-3');
  });

  it('does not run when it was rejected, and throws the outcome', async () => {
    exported.length = 0;
    const guarded = guard(tool, { client: on.uploading, agent, actionType: 'export_records' });
    const mailed = nextMail();
    const running = guarded({ customerId: 'C-4' });
    const caught = running.catch((error) => error);
    await mailed;
    await decideLatest({ decision: 'reject', text: 'Not this one.' });
    const error = await caught;
    expect(error).toBeInstanceOf(HandoffRejectedError);
    expect((error as HandoffRejectedError).outcome.decision?.text).toBe('Not this one.');
    expect(exported).toEqual([]);
  });

  it('gets the stack’s own result where the stack performs the action', async () => {
    const never = () => Promise.reject(new Error('the stack performs it'));
    const guarded = guard(never, {
      client: on.uploading,
      agent,
      actionType: 'refund_order',
      describe: () => ({ assessment: { confidence: 0.99 } }),
    });
    expect(await guarded({ orderId: 'A-2', amount: 5 })).toMatchObject({ done: 'refund_order' });
  });

  it('refuses a grant that somebody else signed', async () => {
    const forging = Object.create(on.uploading) as HandoffClient;
    Object.defineProperty(forging, 'request', {
      value: async () => ({
        result: async () => ({
          handoffId: 'x',
          status: 'approved',
          action: { type: 'export_records', parameters: { customerId: 'C-5' }, digest: 'a'.repeat(64) },
          performance: { status: 'granted', grant: 'eyJhbGciOiJub25lIn0.e30.' },
        }),
      }),
    });
    Object.defineProperty(forging, 'ask', { value: on.uploading.ask.bind(on.uploading) });
    exported.length = 0;
    const guarded = guard(tool, { client: forging, agent, actionType: 'export_records' });
    await expect(guarded({ customerId: 'C-5' })).rejects.toBeInstanceOf(GrantRefusedError);
    expect(exported).toEqual([]);
  });

  /** Resolves once a reviewer has been asked. */
  const nextMail = () =>
    new Promise<void>((resolve) => {
      const stop = on.stack.local.mailbox.onMessage(() => {
        stop();
        resolve();
      });
    }).then(() => on.stack.local.settle());
  async function decideLatest(form: Record<string, string>): Promise<void> {
    await (await on.stack.visitor()).decide(form);
    await on.stack.local.settle();
  }
});
