// Every supported action of Lambda, IAM and STS, driven over the wire.
import { describe, expect, it } from 'vitest';
import { startEmpty } from '../running.js';
import { driverOf } from './driver.js';
import { ALLOW_ALL, HELLO_ZIP } from './sample.js';

const FunctionName = 'hello';
const Role = 'arn:aws:iam::000000000000:role/Nobody';

async function withFunction() {
  const local = await startEmpty();
  const driver = driverOf(local, 'lambda');
  const ZipFile = Buffer.from(HELLO_ZIP, 'base64');
  const settings = { Runtime: 'nodejs22.x', Handler: 'index.handler', Role };
  await driver.call('CreateFunction', { FunctionName, ...settings, Code: { ZipFile } });
  return { local, ...driver, ZipFile };
}

describe('every supported action of', () => {
  it('Lambda', async () => {
    const { local, call, expectAllDriven, ZipFile } = await withFunction();
    const { Payload } = await call('Invoke', { FunctionName });
    expect(Buffer.from(Payload).toString()).toBe('"zipped"');
    await call('UpdateFunctionCode', { FunctionName, ZipFile });
    await call('UpdateFunctionConfiguration', { FunctionName, Timeout: 9 });
    expect(await call('GetFunctionConfiguration', { FunctionName })).toMatchObject({ Timeout: 9 });
    expect(await call('GetFunction', { FunctionName })).toMatchObject({ Configuration: { State: 'Active' } });
    expect(await call('ListFunctions')).toMatchObject({ Functions: [{ FunctionName }] });

    await call('PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions: 2 });
    expect(await call('GetFunctionConcurrency', { FunctionName })).toMatchObject({
      ReservedConcurrentExecutions: 2,
    });
    await call('DeleteFunctionConcurrency', { FunctionName });

    await call('PutFunctionEventInvokeConfig', { FunctionName, MaximumRetryAttempts: 1 });
    await call('UpdateFunctionEventInvokeConfig', { FunctionName, MaximumEventAgeInSeconds: 60 });
    expect(await call('GetFunctionEventInvokeConfig', { FunctionName })).toMatchObject({
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 60,
    });
    await call('DeleteFunctionEventInvokeConfig', { FunctionName });

    const permission = { FunctionName, StatementId: 's', Action: 'lambda:InvokeFunction', Principal: '*' };
    await call('AddPermission', permission);
    expect((await call('GetPolicy', { FunctionName })).Policy).toContain('lambda:InvokeFunction');
    await call('AddPermission', {
      ...{ ...permission, StatementId: 'url', Action: 'lambda:InvokeFunctionUrl' },
      FunctionUrlAuthType: 'NONE',
    });
    const { FunctionUrl } = await call('CreateFunctionUrlConfig', { FunctionName, AuthType: 'NONE' });
    expect(await (await fetch(FunctionUrl)).text()).toBe('zipped');
    await call('UpdateFunctionUrlConfig', { FunctionName, AuthType: 'AWS_IAM' });
    expect((await fetch(FunctionUrl)).status).toBe(403);
    expect(await call('GetFunctionUrlConfig', { FunctionName })).toMatchObject({ AuthType: 'AWS_IAM' });
    expect((await call('ListFunctionUrlConfigs', { FunctionName })).FunctionUrlConfigs).toHaveLength(1);
    await call('DeleteFunctionUrlConfig', { FunctionName });
    await expect(fetch(FunctionUrl)).rejects.toThrow();
    await call('RemovePermission', { FunctionName, StatementId: 's' });

    const tables = driverOf(local, 'dynamodb');
    const { TableDescription } = await tables.call('CreateTable', {
      TableName: 'Source',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    });
    const EventSourceArn = TableDescription.LatestStreamArn;
    const { UUID } = await call('CreateEventSourceMapping', {
      FunctionName,
      EventSourceArn,
      StartingPosition: 'LATEST',
    });
    await call('UpdateEventSourceMapping', { UUID, Enabled: false });
    expect(await call('GetEventSourceMapping', { UUID })).toMatchObject({ State: 'Disabled' });
    expect((await call('ListEventSourceMappings')).EventSourceMappings).toHaveLength(1);
    await call('DeleteEventSourceMapping', { UUID });
    await call('DeleteFunction', { FunctionName });
    await expect(call('GetFunction', { FunctionName })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expectAllDriven();
  });

  it('IAM', async () => {
    const { call, expectAllDriven } = driverOf(await startEmpty(), 'iam');
    const RoleName = 'Worker';
    const PolicyName = 'Inline';
    const { Arn } = await call('CreateRole', { RoleName, AssumeRolePolicyDocument: ALLOW_ALL });
    expect(await call('GetRole', { RoleName })).toMatchObject({ Arn });
    expect(await call('ListRoles')).toMatchObject({ RoleName });
    await call('UpdateAssumeRolePolicy', { RoleName, PolicyDocument: ALLOW_ALL });
    await call('PutRolePolicy', { RoleName, PolicyName, PolicyDocument: ALLOW_ALL });
    const { PolicyDocument } = await call('GetRolePolicy', { RoleName, PolicyName });
    expect(decodeURIComponent(PolicyDocument)).toBe(ALLOW_ALL);
    expect(await call('ListRolePolicies', { RoleName })).toMatchObject({ member: PolicyName });
    await call('DeleteRolePolicy', { RoleName, PolicyName });
    const { Arn: PolicyArn = '' } = await call('CreatePolicy', {
      PolicyName: 'Own',
      PolicyDocument: ALLOW_ALL,
    });
    await call('CreatePolicyVersion', { PolicyArn, PolicyDocument: ALLOW_ALL, SetAsDefault: 'true' });
    await call('AttachRolePolicy', { RoleName, PolicyArn });
    expect(await call('ListAttachedRolePolicies', { RoleName })).toMatchObject({ PolicyArn });
    await call('DetachRolePolicy', { RoleName, PolicyArn });
    await call('DeleteRole', { RoleName });
    await expect(call('GetRole', { RoleName })).rejects.toThrow('NoSuchEntity');
    expectAllDriven();
  });

  it('STS', async () => {
    const { call, expectAllDriven } = driverOf(await startEmpty(), 'sts');
    expect(await call('GetCallerIdentity')).toMatchObject({ Account: '000000000000' });
    expectAllDriven();
  });
});
