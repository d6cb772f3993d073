// `policy diff` on what the command really exports: handoffs of a deployed pack, decided by people, judged again under a change.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runPolicyCommand } from '../../bin/policy/command-line.js';
import { leadAwsTo } from '../support/aws-environment.js';
import { Deployed } from '../support/deployed.js';
import { packApp } from '../support/pack.js';
import { handoff } from './fake-aws.js';

let stack: Deployed;
let directory: string;
beforeAll(async () => {
  vi.stubEnv('CDK_VALIDATION', 'false');
  directory = mkdtempSync(join(tmpdir(), 'backtest-'));
  stack = await Deployed.start({ app: packApp('support'), seed: 5 });
  leadAwsTo(stack.local);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
  await stack.stop();
});

async function refund(handoffId: string, amount: string, decision?: Record<string, string>) {
  await stack.request(handoffId, {
    schemaVersion: 1,
    agent: { id: 'support-agent', version: '1' },
    action: { type: 'refund_order', parameters: { orderId: 'A-1', amount, currency: 'EUR', reason: 'lost' } },
    assessment: { confidence: 0.95 },
    context: { conversationHistory: { turns: [{ speaker: 'customer', text: 'It never came.' }] } },
  });
  if (!decision) return;
  await stack.local.advance('30 seconds');
  await (await stack.visitor()).decide(decision);
  await stack.local.settle();
}

/** The support pack with other limits for refunds. */
function changed(...limits: [string, string][]): string {
  const pack = join(directory, 'changed');
  cpSync('examples/packs/support', pack, { recursive: true });
  const rules = join(pack, 'governance', 'refunds.cedar');
  const changed = limits.reduce((was, [from, to]) => was.replace(from, to), readFileSync(rules, 'utf8'));
  writeFileSync(rules, changed);
  return pack;
}

async function diff(newer: string, log: string) {
  const [out, error] = [new PassThrough(), new PassThrough()];
  const world = { environment: {}, out, error, input: Readable.from([Buffer.from(log)]) };
  const parameters = ['diff', 'support', newer, '--on', '-', '--json'];
  const code = await runPolicyCommand(parameters, { ...world, packs: 'examples/packs', now: 0 });
  out.end();
  error.end();
  const lines = (await text(out)).trim().split('\n');
  return { code, errors: await text(error), lines: lines.map((line) => JSON.parse(line)) };
}

test('an exported log says what a higher limit saves, and what people had stopped that would slip through', async () => {
  await refund('small', '19.90');
  await refund('refused-by-lena', '250.00', { decision: 'reject', text: 'Refunded in May.' });
  await refund('approved-by-lena', '210.00', { decision: 'approve' });
  await refund('beyond', '900.00', { decision: 'approve' });
  const { out: log, exitCode } = await handoff(['export']);
  expect(exitCode).toBe(0);

  expect(await diff('support', log)).toMatchObject({ code: 0, errors: '', lines: [{ changed: 0 }] });
  const { lines, errors } = await diff(changed(['200.00', '300.00']), log);
  expect(errors).toBe('');
  const [summary, ...handoffs] = lines.toReversed();
  expect(handoffs.map(({ id, old, new: now, decision }) => [id, old, now, decision]).sort()).toEqual([
    ['approved-by-lena', 'hand-off', 'proceed', 'approve'],
    ['refused-by-lena', 'hand-off', 'proceed', 'reject'],
  ]);
  expect(summary).toEqual({
    ...{ handoffs: 4, changed: 2, moreReviews: 0, fewerReviews: 2 },
    ...{ medianReviewSeconds: 30, reviewSecondsDelta: -60 },
    slippedThrough: ['refused-by-lena'],
    caught: [],
  });
});
