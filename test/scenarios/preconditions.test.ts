// Preconditions on the whole stack, through the real state machines: the reference stack's check says version 7.
import { afterEach, expect, it } from 'vitest';
import { Deployed } from '../support/deployed.js';

let stack: Deployed;
afterEach(() => stack.stop());

const change = (version: number, confidence: number) => ({
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '7' },
  action: {
    type: 'update_address',
    parameters: { customerId: 'C-1', street: 'Main St 1', city: 'Leeds', zip: 'LS1' },
  },
  assessment: { confidence },
  preconditions: { version },
});

it('a world as it was approved costs no transition more; a changed one is asked about again, and then runs', async () => {
  stack = await Deployed.start();
  await stack.request('same', change(7, 0.1));
  await (await stack.visitor()).decide({ decision: 'approve' });
  await stack.local.settle();
  expect((await stack.execution('same')).outcome?.performance?.status).toBe('performed');
  expect(await stack.transitions('same')).toBe(6);

  await stack.request('changed', change(6, 0.1));
  await (await stack.visitor()).decide({ decision: 'approve' });
  await stack.local.settle();
  const again = await stack.visitor();
  const { text } = await again.look();
  expect(text).toContain('What it relies on');
  await again.decide({ decision: 'approve' });
  await stack.local.settle();
  expect((await stack.execution('changed')).outcome).toMatchObject({
    status: 'approved',
    performance: { status: 'performed' },
  });
  expect(await stack.facts('changed')).toEqual([
    'requested',
    'reviewOpened',
    'decided',
    'changed',
    'reevaluated',
    'reviewOpened',
    'decided',
    'performing',
    'performed',
  ]);
  expect(await stack.transitions('changed')).toBe(14);
});

it('at the gate, an action that needed nobody is handed on to a human when its world has changed', async () => {
  stack = await Deployed.start();
  expect((await stack.gate('quick', change(7, 0.99))).answer).toMatchObject({
    outcome: { status: 'autonomous' },
  });
  expect((await stack.gate('asks', change(6, 0.99))).answer).toMatchObject({
    handedOn: { handoffId: 'asks' },
  });
  await (await stack.visitor()).decide({ decision: 'approve' });
  await stack.local.settle();
  expect((await stack.execution('asks')).outcome).toMatchObject({
    status: 'approved',
    performance: { status: 'performed' },
  });
});
