// CreateFunction, UpdateFunction…, GetFunction, ListFunctions, DeleteFunction.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type Action, AwsError } from '../service.js';
import type { FunctionConfig } from './function.js';
import type { DeployedFunction, Functions } from './functions.js';
import { unzip } from './unzip.js';

export interface FunctionApiOptions {
  readonly functions: Functions;
  readonly now: () => number;
  readonly accountId: string;
  readonly region: string;
  /** Where zips are unpacked. */
  readonly codeRoot: string;
}

interface CodeInput {
  readonly ZipFile?: string;
  /** A folder that holds the unpacked code already: how the template's assets are used in place. */
  readonly LocalDirectory?: string;
}

interface SettingsInput {
  readonly FunctionName: string;
  readonly Runtime?: string;
  readonly Handler?: string;
  readonly Role?: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly Description?: string;
  readonly Architectures?: readonly string[];
  readonly Environment?: { readonly Variables?: Record<string, string> };
  readonly DeadLetterConfig?: { readonly TargetArn?: string };
}

/** The actions that create, change and show functions. */
export function functionActions(options: FunctionApiOptions): [string, Action][] {
  const { functions } = options;
  return [
    ['CreateFunction', (input) => create(options, input)],
    ['UpdateFunctionConfiguration', (input) => change(options, input)],
    ['UpdateFunctionCode', (input) => changeCode(options, input)],
    ['GetFunction', (input) => describeFunction(functions.get(input.FunctionName))],
    ['GetFunctionConfiguration', (input) => describe(functions.get(input.FunctionName))],
    ['ListFunctions', () => ({ Functions: functions.all().map(describe) })],
    ['DeleteFunction', (input) => functions.remove(functions.get(input.FunctionName).record.config.name)],
  ];
}

function create(options: FunctionApiOptions, input: SettingsInput & { Code?: CodeInput }): unknown {
  const { functions, accountId, region } = options;
  refuseUnsupported(input);
  const name = input.FunctionName;
  const arn = `arn:aws:lambda:${region}:${accountId}:function:${name}`;
  if (functions.find(name)) {
    throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409, { Type: 'User' });
  }
  const config: FunctionConfig = {
    name,
    arn,
    runtime: input.Runtime ?? '',
    handler: input.Handler ?? '',
    roleArn: input.Role ?? '',
    codeDirectory: placeCode(options, name, input.Code ?? {}),
    timeoutSeconds: input.Timeout ?? 3,
    memoryMb: input.MemorySize ?? 128,
    environment: input.Environment?.Variables ?? {},
    architectures: input.Architectures ?? ['x86_64'],
    description: input.Description ?? '',
    deadLetterArn: input.DeadLetterConfig?.TargetArn,
    lastModifiedAt: options.now(),
  };
  return describe(functions.put({ config, permissions: [] }));
}

function change(options: FunctionApiOptions, input: SettingsInput): unknown {
  refuseUnsupported(input);
  const { record } = options.functions.get(input.FunctionName);
  const { config } = record;
  const changed: FunctionConfig = {
    ...config,
    runtime: input.Runtime ?? config.runtime,
    handler: input.Handler ?? config.handler,
    roleArn: input.Role ?? config.roleArn,
    timeoutSeconds: input.Timeout ?? config.timeoutSeconds,
    memoryMb: input.MemorySize ?? config.memoryMb,
    environment: input.Environment?.Variables ?? config.environment,
    description: input.Description ?? config.description,
    deadLetterArn: input.DeadLetterConfig?.TargetArn ?? config.deadLetterArn,
    lastModifiedAt: options.now(),
  };
  return describe(options.functions.put({ ...record, config: changed }));
}

function changeCode(options: FunctionApiOptions, input: { FunctionName: string } & CodeInput): unknown {
  const { record } = options.functions.get(input.FunctionName);
  const codeDirectory = placeCode(options, record.config.name, input);
  const config = { ...record.config, codeDirectory, lastModifiedAt: options.now() };
  return describe(options.functions.put({ ...record, config }));
}

function placeCode(options: FunctionApiOptions, name: string, code: CodeInput): string {
  if (code.LocalDirectory) return code.LocalDirectory;
  if (!code.ZipFile) {
    throw new AwsError(
      'InvalidParameterValueException',
      'The local runtime takes code as Code.ZipFile; S3 locations and images are not supported',
    );
  }
  const zip = Buffer.from(code.ZipFile, 'base64');
  const digest = createHash('sha256').update(zip).digest('hex').slice(0, 16);
  const directory = join(options.codeRoot, `${name}-${digest}`);
  unzip(zip, directory);
  return directory;
}

/** What would run differently than on AWS is refused by name. */
function refuseUnsupported(input: object): void {
  const { Runtime, Layers, PackageType } = input as {
    Runtime?: string;
    Layers?: unknown[];
    PackageType?: string;
  };
  const problem =
    (Runtime !== undefined && !/^nodejs\d+\.x$/.test(Runtime) && `Runtime ${Runtime}`) ||
    (Layers?.length && 'Layers') ||
    (PackageType === 'Image' && 'PackageType Image');
  if (problem) {
    throw new AwsError('InvalidParameterValueException', `${problem}: not supported by the local runtime`);
  }
}

function describeFunction(found: DeployedFunction): unknown {
  const { reservedConcurrency } = found.record;
  return {
    Configuration: describe(found),
    Code: { RepositoryType: 'S3', Location: `file://${found.record.config.codeDirectory}` },
    ...(reservedConcurrency !== undefined && {
      Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
    }),
  };
}

function describe({ record: { config } }: DeployedFunction): unknown {
  return {
    FunctionName: config.name,
    FunctionArn: config.arn,
    Runtime: config.runtime,
    Role: config.roleArn,
    Handler: config.handler,
    Description: config.description,
    Timeout: config.timeoutSeconds,
    MemorySize: config.memoryMb,
    LastModified: new Date(config.lastModifiedAt).toISOString().replace('Z', '+0000'),
    Version: '$LATEST',
    Environment: { Variables: config.environment },
    ...(config.deadLetterArn && { DeadLetterConfig: { TargetArn: config.deadLetterArn } }),
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: config.architectures,
  };
}
