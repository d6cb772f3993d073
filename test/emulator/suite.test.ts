// The emulator suite before there is an emulator: what it says when it cannot run, how it compares, and that whatever the
// emulator lacks is covered by a test that exists. The suite itself is `npm run test:emulator`.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { difference, problemsOf, type Result, type Trace } from '../../emulator/compare.js';
import { DIFFERENCES } from '../../emulator/differences.js';
import { NotReady, readyEndpoint } from '../../emulator/emulator.js';
import { SCENARIOS, UPGRADED } from '../../emulator/scenarios.js';
import { startEmpty } from '../local/running.js';
import { tinyAssembly } from '../local/tiny-assembly.js';

describe('an endpoint that cannot be used is refused with the fix', () => {
  it.each([
    ['none', undefined, /AWS_ENDPOINT_URL is not set[\s\S]*docker run/],
    ['a dead one', 'http://127.0.0.1:9', /Nothing answers at http:\/\/127\.0\.0\.1:9/],
    ['AWS itself', 'https://sts.amazonaws.com', /not this machine[\s\S]*--i-know/],
    ['a host that only looks like this machine', 'http://127.0.0.1.evil.example', /not this machine/],
    ['no URL', 'nope', /not a URL: "nope"/],
  ])('%s', async (_, endpoint, message) => {
    const refused = readyEndpoint({ AWS_ENDPOINT_URL: endpoint }, false);
    await expect(refused).rejects.toThrow(NotReady);
    await expect(refused).rejects.toThrow(message);
  });
});

it('a stack that an interrupted run left is named with the command that removes it', async () => {
  const assembly = tinyAssembly({ Resources: { Log: { Type: 'AWS::Logs::LogGroup' } } }, {}, 'HandoffSuite');
  const { endpoint } = await startEmpty({ assembly });
  const run = await new Promise((resolve) => {
    execFile(
      process.execPath,
      ['dist/emulator/run.js'],
      { env: { PATH: process.env.PATH, AWS_ENDPOINT_URL: endpoint } },
      (error, stdout, stderr) => resolve({ code: error?.code, stdout, stderr }),
    );
  });
  expect(run).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'HandoffSuite is left over from an interrupted run. Remove it: npm run test:emulator -- --destroy\n',
  });
});

const trace: Trace = {
  verdict: 'durable',
  rules: ['confidence-below-threshold'],
  outcome: 'approved',
  decidedBy: 'ana',
  billedTransitions: 6,
  facts: ['requested', 'reviewOpened', 'decided', 'performing', 'performed'],
};
const result = (...traces: Trace[]): Result => ({ ms: 1, traces });

describe('two logs', () => {
  it('that are equal have no difference', () => {
    expect(problemsOf('approved', result(trace), result(trace, trace))).toEqual([]);
  });

  it('that differ are shown line by line', () => {
    expect(difference(trace, { ...trace, billedTransitions: 9 })).toEqual([
      '- embedded: "billedTransitions": 6,',
      '+ emulator: "billedTransitions": 9,',
    ]);
  });

  it('that differ in the order of their facts are different', () => {
    expect(difference(trace, { ...trace, facts: [...trace.facts].reverse() })).not.toEqual([]);
  });

  it('that are equal and wrong are not accepted', () => {
    expect(problemsOf('rejected', result(trace), result(trace))).toEqual(['ended approved, not rejected']);
  });

  it('one of which is missing are not accepted', () => {
    const missing = { ms: 1, traces: [], error: 'nobody was sent a link' };
    expect(problemsOf('approved', result(trace), missing)).toEqual(['emulator: nobody was sent a link']);
  });
});

it('what the emulator lacks is covered by tests that exist', () => {
  for (const { file, test } of DIFFERENCES) expect(readFileSync(file, 'utf8')).toContain(test);
});

it('an upgrade is held to a scenario of the suite', () => {
  expect(SCENARIOS.map(({ name }) => name)).toContain(UPGRADED.like);
});
