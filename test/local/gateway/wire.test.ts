// The endpoint as the SDK clients use it: every protocol they speak, and refusals that name what is missing.
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ListLayersCommand,
} from '@aws-sdk/client-lambda';
import { GetTopicAttributesCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from '../../../local/ports.js';
import { startRuntime } from '../../../local/runtime.js';
import { AwsError } from '../../../local/service.js';
import { functionResource, roleResource, tinyAssembly } from '../tiny-assembly.js';

let runtime: Runtime;
let config: { endpoint: string; region: string; credentials: Runtime['credentials']; maxAttempts: number };
const published: unknown[] = [];

/** Says what it was asked, to look at the protocol alone. */
const sns = {
  name: 'sns',
  actions: new Map<string, (input: object) => unknown>([
    ['Publish', (input) => published.push(input) && { MessageId: 'm<1>&' }],
    ['GetTopicAttributes', () => ({ Attributes: { Policy: '{"Id":"<b>","Statement":[]}', Owner: '1' } })],
    [
      'CreateTopic',
      () => {
        throw new AwsError('InvalidParameter', 'bad <name>', 400);
      },
    ],
  ]),
};
const dynamodb = {
  name: 'dynamodb',
  actions: new Map([
    [
      'ListTables',
      () => {
        throw new AwsError('LimitExceededException', 'too many');
      },
    ],
  ]),
};

/** `exports.handler = async () => 'zipped';` in index.js, deflated. */
const ZIP =
  'UEsDBBQAAAAIAAAAIQAu4FRnKQAAACcAAAAIAAAAaW5kZXguanNLrSjILyop1stIzEvJSS1SsFVILK7MS1bQ0FSwtVNQr8osKEhNUbcGAFBLAQIUAxQAAAAIAAAAIQAu4FRnKQAAACcAAAAIAAAAAAAAAAAAAACAAQAAAABpbmRleC5qc1BLBQYAAAAAAQABADYAAABPAAAAAAA=';

beforeAll(async () => {
  const template = {
    Resources: { Role: roleResource(), F: functionResource('f') },
    Outputs: { Name: { Value: { Ref: 'F' } } },
  };
  const assembly = tinyAssembly(template, { f: 'exports.handler = async () => 1;' });
  runtime = await startRuntime({ assembly }, () => ({ services: [sns, dynamodb] }));
  const { endpoint, region, credentials } = runtime;
  config = { endpoint, region, credentials, maxAttempts: 1 };
});
afterAll(() => runtime.stop());

describe('AWS JSON', () => {
  it('carries the error type to the client', async () => {
    const client = new DynamoDBClient(config);
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'too many',
    });
  });
});

describe('AWS Query', () => {
  it('reads maps and structures, and escapes what it writes', async () => {
    const client = new SNSClient(config);
    const { MessageId } = await client.send(
      new PublishCommand({
        TopicArn: 'arn:aws:sns:us-east-1:000000000000:t',
        Message: 'hi & <bye>',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      }),
    );
    expect(MessageId).toBe('m<1>&');
    expect(published[0]).toEqual({
      TopicArn: 'arn:aws:sns:us-east-1:000000000000:t',
      Message: 'hi & <bye>',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
    });
    const { Attributes } = await client.send(
      new GetTopicAttributesCommand({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:t' }),
    );
    expect(Attributes).toEqual({ Policy: '{"Id":"<b>","Statement":[]}', Owner: '1' });
  });

  it('lists what is deployed through CloudFormation', async () => {
    const client = new CloudFormationClient(config);
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'Tiny' }));
    expect(Stacks?.[0]?.Outputs).toMatchObject([{ OutputKey: 'Name', OutputValue: runtime.outputs.Name }]);
    const { StackResources } = await client.send(new DescribeStackResourcesCommand({ StackName: 'Tiny' }));
    expect(StackResources?.map(({ ResourceType }) => ResourceType)).toEqual([
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
    ]);
    await expect(client.send(new DescribeStacksCommand({ StackName: 'None' }))).rejects.toThrow(
      /does not exist/,
    );
  });
});

describe('AWS REST-JSON', () => {
  it('creates a function from a zip and runs it', async () => {
    const client = new LambdaClient(config);
    const Role = 'arn:aws:iam::000000000000:role/any';
    const ZipFile = Buffer.from(ZIP, 'base64');
    const { State } = await client.send(
      new CreateFunctionCommand({
        FunctionName: 'zipped',
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role,
        Code: { ZipFile },
      }),
    );
    expect(State).toBe('Active');
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: 'zipped' }));
    expect(Buffer.from(Payload ?? []).toString()).toBe('"zipped"');
  });

  it('refuses runtimes, layers and bad zips by name', async () => {
    const client = new LambdaClient(config);
    const base = {
      FunctionName: 'bad',
      Role: 'arn:aws:iam::000000000000:role/any',
      Handler: 'index.handler',
    } as const;
    const create = (more: object) =>
      client.send(
        new CreateFunctionCommand({
          ...base,
          Runtime: 'nodejs22.x',
          Code: { ZipFile: Buffer.from('no') },
          ...more,
        }),
      );
    await expect(create({ Runtime: 'python3.12' })).rejects.toThrow(/python3\.12: not supported/);
    await expect(create({ Layers: ['arn:x'] })).rejects.toThrow(/Layers: not supported/);
    await expect(create({})).rejects.toThrow(/Could not unzip/);
  });
});

describe('what the runtime does not have', () => {
  it('is refused with its name', async () => {
    await expect(new LambdaClient(config).send(new ListLayersCommand({}))).rejects.toThrow(/layers/);
    const answer = await fetch(runtime.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'Kinesis_20131202.PutRecord', 'content-type': 'application/x-amz-json-1.1' },
      body: '{}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      __type: 'UnknownOperationException',
      message: 'Kinesis_20131202 (action PutRecord) is not a service of the local runtime',
    });
    const odd = await fetch(`${runtime.endpoint}/bucket/key`, { method: 'PUT' });
    expect([odd.status, ((await odd.json()) as { message: string }).message]).toEqual([
      404,
      'PUT /bucket/key is no API call that the local runtime implements',
    ]);
  });

  it('takes broken JSON without falling over', async () => {
    const headers = {
      'x-amz-target': 'DynamoDB_20120810.ListTables',
      'content-type': 'application/x-amz-json-1.0',
    };
    const answer = await fetch(runtime.endpoint, { method: 'POST', headers, body: '{"a":' });
    expect([answer.status, ((await answer.json()) as { __type: string }).__type]).toEqual([
      400,
      'SerializationException',
    ]);
  });
});
