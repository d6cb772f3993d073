// The command against the stack on the embedded runtime: the same calls as against an account.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { leadAwsTo } from '../support/aws-environment.js';
import { Deployed, uncertainRefund } from '../support/deployed.js';
import { handoff } from './fake-aws.js';

let stack: Deployed;
beforeAll(async () => {
  stack = await Deployed.start({ seed: 3 });
  leadAwsTo(stack.local);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stack.stop();
});

const json = async (...parameters: string[]) => {
  const { out, error, exitCode } = await handoff([...parameters, '--json']);
  expect(error).toBe('');
  expect(exitCode).toBe(0);
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
};

test('a handoff is listed, shown, resent, cancelled, exported and verified', async () => {
  await stack.request('cli-1', uncertainRefund);
  const [listed] = await json('list', '--open');
  expect(listed).toMatchObject({ handoffId: 'cli-1', phase: 'reviewing', actionType: 'refund_order' });

  const [{ facts }] = await json('show', 'cli-1');
  const reviewer = facts[0].data.route[0].reviewers[0];
  const before = stack.invitations().length;
  await json('resend', 'cli-1', '--reviewer', reviewer);
  await stack.local.settle();
  expect(stack.invitations().length).toBe(before + 1);

  await json('cancel', 'cli-1', '--reason', 'a test');
  await stack.local.settle();
  expect((await stack.execution('cli-1')).outcome?.status).toBe('cancelled');

  const { out } = await handoff(['export']);
  const verified = await handoff(['verify', '-', '--json'], { input: out });
  expect(verified.exitCode).toBe(0);
  const [checked, totals] = verified.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(checked).toMatchObject({ ok: true, handoffId: 'cli-1', outcome: 'cancelled', partsAbsent: [] });
  expect(checked.headHash).toBe((await stack.execution('cli-1')).outcome?.headHash);
  expect(totals).toMatchObject({ handoffs: 1, failed: 0 });
});

test('what ran is reversed over a fresh link', async () => {
  await stack.request('cli-2', { ...uncertainRefund, assessment: { confidence: 0.99 } });
  const before = stack.invitations().length;
  const { out, exitCode } = await handoff(['reverse', 'cli-2']);
  expect({ out, exitCode }).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/reversal link is on its way/),
  });
  await stack.local.settle();
  expect(stack.invitations().length).toBe(before + 1);
});

test('what is not there is refused', async () => {
  expect(await handoff(['show', 'nobody'])).toMatchObject({
    exitCode: 1,
    error: 'handoff: there is no such handoff\n',
  });
});
