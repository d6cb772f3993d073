// A decision that takes a passkey, end to end on the embedded runtime: invited by mail, enrolled over HTTP, decided with a
// software authenticator, performed, exported and verified offline.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OperatorAnswer } from '../../lambdas/contracts/operator-api.js';
import { Authenticator } from '../support/authenticator.js';
import { Deployed, uncertainRefund } from '../support/deployed.js';

const closing = {
  ...uncertainRefund,
  action: { type: 'close_account', parameters: { customerId: 'C-7' } },
};

let stack: Deployed;
beforeEach(async () => {
  stack = await Deployed.start({ seed: 1 });
});
afterEach(() => stack.stop());

async function enrolled(): Promise<Authenticator> {
  expect(await stack.operate({ operation: 'enrol', reviewerId: 'ana' })).toMatchObject({
    ok: true,
    enrolmentId: expect.stringMatching(/^enrol~/),
  });
  await stack.local.settle();
  const visitor = await stack.visitor(({ purpose }) => purpose === 'enrol');
  const authenticator = new Authenticator(new URL(stack.output('ReviewUrl')).origin);
  const { action, form } = authenticator.create((await visitor.look()).text);
  const page = await visitor.send(action, form);
  expect(page.text).toContain('Your passkey is enrolled');
  return authenticator;
}

const toAna = ({ to, purpose }: { to: string; purpose: string }) =>
  to === 'ana@example.com' && purpose === 'review';

it('is asked for, signed, recorded and verified; its action runs', async () => {
  const authenticator = await enrolled();
  await stack.request('close-1', closing);
  const visitor = await stack.visitor(toAna);
  const asked = await visitor.decide({ decision: 'approve' });
  expect(asked.text).toContain('Nothing is decided yet.');
  expect(await stack.facts('close-1')).not.toContain('decided');
  const { action, form } = authenticator.get(asked.text);
  expect((await visitor.send(action, form)).status).toBe(303);
  await stack.local.settle();
  expect((await stack.execution('close-1')).outcome).toMatchObject({
    status: 'approved',
    performance: { status: 'performed' },
  });
  expect(await stack.verified('close-1')).toMatchObject({ problems: [], decidedBy: 'ana' });
});

it('is refused to whoever has no passkey; enrolments are in no list of handoffs, and no request can claim one', async () => {
  await stack.request('close-2', closing);
  const visitor = await stack.visitor(toAna);
  expect((await visitor.decide({ decision: 'approve' })).status).toBe(403);
  await enrolled();
  const { handoffs } = (await stack.operate({ operation: 'list' })) as Extract<OperatorAnswer, { ok: true }>;
  expect(handoffs?.map(({ handoffId }) => handoffId)).toEqual(['close-2']);
  expect(await stack.operate({ operation: 'enrol', reviewerId: 'nobody' })).toMatchObject({
    refusal: 'NOT_A_REVIEWER',
  });
  await expect(stack.request(`enrol~${'a'.repeat(32)}`, closing)).rejects.toThrow();
});
