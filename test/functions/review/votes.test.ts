// What a review of several votes looks like from its pages: who sees what before and after voting, and what is recorded.
import { expect, it } from 'vitest';
import { ONE_APPROVAL, type Requirement } from '../../../lambdas/contracts/verdict.js';
import { SETTINGS } from '../../core/samples.js';
import { Desk } from '../../support/review-desk.js';

async function deskOf(requirement: Partial<Requirement>): Promise<Desk> {
  const refund = SETTINGS.actions.refund_order as (typeof SETTINGS.actions)[string];
  const action = { ...refund, requirement: { ...ONE_APPROVAL, approvals: 2, ...requirement } };
  const desk = new Desk({
    ...SETTINGS,
    reviewers: { ...SETTINGS.reviewers },
    actions: { refund_order: action },
  });
  await desk.open();
  return desk;
}

it('says how many must approve and who has, and runs nothing before the second', async () => {
  const desk = await deskOf({});
  expect((await desk.look('ben')).body).toContain('2 people must approve. Nobody has voted yet.');
  await desk.decide({ decision: 'approve' });
  const own = await desk.look('ana');
  expect(own.body).toContain('You approved this');
  expect(own.body).not.toContain('<textarea');
  expect((await desk.look('ben')).body).toContain('So far: Ana approved this.');
  expect((await desk.decide({ decision: 'reject', text: 'no' }, 'ana')).status).toBe(409);
  await desk.decide({ decision: 'approve' }, 'ben');
  expect(await desk.types()).toEqual(['requested', 'reviewOpened', 'decided', 'decided']);
});

it('attack 41: in a blind review the second reviewer sees no vote before voting', async () => {
  const desk = await deskOf({ blind: true });
  await desk.decide({ decision: 'approve' });
  const { body } = await desk.look('ben');
  expect(body).toContain('You see the other votes once you have voted.');
  expect(body).not.toContain('Ana');
});

it('records once, and says so, that somebody voted who may not any more', async () => {
  const desk = await deskOf({});
  const { path, cookie } = await desk.enter('ana');
  delete (desk.settings.reviewers as Record<string, unknown>).ana;
  for (const _ of ['first', 'again'])
    expect((await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie })).status).toBe(403);
  expect(await desk.types()).toEqual(['requested', 'reviewOpened', 'voteRefused']);
});

it('takes the kind of reason of a rejection, and refuses one that is not known', async () => {
  const desk = await deskOf({ approvals: 1 });
  const no = { decision: 'reject', text: 'Not this order.' };
  expect((await desk.decide({ ...no, reasonCode: 'because' })).status).toBe(422);
  await desk.decide({ ...no, reasonCode: 'wrong-target' });
  expect((await desk.facts()).at(-1)?.data).toMatchObject({ decision: 'reject', reasonCode: 'wrong-target' });
});
