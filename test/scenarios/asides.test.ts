// A decision that is passed on, and a question to the agent, end to end on the embedded runtime.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandoffClient } from '../../client/index.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
beforeEach(async () => {
  stack = await Deployed.start({ seed: 1 });
});
afterEach(() => stack.stop());

const visitorOf = (address: string) => stack.visitor(({ to }) => to === address);

it('a decision that is passed on is taken by the delegate, within the same tier, deadline and transitions', async () => {
  await stack.request('passed-on', uncertainRefund);
  await stack.local.advance('2 hours');
  const ana = await visitorOf('ana@example.com');
  expect((await ana.decide({ decision: 'delegate', to: 'carla' })).status).toBe(303);
  await stack.local.settle();
  expect(stack.invitations().map(({ to }) => to)).toEqual([
    'ana@example.com',
    'ben@example.com',
    'carla@example.com',
  ]);
  expect((await ana.decide({ decision: 'approve' })).status).toBe(403);
  const carla = await visitorOf('carla@example.com');
  expect((await carla.decide({ decision: 'approve' })).status).toBe(303);
  await stack.local.settle();
  expect((await stack.execution('passed-on')).outcome).toMatchObject({
    status: 'approved',
    decision: { reviewerId: 'carla' },
    performance: { status: 'performed' },
  });
  expect(await stack.transitions('passed-on')).toBe(6);
  const answer = await stack.operate({ operation: 'export', handoffId: 'passed-on' });
  if (!answer.ok) throw new Error(answer.message);
  const { problems, partsAbsent } = verifyHandoff({ facts: answer.facts ?? [], parts: answer.parts ?? [] });
  expect([problems, partsAbsent]).toEqual([[], []]);
});

it('a delegate who does not answer delays nobody: the next tier is asked when the reviewer’s time is over', async () => {
  await stack.request('silent', uncertainRefund);
  await (await visitorOf('ana@example.com')).decide({ decision: 'delegate', to: 'carla' });
  await stack.local.advance('242 minutes');
  expect(await stack.facts('silent')).toEqual([
    'requested',
    'reviewOpened',
    'delegated',
    'escalated',
    'reviewOpened',
  ]);
  const invited = stack.invitations().map(({ to }) => to);
  // Reminders of the first tier are among them: none to who has passed it on.
  expect(invited.slice(2)).not.toContain('ana@example.com');
  expect(invited.slice(-2)).toEqual(['carla@example.com', 'ben@example.com']);
});

it('a question reaches the agent, its answer the page and everybody who is asked, and the deadline stands', async () => {
  await stack.request('asked', uncertainRefund);
  const ana = await visitorOf('ana@example.com');
  await ana.decide({ decision: 'ask', nth: '0', text: 'Was it insured?' });
  await stack.local.settle();
  const client = new HandoffClient({
    stateMachineArn: stack.output('StateMachineArn'),
    agentFunctionName: stack.output('AgentFunctionName'),
    sfn: stack.sfn,
    lambda: stack.lambda,
  });
  const handle = client.handle('asked');
  const status = await handle.status();
  const [question] = (status.ok && status.questions) || [];
  expect(question).toMatchObject({ question: 3, text: 'Was it insured?' });
  const before = stack.local.mailbox.messages().length;
  expect(await handle.answer(question?.question ?? 0, 'Yes, up to <b>100</b> EUR.')).toMatchObject({
    ok: true,
  });
  await stack.local.settle();
  const told = stack.local.mailbox.messages().slice(before);
  expect(told.map(({ to }) => to).sort()).toEqual(['ana@example.com', 'ben@example.com']);
  for (const { subject, body } of told) expect(subject + body).not.toMatch(/insured|100/);
  const page = await (await visitorOf('ben@example.com')).look();
  expect(page.text).toContain('Yes, up to &lt;b&gt;100&lt;/b&gt; EUR.');
  await stack.local.advance('25 hours');
  expect((await stack.execution('asked')).outcome?.status).toBe('expired');
  expect(await handle.answer(question?.question ?? 0, 'Later.')).toMatchObject({
    refusal: 'ALREADY_ANSWERED',
  });
});

describe('where the policy stops the clock', () => {
  const notice = {
    ...uncertainRefund,
    action: { type: 'send_notice', parameters: { customerId: 'C-7', message: 'We close on Friday.' } },
  };
  /** Asked after three and a half hours of four: the clock stands still for two at most. */
  async function asked(handoffId: string) {
    await stack.request(handoffId, notice);
    await stack.local.advance('210 minutes');
    const ana = await visitorOf('ana@example.com');
    const page = await ana.decide({ decision: 'ask', nth: '0', text: 'Which Friday?' });
    expect(page.text).toContain('The time to decide stands still until it does, at the latest until');
    await stack.local.settle();
  }

  it('an answer after the old deadline leaves the reviewer the time that was left', async () => {
    await asked('stopped');
    await stack.local.advance('90 minutes');
    expect(await stack.facts('stopped')).not.toContain('escalated');
    await stack.ask({ operation: 'answer', handoffId: 'stopped', question: 3, text: 'The next one.' });
    await stack.local.advance('29 minutes');
    const ana = await visitorOf('ana@example.com');
    expect((await ana.decide({ decision: 'approve' })).status).toBe(303);
    await stack.local.settle();
    expect((await stack.execution('stopped')).outcome?.status).toBe('approved');
    // Six, and three each for the old deadline and for the answer, by which the new one came nearer.
    expect(await stack.transitions('stopped')).toBe(12);
  });

  it('the deadline that the answer left is kept', async () => {
    await asked('left');
    await stack.local.advance('90 minutes');
    await stack.ask({ operation: 'answer', handoffId: 'left', question: 3, text: 'The next one.' });
    await stack.local.advance('30 minutes');
    expect(await stack.facts('left')).not.toContain('escalated');
    await stack.local.advance('2 minutes');
    expect(await stack.facts('left')).toContain('escalated');
  });

  it('an agent that never answers delays the next tier by no more than the policy says', async () => {
    await asked('silent-agent');
    await stack.local.advance('149 minutes');
    expect(await stack.facts('silent-agent')).not.toContain('escalated');
    await stack.local.advance('3 minutes');
    expect(await stack.facts('silent-agent')).toContain('escalated');
    await stack.local.advance('21 hours');
    expect((await stack.execution('silent-agent')).outcome?.status).toBe('expired');
  });
});
