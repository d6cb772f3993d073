// Functions invoked through the SDK: what handlers see, how they fail, and that a bad one takes nothing down.
import { InvokeCommand, type InvokeCommandInput, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from '../../../local/ports.js';
import { startRuntime } from '../../../local/runtime.js';
import { functionResource, roleResource, tinyAssembly } from '../tiny-assembly.js';

const HANDLERS: Record<string, string> = {
  echo: 'exports.handler = async (event) => ({ event });',
  environment: 'exports.handler = async () => process.env;',
  context:
    'exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() });',
  throwing: "exports.handler = async () => { throw new TypeError('no'); };",
  text: "exports.handler = async () => { throw 'plain'; };",
  callback: 'exports.handler = (event, context, callback) => { setTimeout(() => callback(null, 7), 1); };',
  nothing: 'exports.handler = async () => undefined;',
  counting: 'let count = 0; exports.handler = async () => ++count;',
  endless: 'exports.handler = async () => { for (;;); };',
  exiting: 'exports.handler = async () => process.exit(3);',
  hungry: 'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); };',
  rejecting: "exports.handler = () => new Promise(() => { Promise.reject(new Error('lost')); });",
  broken: 'exports.handler = async ( => {',
  needing: "require('not-there'); exports.handler = async () => 1;",
  logging: "exports.handler = async () => { console.log('hello log'); return 1; };",
  slow: 'exports.handler = () => new Promise((done) => setTimeout(() => done(1), 300));',
};

let runtime: Runtime;
let lambda: LambdaClient;

async function invoke(FunctionName: string, more: Partial<InvokeCommandInput> = {}) {
  const answer = await lambda.send(new InvokeCommand({ FunctionName, ...more }));
  const text = Buffer.from(answer.Payload ?? []).toString();
  return { ...answer, payload: text ? JSON.parse(text) : undefined };
}

beforeAll(async () => {
  const resources = Object.keys(HANDLERS).map((key) => [
    `F${key}`,
    functionResource(key, {
      FunctionName: key,
      Timeout: key === 'endless' ? 1 : 20,
      Environment: { Variables: { MINE: 'yes' } },
      ...(key === 'slow' && { ReservedConcurrentExecutions: 1 }),
    }),
  ]);
  const template = { Resources: { Role: roleResource(), ...Object.fromEntries(resources) } };
  runtime = await startRuntime({ assembly: tinyAssembly(template, HANDLERS) }, () => ({ services: [] }));
  const { endpoint, region, credentials } = runtime;
  lambda = new LambdaClient({ endpoint, region, credentials, maxAttempts: 1 });
});
afterAll(async () => {
  lambda.destroy();
  await runtime.stop();
});

describe('invoking a function', () => {
  it('hands the event over and returns the result', async () => {
    const { payload, StatusCode, ExecutedVersion } = await invoke('echo', {
      Payload: Buffer.from('{"a":"ü"}'),
    });
    expect({ payload, StatusCode, ExecutedVersion }).toEqual({
      payload: { event: { a: 'ü' } },
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
    });
  });

  it('gives the handler its own environment and nothing of the host', async () => {
    const { payload } = await invoke('environment');
    expect(payload).toMatchObject({
      MINE: 'yes',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'environment',
      AWS_ENDPOINT_URL: runtime.endpoint,
    });
    expect(payload).not.toHaveProperty('PATH');
    expect(payload).not.toHaveProperty('HOME');
  });

  it('gives the handler a context', async () => {
    const { payload } = await invoke('context');
    expect(payload).toMatchObject({
      functionName: 'context',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:context',
      memoryLimitInMB: '128',
    });
    expect(payload.left).toBeLessThanOrEqual(20_000);
    expect(payload.left).toBeGreaterThan(0);
  });

  it('describes an error as AWS does', async () => {
    const { payload, FunctionError } = await invoke('throwing');
    expect(FunctionError).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType: 'TypeError', errorMessage: 'no' });
    expect(payload.trace[0]).toBe('TypeError: no');
    expect((await invoke('text')).payload).toEqual({ errorType: 'string', errorMessage: 'plain', trace: [] });
  });

  it('takes callbacks, and turns undefined into null', async () => {
    expect((await invoke('callback')).payload).toBe(7);
    expect((await invoke('nothing')).payload).toBeNull();
  });

  it('reuses a warm environment', async () => {
    expect((await invoke('counting')).payload).toBe(1);
    expect((await invoke('counting')).payload).toBe(2);
  });

  it('ends an endless loop at its timeout, and starts afresh', async () => {
    const { payload } = await invoke('endless');
    expect(payload.errorType).toBe('Sandbox.Timedout');
    expect(payload.errorMessage).toMatch(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/);
    expect((await invoke('endless')).payload.errorType).toBe('Sandbox.Timedout');
  });

  it('survives a handler that exits', async () => {
    const { payload } = await invoke('exiting');
    expect(payload.errorType).toBe('Runtime.ExitError');
    expect(payload.errorMessage).toMatch(/Runtime exited with error: exit status 3$/);
  });

  it('survives a handler that eats all memory', async () => {
    const { payload } = await invoke('hungry');
    expect(payload.errorType).toBe('Runtime.ExitError');
  });

  it('reports a rejection that nobody handled', async () => {
    const { payload } = await invoke('rejecting');
    expect(payload).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: lost',
    });
  });

  it('names what keeps a bundle from loading', async () => {
    expect((await invoke('broken')).payload.errorType).toBe('Runtime.UserCodeSyntaxError');
    const { payload } = await invoke('needing');
    expect(payload.errorType).toBe('Runtime.ImportModuleError');
    expect(payload.errorMessage).toMatch(/^Error: Cannot find module 'not-there'/);
  });

  it('throttles above the reserved concurrency', async () => {
    const [first, second] = await Promise.allSettled([invoke('slow'), invoke('slow')]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({
      reason: {
        name: 'TooManyRequestsException',
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      },
    });
  });

  it('keeps what the handler logs', async () => {
    await invoke('logging');
    await expect.poll(() => runtime.logs('logging').join('')).toContain('hello log');
  });

  it('refuses an unknown function, a payload that is not JSON, and one that is too large', async () => {
    await expect(invoke('absent')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const notJson = invoke('echo', { Payload: Buffer.from('{"a":') });
    await expect(notJson).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
    const tooLarge = invoke('echo', { Payload: Buffer.from(JSON.stringify('x'.repeat(6_291_456))) });
    await expect(tooLarge).rejects.toMatchObject({ name: 'RequestTooLargeException' });
  });
});
