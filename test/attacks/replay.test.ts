// B. Replay and ordering: one decision counts, whenever and however often it is sent.

import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from 'vitest';
import { cancelHandoff, closeHandoff, settleOutcome } from '../../lambdas/core/settle.js';
import { KEY, START } from '../core/samples.js';
import { Deployed, uncertainRefund } from '../support/deployed.js';
import { Desk } from '../support/review-desk.js';

const HOUR = 3_600_000;
let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await desk.open();
});
const decided = async () => (await desk.types()).filter((type) => type === 'decided');

describe('attacks by replay', () => {
  it('attack 10: the same decision twice gets the same answer, and is one fact', async () => {
    const { path, cookie } = await desk.enter();
    const answers = [];
    for (let times = 0; times < 2; times += 1)
      answers.push(await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie }));
    expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual([
      [303, path],
      [303, path],
    ]);
    expect(await decided()).toHaveLength(1);
  });

  it('attack 11: the same decision a hundred times at once is one fact', async () => {
    const { path, cookie } = await desk.enter();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => desk.post(`${path}/decision`, { decision: 'approve' }, { cookie })),
    );
    for (const { status } of answers) expect(status).toBe(303);
    expect(await decided()).toHaveLength(1);
  });

  it('attack 12: a rejection over a link that has approved changes nothing, and is told what stands', async () => {
    const { path, cookie } = await desk.enter();
    await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie });
    const { status, body } = await desk.post(
      `${path}/decision`,
      { decision: 'reject', text: 'No.' },
      { cookie },
    );
    expect(status).toBe(409);
    expect(body).toContain('You approved this');
    expect(await decided()).toHaveLength(1);
  });

  it('attack 13: of two opposite decisions in one millisecond one wins, and the loser is told', async () => {
    const [ana, ben] = [await desk.enter('ana'), await desk.enter('ben')];
    const answers = await Promise.all([
      desk.post(`${ana.path}/decision`, { decision: 'approve' }, ana),
      desk.post(`${ben.path}/decision`, { decision: 'reject', text: 'No.' }, ben),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await decided()).toHaveLength(1);
  });

  it.each([
    ['cancelled', () => desk.command('x', (state) => cancelHandoff(state, 'agent', undefined))],
    ['closed', () => desk.command('x', (state) => closeHandoff(state, 'ABORTED'))],
    [
      'expired',
      async () => {
        desk.now = START + 4 * HOUR;
        await desk.command('1', (state) => settleOutcome(state, desk.now));
        await desk.command('2', (state) => settleOutcome(state, desk.now));
      },
    ],
  ] as const)('attack 14: a decision after the handoff is %s is refused', async (_, end) => {
    const { path, cookie } = await desk.enter();
    await end();
    const { status } = await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie });
    expect([403, 409, 410]).toContain(status);
    expect(await decided()).toEqual([]);
  });

  it('attack 16: a form of the proposal before an edit decides nothing once the edit is in', async () => {
    const [ana, ben] = [await desk.enter('ana'), await desk.enter('ben')];
    await desk.post(
      `${ana.path}/decision`,
      { decision: 'edit', 'parameter.orderId': '#W1', 'parameter.amount': '12' },
      ana,
    );
    for (const { path, cookie } of [ana, ben])
      expect((await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie })).status).toBe(409);
    expect(await decided()).toHaveLength(1);
  });

  it('attack 20: a link of one stack leads nowhere in another, nor under another tenant', async () => {
    const { path } = desk.invitation();
    const other = new Desk();
    await other.open(undefined, { tenant: 'globex', handoffId: 'unrelated' });
    expect((await other.get(path)).status).toBe(404);
    expect((await desk.get(path.replace('/r/default/', '/r/globex/'))).status).toBe(404);
    expect(await desk.types(KEY)).toEqual(['requested', 'reviewOpened']);
  });
});

it('attack 15: the task token of an earlier wait completes nothing', async () => {
  const stack = await Deployed.start({ seed: 11 });
  const { endpoint, region, credentials } = stack.local;
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials });
  await stack.request('old-token', uncertainRefund);
  const { Items = [] } = await dynamodb.send(
    new ScanCommand({ TableName: stack.output('WaitpointTableName') }),
  );
  const taskToken = Items[0]?.taskToken?.S ?? '';
  await stack.local.advance('5 hours');
  await expect(
    stack.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"next":"perform"}' })),
  ).rejects.toMatchObject({ name: 'TaskTimedOut' });
  await stack.local.settle();
  expect((await stack.execution('old-token')).status).toBe('RUNNING');
  expect(await stack.facts('old-token')).not.toContain('performing');
  dynamodb.destroy();
  await stack.stop();
});
