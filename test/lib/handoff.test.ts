// The construct as its users meet it: in their own app, with props that are right or wrong.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { ownApp } from '../../examples/own-app/app.js';
import { Handoff, type HandoffProps, Performer } from '../../lib/index.js';

const props: HandoffProps = {
  reviewers: { ana: { name: 'Ana Ruiz', email: 'ana@example.com' } },
  actions: {
    export_records: {
      effect: 'irreversible',
      parameters: { type: 'object' },
      performer: Performer.agent(),
    },
  },
};
const built = (changed: Partial<HandoffProps> = {}) =>
  new Handoff(new Stack(), 'Handoff', { ...props, ...changed });

describe('somebody else’s app', () => {
  it('is synthesized with the construct in it', () => {
    const assembly = ownApp(mkdtempSync(join(tmpdir(), 'own-app-'))).synth();
    const template = Template.fromJSON(assembly.getStackByName('Shop').template);
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 3);
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { detail: { outcome: [{ exists: true }] } },
    });
  });

  it('is what the README shows', () => {
    const source = readFileSync('examples/own-app/app.ts', 'utf8');
    const [, shown = ''] = /\/\/ readme\n([\s\S]*?) *\/\/ end readme/.exec(source) ?? [];
    const dedented = shown.replace(/^ {4}/gm, '').trim();
    expect(dedented).toContain('new Handoff');
    expect(readFileSync('README.md', 'utf8')).toContain(dedented);
  });
});

describe('checkpoints', () => {
  const lockOf = (changed: Partial<HandoffProps>) => {
    const stack = new Stack();
    new Handoff(stack, 'Handoff', { ...props, ...changed });
    const [bucket] = Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
    return [bucket?.Properties.ObjectLockConfiguration?.Rule?.DefaultRetention, bucket?.DeletionPolicy];
  };

  it('are locked for as long as the props say', () => {
    expect(lockOf({ retention: { checkpoints: Duration.days(2_555) } })).toEqual([
      { Mode: 'COMPLIANCE', Days: 2_555 },
      'Retain',
    ]);
  });

  it('are not locked in a stack that is thrown away, unless the props say so; their bucket stays, and can be emptied', () => {
    const removalPolicy = RemovalPolicy.DESTROY;
    expect(lockOf({ removalPolicy })).toEqual([undefined, 'Retain']);
    expect(lockOf({ removalPolicy, retention: { checkpoints: Duration.days(1) } })[0]).toEqual({
      Mode: 'COMPLIANCE',
      Days: 1,
    });
  });
});

describe('an agent', () => {
  it('may request, and is given no way to report a decision: it could approve its own actions', () => {
    const stack = new Stack();
    const handoff = new Handoff(stack, 'Handoff', props);
    const agent = new Role(stack, 'Agent', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    handoff.grantRequest(agent);
    const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    const [, own] = policies.find(([id]) => id.startsWith('AgentDefaultPolicy')) ?? [];
    expect(JSON.stringify(own)).toContain('HandoffFunctionsAgent');
    expect(JSON.stringify(own)).toContain('states:StartSyncExecution');
    expect(JSON.stringify(own)).not.toContain('HandoffFunctionsApplication');
  });
});

describe('props', () => {
  it('that are wrong are all named, with what is wrong', () => {
    const wrong = () =>
      built({
        reviewers: { ana: { name: 'Ana', email: 'not an address' } },
        tiers: [{ reviewers: ['bob'], timeout: Duration.hours(1) }],
        timeZone: 'Mars/Olympus',
      });
    expect(wrong).toThrow(/reviewers\.ana\.email/);
    expect(wrong).toThrow(/timeZone: must be an IANA time zone/);
  });

  it('that name a reviewer nobody knows are refused with the list', () => {
    expect(() => built({ tiers: [{ reviewers: ['bob'], timeout: Duration.hours(1) }] })).toThrow(
      'tiers.0.reviewers: "bob" is not one of ana',
    );
  });

  it('are seven at most', () => {
    const source = readFileSync('lib/handoff-props.ts', 'utf8');
    const [, body = ''] = /export interface HandoffProps \{([\s\S]*)\}/.exec(source) ?? [];
    expect(body.match(/^ {2}readonly \w+\??:/gm)?.length).toBeLessThanOrEqual(7);
  });

  it('decide whether tables go with the stack', () => {
    const stack = new Stack();
    new Handoff(stack, 'Handoff', { ...props, removalPolicy: RemovalPolicy.DESTROY });
    for (const table of Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::Table')))
      expect(table).toMatchObject({
        DeletionPolicy: 'Delete',
        Properties: { DeletionProtectionEnabled: false },
      });
  });
});

describe('an auditor', () => {
  it('may fetch checkpoints and their key, and nothing that changes either', () => {
    const stack = new Stack();
    const handoff = new Handoff(stack, 'Handoff', props);
    const auditor = new Role(stack, 'Auditor', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    handoff.grantAudit(auditor);
    const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    const [, own] = policies.find(([id]) => id.startsWith('AuditorDefaultPolicy')) ?? [];
    const { Statement } = own?.Properties.PolicyDocument ?? {};
    expect(Statement.flatMap(({ Action }: { Action: string | string[] }) => Action)).toEqual([
      'lambda:InvokeFunction',
      's3:ListBucketVersions',
      's3:GetBucketObjectLockConfiguration',
      's3:GetObject',
      's3:GetObjectVersion',
    ]);
  });
});

describe('R11 an action', () => {
  it('without a registered schema is refused at synth time', () => {
    const actions = {
      refund: { effect: 'reversible', performer: Performer.agent() },
    } as unknown as HandoffProps['actions'];
    expect(() => built({ actions })).toThrow(/actions\.refund\.parameters/);
  });
});
