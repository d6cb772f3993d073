// `npm run test:emulator`: deploys the stacks on an emulator, plays every scenario there and on the embedded runtime, and
// fails when one ends otherwise or leaves another log. Exit code 0, 1 for a difference, 2 when it cannot be run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startLocal } from 'agent-handoff/local';
import { embeddedSite, type Site, Stage } from '../examples/demo/stage.js';
import { bootstrap, deploy, destroy } from './cloud.js';
import { measured, play, problemsOf, type Result, traceOf } from './compare.js';
import { DIFFERENCES } from './differences.js';
import {
  confirmSubscriptions,
  emulatedSite,
  NotReady,
  outputsOf,
  readyEndpoint,
  reviewFunctionOf,
} from './emulator.js';
import { type FrontDoor, openFrontDoor } from './front-door.js';
import { ANA, SCENARIOS, type StackName, type SuiteScenario, UPGRADED } from './scenarios.js';
import { STACKS, synthesizeSuite } from './stacks.js';

const HELP = `Usage: AWS_ENDPOINT_URL=http://127.0.0.1:4566 npm run test:emulator -- [--from DIR] [--destroy] [--i-know] [--json]

Deploys ${Object.values(STACKS).join(' and ')} on the emulator at AWS_ENDPOINT_URL, plays ${SCENARIOS.length} scenarios there and on the
embedded runtime, compares what both left on their logs, and destroys the stacks.

  --from DIR   a built checkout of an earlier version: it is deployed first, a handoff is opened, this version is
               deployed over it, and the handoff is decided, performed and reversed
  --destroy    only removes what an interrupted run left
  --i-know     accepts an endpoint that is not on this machine
  --json       one JSON line a scenario on stdout
  --help       this text
`;

const ACCOUNT = '000000000000';
const REGION = 'us-east-1';
/** Longest wait for one step of a scenario; two tiers of five seconds, each with a minute's grace, fit in. */
const PATIENCE_MS = 300_000;

interface Row {
  readonly scenario: string;
  readonly about: string;
  readonly emulatorMs: number | null;
  readonly embeddedMs: number;
  /** Why it did not run on the emulator. */
  readonly notRun?: string;
  readonly problems: readonly string[];
}

type Options = { readonly from?: string | undefined; readonly json: boolean };

const note = (text: string) => process.stderr.write(`${text}\n`);

async function timed<T>(what: string, work: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work;
  note(`${what}: ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  return result;
}

/** Every scenario on the embedded runtime, one after the other: some move its clock. */
async function playEmbedded(assembly: string): Promise<Map<string, Result>> {
  const results = new Map<string, Result>();
  for (const clock of ['virtual', 'real'] as const) {
    const local = await startLocal({ assembly, clock });
    const outputs = Object.fromEntries(local.stacks.map((stack) => [stack.name, stack.outputs]));
    try {
      for (const scenario of SCENARIOS.filter(
        ({ needsRealTime }) => (clock === 'real') === !!needsRealTime,
      )) {
        const site = { ...embeddedSite(local), outputs: outputs[STACKS[scenario.on]] ?? {} };
        const patience = clock === 'real' && { patienceMs: 60_000, goOn: () => sleep(100) };
        results.set(scenario.name, await play(scenario, { ...site, ...patience }, 'suite'));
      }
    } finally {
      await local.stop();
    }
  }
  return results;
}

/** The brief stack's expiry takes minutes, so it runs beside the others. */
async function playEmulated(sites: Record<StackName, Site>, prefix: string): Promise<Map<string, Result>> {
  const results = new Map<string, Result>();
  const one = async (scenario: SuiteScenario) =>
    void results.set(scenario.name, await play(scenario, sites[scenario.on], prefix));
  const slow = SCENARIOS.filter(({ name }) => name === 'expire').map(one);
  for (const scenario of SCENARIOS) if (scenario.name !== 'expire') await one(scenario);
  await Promise.all(slow);
  return results;
}

const nothing: Result = { ms: 0, traces: [], error: 'it did not run' };

const rowsOf = (embedded: Map<string, Result>, emulated: Map<string, Result>): Row[] =>
  SCENARIOS.map(({ name, about, expected }) => {
    const [there, here] = [emulated.get(name) ?? nothing, embedded.get(name) ?? nothing];
    return {
      ...{ scenario: name, about, emulatorMs: there.ms, embeddedMs: here.ms },
      problems: problemsOf(expected, here, there),
    };
  });

class Suite {
  readonly #endpoint: string;
  readonly #folder: string;
  readonly #assembly: string;
  readonly #doors: FrontDoor[] = [];
  readonly #prefix = `run-${Date.now().toString(36)}`;

  constructor(endpoint: string, folder: string, assembly: string) {
    this.#endpoint = endpoint;
    this.#folder = folder;
    this.#assembly = assembly;
  }

  async #site(stack: StackName): Promise<Site> {
    await confirmSubscriptions(this.#endpoint, STACKS[stack]);
    const door = await openFrontDoor(await reviewFunctionOf(STACKS[stack]));
    this.#doors.push(door);
    return emulatedSite(this.#endpoint, (await outputsOf(STACKS[stack])) ?? {}, door.url, PATIENCE_MS);
  }

  close(): void {
    for (const door of this.#doors) door.close();
  }

  /** Deploys the earlier version and leaves a handoff open there; answers how to go on with it under this version. */
  async #openBefore(from: string): Promise<(site: Site) => Promise<Result>> {
    const before = await synthesizeSuite(resolve(from), join(this.#folder, 'before'));
    await timed('deployed the version before', deploy(this.#endpoint, before, [STACKS.reference]));
    const model = SCENARIOS.find(({ name }) => name === UPGRADED.like);
    if (!model) throw new Error(`there is no scenario ${UPGRADED.like}`);
    const handoffId = `${this.#prefix}-${UPGRADED.name}`;
    const opened = new Stage(await this.#site('reference'), handoffId, ANA);
    await opened.propose(model.request);
    await opened.invitation();
    opened.close();
    // The same request under the same id joins what is open: from here on it is like any other.
    return (site) => measured(async () => [await traceOf(new Stage(site, handoffId, ANA), model)]);
  }

  async run({ from }: Options): Promise<Row[]> {
    await timed('bootstrapped', bootstrap(this.#endpoint, this.#assembly, ACCOUNT, REGION));
    const goOn = from === undefined ? undefined : await this.#openBefore(from);
    await timed('deployed', deploy(this.#endpoint, this.#assembly, Object.values(STACKS)));
    const sites = { reference: await this.#site('reference'), brief: await this.#site('brief') };
    const upgraded = await goOn?.(sites.reference);
    const emulated = await timed('played on the emulator', playEmulated(sites, this.#prefix));
    const embedded = await timed('played on the embedded runtime', playEmbedded(this.#assembly));
    return [
      ...rowsOf(embedded, emulated),
      this.#upgradeRow(embedded.get(UPGRADED.like) ?? nothing, upgraded),
    ];
  }

  #upgradeRow(like: Result, upgraded: Result | undefined): Row {
    const row = { scenario: UPGRADED.name, about: UPGRADED.about, embeddedMs: like.ms };
    if (!upgraded)
      return {
        ...row,
        emulatorMs: null,
        notRun: 'no --from DIR; test/functions/upgrade.test.ts covers it with a handoff of the first release',
        problems: [],
      };
    return { ...row, emulatorMs: upgraded.ms, problems: problemsOf('reversed', like, upgraded) };
  }
}

function readable({ scenario, about, emulatorMs, embeddedMs, notRun, problems }: Row): string {
  const there = emulatorMs === null ? 'not run' : `${emulatorMs} ms`;
  const times = `${there.padStart(10)} ${`${embeddedMs} ms`.padStart(10)}`;
  const mark = problems.length > 0 ? '✗' : notRun ? '–' : '✓';
  return `${mark} ${scenario.padEnd(15)} ${times}   ${notRun ?? about}`;
}

function print(rows: readonly Row[], json: boolean): void {
  if (!json) process.stdout.write(`  ${'scenario'.padEnd(15)}   emulator   embedded\n`);
  for (const row of rows) process.stdout.write(`${json ? JSON.stringify(row) : readable(row)}\n`);
  for (const { scenario, problems } of rows)
    for (const problem of problems) note(`    ${scenario}: ${problem}`);
  note('\nWhat LocalStack does not do, and the embedded test that covers it:');
  for (const { what, file, test } of DIFFERENCES) note(`  ${what}\n    ${file}: ${test}`);
}

async function leftover(): Promise<string[]> {
  const found = await Promise.all(Object.values(STACKS).map(async (name) => (await outputsOf(name)) && name));
  return found.filter((name) => name !== undefined) as string[];
}

async function main(
  options: Options & { readonly destroyOnly: boolean; readonly iKnow: boolean },
): Promise<number> {
  const endpoint = await readyEndpoint(process.env, options.iKnow);
  const left = await leftover();
  if (left.length > 0 && !options.destroyOnly)
    throw new NotReady(
      `${left.join(' and ')} is left over from an interrupted run. Remove it: npm run test:emulator -- --destroy`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'handoff-suite-'));
  const root = resolve(import.meta.dirname, '../..');
  const assembly = await synthesizeSuite(root, join(folder, 'assembly'));
  try {
    if (options.destroyOnly) return 0;
    const suite = new Suite(endpoint, folder, assembly);
    const rows = await suite.run(options).finally(() => suite.close());
    print(rows, options.json);
    return rows.some(({ problems }) => problems.length > 0) ? 1 : 0;
  } finally {
    await timed('destroyed', destroy(endpoint, assembly, Object.values(STACKS)));
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    destroy: { type: 'boolean', default: false },
    'i-know': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else {
  // A key of twelve digits is an account for LocalStack; any other is its default one.
  process.env.AWS_ACCESS_KEY_ID ??= ACCOUNT;
  process.env.AWS_SECRET_ACCESS_KEY ??= 'test';
  process.env.AWS_REGION ??= REGION;
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  process.exitCode = await main({ ...values, destroyOnly: values.destroy, iKnow: values['i-know'] }).catch(
    (error) => {
      note(error instanceof NotReady ? error.message : String(error?.stack ?? error));
      return error instanceof NotReady ? 2 : 1;
    },
  );
}
