// Every supported action of EventBridge, SNS and SQS, driven over the wire.
import { describe, expect, it } from 'vitest';
import { createQueue, openPolicy, received, startEmpty } from '../running.js';
import { driverOf } from './driver.js';

describe('every supported action of', () => {
  it('EventBridge', async () => {
    const local = await startEmpty();
    const { call, expectAllDriven } = driverOf(local, 'events');
    const queue = await createQueue(local, 'target');
    const EventBusName = 'orders';
    const { EventBusArn } = await call('CreateEventBus', { Name: EventBusName });
    expect(await call('DescribeEventBus', { Name: EventBusName })).toMatchObject({ Arn: EventBusArn });
    expect((await call('ListEventBuses')).EventBuses).toHaveLength(2);
    const EventPattern = '{"source":["shop"]}';
    const rule = { Name: 'all', EventBusName };
    const { RuleArn } = await call('PutRule', { ...rule, EventPattern });
    expect(await call('DescribeRule', rule)).toMatchObject({ Arn: RuleArn, State: 'ENABLED', EventPattern });
    const target = { Id: 'q', Arn: queue.arn };
    await call('PutTargets', { Rule: 'all', EventBusName, Targets: [target] });
    expect(await call('ListTargetsByRule', { Rule: 'all', EventBusName })).toMatchObject({
      Targets: [target],
    });
    const event = { EventBusName, Source: 'shop', DetailType: 'sold', Detail: '{"n":1}' };
    await call('DisableRule', rule);
    await call('PutEvents', { Entries: [event] });
    await call('EnableRule', rule);
    await call('PutEvents', { Entries: [{ ...event, Detail: '{"n":2}' }] });
    await local.settle();
    const bodies = (await received(local, queue.url)).map((body) => JSON.parse(body).detail);
    expect(bodies).toEqual([{ n: 2 }]);
    const Event = JSON.stringify({
      ...{ id: '1', account: '1', source: 'shop', time: 't', region: 'r', 'detail-type': 'x' },
      resources: [],
    });
    expect(await call('TestEventPattern', { EventPattern, Event })).toMatchObject({ Result: true });
    await call('RemoveTargets', { Rule: 'all', EventBusName, Ids: ['q'] });
    expect(await call('ListRules', { EventBusName })).toMatchObject({ Rules: [{ Name: 'all' }] });
    await call('DeleteRule', rule);
    await call('DeleteEventBus', { Name: EventBusName });
    expectAllDriven();
  });

  it('SNS', async () => {
    const local = await startEmpty({ confirmEmail: 'manual' });
    const { call, expectAllDriven } = driverOf(local, 'sns');
    const { TopicArn } = await call('CreateTopic', { Name: 'news' });
    expect(await call('ListTopics')).toMatchObject({ Topics: [{ TopicArn }] });
    await call('SetTopicAttributes', { TopicArn, AttributeName: 'DisplayName', AttributeValue: 'News' });
    expect((await call('GetTopicAttributes', { TopicArn })).Attributes).toMatchObject({
      DisplayName: 'News',
    });
    const queue = await createQueue(local, 'inbox');
    const { SubscriptionArn } = await call('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queue.arn });
    const raw = { AttributeName: 'RawMessageDelivery', AttributeValue: 'true' };
    await call('SetSubscriptionAttributes', { SubscriptionArn, ...raw });
    expect((await call('GetSubscriptionAttributes', { SubscriptionArn })).Attributes).toMatchObject({
      PendingConfirmation: 'false',
    });
    await call('Publish', { TopicArn, Message: 'one' });
    const entries = [
      { Id: '1', Message: 'two' },
      { Id: '2', Message: 'three', Subject: 'a\nb' },
    ];
    const batch = await call('PublishBatch', { TopicArn, PublishBatchRequestEntries: entries });
    expect(batch).toMatchObject({
      Successful: [{ Id: '1' }],
      Failed: [{ Id: '2', Code: 'InvalidParameter' }],
    });
    expect(await received(local, queue.url)).toEqual(['one', 'two']);
    await call('Unsubscribe', { SubscriptionArn });
    await call('Subscribe', { TopicArn, Protocol: 'email', Endpoint: 'a@example.com' });
    const pending = { Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] };
    expect(await call('ListSubscriptions')).toMatchObject(pending);
    expect(await call('ListSubscriptionsByTopic', { TopicArn })).toMatchObject(pending);
    const Token = /Token=(\w+)/.exec(local.mailbox.messages()[0]?.body ?? '')?.[1];
    await call('ConfirmSubscription', { TopicArn, Token });
    await call('Publish', { TopicArn, Message: 'mail' });
    expect(local.mailbox.messages().at(-1)).toMatchObject({ to: 'a@example.com', body: 'mail' });
    await call('DeleteTopic', { TopicArn });
    expectAllDriven();
  });

  it('SQS', async () => {
    const local = await startEmpty();
    const { call, expectAllDriven } = driverOf(local, 'sqs');
    const dead = await createQueue(local, 'dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
    const { QueueUrl } = await call('CreateQueue', { QueueName: 'work', Attributes: { RedrivePolicy } });
    expect(await call('GetQueueUrl', { QueueName: 'work' })).toEqual({ QueueUrl });
    expect((await call('ListQueues')).QueueUrls).toEqual([dead.url, QueueUrl]);
    await call('SetQueueAttributes', { QueueUrl, Attributes: { Policy: openPolicy('sqs:*') } });
    await call('SendMessage', { QueueUrl, MessageBody: 'later', DelaySeconds: 60 });
    await call('SendMessageBatch', { QueueUrl, Entries: [{ Id: '1', MessageBody: 'now' }] });
    const { Messages } = await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
    const [{ Body, ReceiptHandle }] = Messages;
    expect([Body, Messages.length]).toEqual(['now', 1]);
    const attributes = await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    expect(attributes.Attributes.ApproximateNumberOfMessagesNotVisible).toBe('2');
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    expect(await received(local, QueueUrl)).toEqual([]);
    expect(await received(local, dead.url)).toEqual(['now']);
    await local.advance('1 minute');
    const [later] = (await call('ReceiveMessage', { QueueUrl })).Messages;
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: later.ReceiptHandle });
    const Entries = [{ Id: '1', ReceiptHandle: later.ReceiptHandle }];
    expect(await call('DeleteMessageBatch', { QueueUrl, Entries })).toMatchObject({ Failed: [] });
    await call('PurgeQueue', { QueueUrl });
    await call('DeleteQueue', { QueueUrl });
    await expect(call('GetQueueUrl', { QueueName: 'work' })).rejects.toThrow('does not exist');
    expectAllDriven();
  });
});
