// Asynchronous invocations in virtual time: retries, age, destinations; and what a restart does to them.
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import type { Runtime } from '../../../local/ports.js';
import { startRuntime } from '../../../local/runtime.js';
import { functionResource, roleResource, temporaryFolder, tinyAssembly } from '../tiny-assembly.js';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:failures';
const CODE = {
  failing: "exports.handler = async () => { console.log('at', Date.now()); throw new Error('no'); };",
  working: "exports.handler = async (event) => { console.log('ran', event.n); return 'done'; };",
};

let runtime: Runtime | undefined;
let sent: { QueueUrl: string; MessageBody: string }[] = [];
afterEach(async () => {
  await runtime?.stop();
  runtime = undefined;
});

/** A queue service that only takes messages. */
const queueService = () => ({
  name: 'sqs',
  actions: new Map([
    ['SendMessage', (input: { QueueUrl: string; MessageBody: string }) => void sent.push(input)],
  ]),
});

async function start(options: { invokeConfig?: object; statements?: object[]; dataDir?: string } = {}) {
  sent = [];
  const FunctionName = { Ref: 'Failing' };
  const template = {
    Resources: {
      Role: roleResource(
        ...(options.statements ?? [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE }]),
      ),
      Failing: functionResource('failing', { FunctionName: 'failing' }),
      Working: functionResource('working', { FunctionName: 'working' }),
      ...(options.invokeConfig && {
        Config: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: { FunctionName, Qualifier: '$LATEST', ...options.invokeConfig },
        },
      }),
    },
  };
  const { dataDir } = options;
  runtime = await startRuntime(
    {
      assembly: tinyAssembly(template, CODE),
      clock: 'virtual',
      startAt: 1_000_000,
      ...(dataDir && { dataDir }),
    },
    () => ({ services: [queueService()] }),
  );
  return runtime;
}

async function send(to: Runtime, FunctionName: string, n: number) {
  const lambda = new LambdaClient({ endpoint: to.endpoint, region: to.region, credentials: to.credentials });
  const Payload = Buffer.from(JSON.stringify({ n }));
  const { StatusCode } = await lambda.send(
    new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }),
  );
  lambda.destroy();
  return StatusCode;
}

const attempts = (of: Runtime) =>
  of
    .logs('failing')
    .join('')
    .match(/at \d+/g);

describe('an asynchronous invocation', () => {
  it('is accepted, and runs soon after', async () => {
    const local = await start();
    expect(await send(local, 'working', 1)).toBe(202);
    await local.settle();
    await expect.poll(() => local.logs('working').join('')).toBe('ran 1\n');
  });

  it('is tried again after one minute and after two more, in the time of the runtime', async () => {
    const local = await start();
    await send(local, 'failing', 1);
    await local.advance('10 minutes');
    await expect.poll(() => attempts(local)).toEqual(['at 1000000', 'at 1060000', 'at 1180000']);
  });

  it('ends at its failure destination with what happened', async () => {
    const OnFailure = { Destination: QUEUE };
    const local = await start({
      invokeConfig: { MaximumRetryAttempts: 1, DestinationConfig: { OnFailure } },
    });
    await send(local, 'failing', 7);
    await local.advance('1 hour');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.QueueUrl).toMatch(/\/000000000000\/failures$/);
    expect(JSON.parse(sent[0]?.MessageBody ?? '')).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { n: 7 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'no' },
    });
  });

  it('is given up when it grows too old', async () => {
    const OnFailure = { Destination: QUEUE };
    const local = await start({
      invokeConfig: { MaximumEventAgeInSeconds: 90, DestinationConfig: { OnFailure } },
    });
    await send(local, 'failing', 1);
    await local.advance('1 hour');
    expect(JSON.parse(sent[0]?.MessageBody ?? '').requestContext).toMatchObject({
      condition: 'EventAgeExceeded',
      approximateInvokeCount: 2,
    });
  });

  it('does not reach a destination that the role may not use, and says so in the log', async () => {
    const OnFailure = { Destination: QUEUE };
    const config = {
      invokeConfig: { MaximumRetryAttempts: 0, DestinationConfig: { OnFailure } },
      statements: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    };
    const local = await start(config);
    await send(local, 'failing', 1);
    await local.advance('1 hour');
    expect(sent).toEqual([]);
    expect(local.logs('failing').join('')).toContain('is not authorized to perform: sqs:SendMessage');
  });

  it('is still tried again after a restart on the same data', async () => {
    const dataDir = temporaryFolder();
    const first = await start({ dataDir });
    await send(first, 'failing', 1);
    await first.settle();
    await first.stop();
    const second = await start({ dataDir });
    await second.advance('10 minutes');
    await expect.poll(() => attempts(second)).toEqual(['at 1060000', 'at 1180000']);
  });
});
