// `npm run replay`: recorded runs of real agents as handoffs on the embedded runtime. Reads arguments, prints, exits.
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { startLocal } from 'agent-handoff/local';
import Table from 'cli-table3';
import { type FileContent, readRecordings } from './recording.js';
import { Replay, type Replayed } from './replay.js';
import { type ReplaySettings, readSettings } from './settings.js';
import { summarize } from './summary.js';

const DEFAULT_SETTINGS = new URL('settings.json', import.meta.url).pathname;

const HELP = `Usage: npm run replay -- [--json] [--settings FILE] FILE…

Replays tau2-bench result files (JSON, plain or gzip) on the embedded runtime. Every writing call and every transfer to a
human that the recorded agents made becomes a handoff; a scripted reviewer answers from the task's ground truth: approves
what the expected actions contain, rejects the rest, responds to a transfer. What ran in a run with reward 0 is reversed.

  --settings FILE   actions, thresholds and reviewers (default: examples/replay/settings.json); they are printed
  --export FILE     the log of every request, as \`npx handoff export\` writes it: for \`npm run policy -- diff\`
  --json            JSON lines on stdout: the settings, one line a request, the totals
  --help            this text

The last line is JSON: {files, simulations, requests, escalated, autonomous, approved, rejected, responded, expired,
performed, reversed, failed, lost, p50Ms, p95Ms, billedTransitions, seconds}. A damaged file or record is named on stderr;
the others still run. Exit code 0 only if nothing was lost and nothing was damaged; 2 when the call itself is wrong.
`;

const note = (text: string) => process.stderr.write(`${text}\n`);
const jsonLine = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** Rows in aligned columns; numbers to the right. */
function columns(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const chars = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };
  const colAligns = (rows[0] ?? []).map((cell) => (typeof cell === 'number' ? 'right' : 'left'));
  const table = new Table({ head: [...head], chars, colAligns, style: { head: ['bold'], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return `${table}\n`;
}

function settingsTable({ actions, reviewers, tierHours }: ReplaySettings, file: string): string {
  const rows = Object.entries(actions).map(([type, { effect, confidenceThreshold }]) => [
    type,
    effect,
    confidenceThreshold === 0 ? 'none: runs without a human' : String(confidenceThreshold),
  ]);
  const who = Object.values(reviewers).map(({ name, email }) => `${name} <${email}>`);
  const table = columns(['action', 'effect', 'confidence needed'], rows);
  return `Settings: ${file}\nReviewers: ${who.join(', ')}, for ${tierHours} hours\n${table}`;
}

/** Names as they are in the file system may hold anything; a terminal must not be steered by them. */
const printable = (text: string) => text.replace(/[\p{Cc}\p{Cf}]/gu, '?');

const COUNTED = [
  'requests',
  'autonomous',
  'approved',
  'rejected',
  'responded',
  'performed',
  'reversed',
  'failed',
  'lost',
] as const;

function fileTable(replayed: readonly Replayed[], files: readonly string[]): string {
  const rows = files.map((file) => {
    const ofFile = replayed.filter((one) => one.file === file);
    const sums = summarize(ofFile, { files: 1, simulations: 0, seconds: 0 });
    return [printable(basename(file)), ...COUNTED.map((name) => sums[name])];
  });
  return columns(['file', ...COUNTED], rows);
}

function read(files: readonly string[]): FileContent {
  const contents = files.map(readRecordings);
  for (const line of contents.flatMap(({ damage }) => damage))
    note(styleText('red', `damaged: ${printable(line)}`));
  return {
    recordings: contents.flatMap(({ recordings }) => recordings),
    damage: contents.flatMap(({ damage }) => damage),
  };
}

const progress = (count: number) => {
  if (count % 50 === 0) note(`${count} requests settled …`);
};

/** Deploys the replay's stack. The construct library is loaded here, after the arguments are known to be right. */
async function deploy(settings: ReplaySettings) {
  // The CDK's own template validation takes seconds; `npm run verify` synthesizes with it.
  process.env.CDK_VALIDATION = 'false';
  const { replayApp } = await import('./stack.js');
  return startLocal({ app: replayApp(settings) });
}

interface Options {
  readonly settings: string;
  readonly json: boolean;
  /** Where the logs go. @default nowhere */
  readonly export?: string | undefined;
}

async function replay(files: string[], options: Options): Promise<boolean> {
  const { settings: settingsFile, json } = options;
  const settings = readSettings(settingsFile);
  // Before the runs: a file that cannot be written should not cost them. It holds what customers said: for its owner only.
  if (options.export) writeFileSync(options.export, '', { mode: 0o600 });
  if (json) jsonLine({ settings, settingsFile });
  else process.stdout.write(settingsTable(settings, settingsFile));
  const startedAt = performance.now();
  const { recordings, damage } = read(files);
  note(
    `${recordings.length} recorded runs in ${files.length} files; starting the stack on the embedded runtime …`,
  );
  const local = await deploy(settings);
  const replay = new Replay(local, settings, {
    onProblem: note,
    onAsked: progress,
  });
  const run = async () => {
    const results = await replay.run(recordings);
    if (options.export) writeFileSync(options.export, await replay.exported(results));
    return results;
  };
  const replayed = await run().finally(async () => {
    replay.close();
    await local.stop();
  });
  const seconds = Number(((performance.now() - startedAt) / 1_000).toFixed(1));
  const summary = summarize(replayed, { files: files.length, simulations: recordings.length, seconds });
  if (json) for (const one of replayed) jsonLine({ ...one, ms: Math.round(one.ms) });
  else process.stdout.write(fileTable(replayed, files));
  jsonLine(summary);
  return summary.lost === 0 && damage.length === 0;
}

function called() {
  return parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      settings: { type: 'string', default: DEFAULT_SETTINGS },
      export: { type: 'string' },
    },
  });
}

async function main(): Promise<number> {
  const { values, positionals } = called();
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length === 0) {
    note('replay: name at least one result file; see --help');
    return 2;
  }
  return (await replay(positionals, values)) ? 0 : 1;
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.exitCode = await main().catch((error: Error & { code?: string }) => {
  note(`replay: ${error.message}`);
  return error.code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1;
});
