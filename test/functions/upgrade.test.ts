// A handoff that an earlier release opened, as its tables hold it, in the hands of this one. Never edit the fixture.
import { readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { parseFact } from '../../lambdas/contracts/event.js';
import { ReviewLink } from '../../lambdas/contracts/link.js';
import type { Part } from '../../lambdas/core/ports.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { performAction } from '../../lambdas/functions/perform/perform-action.js';
import { reverseAction } from '../../lambdas/functions/reverse/reverse-action.js';
import { KEY, POLICY, START } from '../core/samples.js';
import { MemoryPerformers } from '../support/memory-performers.js';
import { receipts } from '../support/receipts.js';
import { Desk } from '../support/review-desk.js';

const OPENED = JSON.parse(readFileSync(new URL('../fixtures/open/v1.json', import.meta.url), 'utf8')) as {
  facts: unknown[];
  parts: Part[];
  links: unknown[];
  invitation: { path: string; code: string };
};

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  for (const fact of OPENED.facts) await desk.log.append(parseFact(fact));
  await desk.context.put(KEY, OPENED.parts);
  for (const link of OPENED.links) await desk.links.put(ReviewLink.parse(link));
});

async function session(path: string, code: string) {
  const { cookies } = await desk.post(`${path}/code`, { code });
  return { path, cookie: cookies[0]?.split(';')[0] ?? '' };
}

it('R7 a handoff that an earlier release opened is decided, performed and reversed by this one', async () => {
  const { path, cookie } = await session(OPENED.invitation.path, OPENED.invitation.code);
  expect((await desk.get(path, { cookie })).body).toContain('Mia Chen');
  expect((await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie })).status).toBe(303);

  const common = {
    log: desk.log,
    context: desk.context,
    performers: new MemoryPerformers(),
    receipts,
    policy: POLICY,
    now: () => START + 1_000,
    randomSalt: () => 'salt',
  };
  const execution = { arn: 'arn:refund-42', startedAt: '2026-11-24T12:00:00.000Z', name: 'refund-42' };
  const grants = { sign: async () => '' };
  await performAction({ execution, handoff: KEY }, { ...common, grants, invocationId: 'perform:1' });
  await desk.announce('performed');
  const reversing = await desk.enter();
  await desk.post(`${reversing.path}/decision`, { decision: 'reverse' }, { cookie: reversing.cookie });
  expect(await reverseAction(KEY, { ...common, invocationId: 'reverse:1' })).toEqual({ result: 'full' });

  expect(await desk.types()).toEqual([
    'requested',
    'reviewOpened',
    'decided',
    'performing',
    'performed',
    'reversalRequested',
    'reversing',
    'reversed',
  ]);
  expect(verifyHandoff({ facts: await desk.facts(), parts: [] }).problems).toEqual([]);
});

it('R7 a fact that is delivered again after the upgrade sends the link and the code that were sent before', async () => {
  await desk.announce('reviewOpened');
  expect(desk.invitation('ana')).toMatchObject(OPENED.invitation);
  expect(desk.links.all()).toHaveLength(OPENED.links.length);
});
