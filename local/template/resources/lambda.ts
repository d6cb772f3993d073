// AWS::Lambda::* of a template.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOr, type Provision, type Provisioning } from '../resource.js';

const CONFLICT = ['ResourceConflictException'];

const lambdaFunction: Provision = async ({ properties, name }, runtime) => {
  const { call } = runtime;
  const FunctionName: string = properties.FunctionName ?? name(64);
  const { Code, ReservedConcurrentExecutions, ...settings } = properties;
  const code = { LocalDirectory: codeDirectory(Code, FunctionName, runtime) };
  const created = await createOr(
    CONFLICT,
    () => call('lambda', 'CreateFunction', { ...settings, FunctionName, Code: code }),
    async () => {
      await call('lambda', 'UpdateFunctionCode', { FunctionName, ...code });
      return call('lambda', 'UpdateFunctionConfiguration', { ...settings, FunctionName });
    },
  );
  if (ReservedConcurrentExecutions !== undefined) {
    await call('lambda', 'PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions });
  }
  return { ref: FunctionName, attributes: { Arn: created.FunctionArn } };
};

/** The folder of an asset, used in place; inline source is written to a file, as CloudFormation does. */
function codeDirectory(
  code: { S3Key?: string; ZipFile?: string },
  functionName: string,
  runtime: Provisioning,
): string {
  if (code.ZipFile === undefined) return runtime.asset(code.S3Key ?? '');
  const directory = join(tmpdir(), `handoff-local-${process.pid}`, functionName);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'index.js'), code.ZipFile);
  return directory;
}

const permission: Provision = async ({ properties, name }, { call }) => {
  const StatementId = name(100);
  await createOr(
    CONFLICT,
    () => call('lambda', 'AddPermission', { ...properties, StatementId }),
    async () => {
      await call('lambda', 'RemovePermission', { FunctionName: properties.FunctionName, StatementId });
      return call('lambda', 'AddPermission', { ...properties, StatementId });
    },
  );
  return { ref: StatementId, attributes: { Id: StatementId } };
};

const url: Provision = async ({ properties }, { call }) => {
  const { TargetFunctionArn, Qualifier, ...settings } = properties;
  const input = { ...settings, FunctionName: TargetFunctionArn };
  const created = await createOr(
    CONFLICT,
    () => call('lambda', 'CreateFunctionUrlConfig', input),
    () => call('lambda', 'UpdateFunctionUrlConfig', input),
  );
  return {
    ref: created.FunctionArn,
    attributes: { FunctionArn: created.FunctionArn, FunctionUrl: created.FunctionUrl },
  };
};

const eventInvokeConfig: Provision = async ({ properties, name }, { call }) => {
  await call('lambda', 'PutFunctionEventInvokeConfig', properties);
  return { ref: name() };
};

const eventSourceMapping: Provision = async ({ properties, name }, { call }) => {
  const created = await call('lambda', 'CreateEventSourceMapping', { ...properties, UUID: name() });
  return { ref: created.UUID, attributes: { Id: created.UUID } };
};

/** Versions and aliases all point at the code that is deployed. */
const version: Provision = async ({ properties }, { call }) => {
  const { FunctionArn } = await call('lambda', 'GetFunctionConfiguration', {
    FunctionName: properties.FunctionName,
  });
  return { ref: `${FunctionArn}:1`, attributes: { Version: '1', FunctionArn: `${FunctionArn}:1` } };
};

const alias: Provision = async ({ properties }, { call }) => {
  const { FunctionArn } = await call('lambda', 'GetFunctionConfiguration', {
    FunctionName: properties.FunctionName,
  });
  return { ref: `${FunctionArn}:${properties.Name}` };
};

export const lambdaResources: Record<string, Provision> = {
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': permission,
  'AWS::Lambda::Url': url,
  'AWS::Lambda::EventInvokeConfig': eventInvokeConfig,
  'AWS::Lambda::EventSourceMapping': eventSourceMapping,
  'AWS::Lambda::Version': version,
  'AWS::Lambda::Alias': alias,
};
