// Evaluate asks the policy function, end to end on the embedded runtime: a stack with Cedar policies, as a customer has it. An
// engine that fails, in whichever way, calls a human.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PolicyFile } from '../../lambdas/contracts/policies.js';
import { Governance, Handoff, Performer } from '../../lib/index.js';
import { Deployed } from '../support/deployed.js';

const change = (environment: string, replicas = 2) => ({
  schemaVersion: 1,
  agent: { id: 'operations-agent', version: '1' },
  action: { type: 'change_service', parameters: { service: 'checkout', environment, replicas } },
  assessment: { confidence: 0.99 },
});

let directory: string;
let policies: { readonly folder: string; readonly file: string };
/** The files of the policy function as they were synthesized. */
const intact = new Map<string, string>();
let stack: Deployed | undefined;

function synthesize(outdir: string): void {
  const app = new App({ outdir });
  const scope = new Stack(app, 'Operations');
  const handoff = new Handoff(scope, 'Handoff', {
    reviewers: Object.fromEntries(
      ['noor', 'tomas', 'yuki'].map((id) => [id, { name: id, email: `${id}@example.com` }]),
    ),
    actions: {
      change_service: {
        effect: 'reversible',
        parameters: { type: 'object' },
        performer: Performer.agent(),
      },
    },
    rules: Governance.fromDirectory('examples/packs/operations/governance'),
  });
  const outputs = {
    StateMachineArn: handoff.stateMachine.stateMachineArn,
    OperatorFunctionName: handoff.operatorFunction.functionName,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(scope, name, { value });
  app.synth();
}

beforeAll(async () => {
  vi.stubEnv('CDK_VALIDATION', 'false');
  directory = await mkdtemp(join(tmpdir(), 'policies-'));
  synthesize(directory);
  const folder = readdirSync(directory).find((name) => existsSync(join(directory, name, 'policies.json')));
  if (!folder) throw new Error('the assembly has no policy function');
  policies = { folder: join(directory, folder), file: join(directory, folder, 'policies.json') };
  for (const name of readdirSync(policies.folder))
    intact.set(name, readFileSync(join(policies.folder, name), 'utf8'));
});
afterEach(async () => {
  await stack?.stop();
  for (const [name, text] of intact) writeFileSync(join(policies.folder, name), text);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

/** Pattern and rules of the verdict on `request`. */
async function verdictOn(request: object) {
  stack = await Deployed.start({ assembly: directory });
  await stack.request('one', request);
  const answer = await stack.operate({ operation: 'show', handoffId: 'one' });
  const [requested] = answer.ok ? (answer.facts ?? []) : [];
  const { verdict } = (requested as { data: { verdict: { pattern: string; rules: { rule: string }[] } } })
    .data;
  return { pattern: verdict.pattern, rules: verdict.rules.map(({ rule }) => rule), verdict };
}

function damage(change: (file: PolicyFile) => PolicyFile): void {
  writeFileSync(policies.file, JSON.stringify(change(JSON.parse(intact.get('policies.json') ?? ''))));
}

describe('with policies', () => {
  it('what no rule forbids proceeds, and the log names the set that said so', async () => {
    const { pattern, rules, verdict } = await verdictOn(change('test'));
    expect([pattern, rules]).toEqual(['proceed', []]);
    expect(verdict).toMatchObject({
      policySet: { version: 'operations-1', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('every rule that matches calls a human, and says how many', async () => {
    const { pattern, rules, verdict } = await verdictOn(change('production', 0));
    expect([pattern, rules]).toEqual(['durable', ['policy:production-change', 'policy:scale-to-zero']]);
    expect(verdict).toMatchObject({ requirement: { approvals: 2 } });
  });
});

describe('a policy engine that fails calls a human for what it would have let through', () => {
  it('when the function does not start', async () => {
    writeFileSync(join(policies.folder, 'index.mjs'), 'throw new Error("broken");');
    expect(await verdictOn(change('test'))).toMatchObject({
      pattern: 'durable',
      rules: ['policy-unavailable'],
    });
  });

  it('when it answers what is no answer', async () => {
    writeFileSync(
      join(policies.folder, 'index.mjs'),
      'export const handler = async () => ({ matches: "none" });',
    );
    expect(await verdictOn(change('test'))).toMatchObject({
      pattern: 'durable',
      rules: ['policy-unavailable'],
    });
  });

  it('when a policy does not parse', async () => {
    damage((file) => ({
      ...file,
      sets: Object.fromEntries(
        Object.entries(file.sets).map(([digest, set]) => [
          digest,
          { ...set, policies: { 'spend.cedar': 'forbid (' } },
        ]),
      ),
    }));
    expect(await verdictOn(change('test'))).toMatchObject({
      pattern: 'durable',
      rules: ['policy-set-invalid'],
    });
  });

  it('when the set that should judge is not there', async () => {
    damage((file) => ({ ...file, sets: {} }));
    expect(await verdictOn(change('test'))).toMatchObject({ pattern: 'durable', rules: ['policy-set-gone'] });
  });
});
