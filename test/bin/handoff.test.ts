// The `handoff` command against a loopback endpoint: what it asks, what it prints, and how it fails.
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { logOf, PATHS } from '../core/samples.js';
import { type Answer, fakeAws, handoff } from './fake-aws.js';

const SUMMARY = {
  handoffId: 'refund-42',
  requestedAt: '2026-11-24T12:00:00.000Z',
  phase: 'settled',
  actionType: 'refund_order',
  agentId: 'support-agent',
  outcome: 'approved',
  performance: 'performed',
  decidedBy: 'ana',
};
const FACTS = logOf(...PATHS.performed);
const outcome = {
  schemaVersion: 1,
  tenant: 'default',
  handoffId: 'refund-42',
  status: 'approved',
  rules: [],
  decision: {
    kind: 'approve',
    reviewerId: 'ana',
    at: '2026-11-24T12:00:02.000Z',
    text: 'fine \u001b[31m\u202eevil',
  },
  action: { type: 'refund_order', parameters: { note: '\u001b]0;owned\u0007' }, digest: 'a'.repeat(64) },
  sequence: 5,
  headHash: 'a'.repeat(64),
};

let answer: Answer = () => ({ ok: true });
let aws: Awaited<ReturnType<typeof fakeAws>>;
beforeEach(async () => {
  aws = await fakeAws((call) => answer(call));
  for (const [name, value] of Object.entries({
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  }))
    vi.stubEnv(name, value);
});
afterEach(() => {
  aws.close();
  vi.unstubAllEnvs();
});

const lastCall = () => aws.calls.at(-1)?.call;

describe('which function is asked', () => {
  beforeEach(() => {
    answer = () => ({ ok: true, handoffs: [] });
  });
  test('the one named by --function', async () => {
    await handoff(['list', '--function', 'mine'], { environment: { HANDOFF_OPERATOR_FUNCTION: 'other' } });
    expect(aws.calls).toMatchObject([{ functionName: 'mine' }]);
  });
  test('else the one in HANDOFF_OPERATOR_FUNCTION', async () => {
    await handoff(['list'], { environment: { HANDOFF_OPERATOR_FUNCTION: 'from-environment' } });
    expect(aws.calls).toMatchObject([{ functionName: 'from-environment' }]);
  });
  test('else the one that the stack’s output names', async () => {
    await handoff(['list']);
    expect(aws.calls).toMatchObject([{ functionName: 'from-output' }]);
  });
});

describe('list', () => {
  test('prints a table, and a line of JSON each with --json', async () => {
    answer = () => ({ ok: true, handoffs: [SUMMARY] });
    const { exitCode, out } = await handoff(['list']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^handoff +requested +state/);
    expect(out).toMatch(/refund-42 +2026-11-24 12:00:00 UTC +approved +performed +refund_order/);
    expect(JSON.parse((await handoff(['list', '--json'])).out)).toEqual(SUMMARY);
  });
  test('asks page after page until its limit', async () => {
    answer = ({ limit }) => ({ ok: true, handoffs: Array(Number(limit)).fill(SUMMARY), cursor: 'more' });
    const { out } = await handoff(['list', '--limit', '250', '--open', '--tenant', 'acme', '--json']);
    expect(out.trim().split('\n')).toHaveLength(250);
    expect(aws.calls.map(({ call }) => call)).toEqual([
      { operation: 'list', tenant: 'acme', openOnly: true, limit: 100 },
      { operation: 'list', tenant: 'acme', openOnly: true, limit: 100, cursor: 'more' },
      { operation: 'list', tenant: 'acme', openOnly: true, limit: 50, cursor: 'more' },
    ]);
  });
  test('says so when there is nothing', async () => {
    answer = () => ({ ok: true, handoffs: [] });
    expect((await handoff(['list', '--open'])).out).toBe('no open handoffs of tenant "default"\n');
  });
});

describe('show', () => {
  beforeEach(() => {
    answer = () => ({ ok: true, summary: SUMMARY, outcome, facts: FACTS });
  });
  test('tells what happened, in order and in plain words', async () => {
    const { exitCode, out } = await handoff(['show', 'refund-42']);
    expect(exitCode).toBe(0);
    expect(out).toContain('Agent support-agent (version 3) proposed refund_order; a human was needed');
    expect(out).toContain('Tier 1 was asked, until 2026-11-24 13:00:00 UTC');
    expect(out).toContain('ana approved it');
    expect(out.indexOf('ana approved')).toBeLessThan(out.indexOf('The action ran'));
    expect(out).toContain(FACTS.at(-1)?.hash);
  });
  test('writes out what others’ text would hide, and sends no escape sequence', async () => {
    const { out } = await handoff(['show', 'refund-42']);
    expect(out).toContain('\\u{1b}[31m\\u{202e}evil');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    expect(out).not.toMatch(/[\u001b\u0007\u202e]/);
  });
  test('gives facts and outcome as one line of JSON', async () => {
    const shown = JSON.parse((await handoff(['show', 'refund-42', '--json'])).out);
    expect(shown).toEqual({ summary: SUMMARY, outcome, facts: FACTS });
  });
  test.each(Object.entries(PATHS).filter(([, names]) => names.length > 0))(
    'has words for a handoff that is %s',
    async (_, names) => {
      answer = () => ({ ok: true, summary: SUMMARY, facts: logOf(...names) });
      const { out } = await handoff(['show', 'refund-42']);
      expect(out).not.toMatch(/undefined|\[object/);
    },
  );
});

describe('acting', () => {
  test.each([
    [
      ['resend', 'refund-42', '--reviewer', 'ana'],
      { operation: 'resend', tenant: 'default', handoffId: 'refund-42', reviewerId: 'ana' },
      /earlier ones are void/,
    ],
    [
      ['cancel', 'refund-42', '--reason', 'duplicate'],
      { operation: 'cancel', tenant: 'default', handoffId: 'refund-42', reason: 'duplicate' },
      /cancelled/,
    ],
    [
      ['cancel', 'refund-42', '--tenant', 'acme'],
      { operation: 'cancel', tenant: 'acme', handoffId: 'refund-42' },
      /cancelled/,
    ],
    [
      ['reverse', 'refund-42'],
      { operation: 'reverse', tenant: 'default', handoffId: 'refund-42' },
      /nothing is reversed before/,
    ],
    [
      ['reverse', 'refund-42', '--reviewer', 'ben'],
      { operation: 'reverse', tenant: 'default', handoffId: 'refund-42', reviewerId: 'ben' },
      /reversal link/,
    ],
    [
      ['enrol', '--reviewer', 'ana'],
      { operation: 'enrol', tenant: 'default', reviewerId: 'ana' },
      /an invitation is on its way/,
    ],
  ])('%j', async (parameters, call, words) => {
    answer = () => ({ ok: true, summary: SUMMARY });
    const { exitCode, out } = await handoff(parameters);
    expect(exitCode).toBe(0);
    expect(lastCall()).toEqual(call);
    expect(out).toMatch(words);
  });
  test('a refusal is said in words, as JSON when asked, and exits with 1', async () => {
    answer = () => ({ ok: false, refusal: 'NOT_FOUND', message: 'there is no such handoff' });
    expect(await handoff(['cancel', 'nobody'])).toEqual({
      exitCode: 1,
      out: '',
      error: 'handoff: there is no such handoff\n',
    });
    const { out, exitCode } = await handoff(['cancel', 'nobody', '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toEqual({ ok: false, refusal: 'NOT_FOUND', message: 'there is no such handoff' });
  });
});

describe('export and verify', () => {
  beforeEach(() => {
    answer = ({ operation }) =>
      operation === 'list'
        ? { ok: true, handoffs: [SUMMARY, SUMMARY] }
        : { ok: true, facts: FACTS, parts: [] };
  });
  test('what export writes, verify accepts', async () => {
    const { out, error } = await handoff(['export', 'refund-42']);
    expect(error).toBe('1 handoff exported\n');
    const verified = await handoff(['verify', '-'], { input: out });
    expect(verified.exitCode).toBe(0);
    expect(verified.out).toMatch(/refund-42 +holds +5 +0 checked, 3 absent +approved +ana/);
    expect(verified.out).toMatch(/1 of 1 hold\. What this cannot prove/);
    expect(verified.out).toMatch(/Facts missing from the end cannot be seen/);
  });
  test('without ids the whole tenant is exported, into a file that only its owner reads', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'handoff-')), 'all.jsonl');
    const { exitCode, out } = await handoff(['export', '--out', file]);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(2);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await handoff(['verify', file])).exitCode).toBe(0);
  });
  test('the enrolments that its proofs name are exported once, and verified with them', async () => {
    const golden = (name: string) =>
      JSON.parse(readFileSync(`test/fixtures/golden/v3/${name}.json`, 'utf8')) as unknown[];
    const enrolmentId = (golden('passkey-enrolled')[0] as { handoffId: string }).handoffId;
    answer = ({ handoffId }) =>
      handoffId === enrolmentId
        ? { ok: true, facts: golden('passkey-enrolled'), parts: [], enrolments: [] }
        : { ok: true, facts: golden('passkey-approved'), parts: [], enrolments: [enrolmentId] };
    const { out } = await handoff(['export', 'a', 'b']);
    expect(aws.calls.map(({ call }) => call.handoffId)).toEqual(['a', 'b', enrolmentId]);
    const { exitCode, out: verified } = await handoff(['verify', '-', '--json'], { input: out });
    expect(exitCode).toBe(0);
    expect(JSON.parse(verified.trim().split('\n').at(-1) ?? '')).toMatchObject({
      handoffs: 2,
      enrolments: 1,
      failed: 0,
    });
    const [alone = ''] = out.split('\n');
    expect((await handoff(['verify', '-'], { input: alone })).out).toMatch(
      /an enrolment that the export does not hold/,
    );
  });
  test('a changed export is refused, line by line, with exit code 1', async () => {
    const line = JSON.stringify({ facts: FACTS, parts: [] });
    const input = `${line}\n\n${line.replace('"ana"', '"eva"')}\nnonsense\n`;
    const { exitCode, out, error } = await handoff(['verify', '-', '--json'], { input });
    const lines = out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(exitCode).toBe(1);
    expect(error).toBe('handoff: 2 of 3 handoffs do not hold\n');
    expect(lines.map(({ ok, line }) => [ok, line])).toEqual([
      [true, 1],
      [false, 3],
      [false, 4],
      [undefined, undefined],
    ]);
    expect(lines[3]).toMatchObject({ handoffs: 3, failed: 2 });
  });
  test('a key without checkpoints is a wrong call, a file of keys without a key a failure', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'seals-'));
    const input = JSON.stringify({ facts: FACTS, parts: [] });
    const alone = await handoff(['verify', '-', '--key', 'x'], { input });
    expect(alone).toMatchObject({ exitCode: 2, error: expect.stringMatching(/--key needs --checkpoints/) });
    const none = await handoff(['verify', '-', '--checkpoints', folder], { input });
    expect(none).toMatchObject({ exitCode: 1, error: expect.stringMatching(/cannot read .*key/) });
    await writeFile(join(folder, 'key'), 'no key\n');
    const wrong = await handoff(['verify', '-', '--checkpoints', folder], { input });
    expect(wrong.error).toMatch(/line 1 is no key as `handoff key` prints it/);
  });
  test('the function that seals is the one in HANDOFF_SEAL_FUNCTION', async () => {
    answer = () => ({ key: 'agent-handoff/seals+00000000+AA==' });
    const { out } = await handoff(['key'], { environment: { HANDOFF_SEAL_FUNCTION: 'sealer' } });
    expect(out).toBe('agent-handoff/seals+00000000+AA==\n');
    expect(aws.calls).toMatchObject([{ functionName: 'sealer', call: {} }]);
  });
  test('verify calls nobody', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    vi.stubEnv('AWS_REGION', '');
    expect(
      (await handoff(['verify', '-'], { input: JSON.stringify({ facts: FACTS, parts: [] }) })).exitCode,
    ).toBe(0);
  });
  test.each([
    ['an empty file', ['verify', '-'], /holds no handoffs/],
    ['no file', ['verify', '/nonexistent/x'], /cannot read/],
    ['no folder to write to', ['export', 'a', '--out', '/nonexistent/x'], /cannot write/],
    ['a stack without a function that seals', ['key'], /has no output SealFunctionName: name the function/],
  ])('%s is said plainly', async (_, parameters, words) => {
    const { exitCode, error } = await handoff(parameters);
    expect(exitCode).toBe(1);
    expect(error).toMatch(words);
  });
});

describe('failures name their fix', () => {
  test.each([
    ['no such function', ['list', '--function', 'absent'], {}, /check --function or --stack/],
    ['no such stack', ['list', '--stack', 'Other'], {}, /check --stack/],
    ['a broken function', ['list', '--function', 'broken'], {}, /operator function failed/],
    [
      'nothing listens',
      ['list', '--function', 'f', '--endpoint', 'http://127.0.0.1:1'],
      {},
      /is `npm run local` running/,
    ],
    ['no region', ['list', '--function', 'f'], { AWS_REGION: undefined }, /give --region or set AWS_REGION/],
    [
      'no credentials',
      ['list', '--function', 'f'],
      { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
      /no AWS credentials were found/,
    ],
  ])('%s', async (_, parameters, environment, words) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const { exitCode, out, error } = await handoff(parameters);
    expect(error).toMatch(words);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
  });
  test('an answer of an unknown form', async () => {
    answer = () => 'surprise';
    expect((await handoff(['list'])).error).toMatch(/does not know: update the package/);
  });
});

describe('wrong calls exit with 2 and name what is wrong', () => {
  test.each([
    [[], /Usage: handoff/],
    [['frobnicate'], /unknown command 'frobnicate'/],
    [['list', '--limit', '0'], /whole number from 1 up/],
    [['list', '--limit', 'many'], /whole number from 1 up/],
    [['list', '--endpoint', 'nowhere'], /http\(s\) URL/],
    [['list', '--surprise'], /unknown option '--surprise'/],
    [['show'], /missing required argument 'handoff-id'/],
    [['show', 'a b'], /handoffId must match/],
    [['list', '--tenant', 'UPPER'], /tenant must match/],
    [['resend', 'a'], /required option '--reviewer <id>'/],
    [['enrol'], /required option '--reviewer <id>'/],
    [['cancel', 'a', '--reason', 'x'.repeat(257)], /reason must have at most 256/],
  ])('%j', async (parameters, words) => {
    const { exitCode, error, out } = await handoff(parameters);
    expect(exitCode).toBe(2);
    expect(out + error).toMatch(words);
    expect(aws.calls).toEqual([]);
  });
});

describe('help', () => {
  test.each([
    [['--help']],
    [['list', '--help']],
    [['show', '--help']],
    [['resend', '--help']],
    [['enrol', '--help']],
    [['cancel', '--help']],
    [['reverse', '--help']],
    [['export', '--help']],
    [['verify', '--help']],
    [['key', '--help']],
    [['checkpoints', '--help']],
  ])('%j has examples and the options that all commands share', async (parameters) => {
    const { exitCode, out } = await handoff(parameters);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Examples:\n {2}\$ handoff /);
    expect(out).toMatch(/--tenant <tenant>/);
  });
});

describe('stop, lift and stops', () => {
  const STOP = { scope: { kind: 'agent', agentId: 'support-agent' }, by: 'olga', reason: 'refunds twice' };
  beforeEach(() => {
    answer = () => ({ ok: true, stops: [{ ...STOP, at: '2026-11-24T12:00:00.000Z' }], facts: [] });
  });
  const WHY = ['--by', 'olga', '--reason', 'refunds twice'];
  test('a stop names what, by whom and why, and prints what is stopped', async () => {
    const { exitCode, out } = await handoff(['stop', '--agent', 'support-agent', ...WHY]);
    expect(exitCode).toBe(0);
    expect(lastCall()).toEqual({ operation: 'stop', tenant: 'default', ...STOP });
    expect(out).toMatch(/agent support-agent +2026-11-24 12:00:00 UTC +olga +refunds twice/);
  });
  test('one handoff, or everything of a tenant, can be stopped and lifted', async () => {
    await handoff(['lift', '--handoff', 'refund-42', ...WHY]);
    expect(lastCall()).toMatchObject({
      operation: 'lift',
      scope: { kind: 'handoff', handoffId: 'refund-42' },
    });
    await handoff(['stop', '--everything', '--tenant', 'acme', ...WHY]);
    expect(lastCall()).toMatchObject({ operation: 'stop', tenant: 'acme', scope: { kind: 'tenant' } });
  });
  test('no scope, two scopes, and no reason are wrong calls: nothing is asked', async () => {
    for (const wrong of [WHY, ['--agent', 'a', '--everything', ...WHY], ['--agent', 'a', '--by', 'olga']])
      expect((await handoff(['stop', ...wrong])).exitCode).toBe(2);
    expect(aws.calls).toEqual([]);
  });
  test('stops lists what is stopped, and says so when nothing is', async () => {
    expect(JSON.parse((await handoff(['stops', '--json'])).out)).toMatchObject(STOP);
    answer = () => ({ ok: true, stops: [] });
    expect((await handoff(['stops'])).out).toBe('nothing of tenant "default" is stopped\n');
  });
});
