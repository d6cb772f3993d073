// What must hold when things go wrong or race: embedded runtime, virtual time. Nothing here may perform twice, perform the
// undecided, or lose a handoff.
import { DeleteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { SendTaskSuccessCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
beforeEach(async () => {
  stack = await Deployed.start({ seed: 7 });
});
afterEach(() => stack.stop());

const config = () => ({
  endpoint: stack.local.endpoint,
  region: stack.local.region,
  credentials: stack.local.credentials,
});

/** The table whose items hold a task token, and its one item. */
async function waitpoint(): Promise<{ table: string; key: string; token: string }> {
  const dynamodb = new DynamoDBClient(config());
  const table = stack.output('WaitpointTableName');
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: table }));
  dynamodb.destroy();
  const item = Items[0];
  if (!item) throw new Error('no waitpoint is stored');
  return { table, key: item.handoff?.S ?? '', token: item.taskToken?.S ?? '' };
}

describe('under faults', () => {
  it('lets one of two opposite decisions in, and shows the loser who won', async () => {
    await stack.request('race', uncertainRefund);
    const [first, second] = stack.invitations();
    if (!first || !second) throw new Error('two reviewers are expected');
    const [one, other] = await Promise.all([
      stack.visitor((i) => i === first || i.link === first.link),
      stack.visitor((i) => i.link === second.link),
    ]);
    const answers = await Promise.all([
      one.decide({ decision: 'approve' }),
      other.decide({ decision: 'reject', text: 'No.' }),
    ]);
    await stack.local.settle();
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const facts = await stack.facts('race');
    expect(facts.filter((type) => type === 'decided')).toHaveLength(1);
  });

  it('I8 refuses a decision after the deadline, and performs nothing', async () => {
    await stack.request('late', uncertainRefund);
    const visitor = await stack.visitor();
    await stack.local.advance('3 days');
    const page = await visitor.decide({ decision: 'approve' });
    expect(page.status).not.toBe(303);
    expect(await stack.facts('late')).not.toContain('performing');
  });

  it('R13 sends one message per reviewer, however often the fact is delivered', async () => {
    await stack.request('twice', uncertainRefund);
    const before = stack.invitations();
    const bus = new EventBridgeClient(config());
    const detail = {
      schemaVersion: 1,
      tenant: 'default',
      handoffId: 'twice',
      sequence: 2,
      type: 'reviewOpened',
      at: '2026-11-24T12:00:00.000Z',
      tier: 1,
    };
    await bus.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'agent-handoff',
            DetailType: 'Handoff reviewOpened',
            Detail: JSON.stringify(detail),
            EventBusName: stack.output('EventBusName'),
          },
        ],
      }),
    );
    bus.destroy();
    await stack.local.settle();
    const links = new Set(stack.invitations().map(({ link }) => link));
    expect(links.size).toBe(before.length);
  });

  it('L2 settles an approval whose wake-up was lost: the wait times out, then asks the log', async () => {
    await stack.request('lost', uncertainRefund);
    const { table, key } = await waitpoint();
    const dynamodb = new DynamoDBClient(config());
    await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: { handoff: { S: key } } }));
    dynamodb.destroy();
    await (await stack.visitor()).decide({ decision: 'approve' });
    await stack.local.settle();
    expect((await stack.execution('lost')).status).toBe('RUNNING');
    await stack.local.advance('2 days');
    expect((await stack.execution('lost')).outcome).toMatchObject({
      status: 'approved',
      performance: { status: 'performed' },
    });
  });

  it('waits again after a wake-up that nobody decided', async () => {
    await stack.request('spurious', uncertainRefund);
    const { token } = await waitpoint();
    await stack.sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"next":"perform"}' }));
    await stack.local.settle();
    expect((await stack.execution('spurious')).status).toBe('RUNNING');
    expect(await stack.facts('spurious')).toEqual(['requested', 'reviewOpened']);
    await (await stack.visitor()).decide({ decision: 'approve' });
    await stack.local.settle();
    expect((await stack.execution('spurious')).outcome?.status).toBe('approved');
  });

  it('R4 closes a handoff on the log when its execution is stopped', async () => {
    await stack.request('stopped', uncertainRefund);
    await stack.sfn.send(new StopExecutionCommand({ executionArn: stack.executionArn('stopped') }));
    await stack.local.settle();
    expect((await stack.facts('stopped')).at(-1)).toBe('closed');
    const page = await (await stack.visitor()).decide({ decision: 'approve' });
    expect(page.status).not.toBe(303);
  });

  it('R4 closes it by the sweep when even the event of that is lost', async () => {
    await stack.request('unheard', uncertainRefund);
    const events = new EventBridgeClient(config());
    const { Rules = [] } = await events.send(new ListRulesCommand({}));
    const watching = Rules.find(({ EventPattern }) => EventPattern?.includes('Execution Status Change'));
    await events.send(new DisableRuleCommand({ Name: watching?.Name ?? '' }));
    events.destroy();
    await stack.sfn.send(new StopExecutionCommand({ executionArn: stack.executionArn('unheard') }));
    await stack.local.settle();
    expect((await stack.facts('unheard')).at(-1)).toBe('reviewOpened');
    await stack.local.advance('5 hours');
    expect((await stack.facts('unheard')).at(-1)).toBe('closed');
  });

  it('attack 73: an event forged on the bus decides nothing', async () => {
    await stack.request('forged', uncertainRefund);
    const bus = new EventBridgeClient(config());
    const detail = {
      schemaVersion: 1,
      tenant: 'default',
      handoffId: 'forged',
      sequence: 3,
      type: 'decided',
      decision: 'approve',
    };
    await bus.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'agent-handoff',
            DetailType: 'Handoff decided',
            Detail: JSON.stringify(detail),
            EventBusName: stack.output('EventBusName'),
          },
        ],
      }),
    );
    bus.destroy();
    await stack.local.settle();
    expect((await stack.execution('forged')).status).toBe('RUNNING');
    expect(await stack.facts('forged')).toEqual(['requested', 'reviewOpened']);
  });
});
