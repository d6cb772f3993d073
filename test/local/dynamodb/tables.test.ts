// DynamoDB through its SDK: what the runtime adds to dynalite. Reads and writes themselves are tested by the stores that use them.
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Local } from '../../../local/index.js';
import { client, jsonCall, NOON, startEmpty } from '../running.js';
import { temporaryFolder } from '../tiny-assembly.js';

const NOON_SECONDS = NOON / 1_000;
const key = (id: string) => ({ id: { S: id } });

async function withTable(local: Local, streams = true): Promise<DynamoDBClient> {
  const dynamodb = client(local, DynamoDBClient);
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'Things',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      ...(streams && { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
    }),
  );
  return dynamodb;
}

const itemOf = async (dynamodb: DynamoDBClient, id: string) =>
  (await dynamodb.send(new GetItemCommand({ TableName: 'Things', Key: key(id), ConsistentRead: true }))).Item;

async function streamOf(local: Local, dynamodb: DynamoDBClient): Promise<string[]> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'Things' }));
  const streams = (action: string, input: object) =>
    jsonCall(local, `DynamoDBStreams_20120810.${action}`, input);
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams('DescribeStream', { StreamArn });
  const [{ ShardId }] = StreamDescription.Shards;
  const { ShardIterator } = await streams('GetShardIterator', {
    StreamArn,
    ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  });
  const { Records } = await streams('GetRecords', { ShardIterator });
  return Records.map(
    ({ eventName, userIdentity, dynamodb: { Keys } }: StreamRecord) =>
      `${eventName} ${Keys.id.S}${userIdentity ? ' by TTL' : ''}`,
  );
}
interface StreamRecord {
  readonly eventName: string;
  readonly userIdentity?: object;
  readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } } };
}

const put = (id: string, n: number, more: object = {}): TransactWriteItem => ({
  Put: { TableName: 'Things', Item: { ...key(id), n: { N: String(n) } }, ...more },
});
const IF_NEW = { ConditionExpression: 'attribute_not_exists(id)' };

describe('a transaction', () => {
  it('writes all of its items, and each is on the stream', async () => {
    const local = await startEmpty();
    const dynamodb = await withTable(local);
    await dynamodb.send(new PutItemCommand({ TableName: 'Things', Item: key('old') }));
    const update = {
      TableName: 'Things',
      Key: key('c'),
      UpdateExpression: 'SET n = :n',
      ExpressionAttributeValues: { ':n': { N: '3' } },
    };
    await dynamodb.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          put('a', 1, IF_NEW),
          { Delete: { TableName: 'Things', Key: key('old') } },
          { Update: update },
        ],
      }),
    );
    expect(await streamOf(local, dynamodb)).toEqual(['INSERT old', 'INSERT a', 'REMOVE old', 'INSERT c']);
    const { Responses } = await dynamodb.send(
      new TransactGetItemsCommand({
        TransactItems: ['a', 'old', 'c'].map((id) => ({ Get: { TableName: 'Things', Key: key(id) } })),
      }),
    );
    expect(Responses).toEqual([
      { Item: { ...key('a'), n: { N: '1' } } },
      {},
      { Item: { ...key('c'), n: { N: '3' } } },
    ]);
  });

  it('writes nothing when one condition fails, and says which and over which item', async () => {
    const local = await startEmpty();
    const dynamodb = await withTable(local);
    await dynamodb.send(new PutItemCommand({ TableName: 'Things', Item: key('taken') }));
    const wanted = { ...IF_NEW, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
    const sent = dynamodb.send(
      new TransactWriteItemsCommand({ TransactItems: [put('a', 1), put('taken', 2, wanted)] }),
    );
    await expect(sent).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: key('taken'),
        },
      ],
    });
    expect(await itemOf(dynamodb, 'a')).toBeUndefined();
    expect(await streamOf(local, dynamodb)).toEqual(['INSERT taken']);
  });

  it('takes back what it wrote when a later update cannot be done', async () => {
    const local = await startEmpty();
    const dynamodb = await withTable(local);
    await dynamodb.send(new PutItemCommand({ TableName: 'Things', Item: { ...key('b'), n: { S: 'text' } } }));
    const update = {
      TableName: 'Things',
      Key: key('b'),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    const sent = dynamodb.send(
      new TransactWriteItemsCommand({ TransactItems: [put('a', 1), { Update: update }] }),
    );
    await expect(sent).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
    });
    expect(await itemOf(dynamodb, 'a')).toBeUndefined();
  });

  it('happens once under one token, and refuses another request under it', async () => {
    const local = await startEmpty();
    const dynamodb = await withTable(local);
    const add = (n: string) =>
      new TransactWriteItemsCommand({
        ClientRequestToken: 'once',
        TransactItems: [
          {
            Update: {
              TableName: 'Things',
              Key: key('count'),
              UpdateExpression: 'ADD n :n',
              ExpressionAttributeValues: { ':n': { N: n } },
            },
          },
        ],
      });
    await dynamodb.send(add('1'));
    await dynamodb.send(add('1'));
    expect((await itemOf(dynamodb, 'count'))?.n).toEqual({ N: '1' });
    await expect(dynamodb.send(add('2'))).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
  });

  it('refuses two operations on one item', async () => {
    const dynamodb = await withTable(await startEmpty());
    await expect(
      dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [put('a', 1), put('a', 2)] })),
    ).rejects.toThrow('Transaction request cannot include multiple operations on one item');
  });

  it('races without losing an update', async () => {
    const dynamodb = await withTable(await startEmpty(), false);
    const add = () =>
      dynamodb.send(
        new TransactWriteItemsCommand({
          TransactItems: ['x', 'y'].map((id) => ({
            Update: {
              TableName: 'Things',
              Key: key(id),
              UpdateExpression: 'ADD n :one',
              ExpressionAttributeValues: { ':one': { N: '1' } },
            },
          })),
        }),
      );
    await Promise.all(Array.from({ length: 20 }, add));
    expect([(await itemOf(dynamodb, 'x'))?.n, (await itemOf(dynamodb, 'y'))?.n]).toEqual([
      { N: '20' },
      { N: '20' },
    ]);
  });
});

describe('time to live', () => {
  const enable = (dynamodb: DynamoDBClient) =>
    dynamodb.send(
      new UpdateTimeToLiveCommand({
        TableName: 'Things',
        TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
      }),
    );
  const until = (id: string, afterSeconds: number) =>
    new PutItemCommand({
      TableName: 'Things',
      Item: { ...key(id), until: { N: String(NOON_SECONDS + afterSeconds) } },
    });

  it('deletes at the second of the expiry, and the stream says who did it', async () => {
    const local = await startEmpty();
    const dynamodb = await withTable(local);
    await dynamodb.send(until('early', 30));
    await enable(dynamodb);
    await dynamodb.send(until('late', 90));
    await local.advance('1 minute');
    expect(await itemOf(dynamodb, 'early')).toBeUndefined();
    expect(await itemOf(dynamodb, 'late')).toBeDefined();
    await local.advance('1 minute');
    expect((await streamOf(local, dynamodb)).slice(2)).toEqual(['REMOVE early by TTL', 'REMOVE late by TTL']);
  });

  it('follows an update that gives more time', async () => {
    const local = await startEmpty();
    const dynamodb = await withTable(local, false);
    await enable(dynamodb);
    await dynamodb.send(until('a', 30));
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: 'Things',
        Key: key('a'),
        UpdateExpression: 'SET #until = :later',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':later': { N: String(NOON_SECONDS + 300) } },
      }),
    );
    await local.advance('4 minutes');
    expect(await itemOf(dynamodb, 'a')).toBeDefined();
    await local.advance('2 minutes');
    expect(await itemOf(dynamodb, 'a')).toBeUndefined();
  });
});

describe('a table', () => {
  it('hands out the item over which a condition failed', async () => {
    const dynamodb = await withTable(await startEmpty(), false);
    const insert = (wanted: 'ALL_OLD' | 'NONE') =>
      dynamodb.send(
        new PutItemCommand({
          TableName: 'Things',
          Item: key('a'),
          ...IF_NEW,
          ReturnValuesOnConditionCheckFailure: wanted,
        }),
      );
    await insert('ALL_OLD');
    const refused = { name: 'ConditionalCheckFailedException', message: 'The conditional request failed' };
    await expect(insert('ALL_OLD')).rejects.toMatchObject({ ...refused, Item: key('a') });
    await expect(insert('NONE')).rejects.toMatchObject({ ...refused, Item: undefined });
  });

  it('is not deleted while it is protected', async () => {
    const dynamodb = await withTable(await startEmpty());
    const protect = (DeletionProtectionEnabled: boolean) =>
      dynamodb.send(new UpdateTableCommand({ TableName: 'Things', DeletionProtectionEnabled }));
    await protect(true);
    const remove = () => dynamodb.send(new DeleteTableCommand({ TableName: 'Things' }));
    await expect(remove()).rejects.toThrow(/currently protected against deletion/);
    await protect(false);
    expect((await remove()).TableDescription?.TableStatus).toBe('DELETING');
  });

  it('goes by its ARN as well as by its name', async () => {
    const local = await startEmpty();
    const dynamodb = await withTable(local);
    const TableName = `arn:aws:dynamodb:${local.region}:${local.accountId}:table/Things`;
    await dynamodb.send(new PutItemCommand({ TableName, Item: key('a') }));
    const RequestItems = { [TableName]: [{ PutRequest: { Item: key('b') } }] };
    await dynamodb.send(new BatchWriteItemCommand({ RequestItems }));
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: key('b') }));
    expect(Item).toEqual(key('b'));
    expect(await streamOf(local, dynamodb)).toEqual(['INSERT a', 'INSERT b']);
  });

  it('keeps items, stream and expiry over a restart', async () => {
    const dataDir = temporaryFolder();
    const first = await startEmpty({ dataDir });
    const before = await withTable(first);
    await before.send(
      new UpdateTimeToLiveCommand({
        TableName: 'Things',
        TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
      }),
    );
    const Item = { ...key('a'), until: { N: String(NOON_SECONDS + 60) } };
    await before.send(new PutItemCommand({ TableName: 'Things', Item }));
    await first.stop();
    const second = await startEmpty({ dataDir });
    const after = client(second, DynamoDBClient);
    expect(await itemOf(after, 'a')).toBeDefined();
    await second.advance('1 minute');
    expect(await streamOf(second, after)).toEqual(['INSERT a', 'REMOVE a by TTL']);
  });
});
