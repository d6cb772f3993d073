// Buses, rules, schedules and deliveries through the SDK, in virtual time.
import {
  CreateEventBusCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import type { Local } from '../../../local/index.js';
import { client, createQueue, jsonCall, openPolicy, received, startEmpty } from '../running.js';

const EVENT = {
  id: '1',
  account: '111122223333',
  source: 'shop',
  time: '2026-01-01T12:00:00Z',
  region: 'eu-west-1',
  'detail-type': 'Order',
  detail: { state: 'open' },
};

const entry = (Detail: string, more: object = {}) => ({
  Source: 'shop',
  DetailType: 'Order',
  Detail,
  ...more,
});

async function ruleTo(
  local: Local,
  Arn: string,
  pattern: object,
  more: object = {},
): Promise<EventBridgeClient> {
  const events = client(local, EventBridgeClient);
  await events.send(new PutRuleCommand({ Name: 'r', EventPattern: JSON.stringify(pattern) }));
  await events.send(new PutTargetsCommand({ Rule: 'r', Targets: [{ Id: 't', Arn, ...more }] }));
  return events;
}

describe('TestEventPattern', () => {
  it('answers whether the pattern matches', async () => {
    const events = client(await startEmpty(), EventBridgeClient);
    const test = (pattern: object) =>
      events.send(
        new TestEventPatternCommand({ EventPattern: JSON.stringify(pattern), Event: JSON.stringify(EVENT) }),
      );
    expect((await test({ detail: { state: ['open'] } })).Result).toBe(true);
    expect((await test({ detail: { state: ['closed'] } })).Result).toBe(false);
  });

  it("refuses with AWS's texts", async () => {
    const events = client(await startEmpty(), EventBridgeClient);
    const EventPattern = '{"source": "shop"}';
    await expect(
      events.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(EVENT) })),
    ).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
      message: `Event pattern is not valid. Reason: "source" must be an object or an array\n at [Source: (String)"${EventPattern}"; line: 1, column: 13]`,
    });
    const { id: _, ...incomplete } = EVENT;
    for (const Event of ['{', JSON.stringify(incomplete)])
      await expect(
        events.send(new TestEventPatternCommand({ EventPattern: '{"source":["shop"]}', Event })),
      ).rejects.toMatchObject({ name: 'ValidationException', message: 'Parameter Event is not valid.' });
  });
});

describe('a bus', () => {
  it('hands what matches to the targets, and nothing else', async () => {
    const local = await startEmpty();
    const queue = await createQueue(local, 'orders');
    const events = await ruleTo(local, queue.arn, { detail: { n: [{ numeric: ['>', 1] }] } });
    const { FailedEntryCount, Entries = [] } = await events.send(
      new PutEventsCommand({
        Entries: [entry('{"n":1}'), entry('{"n":2}'), entry('not json'), entry('{}', { Source: '' })],
      }),
    );
    expect(FailedEntryCount).toBe(2);
    expect(Entries.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      undefined,
      'MalformedDetail',
      'InvalidArgument',
    ]);
    await local.settle();
    const [body = '', ...others] = await received(local, queue.url);
    expect(others).toEqual([]);
    expect(JSON.parse(body)).toMatchObject({
      id: Entries[1]?.EventId,
      'detail-type': 'Order',
      detail: { n: 2 },
    });
  });

  it('of its own has rules of its own', async () => {
    const local = await startEmpty();
    const events = client(local, EventBridgeClient);
    await events.send(new CreateEventBusCommand({ Name: 'mine' }));
    const { EventBuses = [] } = await events.send(new ListEventBusesCommand({}));
    expect(EventBuses.map(({ Name }) => Name)).toEqual(['default', 'mine']);
    await events.send(
      new PutRuleCommand({ Name: 'r', EventBusName: 'mine', EventPattern: '{"source":["shop"]}' }),
    );
    expect((await events.send(new ListRulesCommand({}))).Rules).toEqual([]);
    await expect(events.send(new DescribeRuleCommand({ Name: 'r' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule r does not exist on EventBus default.',
    });
  });

  it('keeps a rule until its targets are gone', async () => {
    const local = await startEmpty();
    const events = await ruleTo(local, 'arn:aws:sqs:us-east-1:000000000000:none', { source: ['shop'] });
    await expect(events.send(new DeleteRuleCommand({ Name: 'r' }))).rejects.toThrow(
      "Rule can't be deleted since it has targets.",
    );
    await events.send(new RemoveTargetsCommand({ Rule: 'r', Ids: ['t'] }));
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: 'r' }))).Targets).toEqual([]);
    await events.send(new DeleteRuleCommand({ Name: 'r' }));
    expect((await events.send(new ListRulesCommand({}))).Rules).toEqual([]);
  });
});

describe('a schedule', () => {
  it('fires on the virtual clock, and not while its rule is disabled', async () => {
    const local = await startEmpty();
    const queue = await createQueue(local, 'ticks');
    const events = client(local, EventBridgeClient);
    await events.send(new PutRuleCommand({ Name: 'hourly', ScheduleExpression: 'rate(1 hour)' }));
    await events.send(
      new PutTargetsCommand({ Rule: 'hourly', Targets: [{ Id: 't', Arn: queue.arn, Input: '"tick"' }] }),
    );
    await local.advance('3 hours');
    expect(await received(local, queue.url)).toEqual(['"tick"', '"tick"', '"tick"']);
    await events.send(new DisableRuleCommand({ Name: 'hourly' }));
    await local.advance('3 hours');
    await events.send(new EnableRuleCommand({ Name: 'hourly' }));
    await local.advance('1 hour');
    await jsonCall(local, 'AmazonSQS.PurgeQueue', { QueueUrl: queue.url });
    await local.advance('1 hour');
    expect(await received(local, queue.url)).toEqual(['"tick"']);
  });

  it.each([
    ['cron(30 14 * * ? *)', '2026-01-01T14:30:00Z'],
    ['cron(0 9 ? * MON-FRI *)', '2026-01-02T09:00:00Z'],
    ['cron(0/15 * * * ? *)', '2026-01-01T12:15:00Z'],
    ['cron(0 0 1 MAR ? *)', '2026-03-01T00:00:00Z'],
    ['rate(2 days)', '2026-01-03T12:00:00Z'],
  ])('%s next fires at %s', async (ScheduleExpression, time) => {
    const local = await startEmpty();
    const queue = await createQueue(local, 'ticks');
    const events = client(local, EventBridgeClient);
    await events.send(new PutRuleCommand({ Name: 'r', ScheduleExpression }));
    await events.send(new PutTargetsCommand({ Rule: 'r', Targets: [{ Id: 't', Arn: queue.arn }] }));
    await local.advance(Date.parse(time) - local.now());
    const [body = '{}'] = await received(local, queue.url);
    expect(JSON.parse(body)).toMatchObject({ 'detail-type': 'Scheduled Event', time });
  });

  it('that AWS refuses is refused', async () => {
    const events = client(await startEmpty(), EventBridgeClient);
    for (const ScheduleExpression of ['rate(1 days)', 'rate(0 minutes)', 'cron(* * *)', 'soon'])
      await expect(events.send(new PutRuleCommand({ Name: 'r', ScheduleExpression }))).rejects.toThrow(
        'Parameter ScheduleExpression is not valid.',
      );
  });
});

describe('a delivery', () => {
  const letters = (local: Local, url: string) =>
    jsonCall(local, 'AmazonSQS.ReceiveMessage', { QueueUrl: url, MessageAttributeNames: ['All'] });

  it('that its target does not permit goes to the dead-letter queue at once, with the reason', async () => {
    const local = await startEmpty();
    const dead = await createQueue(local, 'dead');
    const closed = 'arn:aws:sqs:us-east-1:000000000000:closed';
    await jsonCall(local, 'AmazonSQS.CreateQueue', { QueueName: 'closed' });
    const events = await ruleTo(local, closed, { source: ['shop'] }, { DeadLetterConfig: { Arn: dead.arn } });
    await events.send(new PutEventsCommand({ Entries: [entry('{}')] }));
    await local.settle();
    const { Messages } = await letters(local, dead.url);
    expect(Messages).toHaveLength(1);
    expect(Messages[0].MessageAttributes).toMatchObject({
      RULE_ARN: { StringValue: 'arn:aws:events:us-east-1:000000000000:rule/r' },
      TARGET_ARN: { StringValue: closed },
      ERROR_CODE: { StringValue: 'NO_PERMISSIONS' },
      RETRY_ATTEMPTS: { StringValue: '0' },
    });
  });

  it('that fails for now is tried again until the attempts are used up', async () => {
    const local = await startEmpty();
    const dead = await createQueue(local, 'dead');
    // A topic refuses a message that is too long, which EventBridge cannot know.
    const { TopicArn } = await topic(local);
    const more = {
      DeadLetterConfig: { Arn: dead.arn },
      RetryPolicy: { MaximumRetryAttempts: 3 },
      Input: JSON.stringify('x'.repeat(262_145)),
    };
    const events = await ruleTo(local, TopicArn, { source: ['shop'] }, more);
    await events.send(new PutEventsCommand({ Entries: [entry('{}')] }));
    await local.settle();
    expect((await letters(local, dead.url)).Messages).toBeUndefined();
    await local.advance('1 hour');
    const { Messages } = await letters(local, dead.url);
    expect(Messages[0].MessageAttributes).toMatchObject({
      RETRY_ATTEMPTS: { StringValue: '3' },
      EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
      ERROR_CODE: { StringValue: 'ERROR_FROM_TARGET' },
    });
  });
});

async function topic(local: Local): Promise<{ TopicArn: string }> {
  const { CreateTopicCommand, SNSClient } = await import('@aws-sdk/client-sns');
  const create = new CreateTopicCommand({ Name: 'news', Attributes: { Policy: openPolicy('sns:Publish') } });
  const { TopicArn = '' } = await client(local, SNSClient).send(create);
  return { TopicArn };
}
