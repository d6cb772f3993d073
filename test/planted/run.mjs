// `npm run test:planted`: plants one bug after the other in a copy of the product and runs the tests that import the changed
// file; each bug must be caught. A bug is one replacement in one file (bugs.json), with the promise that it breaks. The checkout
// itself is never touched. Bugs that only a schedule shows are planted in the simulation: test/simulation/planted-bugs.ts.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import BUGS from './bugs.json' with { type: 'json' };

const HELP = `Usage: npm run test:planted -- [--json] [--only TEXT]

Plants ${BUGS.length} bugs, one at a time, in a copy of the product in the temporary folder, and runs the tests that import
the changed file until one fails. Prints the bug, the test that caught it, and the steps to detection: tests that had passed
before it. Fails when a bug survives, and when the tests fail without any bug.

  --only TEXT  bugs whose description or file holds TEXT
  --json       one JSON line a bug on stdout
  --help       this text
`;

const COPIED = [
  ...['bin', 'client', 'examples', 'lambdas', 'lib', 'local', 'statemachines', 'test', 'docs'],
  ...['package.json', 'tsconfig.json', 'vitest.config.ts', 'README.md'],
];

/** Suites that run what was built, where no bug is planted, and the one that plants bugs of its own. */
const LEFT_OUT = [
  'test/simulation/planted-bugs.test.ts',
  ...['bin', 'examples', 'local', 'scenarios'].map((folder) => `test/${folder}/**`),
  ...['canary', 'cloud', 'fetchers', 'payload'].map((suite) => `test/attacks/${suite}.test.ts`),
];

/** The product as it is here, its packages and its build by reference. */
function scratchCopy() {
  const scratch = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const entry of COPIED) cpSync(entry, join(scratch, entry), { recursive: true });
  for (const entry of ['node_modules', 'dist']) symlinkSync(join(process.cwd(), entry), join(scratch, entry));
  return scratch;
}

/** Runs the tests of `scratch` that import `files`, up to the first that fails; a busy machine is not taken for a bug. */
async function testsOf(scratch, files) {
  const report = join(scratch, 'report.json');
  rmSync(report, { force: true });
  const parameters = [
    ...['related', '--run', '--bail=1', '--testTimeout=180000', '--reporter=json', `--outputFile=${report}`],
    ...LEFT_OUT.map((pattern) => `--exclude=${pattern}`),
    ...files,
  ];
  const child = spawn(process.execPath, [join('node_modules', 'vitest', 'vitest.mjs'), ...parameters], {
    cwd: scratch,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  await new Promise((resolve) => child.on('close', resolve));
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    throw new Error(`vitest left no report: ${said}`, { cause: error });
  }
}

/** The first test that failed, or why its file did not even load; nothing when all passed. */
function failureIn({ testResults }) {
  for (const { assertionResults, message, name } of testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    if (failed) return failed.fullName;
    if (message) return `${name.split('/test/').at(-1)}: ${message.split('\n')[0]}`;
  }
  return undefined;
}

async function plant(scratch, { bug, file, from, to }) {
  const source = readFileSync(file, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`"${from}" must stand once in ${file}`);
  const startedAt = performance.now();
  writeFileSync(
    join(scratch, file),
    source.replace(from, () => to),
  );
  try {
    const report = await testsOf(scratch, [file]);
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    return { bug, file, caughtBy: failureIn(report), steps: report.numPassedTests + 1, seconds };
  } finally {
    writeFileSync(join(scratch, file), source);
  }
}

function print({ bug, file, caughtBy, steps, seconds }) {
  const verdict = caughtBy ? styleText('green', 'caught  ') : styleText('red', 'SURVIVED');
  process.stdout.write(`${verdict} ${bug}\n         planted in ${file}\n`);
  if (caughtBy) process.stdout.write(`         by "${caughtBy}"\n         at test ${steps}, ${seconds} s\n`);
}

async function run({ json, only = '' }) {
  const bugs = BUGS.filter(({ bug, file }) => bug.includes(only) || file.includes(only));
  if (bugs.length === 0) throw new Error(`no bug’s description or file holds "${only}"`);
  const scratch = scratchCopy();
  try {
    process.stderr.write('without any bug, the same tests pass …\n');
    const sound = failureIn(await testsOf(scratch, [...new Set(bugs.map(({ file }) => file))]));
    if (sound) throw new Error(`the tests fail without any bug: ${sound}`);
    const results = [];
    for (const [index, bug] of bugs.entries()) {
      process.stderr.write(`${index + 1} of ${bugs.length}: ${bug.bug} …\n`);
      const result = await plant(scratch, bug);
      results.push(result);
      if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
      else print(result);
    }
    const survived = results.filter(({ caughtBy }) => !caughtBy).length;
    process.stderr.write(`${results.length - survived} of ${results.length} caught\n`);
    return survived;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help) process.stdout.write(HELP);
else
  process.exitCode = await run(values).then(
    (survived) => (survived > 0 ? 1 : 0),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      return 1;
    },
  );
