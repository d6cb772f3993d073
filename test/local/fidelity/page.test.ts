// docs/local.md says what the code says; and what is refused is refused by its name.
import { readFileSync } from 'node:fs';
import { DynamoDBClient, ExecuteStatementCommand } from '@aws-sdk/client-dynamodb';
import { CreateAliasCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CopyObjectCommand, GetBucketAclCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AddPermissionCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, it } from 'vitest';
import { withFidelity } from '../../../local/fidelity-page.js';
import { fidelityOf } from '../../../local/index.js';
import { client, startEmpty } from '../running.js';

it('the committed tables are those of `npm run fidelity`', async () => {
  const page = readFileSync('docs/local.md', 'utf8');
  expect(page).toEqual(await withFidelity(page, (await startEmpty()).services));
});

it('the list of Step Functions names the actions that there are', async () => {
  const { services } = await startEmpty();
  const listed = fidelityOf(services).find(({ title }) => title === 'Step Functions: API')?.rows ?? [];
  const present = listed.filter(({ status }) => status !== 'refused').map(({ name }) => name);
  expect(present.sort()).toEqual([...(services.get('states')?.actions.keys() ?? [])].sort());
});

it('an action that is not there is refused by its name, in every protocol', async () => {
  const local = await startEmpty();
  const statement = new ExecuteStatementCommand({ Statement: 'SELECT * FROM T' });
  await expect(client(local, DynamoDBClient).send(statement)).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('dynamodb:ExecuteStatement is not implemented'),
  });
  const permission = { TopicArn: 't', Label: 'l', AWSAccountId: ['1'], ActionName: ['Publish'] };
  await expect(client(local, SNSClient).send(new AddPermissionCommand(permission))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('sns:AddPermission is not implemented'),
  });
  const alias = new CreateAliasCommand({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' });
  await expect(client(local, LambdaClient).send(alias)).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: expect.stringContaining('/functions/f/aliases is no API call that the local runtime implements'),
  });
  const s3 = client(local, S3Client);
  const copy = new CopyObjectCommand({ Bucket: 'b', Key: 'k', CopySource: 'b/other' });
  await expect(s3.send(copy)).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: 's3:CopyObject is not implemented in the local runtime',
  });
  await expect(s3.send(new GetBucketAclCommand({ Bucket: 'b' }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: 's3:GET acl on a bucket is not implemented in the local runtime',
  });
  const tagged = new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x', Tagging: 'a=b' });
  await expect(s3.send(tagged)).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'The header x-amz-tagging is not implemented in the local runtime',
  });
});
