// Rules that only the whole stack can keep: grants, streams, two executions of one name, e-mail that nobody confirmed.
import { DynamoDBClient, PutItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, expect, it } from 'vitest';
import type { Local } from '../../local/index.js';
import { Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
afterEach(() => stack.stop());

const dynamodbOf = ({ endpoint, region, credentials }: Local) =>
  new DynamoDBClient({ endpoint, region, credentials });

it('R1 a link that is followed the moment it arrives finds the token already stored', async () => {
  stack = await Deployed.start();
  const dynamodb = dynamodbOf(stack.local);
  const looks: Promise<number | undefined>[] = [];
  stack.local.mailbox.onMessage(() => {
    const scan = new ScanCommand({ TableName: stack.output('WaitpointTableName') });
    looks.push(dynamodb.send(scan).then(({ Count }) => Count));
  });
  await stack.request('order', uncertainRefund);
  await stack.local.settle();
  const stored = await Promise.all(looks);
  dynamodb.destroy();
  expect(stored).toEqual([1, 1]);
});

it('R2 the wait of each tier times out a minute after its deadline, however late it began', async () => {
  stack = await Deployed.start({ seed: 3 });
  await stack.request('two-tiers', uncertainRefund);
  await stack.local.advance('5 hours');
  const { events = [] } = await stack.sfn.send(
    new GetExecutionHistoryCommand({ executionArn: stack.executionArn('two-tiers'), maxResults: 1_000 }),
  );
  const waits = events.flatMap(({ taskScheduledEventDetails: details }) =>
    details?.resource === 'invoke.waitForTaskToken' ? [details] : [],
  );
  // 4 hours and a minute; then what is left of 24 hours after the first wait's minute of grace, and a minute.
  expect(waits.map(({ timeoutInSeconds }) => timeoutInSeconds)).toEqual([4 * 3_600 + 60, 20 * 3_600]);
});

it('R3 a record that cannot be read holds up no other handoff for long, and is given up after bounded tries', async () => {
  const failures: string[] = [];
  const onLog = (_: string, text: string) => {
    if (text.includes('a stream record failed')) failures.push(text);
  };
  stack = await Deployed.start({ onLog });
  const dynamodb = dynamodbOf(stack.local);
  await dynamodb.send(
    new PutItemCommand({
      TableName: stack.output('LogTableName'),
      Item: {
        handoff: { S: 'default#poison' },
        sequence: { N: '1' },
        type: { S: 'decided' },
        fact: { S: '{"type":"decided"' },
      },
    }),
  );
  dynamodb.destroy();
  await stack.request('neighbour', uncertainRefund);
  await (await stack.visitor()).decide({ decision: 'approve' });
  await stack.local.advance('2 minutes');
  expect((await stack.execution('neighbour')).outcome?.status).toBe('approved');
  await stack.local.advance('2 hours');
  const bounded = failures.length;
  expect(bounded).toBeGreaterThan(1);
  await stack.local.advance('1 day');
  expect(failures).toHaveLength(bounded);
});

it('R5 the log refuses a change to everybody, its administrator too, and stays as it was', async () => {
  stack = await Deployed.start();
  await stack.request('untouched', uncertainRefund);
  const dynamodb = dynamodbOf(stack.local);
  const change = new UpdateItemCommand({
    TableName: stack.output('LogTableName'),
    Key: { handoff: { S: 'default#untouched' }, sequence: { N: '1' } },
    UpdateExpression: 'SET fact = :fact',
    ExpressionAttributeValues: { ':fact': { S: '{}' } },
  });
  await expect(dynamodb.send(change)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  dynamodb.destroy();
  expect(await stack.facts('untouched')).toEqual(['requested', 'reviewOpened']);
});

it('R8 the keys of every table begin with the tenant, and no tenant is shown another’s handoff', async () => {
  stack = await Deployed.start();
  await stack.request('of-acme', { ...uncertainRefund, tenant: 'acme' });
  const dynamodb = dynamodbOf(stack.local);
  const tables = ['LogTableName', 'ContextTableName', 'WaitpointTableName'].map((name) => stack.output(name));
  for (const TableName of tables) {
    const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }));
    expect(Items.length).toBeGreaterThan(0);
    for (const item of Items) expect(item.handoff?.S).toMatch(/^acme#of-acme$/);
  }
  dynamodb.destroy();
  for (const { link } of stack.invitations()) expect(new URL(link).pathname).toMatch(/^\/r\/acme\//);
  expect(await stack.operate({ operation: 'show', handoffId: 'of-acme' })).toMatchObject({
    refusal: 'NOT_FOUND',
  });
  expect(await stack.operate({ operation: 'show', tenant: 'acme', handoffId: 'of-acme' })).toMatchObject({
    ok: true,
  });
  const [invitation] = stack.invitations();
  const elsewhere = await fetch(invitation?.link.replace('/r/acme/', '/r/default/') ?? '');
  expect(elsewhere.status).toBe(404);
});

it('R9 a second execution of one id neither steals the first one’s token nor runs anything', async () => {
  stack = await Deployed.start();
  await stack.request('one-id', uncertainRefund);
  const { definition, roleArn } = await stack.sfn.send(
    new DescribeStateMachineCommand({ stateMachineArn: stack.output('StateMachineArn') }),
  );
  // An execution's name is free again after 90 days; another machine over the same functions has it free at once.
  const { stateMachineArn = '' } = await stack.sfn.send(
    new CreateStateMachineCommand({ name: 'copy', definition, roleArn }),
  );
  const start = (id: string) =>
    stack.sfn.send(
      new StartExecutionCommand({ stateMachineArn, name: id, input: JSON.stringify(uncertainRefund) }),
    );
  const second = await start('one-id');
  await stack.local.advance('10 minutes');
  expect(await stack.facts('one-id')).toEqual(['requested', 'reviewOpened']);
  await (await stack.visitor()).decide({ decision: 'approve' });
  await stack.local.settle();
  expect((await stack.execution('one-id')).outcome).toMatchObject({ status: 'approved' });
  expect((await stack.facts('one-id')).filter((type) => type === 'performing')).toHaveLength(1);
  const { events = [] } = await stack.sfn.send(
    new GetExecutionHistoryCommand({ executionArn: second.executionArn ?? '', maxResults: 1_000 }),
  );
  expect(events.at(-1)).toMatchObject({
    type: 'ExecutionFailed',
    executionFailedEventDetails: { error: 'HandoffUnsettled' },
  });
});

it('R9 a later execution of a settled id is given the recorded outcome', async () => {
  stack = await Deployed.start();
  await stack.request('settled', uncertainRefund);
  await (await stack.visitor()).decide({ decision: 'reject', text: 'No.' });
  await stack.local.settle();
  const { definition, roleArn } = await stack.sfn.send(
    new DescribeStateMachineCommand({ stateMachineArn: stack.output('StateMachineArn') }),
  );
  const { stateMachineArn = '' } = await stack.sfn.send(
    new CreateStateMachineCommand({ name: 'copy', definition, roleArn }),
  );
  const { executionArn = '' } = await stack.sfn.send(
    new StartExecutionCommand({ stateMachineArn, name: 'settled', input: JSON.stringify(uncertainRefund) }),
  );
  await stack.local.settle();
  const { events = [] } = await stack.sfn.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
  );
  const output = JSON.parse(events.at(-1)?.executionSucceededEventDetails?.output ?? 'null');
  expect(output).toEqual((await stack.execution('settled')).outcome);
});

it('R13 e-mail that nobody has confirmed is a failed channel: the next tier is asked, and then it expires', async () => {
  stack = await Deployed.start({ confirmEmail: 'manual' });
  await stack.request('unconfirmed', uncertainRefund);
  await stack.local.advance('5 minutes');
  expect(stack.invitations()).toEqual([]);
  expect(await stack.facts('unconfirmed')).toEqual([
    'requested',
    'reviewOpened',
    'channelFailed',
    'channelFailed',
    'escalated',
    'reviewOpened',
    'channelFailed',
    'channelFailed',
    'expired',
  ]);
  expect((await stack.execution('unconfirmed')).outcome?.status).toBe('expired');
});

it('R16 reminds each reviewer once before the deadline, with the same link and the time zone', async () => {
  stack = await Deployed.start({ seed: 5 });
  await stack.request('reminded', uncertainRefund);
  const invited = stack.invitations();
  await stack.local.advance('230 minutes');
  const reminders = stack.local.mailbox.messages().filter(({ subject }) => subject.startsWith('Reminder: '));
  expect(reminders.map(({ to }) => to).sort()).toEqual(['ana@example.com', 'ben@example.com']);
  expect(new Set(stack.invitations().map(({ link }) => link))).toEqual(
    new Set(invited.map(({ link }) => link)),
  );
  for (const { body } of reminders) expect(body).toMatch(/Deadline: .* (CET|CEST) \(\d\d:\d\d UTC\)/);
});
