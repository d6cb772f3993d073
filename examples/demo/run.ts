// `npm run demo`: the main job without a person. Scripted reviewers on the embedded runtime, in virtual time; exits 0 only
// if every handoff ended as its scenario expects.
import { parseArgs, styleText } from 'node:util';
import { type Local, startLocal } from 'agent-handoff/local';
import { packNames, packScenarios } from './pack.js';
import { SCENARIOS, type Scenario } from './scenarios.js';
import { embeddedSite, type Played, Stage } from './stage.js';

const HELP = `Usage: npm run demo -- [--pack NAME] [--json]

Plays ${SCENARIOS.length} handoffs on the embedded runtime: the real stack, its real handlers and state machines, real links
and codes, in virtual time. Reviewers are scripted. Nothing here runs on AWS.

${SCENARIOS.map(({ name, about }) => `  ${name.padEnd(13)} ${about}`).join('\n')}

  --pack NAME  the example agent of a pack instead, under its policies: ${packNames().join(', ')}
  --json       one JSON line a handoff on stdout: {handoffId, scenario, verdict, rules, outcome, expected, decidedBy,
               billedTransitions, ms}
  --help       this text

Exit code 0 only if every outcome is the expected one (of a pack, the rules that fired, too); 2 if called wrongly.
`;

/** The assembly that the build leaves beside this file. */
const ASSEMBLY = new URL('../../assembly', import.meta.url).pathname;

const asExpected = ({ outcome, expected, rules }: Played, { expectedRules }: Scenario) =>
  outcome === expected && (!expectedRules || [...expectedRules].sort().join() === [...rules].sort().join());

function readable(played: Played, scenario: Scenario): string {
  const held = asExpected(played, scenario);
  const mark = held ? styleText('green', '✓') : styleText('red', '✗');
  const wanted = [scenario.expected, ...(scenario.expectedRules ?? [])].join(', ');
  const ending = held ? played.outcome : `${played.outcome}, expected ${wanted}`;
  const by = played.decidedBy ? ` by ${played.decidedBy}` : '';
  const rules = played.rules.length > 0 ? played.rules.join(', ') : 'none';
  return [
    `${mark} ${styleText('bold', played.scenario.padEnd(13))} ${scenario.about}`,
    `                ${ending}${by} · rules: ${rules} · ${played.billedTransitions} billed transitions · ${played.ms} ms`,
    '',
  ].join('\n');
}

async function start(pack: string | undefined): Promise<Local> {
  process.stderr.write('Starting the stack on the embedded runtime …\n');
  if (pack === undefined) return startLocal({ assembly: ASSEMBLY, clock: 'virtual' });
  // The CDK's own template validation takes seconds; `npm run verify` synthesizes with it.
  process.env.CDK_VALIDATION = 'false';
  const { packApp } = await import('./pack-stack.js');
  return startLocal({ app: packApp(pack), clock: 'virtual' });
}

async function demo(pack: string | undefined, json: boolean): Promise<boolean> {
  const scenarios = pack === undefined ? SCENARIOS : packScenarios(pack);
  const local = await start(pack);
  let allHeld = true;
  try {
    for (const [index, scenario] of scenarios.entries()) {
      const stage = new Stage(embeddedSite(local), `demo-${index + 1}-${scenario.name}`);
      const played = await stage.play(scenario).finally(() => stage.close());
      process.stdout.write(json ? `${JSON.stringify(played)}\n` : readable(played, scenario));
      allHeld &&= asExpected(played, scenario);
    }
  } finally {
    await local.stop();
  }
  return allHeld;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { pack: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.pack !== undefined && !packNames().includes(values.pack)) {
    process.stderr.write(`"${values.pack}" is none of ${packNames().join(', ')} (--help shows how)\n`);
    return 2;
  }
  const allHeld = await demo(values.pack, values.json ?? false);
  process.stderr.write(
    allHeld ? 'Every handoff ended as expected.\n' : 'Not every handoff ended as expected.\n',
  );
  return allHeld ? 0 : 1;
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.exitCode = await main().catch((error: Error & { code?: string }) => {
  if (!error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
  process.stderr.write(`${error.message} (--help shows how)\n`);
  return 2;
});
