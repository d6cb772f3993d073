// A quota end to end on the embedded runtime: a stack that has one, as a customer would configure it.
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { grantsIn } from '../../bin/permissions/grants.js';
import { Governance, Handoff, type HandoffProps, Performer } from '../../lib/index.js';
import { Deployed } from '../support/deployed.js';

const PROPS: HandoffProps = {
  reviewers: { ana: { name: 'Ana', email: 'ana@example.com' } },
  actions: {
    send_note: { effect: 'reversible', parameters: { type: 'object' }, performer: Performer.agent() },
  },
};

/** A directory of governance that holds nothing but a quota. */
async function withQuota(askedPerHour: number): Promise<HandoffProps> {
  const governance = await mkdtemp(join(directory, 'governance-'));
  const document = { schemaVersion: 1, version: '1', quota: { askedPerHour } };
  await writeFile(join(governance, 'settings.json'), JSON.stringify(document));
  return { ...PROPS, rules: Governance.fromDirectory(governance) };
}
const note = (confidence: number) => ({
  schemaVersion: 1,
  agent: { id: 'note-agent', version: '1' },
  action: { type: 'send_note', parameters: { text: 'Hello' } },
  assessment: { confidence },
});

let directory: string;
let stack: Deployed;
beforeAll(async () => {
  vi.stubEnv('CDK_VALIDATION', 'false');
  directory = await mkdtemp(join(tmpdir(), 'quota-'));
  const outdir = join(directory, 'assembly');
  const app = new App({ outdir });
  const scope = new Stack(app, 'Notes');
  const handoff = new Handoff(scope, 'Handoff', await withQuota(3));
  const outputs = {
    StateMachineArn: handoff.stateMachine.stateMachineArn,
    GateMachineArn: handoff.gateMachine.stateMachineArn,
    OperatorFunctionName: handoff.operatorFunction.functionName,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(scope, name, { value });
  app.synth();
  stack = await Deployed.start({ assembly: outdir });
});
afterAll(async () => {
  await stack.stop();
  rmSync(directory, { recursive: true });
  vi.unstubAllEnvs();
});

it('attack 79: above its quota an agent is refused at both doors, and goes on in the next hour', async () => {
  for (const name of ['note-1', 'note-2', 'note-3']) await stack.request(name, note(0.2));
  await stack.request('note-4', note(0.2));
  expect((await stack.gate('note-5', note(0.2))).answer).toMatchObject({
    outcome: { status: 'refused', problems: [{ path: 'agent.id' }] },
  });
  expect((await stack.execution('note-3')).status).toBe('RUNNING');
  const { outcome } = await stack.execution('note-4');
  expect(outcome).toMatchObject({ status: 'refused', problems: [{ path: 'agent.id' }] });
  expect(outcome?.problems?.[0]?.rule).toMatch(
    /^has had people asked 3 times in this hour, which is its quota: /,
  );
  await stack.request('note-6', note(0.99));
  expect((await stack.execution('note-6')).outcome?.status).toBe('autonomous');
  await stack.local.advance('1 hour');
  await stack.request('note-7', note(0.2));
  expect((await stack.execution('note-7')).status).toBe('RUNNING');
});

it('evaluate may count quotas and touch no link; a stack without a quota has no such grant', () => {
  const template = JSON.parse(readFileSync(join(directory, 'assembly', 'Notes.template.json'), 'utf8'));
  const statements = Object.values<{ Properties?: { PolicyDocument?: { Statement: object[] } } }>(
    template.Resources,
  ).flatMap(({ Properties }) => Properties?.PolicyDocument?.Statement ?? []);
  expect(statements).toContainEqual(
    expect.objectContaining({
      Action: 'dynamodb:UpdateItem',
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['*#quota#*'] } },
    }),
  );
  const reference = JSON.parse(readFileSync('dist/assembly/Handoff.template.json', 'utf8'));
  const granted = grantsIn(reference).filter(({ who }) => who === 'Evaluate');
  expect(granted.filter(({ resource }) => resource.startsWith('HandoffTablesLinks'))).toEqual([]);
});

it.each([0, 1_001, 1.5])('a quota of %s is refused when the stack is synthesized', async (askedPerHour) => {
  await expect(withQuota(askedPerHour)).rejects.toThrow('settings.json: quota.askedPerHour');
});
