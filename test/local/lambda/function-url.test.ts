// Function URLs over real HTTP: the event of payload format 2.0, answers, permissions, ports that survive a restart.
import { afterEach, describe, expect, it } from 'vitest';
import type { Runtime } from '../../../local/ports.js';
import { startRuntime } from '../../../local/runtime.js';
import { functionResource, roleResource, temporaryFolder, tinyAssembly } from '../tiny-assembly.js';

const CODE = {
  echo: 'exports.handler = async (event) => event;',
  page: "exports.handler = async () => ({ statusCode: 303, headers: { Location: '/next' }, cookies: ['a=1', 'b=2'], body: 'aGk=', isBase64Encoded: true });",
  failing: "exports.handler = async () => { throw new Error('secret'); };",
  odd: "exports.handler = async () => ({ statusCode: 200, headers: { 'bad name': 'x' } });",
};
type Name = keyof typeof CODE;

let runtime: Runtime;
afterEach(() => runtime.stop());

const permission = (Action: string, key: Name, more: object) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { Action, Principal: '*', FunctionName: { Ref: key }, ...more },
});

async function start(granted: 'both' | 'old' | 'none' = 'both', AuthType = 'NONE', dataDir?: string) {
  const Resources: Record<string, object> = { Role: roleResource() };
  const Outputs: Record<string, object> = {};
  for (const key of Object.keys(CODE) as Name[]) {
    Resources[key] = functionResource(key, { FunctionName: key });
    Resources[`${key}Url`] = {
      Type: 'AWS::Lambda::Url',
      Properties: { AuthType, TargetFunctionArn: { 'Fn::GetAtt': [key, 'Arn'] } },
    };
    if (granted !== 'none')
      Resources[`${key}A`] = permission('lambda:InvokeFunctionUrl', key, { FunctionUrlAuthType: AuthType });
    if (granted === 'both')
      Resources[`${key}B`] = permission('lambda:InvokeFunction', key, { InvokedViaFunctionUrl: true });
    Outputs[key] = { Value: { 'Fn::GetAtt': [`${key}Url`, 'FunctionUrl'] } };
  }
  const assembly = tinyAssembly({ Resources, Outputs }, CODE);
  runtime = await startRuntime({ assembly, ...(dataDir && { dataDir }) }, () => ({ services: [] }));
  return runtime.outputs as Record<Name, string>;
}

describe('a function URL', () => {
  it('hands a request over in payload format 2.0', async () => {
    const { echo } = await start();
    const answer = await fetch(`${echo}a%20b?x=1&x=2&y=`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: 's=1; t=2', 'x-mine': 'yes' },
      body: '{"k":1}',
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      version: '2.0',
      rawPath: '/a b',
      rawQueryString: 'x=1&x=2&y=',
      queryStringParameters: { x: '1,2', y: '' },
      cookies: ['s=1', 't=2'],
      headers: { 'x-mine': 'yes', host: new URL(echo).host },
      requestContext: { http: { method: 'POST', path: '/a b', sourceIp: '127.0.0.1' } },
      body: '{"k":1}',
      isBase64Encoded: false,
    });
  });

  it('encodes a body that is not text', async () => {
    const { echo } = await start();
    const answer = await fetch(echo, { method: 'POST', body: new URLSearchParams({ code: '1' }) });
    expect(await answer.json()).toMatchObject({ body: 'Y29kZT0x', isBase64Encoded: true });
  });

  it('turns the answer into status, headers, cookies and body', async () => {
    const { page } = await start();
    const answer = await fetch(page, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/next');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.text()).toBe('hi');
  });

  it('answers 502 without a word of the error when the handler fails, or answers what HTTP cannot say', async () => {
    const { failing, odd } = await start();
    const answer = await fetch(failing);
    expect([answer.status, await answer.text()]).toEqual([502, 'Internal Server Error']);
    expect((await fetch(odd)).status).toBe(502);
  });

  it('needs both permissions', async () => {
    const { echo } = await start('old');
    expect((await fetch(echo)).status).toBe(403);
  });

  it('needs a signature when it asks for IAM', async () => {
    const { echo } = await start('both', 'AWS_IAM');
    expect((await fetch(echo)).status).toBe(403);
    const authorization =
      'AWS4-HMAC-SHA256 Credential=me/20261124/us-east-1/lambda/aws4_request, Signature=x';
    expect((await fetch(echo, { headers: { authorization } })).status).toBe(200);
  });

  it('keeps its address over a restart on the same data', async () => {
    const dataDir = temporaryFolder();
    const { echo } = await start('both', 'NONE', dataDir);
    await runtime.stop();
    expect((await start('both', 'NONE', dataDir)).echo).toBe(echo);
    expect((await fetch(echo)).status).toBe(200);
  });
});
