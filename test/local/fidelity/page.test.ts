// docs/local.md says what the code says; and what is refused is refused by its name.
import { readFileSync } from 'node:fs';
import { DynamoDBClient, ExecuteStatementCommand } from '@aws-sdk/client-dynamodb';
import { CreateAliasCommand, LambdaClient } from '@aws-sdk/client-lambda';
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
});
