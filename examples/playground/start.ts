// `npm start`: synthesizes the stack, runs it on this machine, and prints one link to a page that shows all sides of a
// handoff. Reads arguments, starts, stops.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify, styleText } from 'node:util';
import { startLocal } from 'agent-handoff/local';
import { Desk } from './desk.js';
import { servePage } from './server.js';

const HELP = `Usage: npm start -- [--json] [--data DIR]

Synthesizes the stack, starts it on the embedded runtime on free loopback ports, lets an agent propose an action that needs
a human, and prints one link. Behind it: the inbox, the agent, and the handoff's timeline. Nothing here runs on AWS.

  --data DIR   keep everything in DIR; it survives a kill and a restart, with every open handoff still open
  --json       print {"ready":true,"url":…,"endpoint":…,"startMs":…} on stdout when ready
  --help       this text

Ctrl-C ends everything that it started.
`;

/** The same app that `npx cdk synth` runs. */
const APP = new URL('../../bin/app.js', import.meta.url).pathname;

const note = (text: string) => process.stderr.write(`${text}\n`);

/** Synthesizes into a folder of its own, so that two playgrounds never meet. */
async function synthesize(folder: string): Promise<void> {
  // The CDK's own template validation takes seconds; `npm run verify` synthesizes with it.
  const env = { ...process.env, CDK_OUTDIR: folder, CDK_VALIDATION: 'false' };
  await promisify(execFile)(process.execPath, ['--no-warnings', APP], { env });
}

function readable(url: string, endpoint: string, startMs: number): string {
  return [
    `${styleText('green', 'Ready')} in ${(startMs / 1_000).toFixed(1)} s. An agent waits for you:`,
    '',
    `  ${styleText('bold', url)}`,
    '',
    `Open the e-mail in the inbox, follow its link, enter the code, decide. AWS endpoint: ${endpoint}`,
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}

async function start(dataDir: string | undefined, json: boolean): Promise<void> {
  const startedAt = performance.now();
  const assembly = mkdtempSync(join(tmpdir(), 'handoff-assembly-'));
  const step = (text: string) => note(`${((performance.now() - startedAt) / 1_000).toFixed(1)} s  ${text}`);
  step('synthesizing the stack …');
  await synthesize(assembly);
  step('starting it on the embedded runtime …');
  const local = await startLocal({ assembly, ...(dataDir !== undefined && { dataDir }) });
  const desk = new Desk(local);
  const page = await servePage(desk);
  const stop = async () => {
    await page.close();
    desk.close();
    await local.stop();
    rmSync(assembly, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));
  const { episodes } = await desk.state();
  if (episodes.length === 0) await desk.propose('refund');
  const startMs = Math.round(performance.now() - startedAt);
  const { endpoint } = local;
  const ready = { ready: true, url: page.url, endpoint, startMs };
  process.stdout.write(json ? `${JSON.stringify(ready)}\n` : readable(page.url, endpoint, startMs));
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(HELP);
else await start(values.data, values.json);
