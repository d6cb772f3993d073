// The commands that users script, run as they run them: what they print on stdout, and how they exit.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileWith, run } from './recorded.js';

interface Ran {
  readonly code: number;
  readonly lines: readonly Record<string, unknown>[];
  readonly errors: string;
}

const ran = (script: string, ...parameters: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, [`dist/examples/${script}.js`, ...parameters], (error, stdout, stderr) => {
      const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
      resolve({
        code: Number(error?.code ?? 0),
        lines: lines.map((line) => JSON.parse(line)),
        errors: stderr,
      });
    });
  });

function recorded(...simulations: unknown[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'replay-')), 'made-up.json');
  writeFileSync(file, JSON.stringify(fileWith(...simulations)));
  return file;
}

describe('npm run demo', () => {
  it('ends every scenario as expected, with the fields that users script', async () => {
    const { code, lines } = await ran('demo/run', '--json');
    expect(code).toBe(0);
    expect(lines.map(({ outcome }) => outcome)).toEqual(lines.map(({ expected }) => expected));
    expect(lines.map(({ scenario, outcome }) => [scenario, outcome])).toEqual([
      ['autonomous', 'autonomous'],
      ['approve', 'approved'],
      ['reject', 'rejected'],
      ['edit', 'edited'],
      ['respond', 'responded'],
      ['expire', 'expired'],
      ['reverse', 'reversed'],
      ['question', 'approved'],
      ['delegate', 'approved'],
      ['changed-world', 'approved'],
      ['stop', 'cancelled'],
      ['cancel', 'cancelled'],
      ['hybrid', 'approved'],
      ['withdraw', 'withdrawn'],
      ['active', 'approved'],
      ['live', 'responded'],
      ['gate', 'autonomous'],
      ['irreversible', 'rejected'],
      ['refuse', 'refused'],
    ]);
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(
      [
        'handoffId',
        'scenario',
        'verdict',
        'rules',
        'outcome',
        'expected',
        'decidedBy',
        'billedTransitions',
        'ms',
      ].sort(),
    );
  });
});

describe('npm run demo -- --pack', () => {
  it.each([
    ['support', ['autonomous', 'rejected', 'approved', 'refused', 'approved', 'approved', 'expired']],
    ['finance', ['autonomous', 'approved', 'rejected', 'refused']],
    ['health', ['autonomous', 'approved', 'rejected', 'refused']],
    ['operations', ['autonomous', 'approved', 'approved', 'refused', 'rejected', 'expired', 'expired']],
  ])('plays the agent of %s under its policies', async (pack, outcomes) => {
    const { code, lines } = await ran('demo/run', '--pack', pack, '--json');
    expect(lines.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(code).toBe(0);
  });

  it('names the packs that there are when called with another', async () => {
    const { code, errors } = await ran('demo/run', '--pack', 'nothing');
    expect(errors).toContain('finance, health, operations, support');
    expect(code).toBe(2);
  });
});

/** A pack with the actions of the recording, of which some may run whatever the confidence. */
function replayPack(unasked: readonly string[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'pack-'));
  const action = (type: string) => ({
    effect: 'reversible',
    parameters: { type: 'object' },
    ...(unasked.includes(type) && { confidenceThreshold: 0 }),
  });
  const types = ['cancel_pending_order', 'modify_user_address', 'transfer_to_human_agents'];
  mkdirSync(join(directory, 'governance'));
  const write = (file: string, content: object) =>
    writeFileSync(join(directory, file), JSON.stringify(content));
  write('governance/settings.json', { schemaVersion: 1, version: 'replay-1' });
  write('pack.json', {
    reviewers: { truth: { name: 'Ground Truth', email: 'truth@example.com' } },
    tiers: [{ reviewers: ['truth'], timeoutSeconds: 14_400 }],
    actions: Object.fromEntries(types.map((type) => [type, action(type)])),
  });
  return directory;
}

describe('npm run replay', () => {
  it('settles every request, reverses what ran in a failed run, and loses nothing', async () => {
    const log = join(mkdtempSync(join(tmpdir(), 'log-')), 'replay.jsonl');
    const file = recorded(run(1), run(0));
    const { code, lines } = await ran('replay/run', '--json', '--export', log, file);
    expect(lines.at(-1)).toMatchObject({
      ...{ files: 1, simulations: 2, requests: 8, escalated: 6, autonomous: 2, failed: 0, lost: 0 },
      ...{ approved: 2, rejected: 2, responded: 2, expired: 0, performed: 4, reversed: 2 },
    });
    expect(lines[0]).toHaveProperty('settings.actions.cancel_pending_order');
    expect(code).toBe(0);
    // What it exports is what policies are backtested on: address changes asked for, cancellations no more.
    const [old, newer] = [replayPack(['modify_user_address']), replayPack(['cancel_pending_order'])];
    const backtest = await ran('../bin/policy', 'diff', old, newer, '--on', log, '--json');
    expect(backtest.errors).toBe('');
    const { medianReviewSeconds, reviewSecondsDelta, ...summary } = backtest.lines.at(-1) ?? {};
    expect(summary).toEqual({
      ...{ handoffs: 8, changed: 6, moreReviews: 2, fewerReviews: 4 },
      slippedThrough: ['run0-message7-call0', 'run1-message7-call0'],
      caught: ['run1-message9-call0'],
    });
    expect(reviewSecondsDelta).toBeCloseTo(-2 * Number(medianReviewSeconds));
  });

  it('names a damaged record, runs the others, and says so by its exit code', async () => {
    const file = recorded({ ...run(1), messages: null }, run(1));
    const { code, lines, errors } = await ran('replay/run', '--json', file);
    expect(errors).toContain(`${file}: simulations.0.messages`);
    expect(lines.at(-1)).toMatchObject({ simulations: 1, requests: 4, lost: 0 });
    expect(code).toBe(1);
  });

  it('loses not even what no request may hold: the stack refuses it, on its log', async () => {
    const call = (parameters: unknown) => ({
      role: 'assistant',
      content: '\ud800 lone',
      tool_calls: [{ id: 'x', name: 'cancel_pending_order', arguments: parameters }],
    });
    const deep = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`);
    const hostile = [call('no object'), call({ note: 'x'.repeat(1_000_000) }), call({ deep }), call(null)];
    const messages = [...run(1).messages, ...hostile];
    const { lines } = await ran('replay/run', '--json', recorded({ ...run(1), messages }));
    expect(lines.at(-1)).toMatchObject({ requests: 8, failed: 4, lost: 0 });
  });

  it('without a file says how it is called', async () => {
    const { code, errors } = await ran('replay/run');
    expect(code).toBe(2);
    expect(errors).toContain('--help');
  });
});
