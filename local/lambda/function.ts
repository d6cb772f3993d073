// What a deployed function is, and how it is named.
import { createHash } from 'node:crypto';
import { AwsError } from '../service.js';

/** A deployed function; its code lies unpacked in `codeDirectory`. */
export interface FunctionConfig {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly roleArn: string;
  readonly codeDirectory: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly architectures: readonly string[];
  readonly description: string;
  readonly deadLetterArn?: string | undefined;
  readonly lastModifiedAt: number;
}

/** The name in a function name, ARN or partial ARN, and the qualifier after it. */
export function readFunctionName(reference: string): { name: string; qualifier?: string } {
  const match = /^(?:(?:arn:[^:]+:lambda:[^:]+:)?\d{12}:function:)?([\w-]+)(?::(\$LATEST|[\w-]+))?$/.exec(
    reference,
  );
  if (!match?.[1]) {
    throw new AwsError(
      'ValidationException',
      `Value '${reference}' at 'functionName' failed to satisfy constraint`,
    );
  }
  return match[2] ? { name: match[1], qualifier: match[2] } : { name: match[1] };
}

/** The access key id that a function's own calls are signed with: by it the gateway knows who calls. */
export function accessKeyIdOf(functionArn: string): string {
  return `ASIA${createHash('sha256').update(functionArn).digest('hex').slice(0, 16).toUpperCase()}`;
}

/**
 * Everything a handler finds in `process.env`: what AWS sets, where the endpoint is, and the function's own variables;
 * nothing of the host. The two files named `/dev/null` keep the SDK from reading the developer's own AWS profile; the
 * declared runtime is a Node that the SDK does not warn about.
 */
export function environmentOf(
  config: FunctionConfig,
  region: string,
  endpoint: string,
  isVirtual: boolean,
): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyIdOf(config.arn),
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${config.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: isVirtual ? 'local' : `local/${process.pid}`,
    LAMBDA_TASK_ROOT: config.codeDirectory,
    _HANDLER: config.handler,
    TZ: ':UTC',
    ...config.environment,
  };
}
