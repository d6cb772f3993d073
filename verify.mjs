// `npm run verify`: everything that can be checked without running the product, one line a step, and what a failing
// step said.
import { spawnSync } from 'node:child_process';

const STEPS = [
  ['build, with declarations', 'node', ['build.mjs', '--types']],
  ['format and lint', 'biome', ['ci', '.']],
  ['types', 'tsc', ['--noEmit']],
  [
    'import rules',
    'depcruise',
    [
      '--config',
      '.dependency-cruiser.cjs',
      ...'bin lib lambdas local client examples bench emulator test'.split(' '),
    ],
  ],
  ['dead code', 'knip', []],
  ['state machines', 'vitest', ['run', 'test/statemachines']],
  ['stack and permissions', 'vitest', ['run', 'test/lib']],
  ['synth, with the CDK’s validation', 'cdk', ['synth', '--quiet', '--no-notices']],
];

let failed = 0;
for (const [what, command, parameters] of STEPS) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync('npx', ['--no-install', command, ...parameters], {
    encoding: 'utf8',
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${what} (${seconds} s)\n`);
  if (status === 0) continue;
  process.stdout.write(`\n${stdout}${stderr}\n`);
  failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
