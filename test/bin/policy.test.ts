// The policy command: tables, verdicts line by line, a backtest over an export, and what it says when called wrongly.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPolicyCommand } from '../../bin/policy/command-line.js';
import type { Unsealed } from '../../lambdas/contracts/event.js';
import { seal } from '../../lambdas/core/chain.js';
import { partDigest } from '../../lambdas/core/digest.js';
import { evolve } from '../../lambdas/core/evolve.js';
import { unknownHandoff } from '../../lambdas/core/state.js';
import { FACT, KEY, START } from '../core/samples.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'policy-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function policy(parameters: string[], input = '') {
  const written = { out: '', error: '' };
  const into = (name: 'out' | 'error') =>
    new Writable({
      write(chunk, _, done) {
        written[name] += chunk;
        done();
      },
    });
  const code = await runPolicyCommand(parameters, {
    environment: {},
    out: into('out'),
    error: into('error'),
    input: Readable.from([Buffer.from(input)]),
    packs: 'examples/packs',
    now: START,
  });
  return {
    code,
    ...written,
    lines: () =>
      written.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}
const refund = (amount: string, more: object = {}) => ({
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '1' },
  action: { type: 'refund_order', parameters: { orderId: 'A-1', amount, currency: 'EUR', reason: 'lost' } },
  assessment: { confidence: 0.99 },
  ...more,
});

it('every table of every pack holds', async () => {
  const { code, lines } = await policy(['test', '--json']);
  expect(lines().filter(({ passed }) => !passed)).toEqual([]);
  expect(new Set(lines().map(({ pack }) => pack))).toEqual(
    new Set(['finance', 'health', 'operations', 'support']),
  );
  expect(code).toBe(0);
});

describe('a table that does not hold', () => {
  it('is told with what came instead, and fails the command', async () => {
    const pack = join(directory, 'broken');
    cpSync('examples/packs/support', pack, { recursive: true });
    const path = join(pack, 'cases.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"proceed"', '"durable"'));
    const { code, out } = await policy(['test', pack]);
    expect(code).toBe(1);
    expect(out).toContain('pattern is "proceed", not "durable"');
  });
});

describe('evaluate', () => {
  it('prints one verdict a line, with ids, triggers, evidence and requirement', async () => {
    const goodwill = refund('250.00');
    goodwill.action.parameters.reason = 'goodwill';
    const input = [refund('1.00', { id: 'small' }), goodwill].map((line) => JSON.stringify(line)).join('\n');
    const { lines } = await policy(['evaluate', '-', '--json'], input);
    expect(lines()).toMatchObject([
      { id: 'small', verdict: 'proceed', pattern: 'proceed', rules: [], requirement: null },
      {
        id: '2',
        verdict: 'hand-off',
        pattern: 'durable',
        rules: [
          { id: 'policy:goodwill-refund', trigger: 'policy', evidence: expect.any(String) },
          { id: 'policy:large-refund', trigger: 'policy' },
        ],
        requirement: { approvals: 2 },
      },
    ]);
  });
  it('never lets a confidence that is none run anything', async () => {
    const stated = ['"0.99"', '1.01', '-1', 'null', '1e999'];
    const input = stated.map((value) => JSON.stringify(refund('1.00')).replace('0.99', value)).join('\n');
    const { lines } = await policy(['evaluate', '-', '--json'], input);
    expect(lines().map(({ verdict }) => verdict)).not.toContain('proceed');
  });
  it('takes bare words, where only what was said counts', async () => {
    const input =
      '{"text":"Thank you, that is all.","locale":"en"}\n{"id":"t","turns":[{"role":"user","text":"ok"}],"locale":"en"}';
    const { lines } = await policy(['evaluate', '-', '--json'], input);
    expect(lines()).toMatchObject([
      { id: '1', verdict: 'proceed' },
      { id: 't', verdict: 'proceed' },
    ]);
  });
  it('names each line that cannot be judged, with its field, and still judges the others', async () => {
    const input = [
      '{"text": 5, "locale": "en"}',
      '{"turns": [{"role": "user"}]}',
      '{',
      'null',
      '{"id": "fine", "text": "get me a human", "locale": "en"}',
    ].join('\n');
    const { code, error, lines } = await policy(['evaluate', '-', '--json'], input);
    expect(code).toBe(1);
    expect(error.trim().split('\n')).toMatchObject([
      expect.stringContaining('line 1: text: must be string'),
      expect.stringContaining('line 2: turns.0.text: must be string'),
      expect.stringContaining('line 3: is not JSON'),
      expect.stringContaining('line 4: '),
    ]);
    expect(lines().map(({ id, verdict }) => [id, verdict])).toEqual([
      ['1', 'refuse'],
      ['2', 'refuse'],
      ['4', 'refuse'],
      ['fine', 'hand-off'],
    ]);
  });
});

it('explain names every field of a request that cannot be judged, once', async () => {
  const wrong = refund('1.00');
  Object.assign(wrong.action.parameters, { amount: 5, note: 'please' });
  const { code, error, out } = await policy(['explain', '-'], JSON.stringify(wrong));
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(error.trim().split('\n')).toEqual([
    '- cannot be judged:',
    '  action.parameters.amount: Instance type "number" is invalid. Expected "string".',
    '  action.parameters.note: is not permitted',
  ]);
});

it('explain says which rules fire, and why', async () => {
  const { out } = await policy(['explain', '-'], JSON.stringify(refund('500.00')));
  expect(out).toMatch(/policy:large-refund +policy +a large refund/);
  expect(out).toContain('from lena by 2026-11-24T14:00:00.000Z');
});

describe('diff', () => {
  /** An export of one handoff: a refund that a person rejected after one second. */
  function exported(amount: string): string {
    const body = { type: 'refund_order', parameters: refund(amount).action.parameters };
    const assessment = { confidence: 0.99 };
    const part = (name: 'action' | 'assessment', content: typeof body | typeof assessment) => ({
      part: name,
      salt: 's',
      body: content,
      digest: partDigest('s', name, content as never),
    });
    const parts = [part('action', body), part('assessment', assessment)];
    const [actionDigest = '', assessmentDigest = ''] = parts.map(({ digest }) => digest);
    const requested = { ...FACT.requested.data, actionDigest, partRefs: { assessment: assessmentDigest } };
    const rest = [FACT.opened, FACT.rejected].map(({ type, data }) => ({
      type,
      data: { ...data, actionDigest },
    }));
    let state = unknownHandoff(KEY);
    const facts = [{ type: 'requested', data: requested }, ...rest].map((one, index) => {
      const at = new Date(START + index * 1_000).toISOString();
      const fact = seal(state, one as Unsealed, `command-${index}`, at);
      state = evolve(state, fact);
      return fact;
    });
    return JSON.stringify({ facts, parts });
  }
  it('tells which verdicts change, the reviewers’ time, and what people had stopped', async () => {
    const laxer = join(directory, 'laxer');
    cpSync('examples/packs/support', laxer, { recursive: true });
    const rules = join(laxer, 'governance', 'refunds.cedar');
    writeFileSync(rules, readFileSync(rules, 'utf8').replace('200.00', '300.00'));
    const log = [exported('250.00'), exported('350.00'), '{"facts":[],"parts":[]}'].join('\n');
    const { lines, error } = await policy(['diff', 'support', laxer, '--on', '-', '--json'], log);
    expect(lines()).toMatchObject([
      { id: 'refund-42', old: 'hand-off', new: 'proceed', decision: 'reject', reviewSeconds: 1 },
      {
        handoffs: 2,
        changed: 1,
        moreReviews: 0,
        fewerReviews: 1,
        medianReviewSeconds: 1,
        reviewSecondsDelta: -1,
        slippedThrough: ['refund-42'],
        caught: [],
      },
    ]);
    expect(error).toContain('line 3: holds no accepted request');
  });
  it('says it in words, too', async () => {
    const { code, out } = await policy(['diff', 'support', 'support', '--on', '-'], exported('250.00'));
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toEqual([
      '0 of 1 verdicts change: 0 more and 0 fewer reviews',
      'reviewers’ time: 0 s, at a median of 1 s a review',
      'people had rejected, edited or answered them, and they would run unasked: none',
      'nobody was asked, what ran was reversed, and somebody would be asked: none',
    ]);
  });
  it('names each line that is no handoff, or that neither pack knows, and fails where nothing is left', async () => {
    const log = [
      '{"settings": {}}',
      '{"facts": [{"type": "requested"}], "parts": []}',
      exported('1.00').replace('"refund_order","parameters"', '"launch_rocket","parameters"'),
      '{',
    ].join('\n');
    const { code, error } = await policy(['diff', 'support', 'support', '--on', '-'], log);
    expect(code).toBe(1);
    expect(error.trim().split('\n')).toEqual([
      '-, line 1: must be {"facts": […], "parts": […]} and nothing else',
      '-, line 2: fact 1 is none that this release knows',
      '-, line 3: neither pack can judge it: action.type: is not registered; registered are: change_address, close_account, refund_order',
      '-, line 4: is not JSON in UTF-8',
      expect.stringMatching(/^- holds no handoff that can be judged; `npx handoff export`/),
    ]);
  });
  it('says which file it cannot read', async () => {
    const { code, error } = await policy(['diff', 'support', 'support', '--on', '/nowhere/log.jsonl']);
    expect(code).toBe(1);
    expect(error).toMatch(/^cannot read \/nowhere\/log\.jsonl: ENOENT/);
  });
});

describe('lint', () => {
  it('names file, path and fix of every pack that is wrong, and looks at the others all the same', async () => {
    const broken = (name: string, file: string, from: string, to: string) => {
      const pack = join(directory, name);
      cpSync('examples/packs/support', pack, { recursive: true });
      writeFileSync(join(pack, file), readFileSync(join(pack, file), 'utf8').replaceAll(from, to));
      return pack;
    };
    const settings = 'governance/settings.json';
    const { code, out, error } = await policy([
      'lint',
      broken('stranger', settings, '"marco"', '"marko"'),
      broken('approving', settings, '"kind": "respond"', '"kind": "approve"'),
      broken('nameless', 'pack.json', '"name": "Lena Vogt",', ''),
      'support',
    ]);
    expect(code).toBe(1);
    expect(out).toMatch(/^✓ support: version support-2, policies [0-9a-f]{12}\n$/);
    for (const problem of [
      'stranger/governance/settings.json: routes.abuse.tiers.0.reviewers.0: "marko" is not one of lena, marco',
      'settings.json: routes.abuse.onExpiry.kind: must be "expire", "respond" or "escalate"',
      'nameless/pack.json is not acceptable:\n  reviewers.lena.name: must be string',
    ])
      expect(error).toContain(problem);
  });
});

it('lint notes a class of problem that nobody is named for', async () => {
  const pack = join(directory, 'slip');
  cpSync('examples/packs/support', pack, { recursive: true });
  const rules = join(pack, 'governance', 'refunds.cedar');
  writeFileSync(rules, readFileSync(rules, 'utf8').replace('@route("billing")', '@route("biling")'));
  const { code, lines } = await policy(['lint', pack, '--json']);
  expect(code).toBe(0);
  expect(lines()).toMatchObject([
    {
      passed: true,
      notes: [
        'refunds.cedar: rule "large-refund": no "biling" in the routes of settings.json: the stack’s tiers are asked',
      ],
    },
  ]);
});

it('says which packs there are when it is asked for another', async () => {
  const { code, error } = await policy(['test', 'nothing']);
  expect(code).toBe(2);
  expect(error).toContain('finance, health, operations, support');
});
