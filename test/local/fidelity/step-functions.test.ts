// Every supported action and integration of Step Functions, driven over the wire as a role that may do what it does.
import { describe, expect, it, test } from 'vitest';
import type { Local } from '../../../local/index.js';
import { stepFunctionsFidelity } from '../../../local/stepfunctions/fidelity.js';
import { createQueue, jsonCall, received, startEmpty } from '../running.js';
import { machine } from '../stepfunctions/machine.js';
import { driverOf } from './driver.js';
import { ALLOW_ALL, HELLO_ZIP } from './sample.js';

const END = { End: true };

async function roleOf(local: Local): Promise<string> {
  const { call } = driverOf(local, 'iam');
  const RoleName = 'Machine';
  const { Arn = '' } = await call('CreateRole', { RoleName, AssumeRolePolicyDocument: ALLOW_ALL });
  await call('PutRolePolicy', { RoleName, PolicyName: 'All', PolicyDocument: ALLOW_ALL });
  return Arn;
}

async function started(local: Local) {
  const driver = driverOf(local, 'states');
  const roleArn = await roleOf(local);
  const create = (name: string, states: Record<string, object>, more: object = {}): Promise<string> =>
    driver
      .call('CreateStateMachine', { name, definition: JSON.stringify(machine(states)), roleArn, ...more })
      .then(({ stateMachineArn }) => stateMachineArn);
  return { ...driver, create, roleArn };
}

/** A task that waits for its token, which it sends to a queue. */
const asking = (QueueUrl: string) => ({
  A: {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Arguments: { QueueUrl, MessageBody: '{% $states.context.Task.Token %}' },
    HeartbeatSeconds: 60,
    ...END,
  },
});

describe('every supported action of', () => {
  it('Step Functions', async () => {
    const local = await startEmpty();
    const { call, create, expectAllDriven } = await started(local);
    const queue = await createQueue(local, 'tokens');
    const stateMachineArn = await create('m', asking(queue.url), { tags: [{ key: 'a', value: 'b' }] });
    expect(await call('ListStateMachines')).toMatchObject({ stateMachines: [{ stateMachineArn }] });
    await call('TagResource', { resourceArn: stateMachineArn, tags: [{ key: 'c', value: 'd' }] });
    await call('UntagResource', { resourceArn: stateMachineArn, tagKeys: ['a'] });
    expect(await call('ListTagsForResource', { resourceArn: stateMachineArn })).toMatchObject({
      tags: [{ key: 'c', value: 'd' }],
    });

    const start = async () => (await call('StartExecution', { stateMachineArn })).executionArn as string;
    const token = async () => {
      await local.settle();
      return (await received(local, queue.url))[0];
    };
    const succeeds = await start();
    const taskToken = await token();
    await call('SendTaskHeartbeat', { taskToken });
    await call('SendTaskSuccess', { taskToken, output: '"yes"' });
    await local.settle();
    expect(await call('DescribeExecution', { executionArn: succeeds })).toMatchObject({
      status: 'SUCCEEDED',
      output: '"yes"',
    });
    const fails = await start();
    await call('SendTaskFailure', { taskToken: await token(), error: 'No', cause: 'reasons' });
    await local.settle();
    expect(
      (await call('GetExecutionHistory', { executionArn: fails, reverseOrder: true })).events,
    ).toMatchObject([
      { executionFailedEventDetails: { error: 'No', cause: 'reasons' } },
      {},
      {},
      {},
      {},
      {},
      {},
    ]);
    const stops = await start();
    await call('StopExecution', { executionArn: stops });
    expect(
      (await call('ListExecutions', { stateMachineArn, statusFilter: 'ABORTED' })).executions,
    ).toHaveLength(1);

    const definition = JSON.stringify(machine({ P: { Type: 'Pass', ...END } }));
    expect(await call('ValidateStateMachineDefinition', { definition })).toMatchObject({ result: 'OK' });
    await call('UpdateStateMachine', { stateMachineArn, definition });
    expect(await call('DescribeStateMachine', { stateMachineArn })).toMatchObject({ definition });
    expect((await call('DescribeStateMachineForExecution', { executionArn: stops })).definition).not.toBe(
      definition,
    );
    const express = await create('e', { P: { Type: 'Pass', ...END } }, { type: 'EXPRESS' });
    expect(await call('StartSyncExecution', { stateMachineArn: express, input: '{"n":1}' })).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"n":1}',
    });
    await call('DeleteStateMachine', { stateMachineArn });
    expectAllDriven();
  });
});

test('a name has at most 80 characters', async () => {
  const { create } = await started(await startEmpty());
  const states = { P: { Type: 'Pass', ...END } };
  expect(await create('n'.repeat(80), states)).toContain('nnn');
  await expect(create('n'.repeat(81), states)).rejects.toMatchObject({ name: 'InvalidName' });
});

/** What integrations act on. */
interface Resources {
  readonly local: Local;
  readonly queue: { readonly url: string; readonly arn: string };
  readonly topic: string;
  readonly child: string;
  readonly functionArn: string;
}
type Integration = (on: Resources) => { Arguments: object; Resource?: string; gives: unknown };

const KEY = { id: { S: 'a' } };
const KEPT = { Payload: 'zipped', StatusCode: 200 };
const event = (Detail: object) => ({ Entries: [{ Source: 's', DetailType: 'd', Detail }] });
const TOKEN = '{% $states.context.Task.Token %}';
const CALLED_BACK = { called: 'back' };
const table =
  (name: string, more: object = {}, gives: unknown = {}): Integration =>
  () => ({
    Arguments: { TableName: 'items', ...(name === 'putItem' ? { Item: KEY } : { Key: KEY }), ...more },
    gives,
  });

/** In this order: later ones find what earlier ones did. */
const INTEGRATIONS: Record<string, Integration> = {
  'a Lambda function by its ARN': ({ functionArn }) => ({
    Resource: functionArn,
    Arguments: {},
    gives: 'zipped',
  }),
  'lambda:invoke': () => ({ Arguments: { FunctionName: 'hello', Payload: {} }, gives: KEPT }),
  'lambda:invoke.waitForTaskToken': () => ({
    Arguments: { FunctionName: 'hello', Payload: { TOKEN } },
    gives: CALLED_BACK,
  }),
  'dynamodb:putItem': table('putItem'),
  'dynamodb:updateItem': table('updateItem', {
    UpdateExpression: 'SET n = :n',
    ExpressionAttributeValues: { ':n': { N: '2' } },
  }),
  'dynamodb:getItem': table('getItem', {}, { Item: { ...KEY, n: { N: '2' } } }),
  'dynamodb:deleteItem': table('deleteItem', { ReturnValues: 'ALL_OLD' }, { Attributes: KEY }),
  'events:putEvents': () => ({ Arguments: event({ n: 1 }), gives: { FailedEntryCount: 0 } }),
  'events:putEvents.waitForTaskToken': () => ({ Arguments: event({ TOKEN }), gives: CALLED_BACK }),
  'sns:publish': ({ topic }) => ({
    Arguments: { TopicArn: topic, Message: { n: 1 } },
    gives: { MessageId: expect.any(String) },
  }),
  'sns:publish.waitForTaskToken': ({ topic }) => ({
    Arguments: { TopicArn: topic, Message: { TOKEN } },
    gives: CALLED_BACK,
  }),
  'sqs:sendMessage': ({ queue }) => ({
    Arguments: { QueueUrl: queue.url, MessageBody: { n: 1 } },
    gives: { MessageId: expect.any(String) },
  }),
  'sqs:sendMessage.waitForTaskToken': ({ queue }) => ({
    Arguments: { QueueUrl: queue.url, MessageBody: { TOKEN } },
    gives: CALLED_BACK,
  }),
  'states:startExecution': ({ child }) => ({
    Arguments: { StateMachineArn: child },
    gives: { ExecutionArn: expect.stringContaining(':child:') },
  }),
  'states:startExecution.sync': ({ child }) => ({
    Arguments: { StateMachineArn: child, Input: { n: 1 } },
    gives: { Status: 'SUCCEEDED', Output: '{"n":1}' },
  }),
  'states:startExecution.sync:2': ({ child }) => ({
    Arguments: { StateMachineArn: child, Input: { n: 1 } },
    gives: { Status: 'SUCCEEDED', Output: { n: 1 } },
  }),
  'states:startExecution.waitForTaskToken': ({ child }) => ({
    Arguments: { StateMachineArn: child, Input: { TOKEN } },
    gives: CALLED_BACK,
  }),
  'aws-sdk:* of every service of the runtime but DynamoDB Streams, IAM, S3 and STS': () => ({
    Resource: 'arn:aws:states:::aws-sdk:dynamodb:listTables',
    Arguments: {},
    gives: { TableNames: ['items'] },
  }),
};

async function resources(
  local: Local,
  create: (name: string, states: Record<string, object>) => Promise<string>,
) {
  await driverOf(local, 'dynamodb').call('CreateTable', {
    TableName: 'items',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const { TopicArn } = await driverOf(local, 'sns').call('CreateTopic', { Name: 'news' });
  const { FunctionArn } = await driverOf(local, 'lambda').call('CreateFunction', {
    ...{ FunctionName: 'hello', Runtime: 'nodejs22.x', Handler: 'index.handler' },
    ...{
      Role: await driverOf(local, 'iam')
        .call('GetRole', { RoleName: 'Machine' })
        .then(({ Arn }) => Arn),
    },
    Code: { ZipFile: Buffer.from(HELLO_ZIP, 'base64') },
  });
  const child = await create('child', { S: { Type: 'Succeed' } });
  return { local, queue: await createQueue(local, 'q'), topic: TopicArn, child, functionArn: FunctionArn };
}

/** The token that a waiting task was given: on AWS it is read off what was called. */
const tokenIn = async (local: Local, executionArn: string): Promise<string | undefined> => {
  const { events } = await jsonCall(local, 'AWSStepFunctions.GetExecutionHistory', { executionArn });
  const scheduled = events.find(({ type }: { type: string }) => type === 'TaskScheduled');
  return /"TOKEN\\*":\\*"([^"\\]+)/.exec(scheduled?.taskScheduledEventDetails.parameters ?? '')?.[1];
};

describe('every supported integration', () => {
  it('is one of the table', () => {
    const { rows = [] } = stepFunctionsFidelity.find(({ title }) => title.endsWith('integrations')) ?? {};
    const supported = rows.filter(({ status }) => status === 'supported').map(({ name }) => name);
    expect(Object.keys(INTEGRATIONS).sort()).toEqual([...supported].sort());
  });

  it('calls its service as the role of the machine', { timeout: 60_000 }, async () => {
    const local = await startEmpty();
    const { call, create } = await started(local);
    const on = await resources(local, create);
    for (const [index, [name, integration]] of Object.entries(INTEGRATIONS).entries()) {
      const { gives, Resource = `arn:aws:states:::${name}`, Arguments } = integration(on);
      const state = { Type: 'Task', Resource, Arguments, ...END };
      const stateMachineArn = await create(`m${index}`, { T: state });
      const { executionArn } = await call('StartExecution', { stateMachineArn });
      await local.settle();
      const taskToken = await tokenIn(local, executionArn);
      if (taskToken) await call('SendTaskSuccess', { taskToken, output: JSON.stringify(CALLED_BACK) });
      await local.advance(1_000);
      const { status, output = 'null', error, cause } = await call('DescribeExecution', { executionArn });
      expect({ name, status, error, cause, output: JSON.parse(output) }).toMatchObject({
        name,
        status: 'SUCCEEDED',
        output: gives,
      });
    }
    expect((await received(local, on.queue.url))[0]).toBe('{"n":1}');
  });
});
