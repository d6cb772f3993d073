// Buckets as a template makes them, and who may do what to them: identity policies, bucket policies, their condition keys.
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { Access, Local } from '../../../local/index.js';
import type { StartOptions } from '../../../local/ports.js';
import { client, startEmpty } from '../running.js';
import { functionResource, roleResource, temporaryFolder, tinyAssembly } from '../tiny-assembly.js';

/** Sends one S3 command from inside a function, with nothing configured but what Lambda sets; answers its error's name. */
const SENDER = `
const s3 = require(${JSON.stringify(`${process.cwd()}/node_modules/@aws-sdk/client-s3`)});
const client = new s3.S3Client({});
exports.handler = async ({ command, input }) => {
  try {
    await client.send(new s3[command + 'Command']({ Bucket: 'records', Key: 'k', ...input }));
    return 'done';
  } catch (error) { return error.name + ': ' + error.message; }
};`;
const ARN = 'arn:aws:s3:::records';
const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: string, more: object) => ({
  ...{ Effect: 'Deny', Principal: '*', Action, Resource: `${ARN}/*` },
  ...more,
});

interface Deployed {
  readonly bucket?: object;
  readonly policy?: readonly object[];
  readonly grants?: readonly object[];
  readonly dataDir?: string;
}

async function deployed({ bucket = {}, policy = [], grants = [], dataDir }: Deployed) {
  const Resources = {
    Role: roleResource(...grants),
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records', ...bucket } },
    Sender: functionResource('sender', { FunctionName: 'sender' }),
    ...(policy.length > 0 && {
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Bucket' },
          PolicyDocument: { Version: '2012-10-17', Statement: policy },
        },
      },
    }),
  };
  const Outputs = { Arn: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] } } };
  const assembly = tinyAssembly({ Resources, Outputs }, { sender: SENDER });
  return started({ assembly, ...(dataDir !== undefined && { dataDir }) });
}

async function started(options: StartOptions) {
  const local = await startEmpty(options);
  return { local, options, send: (command: string, input: object = {}) => invoke(local, { command, input }) };
}

async function invoke(local: Local, event: object): Promise<string> {
  const command = new InvokeCommand({ FunctionName: 'sender', Payload: Buffer.from(JSON.stringify(event)) });
  const { Payload } = await client(local, LambdaClient).send(command);
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

describe('a function', () => {
  it('does to a bucket what its role may, and is refused with the text of AWS', async () => {
    const { send, local } = await deployed({ grants: [allow('s3:PutObject', `${ARN}/*`)] });
    expect(local.outputs.Arn).toBe(ARN);
    expect(await send('PutObject', { Body: 'x' })).toBe('done');
    expect(await send('GetObject')).toMatch(
      /^AccessDenied: User: \S+ is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::records\/k because no identity-based policy allows the s3:GetObject action$/,
    );
  });

  it('learns that a key is missing only when it may list the bucket', async () => {
    const read = allow('s3:GetObject', `${ARN}/*`);
    const { send } = await deployed({ grants: [read] });
    expect(await send('GetObject')).toMatch(
      /^AccessDenied: .* s3:ListBucket on resource: arn:aws:s3:::records /,
    );
    const listing = await deployed({ grants: [read, allow('s3:ListBucket', ARN)] });
    expect(await listing.send('GetObject')).toMatch(/^NoSuchKey: /);
  });

  it('needs rights of their own for versions, retention and bypassing it', async () => {
    const { send, local } = await deployed({
      bucket: { ObjectLockEnabled: true },
      grants: [allow('s3:DeleteObjectVersion', '*')],
    });
    const accesses: Access[] = [];
    local.onAccess((access) => accesses.push(access));
    const lock = { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: '2027-01-01T00:00:00Z' };
    const put = new PutObjectCommand({ Bucket: 'records', Key: 'k', Body: 'x', ...lock } as never);
    await client(local, S3Client).send(put);
    await send('GetObject', { VersionId: 'v' });
    await send('DeleteObject', { VersionId: 'v', BypassGovernanceRetention: true });
    await send('ListObjectVersions', { Key: undefined });
    expect(accesses.filter(({ action }) => action.startsWith('s3:')).map(({ action }) => action)).toEqual([
      's3:PutObject',
      's3:PutObjectRetention',
      's3:GetObjectVersion',
      's3:DeleteObjectVersion',
      's3:BypassGovernanceRetention',
      's3:ListBucketVersions',
    ]);
  });
});

describe('a bucket policy', () => {
  it('denies even the administrator, and lets in a role that has no policy of its own', async () => {
    const { send, local } = await deployed({
      policy: [
        deny('s3:DeleteObject*', {}),
        {
          Effect: 'Allow',
          Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
          Action: 's3:PutObject',
          Resource: `${ARN}/*`,
        },
      ],
    });
    expect(await send('PutObject', { Body: 'x' })).toBe('done');
    expect(await send('DeleteObject')).toMatch(/with an explicit deny in a resource-based policy$/);
    const get = new GetObjectCommand({ Bucket: 'records', Key: 'k' });
    expect(await (await client(local, S3Client).send(get)).Body?.transformToString()).toBe('x');
  });

  it('can insist on conditional writes', async () => {
    const { send } = await deployed({
      policy: [deny('s3:PutObject', { Condition: { Null: { 's3:if-none-match': 'true' } } })],
      grants: [allow('s3:PutObject', `${ARN}/*`)],
    });
    expect(await send('PutObject', { Body: 'x' })).toMatch(/^AccessDenied/);
    expect(await send('PutObject', { Body: 'x', IfNoneMatch: '*' })).toBe('done');
    expect(await send('PutObject', { Body: 'y', IfNoneMatch: '*' })).toMatch(/^PreconditionFailed/);
  });

  it('can insist on encryption in transit, which the loopback endpoint stands for', async () => {
    const { send } = await deployed({
      policy: [deny('s3:*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      grants: [allow('s3:PutObject', `${ARN}/*`)],
    });
    expect(await send('PutObject', { Body: 'x' })).toBe('done');
  });
});

describe('a bucket of a template', () => {
  it('keeps its lock when it is deployed again, and takes settings that change nothing here', async () => {
    const { send, local, options } = await deployed({
      bucket: {
        VersioningConfiguration: { Status: 'Enabled' },
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } },
        },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true },
        BucketEncryption: { ServerSideEncryptionConfiguration: [] },
      },
      grants: [allow('s3:*', '*')],
      dataDir: temporaryFolder(),
    });
    expect(await send('PutObject', { Body: 'x' })).toBe('done');
    await local.stop();
    const again = await started(options);
    expect(await again.send('PutObjectRetention', { Retention: {} })).toMatch(/protected by object lock/);
  });

  it('is refused with the name of what is not there', async () => {
    const start = deployed({ bucket: { LifecycleConfiguration: { Rules: [] } } });
    await expect(start).rejects.toThrow(
      'AWS::S3::Bucket Bucket (stack Tiny): LifecycleConfiguration is not supported by the local runtime',
    );
  });
});
