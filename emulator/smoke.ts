// `npm run smoke -- --stack NAME`: a round trip on the reference stack (`bin/app.ts`) that is deployed where the environment
// points: an account, or `npm run local`. Exit code 0, 1 for another end than expected, 2 when it cannot be run.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SCENARIOS } from '../examples/demo/scenarios.js';
import { type Played, type Site, Stage } from '../examples/demo/stage.js';
import type { Mail } from '../examples/reviewer/visitor.js';
import { NotReady, outputsOf, resourcesOf, reviewFunctionOf } from './emulator.js';
import { openFrontDoor } from './front-door.js';
import { subscribe } from './topic-mail.js';

const PLAYED = ['autonomous', 'approve', 'reject', 'edit', 'respond', 'reverse'];
const HELP = `Usage: npm run smoke -- --stack NAME [--door] [--json]

Plays ${PLAYED.join(', ')} on the reference stack NAME, in the account and region
(or at the AWS_ENDPOINT_URL) that the environment gives the AWS SDK. It reads the reviewers' messages through a queue that
it subscribes to their topic and removes afterwards. The e-mail subscriptions must be confirmed: without that, nobody is asked.
The handoffs stay on the log; their ids begin with "smoke-".

  --stack NAME   name of the CloudFormation stack
  --door         opens the review pages through a function URL on this machine: LocalStack's own lose cookies
  --json         one JSON line a scenario on stdout
  --help         this text
`;
/** Longest wait for one step of a scenario, cold starts included. */
const PATIENCE_MS = 60_000;

const note = (text: string) => process.stderr.write(`${text}\n`);

async function readyStack(stack: string) {
  const outputs = await outputsOf(stack).catch((error) => {
    throw new NotReady(
      `CloudFormation cannot be asked (${error.name}): set AWS_REGION and credentials, or AWS_ENDPOINT_URL.`,
    );
  });
  if (!outputs) throw new NotReady(`There is no stack "${stack}" here. Deploy it: npx cdk deploy ${stack}`);
  if (!outputs.StateMachineArn || !outputs.OperatorFunctionName)
    throw new NotReady(
      `"${stack}" is not the reference stack: it has no output StateMachineArn and OperatorFunctionName.`,
    );
  const topic = (await resourcesOf(stack)).find(({ ResourceType }) => ResourceType === 'AWS::SNS::Topic');
  if (!topic?.PhysicalResourceId) throw new NotReady(`"${stack}" has no topic for its reviewers.`);
  return { outputs, topicArn: topic.PhysicalResourceId };
}

/** What went wrong, with what is behind it: `fetch failed` alone names no host. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

async function playAll(site: Site, prefix: string, tell: (played: Played) => void): Promise<boolean> {
  let isAsExpected = true;
  for (const name of PLAYED) {
    const scenario = SCENARIOS.find((one) => one.name === name);
    if (!scenario) throw new Error(`there is no scenario ${name}`);
    const stage = new Stage(site, `${prefix}-${name}`);
    try {
      const played = await stage.play(scenario);
      isAsExpected &&= played.outcome === played.expected;
      tell(played);
    } catch (error) {
      isAsExpected = false;
      note(`✗ ${name}: ${reasonOf(error)}`);
    } finally {
      stage.close();
    }
  }
  return isAsExpected;
}

const readable = ({ scenario, outcome, expected, decidedBy, billedTransitions, ms }: Played) =>
  `${outcome === expected ? '✓' : '✗'} ${scenario.padEnd(12)} ${outcome.padEnd(12)} ${(decidedBy ?? 'nobody').padEnd(8)} ` +
  `${billedTransitions} transitions ${`${ms} ms`.padStart(9)}`;

/** Puts the pages of `stack` behind a door on this machine; with `isOwn` false, they stay where their links lead. */
async function doorOf(stack: string, reviewUrl: string, isOwn: boolean) {
  if (!isOwn) return { through: (mail: Mail) => mail, close: () => undefined };
  const door = await openFrontDoor(await reviewFunctionOf(stack));
  return {
    through: (mail: Mail): Mail => ({ ...mail, body: mail.body.replaceAll(reviewUrl, door.url) }),
    close: () => door.close(),
  };
}

async function main(stack: string | undefined, isOwnDoor: boolean, json: boolean): Promise<number> {
  if (!stack) throw new NotReady('Which stack? Give --stack NAME.');
  const { outputs, topicArn } = await readyStack(stack);
  const door = await doorOf(stack, outputs.ReviewUrl ?? '', isOwnDoor);
  const prefix = `smoke-${Date.now().toString(36)}`;
  const mail = await subscribe(topicArn, prefix);
  const site = {
    outputs,
    mail: async () => (await mail.messages()).map(door.through),
    goOn: () => sleep(300),
    now: () => Date.now(),
    letDeadlinesPass: async () => undefined,
    patienceMs: PATIENCE_MS,
  };
  const tell = (played: Played) =>
    process.stdout.write(`${json ? JSON.stringify(played) : readable(played)}\n`);
  try {
    return (await playAll(site, prefix, tell)) ? 0 : 1;
  } finally {
    door.close();
    await mail.close();
  }
}

const { values } = parseArgs({
  options: {
    stack: { type: 'string' },
    door: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
if (values.help) process.stdout.write(HELP);
else
  process.exitCode = await main(values.stack, values.door, values.json).catch((error) => {
    note(error instanceof NotReady ? error.message : String(error?.stack ?? error));
    return error instanceof NotReady ? 2 : 1;
  });
