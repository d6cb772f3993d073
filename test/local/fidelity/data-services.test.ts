// Every supported action of DynamoDB, its streams, S3, Secrets Manager and CloudFormation, driven over the wire.
import { describe, expect, it } from 'vitest';
import { startEmpty } from '../running.js';
import { roleResource, tinyAssembly } from '../tiny-assembly.js';
import { driverOf } from './driver.js';

const TableName = 'Orders';
const Key = { id: { S: 'a' } };
const TABLE = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
};
const POLICY = '{"Version":"2012-10-17","Statement":[]}';

describe('every supported action of', () => {
  it('DynamoDB, on tables', async () => {
    const local = await startEmpty();
    const { call, expectAllDriven } = driverOf(local, 'dynamodb');
    const { TableDescription } = await call('CreateTable', TABLE);
    const ResourceArn = TableDescription.TableArn;
    expect(await call('ListTables')).toMatchObject({ TableNames: [TableName] });
    await call('UpdateTable', { TableName, DeletionProtectionEnabled: true });
    expect(await call('DescribeTable', { TableName })).toMatchObject({
      Table: { TableStatus: 'ACTIVE', DeletionProtectionEnabled: true },
    });
    await call('UpdateTable', { TableName, DeletionProtectionEnabled: false });
    await call('TagResource', { ResourceArn, Tags: [{ Key: 'team', Value: 'x' }] });
    expect(await call('ListTagsOfResource', { ResourceArn })).toMatchObject({
      Tags: [{ Key: 'team', Value: 'x' }],
    });
    await call('UntagResource', { ResourceArn, TagKeys: ['team'] });
    const TimeToLiveSpecification = { AttributeName: 'until', Enabled: true };
    expect(await call('UpdateTimeToLive', { TableName, TimeToLiveSpecification })).toMatchObject({
      TimeToLiveSpecification,
    });
    expect(await call('DescribeTimeToLive', { TableName })).toMatchObject({
      TimeToLiveDescription: { AttributeName: 'until', TimeToLiveStatus: 'ENABLED' },
    });
    const recovery = { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' } };
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    await call('UpdateContinuousBackups', { TableName, PointInTimeRecoverySpecification });
    expect(await call('DescribeContinuousBackups', { TableName })).toMatchObject({
      ContinuousBackupsDescription: recovery,
    });
    await call('PutResourcePolicy', { ResourceArn, Policy: POLICY });
    expect(await call('GetResourcePolicy', { ResourceArn })).toMatchObject({ Policy: POLICY });
    await call('DeleteResourcePolicy', { ResourceArn });

    await call('PutItem', { TableName, Item: { ...Key, n: { N: '1' } } });
    const update = { UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } };
    await call('UpdateItem', { TableName, Key, ...update });
    const Item = { ...Key, n: { N: '2' } };
    expect(await call('GetItem', { TableName, Key })).toMatchObject({ Item });
    const query = { KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': Key.id } };
    expect(await call('Query', { TableName, ...query })).toMatchObject({ Items: [Item] });
    expect(await call('Scan', { TableName })).toMatchObject({ Count: 1 });
    await call('BatchWriteItem', { RequestItems: { [TableName]: [{ PutRequest: { Item } }] } });
    expect(await call('BatchGetItem', { RequestItems: { [TableName]: { Keys: [Key] } } })).toMatchObject({
      Responses: { [TableName]: [Item] },
    });
    await call('TransactWriteItems', { TransactItems: [{ Put: { TableName, Item } }] });
    expect(await call('TransactGetItems', { TransactItems: [{ Get: { TableName, Key } }] })).toMatchObject({
      Responses: [{ Item }],
    });
    await call('DeleteItem', { TableName, Key });
    await call('DeleteTable', { TableName });
    expectAllDriven();
  });

  it('DynamoDB Streams', async () => {
    const local = await startEmpty();
    const tables = driverOf(local, 'dynamodb');
    const { TableDescription } = await tables.call('CreateTable', TABLE);
    const StreamArn = TableDescription.LatestStreamArn;
    const { call, expectAllDriven } = driverOf(local, 'streams.dynamodb');
    expect(await call('ListStreams', { TableName })).toMatchObject({ Streams: [{ StreamArn }] });
    const { StreamDescription } = await call('DescribeStream', { StreamArn });
    const [{ ShardId }] = StreamDescription.Shards;
    const position = { StreamArn, ShardId, ShardIteratorType: 'LATEST' };
    const { ShardIterator } = await call('GetShardIterator', position);
    await tables.call('PutItem', { TableName, Item: Key });
    expect(await call('GetRecords', { ShardIterator })).toMatchObject({
      Records: [{ eventName: 'INSERT', dynamodb: { NewImage: Key, StreamViewType: 'NEW_IMAGE' } }],
    });
    expectAllDriven();
  });

  it('S3', async () => {
    const { call, expectAllDriven } = driverOf(await startEmpty(), 's3');
    const Bucket = 'records';
    const object = { Bucket, Key: 'k' };
    await call('CreateBucket', { Bucket });
    await call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
    const DefaultRetention = { Mode: 'COMPLIANCE', Days: 1 };
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } };
    await call('PutObjectLockConfiguration', { Bucket, ObjectLockConfiguration });
    expect(await call('GetObjectLockConfiguration', { Bucket })).toMatchObject({ ObjectLockConfiguration });
    await call('PutBucketPolicy', { Bucket, Policy: POLICY });
    const { VersionId } = await call('PutObject', { ...object, Body: 'x' });
    expect(await (await call('GetObject', object)).Body.transformToString()).toBe('x');
    const Retention = { Mode: 'COMPLIANCE', RetainUntilDate: new Date('2030-01-01T00:00:00Z') };
    await call('PutObjectRetention', { ...object, Retention });
    expect(await call('GetObjectRetention', object)).toMatchObject({ Retention });
    const Contents = [{ Key: 'k', Size: 1 }];
    expect(await call('ListObjectsV2', { Bucket })).toMatchObject({ Contents });
    await call('DeleteObject', object);
    expect(await call('ListObjectVersions', { Bucket })).toMatchObject({
      Versions: [{ Key: 'k', VersionId }],
      DeleteMarkers: [{ Key: 'k', IsLatest: true }],
    });
    expectAllDriven();
  });

  it('Secrets Manager', async () => {
    const { call, expectAllDriven } = driverOf(await startEmpty(), 'secretsmanager');
    const SecretId = 'db/password';
    await call('CreateSecret', { Name: SecretId, SecretString: 'one' });
    await call('PutSecretValue', { SecretId, SecretString: 'two' });
    expect(await call('GetSecretValue', { SecretId })).toMatchObject({ SecretString: 'two' });
    await call('UpdateSecret', { SecretId, SecretString: 'three' });
    expect(await call('GetSecretValue', { SecretId })).toMatchObject({ SecretString: 'three' });
    expect(await call('DescribeSecret', { SecretId })).toMatchObject({ Name: SecretId });
    expect(await call('ListSecrets')).toMatchObject({ SecretList: [{ Name: SecretId }] });
    const { RandomPassword } = await call('GetRandomPassword', { PasswordLength: 20 });
    expect(RandomPassword).toHaveLength(20);
    await call('DeleteSecret', { SecretId });
    await expect(call('GetSecretValue', { SecretId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    });
    expectAllDriven();
  });

  it('CloudFormation', async () => {
    const assembly = tinyAssembly({ Resources: { Role: roleResource() } });
    const { call, expectAllDriven } = driverOf(await startEmpty({ assembly }), 'cloudformation');
    const StackName = 'Tiny';
    expect(await call('DescribeStacks', { StackName })).toMatchObject({ Stacks: [{ StackName }] });
    expect(await call('ListStacks')).toMatchObject({ StackSummaries: [{ StackName }] });
    const resource = { LogicalResourceId: 'Role', ResourceType: 'AWS::IAM::Role' };
    expect(await call('DescribeStackResources', { StackName })).toMatchObject({ StackResources: [resource] });
    expect(await call('ListStackResources', { StackName })).toMatchObject({
      StackResourceSummaries: [resource],
    });
    expectAllDriven();
  });
});
