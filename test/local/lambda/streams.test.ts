// Functions fed from a table's stream: order, filters, partial failures, bisection, retries, failure destinations.
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { createDynamoDb } from '../../../local/dynamodb/index.js';
import { compilePattern } from '../../../local/patterns/pattern.js';
import type { Runtime } from '../../../local/ports.js';
import { startRuntime } from '../../../local/runtime.js';
import { functionResource, roleResource, temporaryFolder, tinyAssembly } from '../tiny-assembly.js';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:failures';
/** Logs the batch; fails as the item's `bad` attribute says. */
const CONSUMER = `exports.handler = async ({ Records }) => {
  console.log('batch', Records.map((r) => r.dynamodb.Keys.pk.S).join(','));
  const bad = Records.filter((r) => r.dynamodb.NewImage.bad);
  if (bad.some((r) => r.dynamodb.NewImage.bad.S === 'throw')) throw new Error('poison');
  return { batchItemFailures: bad.map((r) => ({ itemIdentifier: r.dynamodb.SequenceNumber })) };
};`;

let runtime: Runtime | undefined;
let sent: { MessageBody: string }[] = [];
afterEach(async () => {
  await runtime?.stop();
  runtime = undefined;
});

const READ_STREAM = {
  Effect: 'Allow',
  Action: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
  Resource: '*',
};
const SEND = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE };

async function start(mapping: object, options: { dataDir?: string; statements?: object[] } = {}) {
  sent = [];
  const template = {
    Resources: {
      Role: roleResource(...(options.statements ?? [READ_STREAM, SEND])),
      Table: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: 'Items',
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        },
      },
      Consumer: functionResource('consumer', { FunctionName: 'consumer' }),
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          FunctionName: { Ref: 'Consumer' },
          EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
          StartingPosition: 'TRIM_HORIZON',
          ...mapping,
        },
      },
    },
  };
  runtime = await startRuntime(
    {
      assembly: tinyAssembly(template, { consumer: CONSUMER }),
      clock: 'virtual',
      ...(options.dataDir && { dataDir: options.dataDir }),
    },
    async (ports, lambda) => {
      const dynamodb = await createDynamoDb(ports);
      lambda.connect({
        onRecords: (arn, listener) => dynamodb.streams.onRecords(arn, listener),
        onMessages: () => () => undefined,
        compilePattern,
      });
      const sqs = {
        name: 'sqs',
        actions: new Map([['SendMessage', (input: { MessageBody: string }) => void sent.push(input)]]),
      };
      return { services: [dynamodb, dynamodb.streamService, sqs], close: () => dynamodb.close() };
    },
  );
  return runtime;
}

async function put(local: Runtime, ...items: { pk: string; bad?: 'throw' | 'report' }[]) {
  const client = new DynamoDBClient({
    endpoint: local.endpoint,
    region: local.region,
    credentials: local.credentials,
  });
  for (const { pk, bad } of items) {
    await client.send(
      new PutItemCommand({ TableName: 'Items', Item: { pk: { S: pk }, ...(bad && { bad: { S: bad } }) } }),
    );
  }
  client.destroy();
}

const batches = (local: Runtime) =>
  local
    .logs('consumer')
    .join('')
    .match(/(?<=batch ).*/g) ?? [];
const seen = async (local: Runtime, last: string) => {
  await expect.poll(() => batches(local).join(' ')).toContain(last);
  return batches(local);
};

describe('an event source mapping', () => {
  it('stops, and the runtime goes on, when its role may no longer read; records wait for the grant', async () => {
    const local = await start({});
    const RoleName = local.stacks[0]?.resources.find(({ logicalId }) => logicalId === 'Role')?.physicalId;
    const iam = (action: string, input: object) =>
      local.services.get('iam')?.actions.get(action)?.(input, { principalArn: 'external' });
    await iam('DeleteRolePolicy', { RoleName, PolicyName: 'Inline' });
    await put(local, { pk: 'a' });
    await local.settle();
    expect(local.logs('consumer').join('')).toContain('AccessDeniedException');
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [READ_STREAM] });
    await iam('PutRolePolicy', { RoleName, PolicyName: 'Inline', PolicyDocument });
    await put(local, { pk: 'b' });
    await local.settle();
    expect((await seen(local, 'b')).join(',')).toBe('a,b');
  });

  it('hands every record over, in order', async () => {
    const local = await start({ BatchSize: 10 });
    await put(local, { pk: 'a' }, { pk: 'b' }, { pk: 'c' });
    await local.settle();
    expect((await seen(local, 'c')).join(',')).toBe('a,b,c');
  });

  it('skips records that no filter wants', async () => {
    const local = await start({
      FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"Keys":{"pk":{"S":[{"prefix":"want"}]}}}}' }] },
    });
    await put(local, { pk: 'other' }, { pk: 'wanted' });
    await local.settle();
    expect(await seen(local, 'wanted')).toEqual(['wanted']);
  });

  it('bisects a failing batch down to the poisoned record, which ends in the failure queue', async () => {
    const local = await start({
      BatchSize: 4,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: QUEUE } },
    });
    await put(local, { pk: 'warm', bad: 'throw' });
    await put(local, { pk: 'a' }, { pk: 'b' }, { pk: 'poison', bad: 'throw' }, { pk: 'd' });
    await local.advance('1 hour');
    expect(await seen(local, 'd')).toEqual([
      'warm',
      'warm',
      'a,b,poison,d',
      'a,b',
      'poison,d',
      'poison',
      'poison',
      'd',
    ]);
    expect(sent).toHaveLength(2);
    expect(JSON.parse(sent[1]?.MessageBody ?? '')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });

  it('retries from the first record that the function reports', async () => {
    const local = await start({
      BatchSize: 4,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 1,
    });
    await put(local, { pk: 'warm', bad: 'throw' });
    await put(local, { pk: 'a' }, { pk: 'bad', bad: 'report' }, { pk: 'c' });
    await local.advance('1 hour');
    expect(await seen(local, 'bad,c')).toEqual(['warm', 'warm', 'a,bad,c', 'bad,c']);
  });

  it('lets a poisoned item hold up only its own lane', async () => {
    const local = await start({ BatchSize: 1, ParallelizationFactor: 10, MaximumRetryAttempts: 5 });
    await put(local, { pk: 'poison', bad: 'throw' }, ...['a', 'b', 'c', 'd', 'e'].map((pk) => ({ pk })));
    await local.settle();
    await expect.poll(() => batches(local).length).toBeGreaterThan(3);
  });

  it('goes on after the last finished record when the runtime restarts', async () => {
    const dataDir = temporaryFolder();
    const first = await start({ BatchSize: 1, MaximumRetryAttempts: 9 }, { dataDir });
    await put(first, { pk: 'done' }, { pk: 'open', bad: 'throw' });
    await first.settle();
    await seen(first, 'open');
    await first.stop();
    const second = await start({ BatchSize: 1, MaximumRetryAttempts: 9 }, { dataDir });
    await second.settle();
    expect(await seen(second, 'open')).toEqual(['open']);
  });

  it('is refused when the role may not read the stream', async () => {
    await expect(start({}, { statements: [SEND] })).rejects.toThrow(
      /Cannot access stream .*dynamodb:DescribeStream/,
    );
  });
});
