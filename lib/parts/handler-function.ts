// The only way to make a Lambda function here: a prebuilt bundle by its name, settings beside it, its own log group, and
// exactly the environment that the contract lists for it.
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import type { FunctionName, Variable } from '../../lambdas/contracts/environment.js';
import { ENVIRONMENT } from '../../lambdas/contracts/environment.js';
import type { Settings } from '../../lambdas/contracts/settings.js';

/** Memory of every function, MB; CPU grows with it, and cold starts are CPU. */
export const FUNCTION_MEMORY_MB = 256;
/** Functions that await somebody else's work get this long; the others answer in seconds. */
const LONG_TIMEOUT = Duration.seconds(75);
const SHORT_TIMEOUT = Duration.seconds(30);
const LONG_RUNNING: readonly FunctionName[] = ['perform', 'reverse', 'wake'];
/** Functions that judge, show or keep by the settings. */
const CONFIGURED: readonly FunctionName[] = [
  'evaluate',
  'perform',
  'reverse',
  'notify',
  'review',
  'application',
  'operator',
  'agent',
  'slack',
];

/**
 * Without the START, END and REPORT lines of requests that went well: they are most of what a request would log, and durations
 * are CloudWatch metrics anyway. Requests that failed are still reported.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html (2026-11)
 */
const LOGGING = {
  loggingFormat: LoggingFormat.JSON,
  applicationLogLevelV2: ApplicationLogLevel.INFO,
  systemLogLevelV2: SystemLogLevel.WARN,
};

function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}

/** A file of this package, wherever it is installed. */
export const packageFile = (...path: string[]) => join(packageRoot(), ...path);

/** Folder of the function's code; `isTemporary` when it is a copy with files beside the bundle. */
function codeFolder({ name, settings, beside }: HandlerFunctionProps): {
  path: string;
  isTemporary: boolean;
} {
  const bundle = packageFile('dist', 'functions', name);
  if (!existsSync(join(bundle, 'index.mjs')))
    throw new Error(`the bundle of "${name}" is missing: run "npm run build"`);
  const files = { ...(CONFIGURED.includes(name) && { 'settings.json': settings }), ...beside };
  if (Object.keys(files).length === 0) return { path: bundle, isTemporary: false };
  const staged = mkdtempSync(join(tmpdir(), `handoff-${name}-`));
  cpSync(bundle, staged, { recursive: true });
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(staged, file), JSON.stringify(content));
  return { path: staged, isTemporary: true };
}

export interface HandlerFunctionProps {
  readonly name: FunctionName;
  readonly description: string;
  readonly settings: Settings;
  /** Values for every variable that any function may need; each gets its own. */
  readonly variables: Partial<Record<Variable, string>>;
  readonly reservedConcurrentExecutions?: number;
  /** Further files beside the bundle, as JSON. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** A handler as a Lambda function; `id` is frozen like every logical id of a function. */
export function handlerFunction(scope: Construct, id: string, props: HandlerFunctionProps): LambdaFunction {
  const environment = Object.fromEntries(
    ENVIRONMENT[props.name].map((variable: Variable) => {
      const value = props.variables[variable];
      if (value === undefined) throw new Error(`"${props.name}" needs ${variable}`);
      return [variable, value];
    }),
  );
  const { path, isTemporary } = codeFolder(props);
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // The managed policy that the CDK would attach may write to every log group of the account.
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  const created = new LambdaFunction(scope, id, {
    description: props.description,
    code: Code.fromAsset(path),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: FUNCTION_MEMORY_MB,
    timeout: LONG_RUNNING.includes(props.name) ? LONG_TIMEOUT : SHORT_TIMEOUT,
    environment,
    role,
    logGroup,
    ...LOGGING,
    ...(props.reservedConcurrentExecutions && {
      reservedConcurrentExecutions: props.reservedConcurrentExecutions,
    }),
  });
  // The assembly has its own copy by now, unless somebody has told the CDK not to make one.
  if (isTemporary && !scope.node.tryGetContext(DISABLE_ASSET_STAGING_CONTEXT))
    rmSync(path, { recursive: true });
  return created;
}
