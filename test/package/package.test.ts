// The package as somebody else gets it: packed, installed into an empty folder, used by an app of ten lines. No bundler, no
// file of this repository, and for synthesizing no network.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const VERSIONS = ['aws-cdk-lib', 'constructs', 'typescript', '@types/node'].map(
  (name) => `${name}@${devDependencies[name]}`,
);
/** Two thirds are Cedar's WebAssembly, in the one function that needs it. The size is printed with every run: growth is a decision. */
const LARGEST_TARBALL_BYTES = 5_000_000;

const APP = `
import { App, Stack } from 'aws-cdk-lib';
import { Handoff, Performer } from 'agent-handoff';
const app = new App({ outdir: 'cdk.out' });
new Handoff(new Stack(app, 'Shop'), 'Handoff', {
  reviewers: { ana: { name: 'Ana Ruiz', email: 'ana@example.com' } },
  actions: { export_records: { effect: 'irreversible', parameters: {}, performer: Performer.agent() } },
});
app.synth();
`;
const IMPORTS = `
import { Handoff } from 'agent-handoff';
import { HandoffClient, guard } from 'agent-handoff/client';
import { HandoffRequest } from 'agent-handoff/contracts';
import { startLocal } from 'agent-handoff/local';
import { runStateMachine } from 'agent-handoff/local/stepfunctions';
export const all: unknown[] = [Handoff, HandoffClient, guard, HandoffRequest, startLocal, runStateMachine];
`;

const packed = mkdtempSync(join(tmpdir(), 'handoff-pack-'));
const home = join(packed, 'app');
let tarball = '';
let files: { path: string; size: number }[] = [];

const run = (command: string, ...parameters: string[]) =>
  execFileSync(command, parameters, { cwd: home, encoding: 'utf8', stdio: 'pipe', env: withoutNpm() });

/** npm tells its children what it runs: an installation below another npm must not hear that. */
const withoutNpm = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));

beforeAll(() => {
  mkdirSync(home);
  const printed = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', packed], {
    encoding: 'utf8',
    env: withoutNpm(),
  });
  const [{ filename, files: listed }] = JSON.parse(printed.slice(printed.indexOf('[')));
  tarball = resolve(packed, filename);
  files = listed;
  writeFileSync(join(home, 'package.json'), '{ "name": "app", "private": true }\n');
  run('npm', 'install', '--no-fund', '--no-audit', tarball, ...VERSIONS);
});
afterAll(() => rmSync(packed, { recursive: true, force: true }));

describe('the tarball', () => {
  it('holds what is used, and no test, source map or source', () => {
    process.stderr.write(`${files.length} files, ${statSync(tarball).size} bytes packed\n`);
    const unwanted = files.filter(
      ({ path }) =>
        /\.map$|(^|\/)test\/|\.test\./.test(path) || (/\.ts$/.test(path) && !/\.d\.ts$/.test(path)),
    );
    expect(unwanted).toEqual([]);
    expect(statSync(tarball).size).toBeLessThan(LARGEST_TARBALL_BYTES);
  });

  it('installs neither a bundler nor what only the embedded runtime needs', () => {
    const tree = run('npm', 'ls', '--all', '--parseable');
    expect(tree).not.toMatch(/node_modules\/(esbuild|dynalite|jsonata|vitest)$/m);
  });
});

describe('an app of ten lines', () => {
  it('synthesizes without a network, with prebuilt handlers', () => {
    writeFileSync(join(home, 'app.mjs'), APP);
    run('node', '--no-warnings', 'app.mjs');
    const template = JSON.parse(readFileSync(join(home, 'cdk.out', 'Shop.template.json'), 'utf8'));
    const types = Object.values(template.Resources as Record<string, { Type: string }>).map(
      ({ Type }) => Type,
    );
    expect(types).toContain('AWS::StepFunctions::StateMachine');
    expect(types.filter((type) => type === 'AWS::Lambda::Function').length).toBeGreaterThan(10);
  });
});

describe('types resolve', () => {
  it.each([
    ['ES modules, node16', 'mts', 'node16', 'node16'],
    ['CommonJS, node16', 'cts', 'node16', 'node16'],
    ['a bundler', 'mts', 'esnext', 'bundler'],
  ])('for %s', (_, extension, module, moduleResolution) => {
    const file = `types-${module}.${extension}`;
    writeFileSync(join(home, file), IMPORTS);
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022'];
    run('npx', 'tsc', ...options, '--module', module, '--moduleResolution', moduleResolution, file);
  });
});

describe('every entry can be loaded', () => {
  const load = "import('agent-handoff'), import('agent-handoff/client'), import('agent-handoff/contracts')";

  it('by import and by require', () => {
    run('node', '--no-warnings', '-e', `Promise.all([${load}])`);
    run('node', '--no-warnings', '-e', load.replaceAll('import(', 'require('));
  });

  it('the embedded runtime too, once its two optional peers are there', () => {
    run(
      'npm',
      'install',
      '--no-fund',
      '--no-audit',
      `dynalite@${devDependencies.dynalite}`,
      `jsonata@${devDependencies.jsonata}`,
    );
    const start = `
      const { startLocal } = await import('agent-handoff/local');
      await import('agent-handoff/local/stepfunctions');
      const local = await startLocal({ assembly: 'cdk.out' });
      await local.stop();`;
    run('node', '--no-warnings', '--input-type=module', '-e', start);
  });
});
