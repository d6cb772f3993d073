// `npm run local`: the embedded runtime with the stack deployed (or empty), until Ctrl-C. Only the process is wired here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type Local, startLocal } from '../local/index.js';

/** The assembly that the build leaves beside this file. */
const REFERENCE_ASSEMBLY = join(import.meta.dirname, '..', 'assembly');

interface Options {
  readonly empty?: true;
  readonly app?: string;
  readonly data?: string;
  readonly port?: number;
  readonly json?: true;
  readonly verbose?: true;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('Give 0 to 65535.');
  return port;
}

const { empty, app, data, port, json, verbose } = new Command('local')
  .description('Runs the stack on this machine: AWS endpoints on loopback, no account, no Docker.')
  .option('--empty', 'deploy nothing: create tables, functions and machines with any SDK or CLI')
  .option('--app <dir>', 'deploy another cloud assembly (the folder that `cdk synth` wrote)')
  .option('--data <dir>', 'keep state here; it survives a kill and a restart (default: in memory)')
  .option('--port <number>', 'port of the AWS endpoint (default: a free one)', portNumber)
  .option('--json', 'print one JSON line when ready')
  .option('--verbose', 'print what functions write to their logs')
  .parse()
  .opts<Options>();

/** Handlers run in UTC on AWS; threads take the time zone of their process. */
process.env.TZ = 'UTC';

function resourcesOf(local: Local): Record<string, string> {
  const resources = local.stacks.flatMap((stack) => stack.resources);
  return Object.fromEntries(
    resources
      .filter(({ type }) => type !== 'AWS::CDK::Metadata')
      .map(({ logicalId, physicalId, attributes }) => [logicalId, String(attributes.Arn ?? physicalId)]),
  );
}

function readable(local: Local): string {
  const resources = Object.entries(resourcesOf(local)).map(([logicalId, arn]) => `  ${logicalId}  ${arn}`);
  const outputs = Object.entries(local.outputs).map(([name, value]) => `  ${name}  ${value}`);
  return [
    `AWS endpoint: ${local.endpoint}`,
    '',
    'Point any SDK or the AWS CLI at it:',
    `  export AWS_ENDPOINT_URL=${local.endpoint}`,
    `  export AWS_REGION=${local.region}`,
    `  export AWS_ACCESS_KEY_ID=${local.credentials.accessKeyId}`,
    `  export AWS_SECRET_ACCESS_KEY=${local.credentials.secretAccessKey}`,
    '',
    ...(outputs.length > 0 ? ['Outputs:', ...outputs, ''] : []),
    ...(resources.length > 0 ? ['Resources:', ...resources, ''] : ['Nothing is deployed.', '']),
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}

function assemblyOf(): string | undefined {
  if (empty) return undefined;
  if (app === undefined && !existsSync(REFERENCE_ASSEMBLY)) {
    throw new Error('no assembly is built: run `npm run build`, or use --app DIR or --empty');
  }
  return app ?? REFERENCE_ASSEMBLY;
}

async function run(): Promise<void> {
  const assembly = assemblyOf();
  const local = await startLocal({
    ...(assembly !== undefined && { assembly }),
    ...(data !== undefined && { dataDir: data }),
    ...(port !== undefined && { port }),
    ...(verbose && { onLog: (name, text) => process.stderr.write(`${name}: ${text}`) }),
  });
  const stop = () => void local.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const { endpoint, region, outputs } = local;
  const ready = { endpoint, region, outputs, resources: resourcesOf(local) };
  process.stdout.write(json ? `${JSON.stringify(ready)}\n` : readable(local));
}

await run().catch((error: NodeJS.ErrnoException) => {
  const reason =
    error.code === 'EADDRINUSE' ? `port ${port} is taken; choose another with --port` : error.message;
  process.stderr.write(`local: ${reason}\n`);
  process.exitCode = 1;
});
