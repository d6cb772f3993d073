// The whole runtime as its users start it: a table, a function and a machine, in virtual time, with IAM on.
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it } from 'vitest';
import { type ApiCall, type Local, startLocal } from '../../local/index.js';
import { functionResource, roleResource, temporaryFolder, tinyAssembly } from './tiny-assembly.js';

/** Writes the moment it ran; the SDK comes from the checkout, as on AWS it comes from the runtime. */
const WRITER = `
const { DynamoDBClient, PutItemCommand } = require(${JSON.stringify(`${process.cwd()}/node_modules/@aws-sdk/client-dynamodb`)});
const client = new DynamoDBClient({});
exports.handler = async ({ id }) => {
  const Item = { id: { S: id }, at: { N: String(Date.now()) } };
  await client.send(new PutItemCommand({ TableName: process.env.TABLE, Item }));
  return { at: Date.now() };
};`;

const allow = (Action: string, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

function assembly(statements: object[]): string {
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: 86_400, Next: 'Write' },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a substitution of CloudFormation
      Write: { Type: 'Task', Resource: '${Writer}', End: true },
    },
  };
  const Resources = {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
    Role: roleResource(...statements),
    MachineRole: roleResource(allow('lambda:InvokeFunction', arnOf('Writer'))),
    Writer: functionResource('writer', { Environment: { Variables: { TABLE: { Ref: 'Table' } } } }),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        DefinitionString: JSON.stringify(definition),
        DefinitionSubstitutions: { Writer: arnOf('Writer') },
        RoleArn: arnOf('MachineRole'),
      },
    },
  };
  const Outputs = {
    Machine: { Value: { Ref: 'Machine' } },
    Table: { Value: { Ref: 'Table' } },
    Writer: { Value: { Ref: 'Writer' } },
  };
  return tinyAssembly({ Resources, Outputs }, { writer: WRITER });
}
const GRANTED = [allow('dynamodb:PutItem', arnOf('Table'))];

let local: Local | undefined;
afterEach(async () => {
  await local?.stop();
  local = undefined;
});
const clientConfig = ({ endpoint, region, credentials }: Local) => ({ endpoint, region, credentials });

async function startExecution(on: Local, name: string): Promise<string> {
  const client = new SFNClient(clientConfig(on));
  const input = JSON.stringify({ id: name });
  const start = new StartExecutionCommand({ stateMachineArn: on.outputs.Machine, name, input });
  const { executionArn = '' } = await client.send(start);
  client.destroy();
  return executionArn;
}

async function describeExecution(on: Local, executionArn: string) {
  const client = new SFNClient(clientConfig(on));
  const answer = await client.send(new DescribeExecutionCommand({ executionArn }));
  client.destroy();
  return answer;
}

describe('the runtime', () => {
  it('lets a day pass in no time, for machines and handlers alike', async () => {
    local = await startLocal({ assembly: assembly(GRANTED), clock: 'virtual', startAt: 1_000_000 });
    const executionArn = await startExecution(local, 'one');
    await local.settle();
    expect((await describeExecution(local, executionArn)).status).toBe('RUNNING');
    await local.advance('1 day');
    expect(await describeExecution(local, executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"at":87400000}',
    });
    const dynamodb = new DynamoDBClient(clientConfig(local));
    const get = new GetItemCommand({ TableName: local.outputs.Table, Key: { id: { S: 'one' } } });
    expect((await dynamodb.send(get)).Item?.at).toEqual({ N: '87400000' });
    dynamodb.destroy();
  });

  it('refuses a handler what its role does not allow', async () => {
    local = await startLocal({ assembly: assembly([allow('dynamodb:GetItem', '*')]), clock: 'virtual' });
    const lambda = new LambdaClient(clientConfig(local));
    const invoke = new InvokeCommand({
      FunctionName: local.outputs.Writer,
      Payload: Buffer.from('{"id":"x"}'),
    });
    const { FunctionError, Payload } = await lambda.send(invoke);
    lambda.destroy();
    expect(FunctionError).toBe('Unhandled');
    const { errorType, errorMessage } = JSON.parse(Buffer.from(Payload ?? []).toString());
    expect(errorType).toBe('AccessDeniedException');
    expect(errorMessage).toMatch(
      /^User: arn:aws:sts::000000000000:assumed-role\/\S+ is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table\/\S+ because no identity-based policy allows the dynamodb:PutItem action$/,
    );
  });

  it('goes on with a waiting execution after a restart on the same data', async () => {
    const dataDir = temporaryFolder();
    const folder = assembly(GRANTED);
    local = await startLocal({ assembly: folder, dataDir, clock: 'virtual', startAt: 0 });
    const executionArn = await startExecution(local, 'survivor');
    await local.settle();
    await local.stop();
    local = await startLocal({ assembly: folder, dataDir, clock: 'virtual', startAt: 3_600_000 });
    await local.advance('23 hours');
    expect((await describeExecution(local, executionArn)).status).toBe('SUCCEEDED');
  });

  it('takes anything that synthesizes, and starts empty as well', async () => {
    const directory = assembly(GRANTED);
    local = await startLocal({ app: { synth: () => ({ directory }) } });
    expect(Object.keys(local.outputs)).toEqual(['Machine', 'Table', 'Writer']);
    await local.stop();
    local = await startLocal();
    expect(local.outputs).toEqual({});
    await expect(local.advance('1 day')).rejects.toThrow(/virtual/);
  });

  it('shows who listens every call and invocation, with the capacity it used', async () => {
    local = await startLocal({ assembly: assembly(GRANTED), clock: 'virtual' });
    const calls: ApiCall[] = [];
    const stop = local.onCall((call) => calls.push(call));
    await startExecution(local, 'counted');
    await local.advance('2 days');
    stop();
    const seen = calls.map(({ action, byProduct, writeUnits }) => ({ action, byProduct, writeUnits }));
    expect(seen).toEqual([
      { action: 'states:StartExecution', byProduct: false, writeUnits: 0 },
      { action: 'dynamodb:PutItem', byProduct: true, writeUnits: 1 },
      { action: 'lambda:Invoke', byProduct: true, writeUnits: 0 },
    ]);
  });
});
