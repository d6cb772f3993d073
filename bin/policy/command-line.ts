// `npm run policy`: arguments to commands, failures to exit codes: 0 what was asked holds, 1 it does not, 2 called wrongly.

import { Command, CommanderError } from 'commander';
import { CommandError, type Surroundings, visible } from '../handoff/terminal.js';
import { diff } from './diff.js';
import { explain } from './explain.js';
import { INVALID, judgeLine } from './judging.js';
import { readPack } from './pack.js';
import { testPack } from './tables.js';
import { directoryOf, type PolicyWorld, packNamed, packNames, print, readLines } from './world.js';

/** Judges every line; answers how many could not be judged, each named on stderr with its fields. */
async function evaluate(file: string, options: { pack: string; json?: true }, world: PolicyWorld) {
  const pack = packNamed(options.pack, world);
  let bad = 0;
  const complain = (number: number, problem: string) => {
    bad += 1;
    world.error.write(`${visible(`${file}, line ${number}: ${problem}`)}\n`);
  };
  for (const { number, text } of await readLines(file, world)) {
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      complain(number, 'is not JSON');
      continue;
    }
    const { route: _, expiryAnswer: __, ...judged } = await judgeLine(String(number), raw, pack, world.now);
    const problems = judged.rules.filter(({ id }) => id === INVALID);
    if (problems.length > 0) complain(number, problems.map(({ evidence }) => evidence).join('; '));
    if (options.json) print(world, judged);
    else
      world.out.write(
        `${visible(judged.id)}  ${judged.pattern}  ${visible(judged.rules.map(({ id }) => id).join(', ') || 'no rule')}\n`,
      );
  }
  return bad;
}

/** Looks at each pack, and names what is wrong; answers how many are. */
function lint(names: readonly string[], json: boolean, world: PolicyWorld): number {
  let wrong = 0;
  for (const name of packNames(names, world)) {
    const directory = directoryOf(name, world);
    try {
      const { notes, policy } = readPack(directory);
      const { governance, policySet } = policy.settings;
      const [version, policies] = [governance?.version, policySet?.digest.slice(0, 12) ?? null];
      const lines = [`✓ ${name}: version ${version}, policies ${policies ?? 'none'}`, ...notes];
      if (json) print(world, { pack: name, passed: true, version, policies, notes });
      else world.out.write(lines.map((line) => `${visible(line)}\n`).join('  '));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      wrong += 1;
      if (json) print(world, { pack: name, passed: false, why: error.message });
      else tell(world, error);
    }
  }
  return wrong;
}

const tell = ({ error: stream }: Surroundings, { message }: CommandError) =>
  stream.write(`${visible(message).replaceAll('\\n', '\n')}\n`);

function bareProgram(world: PolicyWorld): Command {
  return new Command('policy')
    .description(
      'Tests and explains policies, offline. PACK is a directory with pack.json and governance/, or an example’s name.',
    )
    .configureOutput({
      writeOut: (text) => world.out.write(text),
      writeErr: (text) => world.error.write(text),
    })
    .showHelpAfterError('(--help shows how)')
    .exitOverride();
}

function commands(world: PolicyWorld, fail: () => void): Command {
  const program = bareProgram(world);
  const withPack = (command: Command) =>
    command
      .option('--pack <pack>', 'policies to judge by', 'support')
      .option('--json', 'JSON lines on stdout');
  program
    .command('test [packs...]')
    .description('run the Given/When/Then tables (cases.json)')
    .option('--json', 'JSON lines on stdout')
    .action(async (packs: string[], { json }: { json?: true }) => {
      let failures = 0;
      for (const name of packNames(packs, world)) failures += await testPack(name, json === true, world);
      if (failures > 0) fail();
    });
  withPack(program.command('explain <file>').description('which rules fire for one request, and why')).action(
    (file: string, options: { pack: string; json?: true }) => explain(file, options, world),
  );
  withPack(
    program
      .command('evaluate <file>')
      .description(
        'one verdict a line: requests, {"text", "locale"} or {"turns": [{role, text}], "locale"}; - is stdin',
      ),
  ).action(async (file: string, options: { pack: string; json?: true }) => {
    if ((await evaluate(file, options, world)) > 0) fail();
  });
  program
    .command('diff <old> <new>')
    .description('backtest a change over recorded handoffs')
    .requiredOption('--on <log>', 'file of `handoff export` or `replay --export`; - is stdin')
    .option('--json', 'JSON lines on stdout; the last is the summary')
    .action((old: string, newer: string, options: { on: string; json?: true }) =>
      diff(old, newer, options, world),
    );
  program
    .command('lint [packs...]')
    .description('check policies against their schema, and settings against theirs')
    .option('--json', 'JSON lines on stdout')
    .action((packs: string[], { json }: { json?: true }) => {
      if (lint(packs, json === true, world) > 0) fail();
    });
  return program;
}

/** Runs the command; answers its exit code. */
export async function runPolicyCommand(parameters: readonly string[], world: PolicyWorld): Promise<number> {
  let failed = false;
  try {
    await commands(world, () => {
      failed = true;
    }).parseAsync([...parameters], { from: 'user' });
    return failed ? 1 : 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CommandError)) throw error;
    tell(world, error);
    return error.exitCode;
  }
}
