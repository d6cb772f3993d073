// Deploys and destroys with the plain `cdk`, from ready assemblies: it synthesizes nothing again, and asks nobody.
import { spawn } from 'node:child_process';

/** Always from a ready assembly. An empty `--build`: cdk.json's would build `dist` anew, from which the suite is running. */
const ready = (assembly: string) => ['-a', assembly, '--build', '', '--no-notices', '--ci'];

/** Runs `cdk`; rejects with the end of what it said. */
function cdk(endpoint: string, assembly: string, ...parameters: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', ['--no-install', 'cdk', ...parameters, ...ready(assembly)], {
      env: { ...process.env, AWS_ENDPOINT_URL_S3: endpoint },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const keep = (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`cdk ${parameters[0]} failed:\n${said}`)),
    );
  });
}

/** Prepares the account; does nothing where that is done. */
export const bootstrap = (endpoint: string, assembly: string, account: string, region: string) =>
  cdk(endpoint, assembly, 'bootstrap', `aws://${account}/${region}`);

export const deploy = (endpoint: string, assembly: string, stacks: readonly string[]) =>
  cdk(endpoint, assembly, 'deploy', ...stacks, '--require-approval', 'never', '--concurrency', '2');

export const destroy = (endpoint: string, assembly: string, stacks: readonly string[]) =>
  cdk(endpoint, assembly, 'destroy', ...stacks, '--force');
