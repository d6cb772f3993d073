// Bundle bytes and cold start of every function against an empty handler: a new process imports the bundle and handles
// one event, up to the answer of its first AWS call. Each sample is paired with one of the empty handler, in one run.
import { execFile } from 'node:child_process';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type AssemblyStack, readAssembly } from 'agent-handoff/local';
import type { Figure } from './figure.js';
import { spreadOf } from './statistics.js';

const run = promisify(execFile);

/** One function's figures: milliseconds from process start to the first answer, and how that compares. */
export interface ColdStart {
  readonly name: string;
  readonly bundleBytes: number;
  readonly readyMs: number;
  /** Median of the paired ratios to the empty handler. */
  readonly ratio: number;
}

const EXECUTION = {
  arn: 'arn:aws:states:us-east-1:000000000000:execution:handoff:bench',
  name: 'bench',
  startedAt: '2026-11-24T12:00:00.000Z',
};
const HANDOFF = { tenant: 'default', handoffId: 'bench' };
const LINK = 'A'.repeat(43);

/** An event per function that makes it reach its first AWS call. */
const EVENTS: Record<string, unknown> = {
  evaluate: {
    execution: EXECUTION,
    request: {
      schemaVersion: 1,
      agent: { id: 'bench', version: '1' },
      action: { type: 'refund_order', parameters: { orderId: 'A-1', amount: 1 } },
    },
  },
  'await-decision': {
    execution: EXECUTION,
    handoff: HANDOFF,
    tier: 1,
    deadlineAt: '2026-11-24T16:00:00.000Z',
    enteredAt: '2026-11-24T12:00:00.000Z',
    retryCount: 0,
    taskToken: 'token',
  },
  'settle-outcome': { execution: EXECUTION, tenant: 'default' },
  perform: { execution: EXECUTION, handoff: HANDOFF },
  reverse: HANDOFF,
  wake: { source: 'aws.scheduler' },
  publish: { Records: [] },
  notify: {
    detail: { schemaVersion: 1, ...HANDOFF, sequence: 2, type: 'reviewOpened', at: EXECUTION.startedAt },
  },
  review: {
    version: '2.0',
    rawPath: `/r/default/${LINK}`,
    headers: {},
    requestContext: { http: { method: 'GET', path: `/r/default/${LINK}` }, domainName: 'localhost' },
  },
  agent: { operation: 'status', handoffId: 'bench' },
  application: { operation: 'brief', handoffId: 'bench' },
  close: {
    detail: { executionArn: EXECUTION.arn, name: 'bench', status: 'ABORTED', startDate: 0, input: '{}' },
  },
  operator: { operation: 'show', handoffId: 'bench' },
  policy: {
    agent: { id: 'bench', version: '1' },
    action: { type: 'change_address', parameters: { customerId: 'C-7', country: 'FR' } },
    effect: 'reversible',
  },
};

const CHILD = `
const { handler } = await import(process.argv[1]);
await Promise.resolve(handler(JSON.parse(process.argv[2]), { awsRequestId: 'bench', getRemainingTimeInMillis: () => 9e4 })).catch(() => {});
process.stdout.write('\\n@' + performance.now());
process.exit(0);`;

/** Whose form is looked at; what else a template refers to is any text. */
const IMAGINARY: Record<string, string> = {
  TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:topic',
  REVIEW_URL: 'http://localhost/',
};
const CREDENTIALS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' };

type Variables = Readonly<Record<string, string>>;

async function readyMs(bundle: string, event: unknown, variables: Variables): Promise<number> {
  const { stdout } = await run(
    process.execPath,
    ['--no-warnings', '--input-type=module', '-e', CHILD, bundle, JSON.stringify(event)],
    { env: { ...variables, ...CREDENTIALS } },
  );
  return Number(stdout.slice(stdout.lastIndexOf('@') + 1));
}

/** Answers every AWS call at once with "not found", so that only the function's own start is measured. */
async function refusingEndpoint(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
    response.end('{"__type":"ResourceNotFoundException","message":"not found"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** `HandoffFunctionsAwaitDecision3A56384D` → `await-decision`; undefined for functions that are not the stack's own. */
const nameOf = (logicalId: string) =>
  /Functions([A-Z]\w*)[0-9A-F]{8}$/
    .exec(logicalId)?.[1]
    ?.replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase();

interface Bundle {
  readonly name: string;
  readonly bundle: string;
  readonly variables: Variables;
}

/** The variables that a template gives a function, with something for each that refers to another resource. */
const variablesOf = (given: Readonly<Record<string, unknown>>): Variables =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : (IMAGINARY[name] ?? 'imaginary'),
    ]),
  );

/** Every function of a stack, as it is deployed: its bundle with its settings beside it. */
function bundlesOf({ template, assets }: AssemblyStack): Bundle[] {
  return Object.entries(template.Resources).flatMap(([logicalId, { Type, Properties }]) => {
    const name = nameOf(logicalId);
    if (Type !== 'AWS::Lambda::Function' || !name) return [];
    const code = Properties?.Code as { S3Key?: string } | undefined;
    const environment = Properties?.Environment as { Variables?: Record<string, unknown> } | undefined;
    return [
      {
        name,
        bundle: resolve(assets.get(code?.S3Key ?? '') ?? '', 'index.mjs'),
        variables: variablesOf(environment?.Variables ?? {}),
      },
    ];
  });
}

/** A cold start as a figure of the bench. */
export const coldFigure = (
  { name, bundleBytes, readyMs, ratio }: ColdStart,
  samples: number,
  bar = 2.4,
): Figure => ({
  name: `cold start of ${name} (${(bundleBytes / 1024).toFixed(0)} KB), against an empty handler`,
  value: ratio,
  unit: '×',
  bar,
  lowerIsBetter: true,
  spread: { count: samples, min: readyMs, p50: readyMs, p95: readyMs, max: readyMs },
});

/** Cold starts of the functions of the stack in `assembly`, `samples` each; of all of them unless some are named. */
export async function coldStarts(
  assembly: string,
  samples: number,
  names?: readonly string[],
): Promise<ColdStart[]> {
  const empty = join(mkdtempSync(join(tmpdir(), 'empty-handler-')), 'index.mjs');
  writeFileSync(empty, 'export const handler = async () => ({});\n');
  const endpoint = await refusingEndpoint();
  const results: ColdStart[] = [];
  const bundles = readAssembly(assembly).flatMap(bundlesOf);
  for (const { name, bundle, variables } of bundles.filter((one) => !names || names.includes(one.name))) {
    const pairs: { own: number; bare: number }[] = [];
    for (let sample = 0; sample < samples; sample += 1)
      pairs.push({
        bare: await readyMs(empty, {}, {}),
        own: await readyMs(bundle, EVENTS[name] ?? {}, { ...variables, AWS_ENDPOINT_URL: endpoint.url }),
      });
    results.push({
      name,
      bundleBytes: statSync(bundle).size,
      readyMs: spreadOf(pairs.map(({ own }) => own)).p50,
      ratio: spreadOf(pairs.map(({ own, bare }) => own / bare)).p50,
    });
  }
  endpoint.close();
  return results;
}
