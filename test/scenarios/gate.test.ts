// The gate, end to end on the embedded runtime: an Express front door that performs what needs no human, and hands on the rest.
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confidentRefund, Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
beforeEach(async () => {
  stack = await Deployed.start({ seed: 1 });
});
afterEach(() => stack.stop());

describe('the gate', () => {
  it('performs what needs no human and answers with the outcome, without a durable execution', async () => {
    const { status, answer } = await stack.gate('sure', confidentRefund);
    expect(status).toBe('SUCCEEDED');
    expect(answer).toMatchObject({
      outcome: { status: 'autonomous', performance: { status: 'performed' }, handoffId: 'sure' },
    });
    expect(await stack.facts('sure')).toEqual(['requested', 'performing', 'performed']);
    await expect(stack.execution('sure')).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });

  it('R9 hands what needs a human on to the durable machine under the same id, and says why', async () => {
    const { answer } = await stack.gate('unsure', uncertainRefund);
    expect(answer).toEqual({
      handedOn: {
        handoffId: 'unsure',
        judged: {
          pattern: 'durable',
          rules: [expect.objectContaining({ rule: 'confidence-below-threshold' })],
        },
      },
    });
    await (await stack.visitor()).decide({ decision: 'approve' });
    await stack.local.settle();
    expect((await stack.execution('unsure')).outcome).toMatchObject({
      status: 'approved',
      performance: { status: 'performed' },
    });
    expect(await stack.facts('unsure')).toEqual([
      'requested',
      'continued',
      'reviewOpened',
      'decided',
      'performing',
      'performed',
    ]);
    expect(await stack.transitions('unsure')).toBe(6);
  });

  it('gives an application verdict and briefing at once, and takes its report', async () => {
    const { answer } = await stack.gate('active', { ...uncertainRefund, preferredPattern: 'active' });
    expect(answer).toMatchObject({
      handedOn: {
        judged: {
          pattern: 'active',
          briefing: {
            action: { type: 'refund_order', parameters: { orderId: 'A-1001', amount: 120 } },
            assessment: { rationale: 'The parcel never arrived.' },
            reviewers: [{ person: 'ana' }, { person: 'ben' }],
          },
        },
      },
    });
    expect(stack.invitations()).toEqual([]);
  });

  it('answers a refused request with every problem', async () => {
    const { answer } = await stack.gate('refused', {
      ...confidentRefund,
      action: { type: 'x', parameters: {} },
    });
    expect(answer).toMatchObject({ outcome: { status: 'refused', problems: [{ path: 'action.type' }] } });
  });

  it('R9 called again answers the recorded outcome and runs nothing again', async () => {
    await stack.gate('twice', confidentRefund);
    const { answer } = await stack.gate('twice', confidentRefund);
    expect(answer).toMatchObject({ outcome: { status: 'autonomous' } });
    expect(await stack.facts('twice')).toEqual(['requested', 'performing', 'performed']);
  });

  it('R9 called again while a human is asked points to the same handoff, and asks nobody twice', async () => {
    await stack.gate('open', uncertainRefund);
    const asked = stack.invitations().length;
    expect((await stack.gate('open', uncertainRefund)).answer).toMatchObject({
      handedOn: { handoffId: 'open' },
    });
    expect(stack.invitations()).toHaveLength(asked);
  });

  it('R4 what it handed on is closed on the log when its durable execution is stopped', async () => {
    await stack.gate('stopped', uncertainRefund);
    await stack.sfn.send(new StopExecutionCommand({ executionArn: stack.executionArn('stopped') }));
    await stack.local.settle();
    expect((await stack.facts('stopped')).at(-1)).toBe('closed');
  });
});
