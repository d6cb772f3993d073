// Functions fed from a queue: batches, windows, partial failures, visibility, dead letters, restarts.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import type { Local } from '../../../local/index.js';
import type { StartOptions } from '../../../local/ports.js';
import { client, jsonCall, received, startEmpty } from '../running.js';
import { functionResource, roleResource, temporaryFolder, tinyAssembly } from '../tiny-assembly.js';

/** Logs the bodies of each batch, in their order; a body says how it fails. */
const CONSUMER = `exports.handler = async ({ Records }) => {
  const bodies = Records.map(({ body }) => body).sort();
  console.log('batch', bodies.length > 10 ? bodies.length : bodies.join(','), 'at', new Date().toISOString().slice(11, 19));
  if (bodies.includes('throw')) throw new Error('poison');
  if (bodies.includes('show')) console.log('record', JSON.stringify(Records[0]));
  if (bodies.includes('odd')) return { batchItemFailures: [{ itemIdentifier: 'nobody' }] };
  const failed = Records.filter(({ body }) => body === 'report');
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;
const USE_QUEUE = {
  Effect: 'Allow',
  Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  Resource: { 'Fn::GetAtt': ['Work', 'Arn'] },
};

interface Deployed {
  readonly mapping?: object;
  readonly queue?: object;
  readonly consumer?: object;
  readonly grants?: readonly object[];
  readonly more?: object;
}

function assemblyOf(deployed: Deployed): string {
  const { mapping = {}, queue = {}, consumer = {}, grants = [USE_QUEUE], more = {} } = deployed;
  const Resources = {
    ...more,
    Role: roleResource(...grants),
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work', ...queue } },
    Consumer: functionResource('consumer', { FunctionName: 'consumer', ...consumer }),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Consumer' },
        EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
        ...mapping,
      },
    },
  };
  return tinyAssembly(
    { Resources, Outputs: { Mapping: { Value: { Ref: 'Mapping' } } } },
    { consumer: CONSUMER },
  );
}

const start = (deployed: Deployed = {}, options: StartOptions = {}) =>
  startEmpty({ assembly: assemblyOf(deployed), ...options });

const urlOf = (local: Local, name: string) => `${local.endpoint}/${local.accountId}/${name}`;

async function send(local: Local, ...bodies: string[]): Promise<void> {
  const QueueUrl = urlOf(local, 'work');
  const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  for (let from = 0; from < Entries.length; from += 10)
    await jsonCall(local, 'AmazonSQS.SendMessageBatch', {
      QueueUrl,
      Entries: Entries.slice(from, from + 10),
    });
}

/** `bodies at time` of every batch; a function's log arrives on its own, so what is awaited is the last one. */
async function batches(local: Local, last: string): Promise<string[]> {
  const seen = () =>
    local
      .logs('consumer')
      .join('')
      .match(/(?<=batch ).*/g) ?? [];
  await expect.poll(() => seen().join(' ')).toContain(last);
  return seen();
}

async function left(local: Local, name = 'work'): Promise<number> {
  const input = { QueueUrl: urlOf(local, name), AttributeNames: ['All'] };
  const { Attributes } = await jsonCall(local, 'AmazonSQS.GetQueueAttributes', input);
  return (
    Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible)
  );
}

describe('a function on a queue', () => {
  it('gets a batch at once, and what it processed is gone', async () => {
    const local = await start();
    await send(local, 'a', 'b');
    await local.settle();
    expect(await batches(local, 'b')).toEqual(['a,b at 12:00:00']);
    expect(await left(local)).toBe(0);
  });

  it('sees a message as on AWS', async () => {
    const local = await start();
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'x' } };
    const input = { QueueUrl: urlOf(local, 'work'), MessageBody: 'show', MessageAttributes };
    const { MessageId } = await jsonCall(local, 'AmazonSQS.SendMessage', input);
    await local.settle();
    await expect.poll(() => local.logs('consumer').join('')).toContain('record');
    const [record = ''] = /(?<=record ).*/.exec(local.logs('consumer').join('')) ?? [];
    expect(JSON.parse(record)).toEqual({
      messageId: MessageId,
      receiptHandle: expect.any(String),
      body: 'show',
      md5OfBody: 'a7dd12b1dab17d25467b0b0a4c8d4a92',
      attributes: {
        ApproximateReceiveCount: '1',
        ApproximateFirstReceiveTimestamp: '1767268800000',
        SentTimestamp: '1767268800000',
      },
      messageAttributes: {
        kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:work',
      awsRegion: 'us-east-1',
    });
  });

  it('gets a message when its delay is over', async () => {
    const local = await start({ queue: { DelaySeconds: 90 } });
    await send(local, 'later');
    await local.advance('1 hour');
    expect(await batches(local, 'later')).toEqual(['later at 12:01:30']);
  });

  it('gets what failed again when its visibility timeout is over, until it ends in the dead letters', async () => {
    const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 };
    const local = await start({ queue: { VisibilityTimeout: 60, RedrivePolicy } });
    await send(local, 'throw');
    await local.advance('1 hour');
    expect(await batches(local, '12:02')).toEqual([
      'throw at 12:00:00',
      'throw at 12:01:00',
      'throw at 12:02:00',
    ]);
    expect([await left(local), await received(local, urlOf(local, 'dead'))]).toEqual([0, ['throw']]);
  });

  it('gets again only what it reported, when the mapping says that it reports', async () => {
    const local = await start({ mapping: { FunctionResponseTypes: ['ReportBatchItemFailures'] } });
    await send(local, 'good', 'report');
    await local.advance('40 seconds');
    expect(await batches(local, '12:00:30')).toEqual(['good,report at 12:00:00', 'report at 12:00:30']);
    expect(await left(local)).toBe(1);
  });

  it('gets everything again when it reports what was not in the batch', async () => {
    const local = await start({ mapping: { FunctionResponseTypes: ['ReportBatchItemFailures'] } });
    await send(local, 'good', 'odd');
    await local.advance('40 seconds');
    expect(await batches(local, '12:00:30')).toEqual(['good,odd at 12:00:00', 'good,odd at 12:00:30']);
  });

  it('is not asked what failed when the mapping does not say that it reports', async () => {
    const local = await start();
    await send(local, 'report');
    await local.settle();
    await batches(local, 'report');
    expect(await left(local)).toBe(0);
  });

  it('gets what a window of time gathered, or a full batch before', async () => {
    const mapping = { BatchSize: 25, MaximumBatchingWindowInSeconds: 20 };
    const local = await start({ mapping });
    await send(local, 'a');
    await local.advance('10 seconds');
    await send(local, 'b');
    await local.advance('1 minute');
    expect(await batches(local, 'b')).toEqual(['a,b at 12:00:20']);
    await send(local, ...Array.from({ length: 30 }, (_, n) => `${n}`.padStart(2, '0')));
    await local.settle();
    expect((await batches(local, '25')).at(-1)).toBe('25 at 12:01:10');
    await local.advance('20 seconds');
    expect((await batches(local, '12:01:30')).at(-1)).toMatch(/^(\d\d,){4}\d\d at 12:01:30$/);
  });

  it('gets no batch that an invocation could not carry', async () => {
    const local = await start({ mapping: { BatchSize: 10_000, MaximumBatchingWindowInSeconds: 1 } });
    await send(local, ...Array.from({ length: 30 }, (_, n) => `${n}`.padEnd(250_000, '.')));
    await local.advance('1 minute');
    const sizes = (await batches(local, '12:00:01')).map((batch) => batch.split(',').length);
    expect(sizes.length).toBe(2);
    expect(await left(local)).toBe(0);
  });

  it('loses nothing when it is throttled', async () => {
    const local = await start({ mapping: { BatchSize: 1 }, consumer: { ReservedConcurrentExecutions: 0 } });
    await send(local, 'a');
    await local.settle();
    expect(local.logs('consumer').join('')).toContain('TooManyRequestsException');
    const more = { FunctionName: 'consumer', ReservedConcurrentExecutions: 1 };
    await client(local, LambdaClient).send(new PutFunctionConcurrencyCommand(more));
    await local.advance('30 seconds');
    expect(await batches(local, 'a')).toEqual(['a at 12:00:30']);
  });

  it('gets what was left when the runtime restarts on the same data', async () => {
    const dataDir = temporaryFolder();
    const first = await start({ mapping: { Enabled: false } }, { dataDir });
    await send(first, 'waits');
    await first.settle();
    await first.stop();
    const second = await start({}, { dataDir });
    await second.settle();
    expect(await batches(second, 'waits')).toEqual(['waits at 12:00:00']);
  });

  it('stops and goes on with its mapping', async () => {
    const local = await start();
    const lambda = client(local, LambdaClient);
    const enable = (Enabled: boolean) =>
      lambda.send(new UpdateEventSourceMappingCommand({ UUID: local.outputs.Mapping, Enabled }));
    await enable(false);
    await send(local, 'a');
    await local.settle();
    expect(await left(local)).toBe(1);
    await enable(true);
    await local.settle();
    expect(await batches(local, 'a')).toEqual(['a at 12:00:00']);
  });
});

describe('a rule of EventBridge', () => {
  const POLICY = {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Work' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': ['Work', 'Arn'] },
            Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Allowed', 'Arn'] } } },
          },
        ],
      },
    },
  };
  const ruleFor = (source: string) => ({
    Type: 'AWS::Events::Rule',
    Properties: {
      EventPattern: { source: [source] },
      Targets: [
        { Id: 'work', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] }, Input: JSON.stringify({ from: source }) },
      ],
    },
  });

  it('feeds a function through a queue whose policy names the rule, and no other rule does', async () => {
    const more = { Policy: POLICY, Allowed: ruleFor('allowed'), Other: ruleFor('other') };
    const local = await start({ more });
    const entry = (Source: string) => ({ Source, DetailType: 'x', Detail: '{}' });
    const events = client(local, EventBridgeClient);
    await events.send(new PutEventsCommand({ Entries: [entry('other'), entry('allowed')] }));
    await local.settle();
    expect(await batches(local, 'allowed')).toEqual(['{"from":"allowed"} at 12:00:00']);
  });
});

describe('a mapping from a queue is refused', () => {
  const refused = (deployed: Deployed) => expect(start(deployed)).rejects;

  it('when the role may not use the queue', async () => {
    const read = { ...USE_QUEUE, Action: ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'] };
    await refused({ grants: [read] }).toThrow(
      /The provided execution role does not have permissions to call DeleteMessage on SQS/,
    );
  });

  it('when the function may run for longer than its messages are hidden', async () => {
    await refused({ consumer: { Timeout: 60 } }).toThrow(
      /Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds/,
    );
  });

  it('when there is no such queue', async () => {
    const EventSourceArn = 'arn:aws:sqs:us-east-1:000000000000:none';
    const grants = [{ ...USE_QUEUE, Resource: '*' }];
    await refused({ grants, mapping: { EventSourceArn } }).toThrow(/The specified queue does not exist/);
  });

  it('with a batch that needs a window and has none, or is larger than any', async () => {
    await refused({ mapping: { BatchSize: 11 } }).toThrow(
      /Maximum batch window in seconds must be greater than 0/,
    );
    const mapping = { BatchSize: 10_001, MaximumBatchingWindowInSeconds: 1 };
    await refused({ mapping }).toThrow(/Batch size must be at most 10000/);
  });

  it('with a concurrency that AWS does not know', async () => {
    const mapping = { ScalingConfig: { MaximumConcurrency: 1 } };
    await refused({ mapping }).toThrow(/MaximumConcurrency must be at least 2 and at most 1000/);
  });

  it.each(['FilterCriteria', 'StartingPosition', 'DestinationConfig'])(
    'with %s, by that name',
    async (setting) => {
      await refused({ mapping: { [setting]: {} } }).toThrow(
        `${setting} of a mapping from a queue is not supported by the local runtime`,
      );
    },
  );
});
