// Policies as files at synth time: what is deployed for them, who may ask them, and what is refused with file and fix.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterEach, describe, expect, it, test } from 'vitest';
import { Governance, Handoff, Performer } from '../../lib/index.js';

const OPERATIONS = 'examples/packs/operations/governance';
const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

/** A copy of the operations pack's policies, with one file changed. */
function changed(file: string, change: (text: string) => string): string {
  const directory = mkdtempSync(join(tmpdir(), 'governance-'));
  directories.push(directory);
  cpSync(OPERATIONS, directory, { recursive: true });
  const path = join(directory, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return directory;
}

const action = {
  effect: 'reversible',
  parameters: { type: 'object' },
  performer: Performer.agent(),
} as const;
function deployed(rules?: Governance, actions: Record<string, typeof action> = { change_service: action }) {
  const stack = new Stack(new App(), 'Test');
  const people = Object.fromEntries(
    ['noor', 'tomas', 'yuki'].map((id) => [id, { name: id, email: `${id}@example.com` }]),
  );
  new Handoff(stack, 'Handoff', { reviewers: people, actions, ...(rules && { rules }) });
  return Template.fromStack(stack).toJSON().Resources as Record<
    string,
    { Type: string; Properties: Record<string, unknown> }
  >;
}
const named = (resources: ReturnType<typeof deployed>, prefix: string) =>
  Object.entries(resources).filter(([id]) => id.startsWith(prefix));

describe('the policy function', () => {
  it('is there only where the stack has policies', () => {
    expect(named(deployed(), 'HandoffFunctionsPolicy')).toEqual([]);
    const types = named(deployed(Governance.fromDirectory(OPERATIONS)), 'HandoffFunctionsPolicy').map(
      ([, { Type }]) => Type,
    );
    expect(types).toContain('AWS::Lambda::Function');
  });
  it('may touch nothing, has no variables, and only Evaluate may invoke it', () => {
    const resources = deployed(Governance.fromDirectory(OPERATIONS));
    const [, role] = named(resources, 'HandoffFunctionsPolicyRoleDefaultPolicy')[0] ?? [];
    const { Statement } = (role?.Properties.PolicyDocument ?? {}) as { Statement?: { Action: string[] }[] };
    expect(Statement?.flatMap(({ Action }) => Action)).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
    const [, fn] =
      named(resources, 'HandoffFunctionsPolicy').find(([, { Type }]) => Type === 'AWS::Lambda::Function') ??
      [];
    expect(fn?.Properties).not.toHaveProperty('Environment');
    const invokers = Object.entries(resources)
      .filter(
        ([, { Type, Properties }]) =>
          Type === 'AWS::IAM::Policy' &&
          /"HandoffFunctionsPolicy[0-9A-F]{8}"/.test(JSON.stringify(Properties)),
      )
      .map(([id]) => id);
    expect(invokers).toEqual([expect.stringMatching(/^HandoffFunctionsEvaluateRole/)]);
  });
});

describe('Amazon Comprehend', () => {
  const allowed = (reader: string) => {
    const sentiment = `"sentiment": { "frustrationAtLeast": 0.4, "reader": "${reader}" }, "blindVotes"`;
    const directory = changed('settings.json', (text) => text.replace('"blindVotes"', sentiment));
    const policies = Object.entries(deployed(Governance.fromDirectory(directory))).filter(
      ([, { Type, Properties }]) =>
        Type === 'AWS::IAM::Policy' && JSON.stringify(Properties).includes('comprehend'),
    );
    return policies.map(([id, { Properties }]) => [
      id,
      (Properties.PolicyDocument as { Statement: { Action: string }[] }).Statement.map(
        ({ Action }) => Action,
      ).filter((one) => one.includes('comprehend')),
    ]);
  };
  it('may be asked by Evaluate alone, for one thing, and only where it is chosen', () => {
    expect(allowed('words')).toEqual([]);
    expect(allowed('comprehend')).toEqual([
      [expect.stringMatching(/^HandoffFunctionsEvaluateRole/), ['comprehend:BatchDetectSentiment']],
    ]);
  });
});

describe('policies are refused at synth', () => {
  test.each<[string, string, (text: string) => string, RegExp]>([
    [
      'with a misspelt attribute',
      'production.cedar',
      (text) => text.replace('replicas', 'replica'),
      /"scale-to-zero".*replica/s,
    ],
    [
      'with a wrong setting',
      'settings.json',
      (text) => text.replace('900', '1'),
      /settings\.json: routes\.on-call\.tiers\.0\.timeoutSeconds/,
    ],
    [
      'with an unknown setting',
      'settings.json',
      (text) => text.replace('"version"', '"threshold": 1, "version"'),
      /settings\.json/,
    ],
    [
      'with a level of frustration that there is not',
      'settings.json',
      (text) => text.replace('"blindVotes"', '"sentiment": { "frustrationAtLeast": 40 }, "blindVotes"'),
      /settings\.json: sentiment\.frustrationAtLeast: .*at most 1 .*\(it is 40\)/,
    ],
    [
      'that approve what nobody decided',
      'settings.json',
      (text) => text.replace('"kind": "respond"', '"kind": "approve"'),
      /settings\.json: onExpiry\.0\.kind: must be "expire", "respond" or "escalate".*takes a person/,
    ],
    [
      'with a pattern that there is not',
      'settings.json',
      (text) => text.replace('"blindVotes"', '"patterns": [{ "permitted": ["proceed"] }], "blindVotes"'),
      /settings\.json: patterns\.0\.permitted\.0: must be one of "durable", "active", "live", "hybrid" \(it is "proceed"\)/,
    ],
    ['with settings that are not JSON', 'settings.json', () => '{', /settings\.json: is not JSON/],
  ])('%s, naming the file', (_, file, change, problem) => {
    expect(() => Governance.fromDirectory(changed(file, change))).toThrow(problem);
  });
  it('when an action is registered that their schema does not know', () => {
    const rules = Governance.fromDirectory(OPERATIONS);
    expect(() => deployed(rules, { change_service: action, launch: action })).toThrow(
      /declares no action "launch"/,
    );
  });
  it('when they ask somebody who is no reviewer', () => {
    const rules = Governance.fromDirectory(changed('settings.json', (text) => text.replace('noor', 'nora')));
    expect(() => deployed(rules)).toThrow(
      /settings\.json: routes\.on-call\.tiers\.0\.reviewers\.0: "nora" is not one of noor/,
    );
  });
});

describe('settings that fit no stack are refused at synth', () => {
  const refused = (settings: object) => () =>
    deployed(
      Governance.fromDirectory(
        changed('settings.json', (text) => JSON.stringify({ ...JSON.parse(text), ...settings })),
      ),
    );
  const tier = { reviewers: ['noor'], timeoutSeconds: 60 };
  const routes = { duty: { tiers: [tier] }, crowd: { tiers: Array(4).fill(tier) } };
  test.each<[string, object, string]>([
    [
      'an action type that nobody registered',
      { confidence: { thresholds: [{ actionType: 'chnage_service', atLeast: 0.5 }] } },
      'settings.json: confidence.thresholds.0.actionType: "chnage_service" is not one of change_service, buy_capacity, delete_data',
    ],
    [
      'an escalation to a route that there is not',
      { routes, onExpiry: [{ kind: 'escalate', to: 'dutty' }] },
      'settings.json: onExpiry.0.to: "dutty" is not one of duty, crowd',
    ],
    [
      'an escalation to more tiers than a handoff may have',
      { routes, onExpiry: [{ kind: 'escalate', to: 'crowd' }] },
      'settings.json: onExpiry.0.to: makes 8 tiers with those before; at most 5',
    ],
    [
      'an escalation to people whose vote does not count',
      {
        routes: {
          ...routes,
          held: { tiers: [tier], roles: ['chief'], onExpiry: { kind: 'escalate', to: 'duty' } },
        },
      },
      'settings.json: routes.held.onExpiry.to: nobody in "duty" holds chief, which a vote takes',
    ],
    [
      'roles that nobody who is asked holds',
      { routes: { held: { tiers: [tier], roles: ['chief'] } } },
      'settings.json: routes.held.roles: nobody in its tiers holds chief: no vote could count',
    ],
    [
      'two settings for the same',
      {
        patterns: [{ permitted: ['live'] }, { agent: 'a', permitted: ['live'] }, { permitted: ['durable'] }],
      },
      'settings.json: patterns.2: is for the same agent and action type as patterns.0; leave one of them',
    ],
  ])('%s', (_, settings, problem) => {
    expect(refused(settings)).toThrow(problem);
  });
});

it('the digest follows every byte of a policy, and kept versions stay beside the current one', () => {
  const earlier = changed('spend.cedar', (text) => text.replace('500.00', '400.00'));
  const [was, is] = [
    Governance.fromDirectory(earlier),
    Governance.fromDirectory(OPERATIONS, { keep: [earlier] }),
  ];
  expect(was.policyFile?.current).not.toBe(is.policyFile?.current);
  expect(Object.keys(is.policyFile?.sets ?? {}).sort()).toEqual(
    [was.policyFile?.current, is.policyFile?.current].sort(),
  );
});
