// The reference stack seals its log, and an auditor holds an export to the checkpoints, with nothing but the command.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bucketOf } from '../../lambdas/contracts/checkpoints.js';
import { handoff } from '../bin/fake-aws.js';
import { leadAwsTo } from '../support/aws-environment.js';
import { confidentRefund, Deployed, uncertainRefund } from '../support/deployed.js';
import { signerOf } from '../support/sealing.js';

let stack: Deployed;
let folder: string;
let s3: S3Client;
beforeEach(async () => {
  stack = await Deployed.start({ seed: 8 });
  const { endpoint, region, credentials } = stack.local;
  leadAwsTo(stack.local);
  folder = await mkdtemp(join(tmpdir(), 'seals-'));
  s3 = new S3Client({ endpoint, region, credentials });
  await stack.request('sealed-1', confidentRefund);
  await stack.local.advance('6 minutes');
});
afterEach(async () => {
  s3.destroy();
  vi.unstubAllEnvs();
  await stack.stop();
});

const exported = async () => (await handoff(['export'])).out;
const held = (input: string, ...more: string[]) =>
  handoff(['verify', '-', '--checkpoints', folder, ...more], { input });
const keyLine = async () => (await handoff(['key'])).out.trim();

describe('a log that was sealed', () => {
  it('is fetched as checkpoints and key, and verified offline', async () => {
    expect(await handoff(['checkpoints', folder])).toEqual({
      exitCode: 0,
      error: '',
      out: '1 checkpoints, 1 of them new\n',
    });
    const input = await exported();
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    const { exitCode, out } = await held(input);
    expect(out).toMatch(/sealed-1 +sealed +3 .* to fact 3, /);
    expect(out).toMatch(/Checkpoint 1 of .* is the newest, with root /);
    expect(out).toMatch(/1 of 1 are sealed\. What this cannot prove/);
    expect(exitCode).toBe(0);
  });

  it('attack 86: has young facts that are "not sealed yet", never verified, until they are', async () => {
    await stack.request('young', uncertainRefund);
    await handoff(['checkpoints', folder]);
    const young = await held(await exported());
    expect(young.out).toMatch(/young +not sealed yet/);
    expect(young).toMatchObject({ exitCode: 1, error: 'handoff: 1 of 2 handoffs are not sealed\n' });
    await stack.local.advance('6 minutes');
    await handoff(['checkpoints', folder]);
    expect((await held(await exported())).exitCode).toBe(0);
  });

  it('attack 81: cut at its end is found out by the command', async () => {
    await handoff(['checkpoints', folder]);
    const { facts, parts } = JSON.parse(await exported());
    const cut = JSON.stringify({ facts: facts.slice(0, 1), parts: parts.slice(0, 0) });
    const { exitCode, out } = await held(cut, '--json');
    const [line] = out.split('\n').map((text) => text && JSON.parse(text));
    expect(line).toMatchObject({
      ok: false,
      verdict: 'DOES NOT HOLD',
      problems: [expect.stringMatching(/seals fact 3: its end was cut off/)],
    });
    expect(exitCode).toBe(1);
  });

  it('attack 83: is not sealed by a key that the auditor does not know', async () => {
    await handoff(['checkpoints', folder]);
    const [name = ''] = (await keyLine()).split('+');
    const keyFile = join(folder, '..', `${Date.now()}.key`);
    await writeFile(keyFile, `${await signerOf('another secret', name).publicKey()}\n`);
    const { exitCode, out, error } = await held(await exported(), '--key', keyFile);
    expect(out).toMatch(/is signed by an unknown key/);
    expect(out).toMatch(/sealed-1 +not sealed yet/);
    expect({ exitCode, error }).toEqual({
      exitCode: 1,
      error: 'handoff: the checkpoints are not one whole series\n',
    });
  });
});

describe('the bucket of checkpoints', () => {
  it('attack 77: refuses to be written over or deleted from, to its administrator too', async () => {
    const Bucket = bucketOf((await keyLine()).split('+')[0] ?? '') ?? '';
    const { Versions: [{ Key = '', VersionId = '' } = {}] = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket }),
    );
    const before = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const denied = { name: 'AccessDenied' };
    await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject(denied);
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key }))).rejects.toMatchObject(denied);
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }))).rejects.toMatchObject(denied);
    await expect(
      s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', IfNoneMatch: '*' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const after = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await after.Body?.transformToString()).toBe(await before.Body?.transformToString());
    expect((await handoff(['checkpoints', folder])).exitCode).toBe(0);
  });
});

describe('the sealer', () => {
  const switched = async (Enabled: boolean) => {
    const { EventSourceMappings = [] } = await stack.lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: stack.output('SealFunctionName') }),
    );
    const mapping = EventSourceMappings.find(({ EventSourceArn }) =>
      EventSourceArn?.startsWith('arn:aws:sqs:'),
    );
    await stack.lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled }));
    await stack.local.settle();
  };

  it('attack 86: stopped for an hour leaves a gap that is found out, and seals what waited once it runs again', async () => {
    await switched(false);
    await stack.request('waiting', uncertainRefund);
    await stack.local.advance('1 hour');
    await stack.operate({ operation: 'resend', handoffId: 'waiting', reviewerId: 'ana' });
    await stack.local.settle();
    await handoff(['checkpoints', folder]);
    const gap = await held(await exported());
    expect(gap.out).toMatch(/waiting: fact 2 of .* was not sealed in time: the sealer stood still/);
    expect(gap.exitCode).toBe(1);
    await switched(true);
    await stack.local.advance('10 minutes');
    await handoff(['checkpoints', folder]);
    expect((await held(await exported())).out).toMatch(/2 of 2 are sealed/);
  });

  it('seals nothing that a forged event says, and raises the tamper alarm', async () => {
    const { endpoint, region, credentials } = stack.local;
    const bus = new EventBridgeClient({ endpoint, region, credentials });
    const Detail = JSON.stringify({ tenant: 'default', handoffId: 'sealed-1', type: 'decided', sequence: 9 });
    const entry = { EventBusName: stack.output('EventBusName'), Source: 'agent-handoff', Detail };
    await bus.send(new PutEventsCommand({ Entries: [{ ...entry, DetailType: 'Handoff decided' }] }));
    bus.destroy();
    await stack.local.advance('6 minutes');
    expect((await handoff(['checkpoints', folder])).out).toMatch(/^1 checkpoints/);
    await expect
      .poll(() => stack.local.logs(stack.output('SealFunctionName')).join(''))
      .toMatch(/"LogTampered":1.*"handoffId":"sealed-1","sequence":9/);
  });
});
