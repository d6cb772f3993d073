// `npm run smoke` as a user calls it, against the runtime that `npm run local` starts: the built script, in a process of its own.
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Local, startLocal } from '../../local/index.js';
import { jsonCall } from '../local/running.js';

let local: Local;
beforeAll(async () => {
  local = await startLocal({ assembly: 'dist/assembly' });
});
afterAll(() => local.stop());

function smoke(parameters: string[], endpoint = local.endpoint) {
  const environment = {
    ...{ AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_MAX_ATTEMPTS: '1' },
  };
  return new Promise<{ code: number | string; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      ['dist/emulator/smoke.js', ...parameters],
      { env: { PATH: process.env.PATH, ...environment } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe('smoke', () => {
  it.each([
    ['the public doors', []],
    ['a door of its own', ['--door']],
  ])('plays a round trip of every kind through %s, and takes its queue away', async (_, door) => {
    const { code, stdout, stderr } = await smoke(['--stack', 'Handoff', '--json', ...door]);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ scenario, outcome }) => `${scenario}: ${outcome}`)).toEqual([
      'autonomous: autonomous',
      'approve: approved',
      'reject: rejected',
      'edit: edited',
      'respond: responded',
      'reverse: reversed',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(await jsonCall(local, 'AmazonSQS.ListQueues', { QueueNamePrefix: 'smoke' })).toEqual({
      QueueUrls: [],
    });
  });

  it.each([
    [['--stack', 'Nope'], 'There is no stack "Nope" here. Deploy it: npx cdk deploy Nope\n'],
    [[], 'Which stack? Give --stack NAME.\n'],
  ])('%j names what is missing', async (parameters, message) => {
    expect(await smoke(parameters)).toEqual({ code: 2, stdout: '', stderr: message });
  });

  it('says what to set when nobody answers', async () => {
    const { code, stderr } = await smoke(['--stack', 'Handoff'], 'http://127.0.0.1:1');
    expect(code).toBe(2);
    expect(stderr).toContain('set AWS_REGION and credentials, or AWS_ENDPOINT_URL');
  });
});
