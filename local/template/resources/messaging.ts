// AWS::SNS::*, AWS::SQS::*, AWS::Events::* of a template.
import { createOr, type Provision, type Provisioning } from '../resource.js';

const topic: Provision = async ({ properties, name }, { call }) => {
  const Name: string = properties.TopicName ?? name(256);
  const Attributes = {
    ...(properties.DisplayName && { DisplayName: properties.DisplayName }),
    ...(properties.FifoTopic && { FifoTopic: 'true' }),
  };
  const { TopicArn } = await call('sns', 'CreateTopic', { Name, Attributes });
  for (const subscription of properties.Subscription ?? [])
    await call('sns', 'Subscribe', { TopicArn, ...subscription });
  return { ref: TopicArn, attributes: { TopicArn, TopicName: Name } };
};

const subscription: Provision = async ({ properties }, { call }) => {
  const { TopicArn, Protocol, Endpoint, Region: _, ...settings } = properties;
  const Attributes = Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, textOf(value)]));
  const { SubscriptionArn } = await call('sns', 'Subscribe', {
    TopicArn,
    Protocol,
    Endpoint,
    Attributes,
    ReturnSubscriptionArn: true,
  });
  return { ref: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
};

const topicPolicy: Provision = async ({ properties, name }, { call }) => {
  const AttributeValue = JSON.stringify(properties.PolicyDocument);
  for (const TopicArn of properties.Topics) {
    await call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue });
  }
  return { ref: name() };
};

const queue: Provision = async ({ properties, name }, { call }) => {
  const { QueueName, Tags: _, ...settings } = properties;
  const name80 = name(properties.FifoQueue ? 75 : 80);
  const chosen: string = QueueName ?? (properties.FifoQueue ? `${name80}.fifo` : name80);
  const Attributes = Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, textOf(value)]));
  const QueueUrl = await queueUrl(call, chosen, Attributes);
  const described = await call('sqs', 'GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] });
  return { ref: QueueUrl, attributes: { Arn: described.Attributes.QueueArn, QueueName: chosen, QueueUrl } };
};

async function queueUrl(call: Provisioning['call'], QueueName: string, Attributes: object): Promise<string> {
  const created = await createOr(
    ['QueueAlreadyExists', 'QueueNameExists'],
    () => call('sqs', 'CreateQueue', { QueueName, Attributes }),
    async () => {
      const existing = await call('sqs', 'GetQueueUrl', { QueueName });
      await call('sqs', 'SetQueueAttributes', { ...existing, Attributes });
      return existing;
    },
  );
  return created.QueueUrl;
}

const queuePolicy: Provision = async ({ properties, name }, { call }) => {
  const Policy = JSON.stringify(properties.PolicyDocument);
  for (const QueueUrl of properties.Queues) {
    await call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
  }
  return { ref: name() };
};

const eventBus: Provision = async ({ properties }, { call, accountId, region }) => {
  const { Name } = properties;
  await createOr(
    ['ResourceAlreadyExistsException'],
    () => call('events', 'CreateEventBus', { Name }),
    () => call('events', 'DescribeEventBus', { Name }),
  );
  return { ref: Name, attributes: { Arn: `arn:aws:events:${region}:${accountId}:event-bus/${Name}`, Name } };
};

const rule: Provision = async ({ properties, name }, { call }) => {
  const { Targets, EventPattern, EventBusName, ...settings } = properties;
  const Name: string = properties.Name ?? name(64);
  const { RuleArn } = await call('events', 'PutRule', {
    ...settings,
    Name,
    EventBusName,
    ...(EventPattern && { EventPattern: textOf(EventPattern) }),
  });
  if (Targets?.length) await call('events', 'PutTargets', { Rule: Name, EventBusName, Targets });
  const isDefault = EventBusName === undefined || EventBusName === 'default';
  return { ref: isDefault ? Name : `${EventBusName}|${Name}`, attributes: { Arn: RuleArn } };
};

/** Attribute values are text on these APIs, whatever the template wrote. */
function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export const messagingResources: Record<string, Provision> = {
  'AWS::SNS::Topic': topic,
  'AWS::SNS::Subscription': subscription,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SNS::TopicInlinePolicy': topicPolicy,
  'AWS::SQS::Queue': queue,
  'AWS::SQS::QueuePolicy': queuePolicy,
  'AWS::Events::EventBus': eventBus,
  'AWS::Events::Rule': rule,
};
