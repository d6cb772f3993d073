// Slack as the users of the construct meet it: what it adds to a stack, what it may do, and what is refused at synth time.
import { App, SecretValue, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { grantsIn, type Template as Synthesized } from '../../bin/permissions/grants.js';
import {
  Handoff,
  type HandoffProps,
  Performer,
  type ReviewerProps,
  SlackWorkspace,
  type SlackWorkspaceProps,
} from '../../lib/index.js';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf';
const actions: HandoffProps['actions'] = {
  export: { effect: 'irreversible', parameters: {}, performer: Performer.agent() },
};

const workspaceIn = (stack: Stack, changed: Partial<SlackWorkspaceProps> = {}, id = 'Slack') =>
  new SlackWorkspace({
    teamId: 'T0SHOP',
    appId: 'A0HANDOFF',
    secret: Secret.fromSecretCompleteArn(stack, id, ARN),
    ...changed,
  });
const reviewer = (name: string, slack?: ReviewerProps['slack']): ReviewerProps => ({
  name,
  email: `${name}@example.com`,
  ...(slack && { slack }),
});

function built(
  reviewers: (stack: Stack) => HandoffProps['reviewers'],
  stack = new Stack(new App(), 'Stack'),
) {
  const handoff = new Handoff(stack, 'Handoff', { reviewers: reviewers(stack), actions });
  return { handoff, template: Template.fromStack(stack), stack };
}
const withSlack = (stack: Stack) => ({
  ana: reviewer('ana', workspaceIn(stack).user('U0ANA')),
  ben: reviewer('ben'),
});

const slackFunctions = (template: Template) =>
  Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) =>
    id.startsWith('HandoffFunctionsSlack'),
  );

describe('a stack in which nobody has Slack', () => {
  it('has no function, no door and no secret for it', () => {
    const { handoff, template } = built(() => ({ ana: reviewer('ana') }));
    expect(slackFunctions(template)).toEqual([]);
    expect(handoff.slackUrl).toBeUndefined();
    template.resourceCountIs('AWS::Lambda::Url', 1);
    template.resourceCountIs('AWS::SecretsManager::Secret', 2);
  });
});

describe('a stack in which somebody has Slack', () => {
  const { handoff, template } = built((stack) => ({
    ana: reviewer('ana', workspaceIn(stack, { secret: new Secret(stack, 'OwnSecret') }).user('U0ANA')),
    ben: reviewer('ben'),
  }));
  const grants = grantsIn(template.toJSON() as Synthesized);
  const may = (who: string) =>
    grants
      .filter((grant) => grant.who === who)
      .map(({ action, resource }) => `${action} ${resource.replace(/[0-9A-F]{8}$/, '')}`)
      .sort();

  it('has a function for it, whose logical id is frozen, and says where Slack is to send presses', () => {
    expect(slackFunctions(template)).toEqual(['HandoffFunctionsSlack5D65640C']);
    expect(handoff.slackUrl).toMatch(/^\$\{Token/);
  });

  it('lets that function read two secrets, and nothing else: no table, no topic, not the root of links and codes', () => {
    expect(may('Slack')).toEqual([
      'logs:CreateLogStream HandoffFunctionsSlackLogs',
      'logs:PutLogEvents HandoffFunctionsSlackLogs',
      'secretsmanager:GetSecretValue HandoffFunctionsSlackCodeKey',
      'secretsmanager:GetSecretValue OwnSecret',
    ]);
  });

  it('lets no function but that one and notify read Slack’s secret', () => {
    const readers = grants.filter(({ resource }) => resource.startsWith('OwnSecret')).map(({ who }) => who);
    expect(readers.sort()).toEqual(['Notify', 'Slack']);
  });

  it('R14 throttles its door by reserved concurrency', () => {
    const [[, show] = []] = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) =>
      id.startsWith('HandoffFunctionsSlack'),
    );
    expect(show?.Properties.ReservedConcurrentExecutions).toBe(5);
    template.resourceCountIs('AWS::Lambda::Url', 2);
  });

  it('subscribes everybody’s e-mail all the same: it is where messages go when Slack fails', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 2);
  });

  it('may decrypt a secret that is encrypted with a key of the customer’s', () => {
    const own = built((stack) => {
      const encryptionKey = new Key(stack, 'Key');
      const secret = new Secret(stack, 'Own', {
        encryptionKey,
        secretStringValue: SecretValue.unsafePlainText('{}'),
      });
      return { ana: reviewer('ana', workspaceIn(stack, { secret }).user('U0ANA')) };
    });
    const decrypting = grantsIn(own.template.toJSON() as Synthesized).filter(
      ({ action }) => action === 'kms:Decrypt',
    );
    expect(decrypting.map(({ who }) => who).sort()).toEqual(['Notify', 'Slack']);
  });

  it.each([
    ['AwsSolutions', AwsSolutionsChecks],
    ['Serverless', ServerlessChecks],
  ])('has no finding of %s that is not acknowledged with a reason', (_, Pack) => {
    const app = new App();
    built(withSlack, new Stack(app, 'Stack'));
    const { violations } = new Pack(app).validateScope(app);
    expect(violations).toEqual([]);
  });
});

describe('what is wrong', () => {
  const fault = (reviewers: (stack: Stack) => HandoffProps['reviewers']) => {
    try {
      built(reviewers);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing';
  };

  it.each<[string, Partial<SlackWorkspaceProps>, string]>([
    ['a team id', { teamId: 'shop' }, 'slack.teamId: must be an id such as T012AB3CD'],
    ['an app id', { appId: 'B012' }, 'slack.appId: must be an id such as A012AB3CD'],
    ['an API in the clear', { apiUrl: 'http://slack.example/api' }, 'slack.apiUrl: must be https'],
    ['an API with a slash at its end', { apiUrl: 'https://slack.com/api/' }, 'slack.apiUrl: must be https'],
    [
      'an API with a login in it',
      { apiUrl: 'https://slack.com@evil.example' },
      'slack.apiUrl: must be https',
    ],
  ])('with %s is said at synth time', (_, changed, message) => {
    expect(fault((stack) => ({ ana: reviewer('ana', workspaceIn(stack, changed).user('U0ANA')) }))).toContain(
      message,
    );
  });

  it.each(['', 'ana', 'u0ana', 'C0ANA', 'U0 ANA', '@ana'])('the user id "%s" is refused', (userId) => {
    expect(fault((stack) => ({ ana: reviewer('ana', workspaceIn(stack).user(userId)) }))).toContain(
      'reviewers.ana.slack.userId: must be an id such as U012AB3CD',
    );
  });

  it('a user of no workspace is refused', () => {
    const slack = { userId: 'U0ANA' } as unknown as NonNullable<ReviewerProps['slack']>;
    expect(fault(() => ({ ana: reviewer('ana', slack) }))).toContain(
      'reviewers.ana.slack: must be made by user() of a SlackWorkspace with a secret',
    );
  });

  it('a second workspace is refused, with both reviewers', () => {
    const two = (stack: Stack) => ({
      ana: reviewer('ana', workspaceIn(stack).user('U0ANA')),
      ben: reviewer('ben', workspaceIn(stack, { teamId: 'T0OTHER' }, 'Other').user('U0BEN')),
    });
    expect(fault(two)).toContain('reviewers.ben.slack: another workspace than of "ana"; a stack has one');
  });

  it('a secret by its name only is refused: the permission would be for more than it', () => {
    const byName = (stack: Stack) => {
      const secret = Secret.fromSecretNameV2(stack, 'ByName', 'slack');
      return { ana: reviewer('ana', workspaceIn(stack, { secret }).user('U0ANA')) };
    };
    expect(fault(byName)).toContain(
      'slack.secret: has no complete ARN; name it by Secret.fromSecretCompleteArn',
    );
  });

  it('one Slack user of two people is refused, and of two entries of one person is not', () => {
    const both = (person: string) => (stack: Stack) => {
      const slack = workspaceIn(stack).user('U0ANA');
      return { ana: reviewer('ana', slack), ann: { ...reviewer('ann', slack), person } };
    };
    expect(fault(both('ann'))).toContain('"u0ana" names two people');
    expect(fault(both('ana'))).toBe('nothing');
  });
});
