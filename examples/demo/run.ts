// `npm run demo`: the main job without a person. Scripted reviewers on the embedded runtime, in virtual time; exits 0 only
// if every handoff ended as its scenario expects.
import { parseArgs, styleText } from 'node:util';
import { startLocal } from 'agent-handoff/local';
import { SCENARIOS, type Scenario } from './scenarios.js';
import { embeddedSite, type Played, Stage } from './stage.js';

const HELP = `Usage: npm run demo -- [--json]

Plays ${SCENARIOS.length} handoffs on the embedded runtime: the real stack, its real handlers and state machines, real links
and codes, in virtual time. Reviewers are scripted. Nothing here runs on AWS.

${SCENARIOS.map(({ name, about }) => `  ${name.padEnd(13)} ${about}`).join('\n')}

  --json    one JSON line a handoff on stdout: {handoffId, scenario, verdict, rules, outcome, expected, decidedBy,
            billedTransitions, ms}
  --help    this text

Exit code 0 only if every outcome is the expected one.
`;

/** The assembly that the build leaves beside this file. */
const ASSEMBLY = new URL('../../assembly', import.meta.url).pathname;

function readable(played: Played, { about }: Scenario): string {
  const held = played.outcome === played.expected;
  const mark = held ? styleText('green', '✓') : styleText('red', '✗');
  const ending = held ? played.outcome : `${played.outcome}, expected ${played.expected}`;
  const by = played.decidedBy ? ` by ${played.decidedBy}` : '';
  const rules = played.rules.length > 0 ? played.rules.join(', ') : 'none';
  return [
    `${mark} ${styleText('bold', played.scenario.padEnd(13))} ${about}`,
    `                ${ending}${by} · rules: ${rules} · ${played.billedTransitions} billed transitions · ${played.ms} ms`,
    '',
  ].join('\n');
}

async function demo(json: boolean): Promise<boolean> {
  process.stderr.write('Starting the stack on the embedded runtime …\n');
  const local = await startLocal({ assembly: ASSEMBLY, clock: 'virtual' });
  let allHeld = true;
  try {
    for (const [index, scenario] of SCENARIOS.entries()) {
      const stage = new Stage(embeddedSite(local), `demo-${index + 1}-${scenario.name}`);
      const played = await stage.play(scenario).finally(() => stage.close());
      process.stdout.write(json ? `${JSON.stringify(played)}\n` : readable(played, scenario));
      allHeld &&= played.outcome === played.expected;
    }
  } finally {
    await local.stop();
  }
  return allHeld;
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) process.stdout.write(HELP);
else {
  const allHeld = await demo(values.json ?? false);
  process.stderr.write(
    allHeld ? 'Every handoff ended as expected.\n' : 'Not every handoff ended as expected.\n',
  );
  process.exitCode = allHeld ? 0 : 1;
}
