// `npm run policy`: arguments to commands, failures to exit codes: 0 what was asked holds, 1 it does not, 2 called wrongly.

import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Command, CommanderError } from 'commander';
import { readExport } from '../handoff/export-file.js';
import { CommandError, type Surroundings, styled, table, visible } from '../handoff/terminal.js';
import { type Compared, compareLine, summaryOf } from './backtest.js';
import { INVALID, type Judged, judgeLine } from './judging.js';
import { type Pack, type PolicyCase, readCases, readPack } from './pack.js';

/** What the command needs beside the process: where the packs of the examples are, and the time. */
export interface PolicyWorld extends Surroundings {
  readonly packs: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A pack by its directory, or by the name of one of the examples. */
function packNamed(name: string, { packs }: PolicyWorld): Pack {
  if (existsSync(join(name, 'pack.json'))) return readPack(name);
  const example = join(packs, name);
  if (existsSync(join(example, 'pack.json'))) return readPack(example);
  const known = readdirSync(packs).filter((one) => existsSync(join(packs, one, 'pack.json')));
  throw new CommandError(
    `"${name}" is neither a directory with a pack.json nor one of ${known.join(', ')}`,
    2,
  );
}

const packNames = (names: readonly string[], { packs }: PolicyWorld) =>
  names.length > 0 ? names : readdirSync(packs).filter((one) => existsSync(join(packs, one, 'pack.json')));

const print = ({ out }: PolicyWorld, value: unknown) => out.write(`${JSON.stringify(value)}\n`);

/** What a case hoped for and did not get; nothing when it holds. */
function missed({ then }: PolicyCase, judged: Judged): string | undefined {
  const got = {
    pattern: judged.pattern,
    rules: judged.rules.map(({ id }) => id).sort(),
    ...(then.approvals && { approvals: judged.requirement?.approvals }),
    ...(then.reviewers && { reviewers: judged.route[0]?.reviewers }),
    ...(then.tiers && { tiers: judged.route.map(({ reviewers }) => reviewers) }),
    ...(then.expiryAnswer && { expiryAnswer: judged.expiryAnswer }),
  };
  const wanted = { ...then, rules: [...then.rules].sort() };
  const differs = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
    (key) => JSON.stringify(wanted[key]) !== JSON.stringify(got[key]),
  );
  if (differs.length === 0) return undefined;
  return differs
    .map((key) => `${key} is ${JSON.stringify(got[key])}, not ${JSON.stringify(wanted[key])}`)
    .join('; ');
}

async function testPack(name: string, json: boolean, world: PolicyWorld): Promise<number> {
  const pack = packNamed(name, world);
  let failures = 0;
  for (const one of readCases(pack)) {
    const request = {
      schemaVersion: 1,
      agent: { id: `${basename(pack.directory)}-agent`, version: '1' },
      ...one.when,
    };
    const why = missed(one, await judgeLine(one.given, request, pack, world.now));
    failures += why ? 1 : 0;
    if (json) print(world, { pack: name, given: one.given, passed: !why, ...(why && { why }) });
    else
      world.out.write(
        `${why ? styled(world.out, 'red', '✗') : styled(world.out, 'green', '✓')} ${name}: ${visible(one.given)}${why ? `\n    ${visible(why)}` : ''}\n`,
      );
  }
  return failures;
}

/** Who is asked, tier by tier, and what follows where nobody decides. */
function asked({ requirement, route, expiryAnswer }: Judged): string {
  if (!requirement) return '';
  const tiers = route.map(({ reviewers, deadlineAt }) => `from ${reviewers.join(', ')} by ${deadlineAt}`);
  const answer = expiryAnswer === null ? '' : `, and the agent is told: “${expiryAnswer}”`;
  return [
    `needs ${requirement.approvals} approval(s) by ${requirement.presence}, ${tiers.join('; then ')}`,
    `if nobody decides: nothing is run${answer}\n`,
  ].join('\n');
}

function explained(world: PolicyWorld, judged: Judged): string {
  const { id, pattern, rules } = judged;
  const rows = rules.map((rule) => [rule.id, rule.trigger, rule.evidence]);
  return [
    `${styled(world.out, 'bold', visible(id))}: ${pattern}`,
    rows.length > 0
      ? table(world.out, ['rule', 'trigger', 'why'], rows)
      : 'no rule fires: no human is asked\n',
    asked(judged),
  ].join('\n');
}

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

async function readLines(file: string, { input }: PolicyWorld) {
  const bytes = await (file === '-' ? buffer(input) : readFile(file)).catch((error: Error) => {
    throw new CommandError(`cannot read ${file}: ${error.message}`);
  });
  return bytes
    .toString('utf8')
    .split('\n')
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ text }) => text.trim() !== '');
}

async function explain(file: string, options: { pack: string; json?: true }, world: PolicyWorld) {
  const pack = packNamed(options.pack, world);
  const text = (await readLines(file, world)).map((line) => line.text).join('\n');
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new CommandError(`${file} is not one JSON request; for many lines use: policy evaluate ${file}`);
  }
  const judged = await judgeLine(file, raw, pack, world.now);
  if (options.json) print(world, judged);
  else world.out.write(explained(world, judged));
}

async function diff(old: string, newer: string, options: { on: string; json?: true }, world: PolicyWorld) {
  const [before, after] = [packNamed(old, world), packNamed(newer, world)];
  const compared: Compared[] = [];
  for (const { number, line } of await readExport(options.on, world.input)) {
    const one = await compareLine(line, before, after);
    if (typeof one === 'string') world.error.write(`${options.on}, line ${number}: ${visible(one)}\n`);
    else compared.push(one);
  }
  const summary = summaryOf(compared);
  const changed = compared.filter(
    (one) => one.old !== one.new || one.oldRules.join() !== one.newRules.join(),
  );
  if (options.json) {
    for (const one of changed) print(world, one);
    print(world, summary);
    return;
  }
  const rows = changed.map((one) => [
    one.id,
    `${one.old} → ${one.new}`,
    one.newRules.join(', ') || 'no rule',
    one.decision ?? '–',
  ]);
  if (rows.length > 0)
    world.out.write(table(world.out, ['handoff', 'verdict', 'rules now', 'decided'], rows));
  world.out.write(
    `${summary.changed} of ${summary.handoffs} change · reviews +${summary.moreReviews} −${summary.fewerReviews} · reviewers’ time ${summary.reviewSecondsDelta ?? 0} s · slipped through: ${visible(summary.slippedThrough.join(', ') || 'none')}\n`,
  );
}

function lint(names: readonly string[], world: PolicyWorld): void {
  for (const name of packNames(names, world)) {
    const pack = packNamed(name, world);
    const { policySet, governance } = pack.policy.settings;
    world.out.write(
      `✓ ${visible(name)}: version ${governance?.version}, ${policySet ? `policies ${policySet.digest.slice(0, 12)}` : 'no policies'}\n`,
    );
  }
}

function commands(world: PolicyWorld, fail: () => void): Command {
  const program = new Command('policy')
    .description(
      'Tests and explains policies, offline. PACK is a directory with pack.json and governance/, or an example’s name.',
    )
    .configureOutput({
      writeOut: (text) => world.out.write(text),
      writeErr: (text) => world.error.write(text),
    })
    .showHelpAfterError('(--help shows how)')
    .exitOverride();
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
    .description('backtest a change over recorded handoffs (handoff export)')
    .requiredOption('--on <log>', 'export file; - is stdin')
    .option('--json', 'JSON lines on stdout; the last is the summary')
    .action((old: string, newer: string, options: { on: string; json?: true }) =>
      diff(old, newer, options, world),
    );
  program
    .command('lint [packs...]')
    .description('check policies against their schema, and settings against theirs')
    .action((packs: string[]) => lint(packs, world));
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
    world.error.write(`${visible(error.message).replaceAll('\\n', '\n')}\n`);
    return error.exitCode;
  }
}
