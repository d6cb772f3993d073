// Builds what ships, once, so that neither `npm start` nor a consumer's `cdk synth` needs a bundler: handler bundles, the
// product's own files one to one, and the reference assembly. Run by `prepare`; `--types` adds declarations for publishing.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

const FUNCTIONS = 'lambdas/functions';
const SAMPLES = 'examples/sample-actions';
/** What is compiled one to one: everything but the handlers, which are bundled. */
const SOURCES = [
  'bin',
  'lib',
  'local',
  'client',
  'lambdas/contracts',
  'lambdas/core',
  'lambdas/adapters/cedar',
  'examples',
  'bench',
  'emulator',
];

const handlersIn = (folder) =>
  readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'handler.ts')))
    .map((name) => ({ name, entry: join(folder, name, 'handler.ts') }));

const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? filesIn(path) : [path];
      })
    : [];

/**
 * An ESM bundle with the SDK inside: its CommonJS parts need `require`, which the banner brings. What a handler imports only at
 * times is a file of its own beside it.
 */
const bundle = (entry, outdir) =>
  build({
    entryPoints: { index: entry },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Cedar's exports hide its WebAssembly, which the policy function carries inside its bundle.
    loader: { '.wasm': 'binary' },
    alias: {
      'cedar-bytes': './node_modules/@cedar-policy/cedar-wasm/web/cedar_wasm_bg.wasm',
      '@aws-sdk/credential-provider-node': './lambdas/adapters/no-provider-chain.ts',
    },
    minify: true,
    banner: { js: 'import{createRequire}from"module";const require=createRequire(import.meta.url);' },
    logLevel: 'error',
  });

async function bundles() {
  const functions = handlersIn(FUNCTIONS).map(({ name, entry }) => bundle(entry, `dist/functions/${name}`));
  const samples = handlersIn(SAMPLES).map(({ name, entry }) => bundle(entry, `dist/sample-actions/${name}`));
  await Promise.all([...functions, ...samples]);
  return functions.length + samples.length;
}

async function sources() {
  const files = SOURCES.flatMap(filesIn);
  const scripts = files.filter((file) => file.endsWith('.ts'));
  await build({
    entryPoints: scripts,
    outdir: 'dist',
    outbase: '.',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: false,
    logLevel: 'error',
  });
  for (const file of files.filter((path) => !path.endsWith('.ts') && !path.endsWith('.md')))
    cpSync(file, join('dist', file), { recursive: true });
  return scripts.length;
}

/**
 * Types of every entry, twice: who resolves as CommonJS (node16) must be told that `require` may be used, which it may on
 * every Node that the package runs on.
 */
function declarations() {
  execFileSync('node_modules/typescript/bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' });
  for (const file of filesIn('dist').filter((path) => path.endsWith('.d.ts')))
    cpSync(file, join('dist', 'cjs', relative('dist', file)), { recursive: true });
  writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');
}

const started = performance.now();
const only = new Set(process.argv.slice(2));
mkdirSync('dist', { recursive: true });
// `cdk synth` builds without the reference assembly, and must not take it from whoever runs it.
for (const entry of readdirSync('dist'))
  if (entry !== 'assembly' || !only.has('--no-assembly'))
    rmSync(join('dist', entry), { recursive: true, force: true });
const [bundled, compiled] = await Promise.all([bundles(), sources()]);
if (!only.has('--no-assembly'))
  execFileSync(process.execPath, ['--no-warnings', 'dist/bin/app.js'], {
    // The CDK's own template validation takes seconds; `npm run verify` synthesizes with it.
    env: { ...process.env, CDK_OUTDIR: 'dist/assembly', CDK_VALIDATION: 'false' },
    stdio: 'inherit',
  });
// npm runs `prepare` for packing too, and last: what is packed has its declarations.
if (only.has('--types') || ['pack', 'publish'].includes(process.env.npm_command ?? '')) declarations();
process.stderr.write(
  `built ${bundled} bundles and ${compiled} files in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
);
