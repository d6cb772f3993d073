// Slack end to end on the embedded runtime: a stack as a customer has it, before a stand-in of Slack's API on loopback. The real
// bundles post the messages, and the function behind its URL takes the presses.
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, SecretValue, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Visitor } from '../../examples/reviewer/visitor.js';
import { OPEN_LINK, SHOW_CODE } from '../../lambdas/contracts/slack.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { Handoff, Performer, SlackWorkspace } from '../../lib/index.js';
import { Deployed, uncertainRefund } from '../support/deployed.js';
import {
  APP,
  buttonOf,
  FakeSlack,
  type Posted,
  SECRET,
  seenIn,
  signed,
  TEAM,
} from '../support/fake-slack.js';

const ANA = 'U0ANA';
const { unsafePlainText } = SecretValue;

let slack: FakeSlack;
let directory: string;
let stack: Deployed;
const logs: string[] = [];

function synthesize(outdir: string, apiUrl: string): void {
  const app = new App({ outdir });
  const scope = new Stack(app, 'Shop');
  const lambda = (name: string) =>
    new LambdaFunction(scope, name, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => ({ done: true });'),
    });
  const workspace = new SlackWorkspace({
    teamId: TEAM,
    appId: APP,
    apiUrl,
    secret: new Secret(scope, 'SlackApp', {
      secretObjectValue: {
        botToken: unsafePlainText(SECRET.botToken),
        signingSecret: unsafePlainText(SECRET.signingSecret),
      },
    }),
  });
  const handoff = new Handoff(scope, 'Handoff', {
    reviewers: { ana: { name: 'Ana Ruiz', email: 'ana@example.com', slack: workspace.user(ANA) } },
    actions: {
      refund_order: {
        effect: 'compensatable',
        parameters: { type: 'object' },
        performer: Performer.lambda(lambda('Refund')),
        compensation: Performer.lambda(lambda('Unrefund')),
      },
    },
  });
  const outputs = {
    StateMachineArn: handoff.stateMachine.stateMachineArn,
    OperatorFunctionName: handoff.operatorFunction.functionName,
    SlackUrl: handoff.slackUrl ?? '',
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(scope, name, { value });
  app.synth();
}

beforeAll(async () => {
  vi.stubEnv('CDK_VALIDATION', 'false');
  slack = await FakeSlack.start();
  directory = await mkdtemp(join(tmpdir(), 'slack-'));
  synthesize(directory, slack.apiUrl);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await slack.stop();
  rmSync(directory, { recursive: true });
});
beforeEach(async () => {
  slack.posted.length = 0;
  slack.views.length = 0;
  logs.length = 0;
  stack = await Deployed.start({ assembly: directory, onLog: (_, text) => logs.push(text) });
});
afterEach(async () => {
  slack.trouble = undefined;
  await stack.stop();
});

const last = (): Posted => {
  const posted = slack.posted.at(-1);
  if (!posted) throw new Error('nothing was posted');
  return posted;
};

/** Presses "Show my code" in the last message, as `userId`; answers the status. */
async function press(userId = ANA): Promise<number> {
  const request = signed(slack.press({ userId, button: buttonOf(last(), SHOW_CODE) }), stack.local.now());
  const { status } = await fetch(stack.output('SlackUrl'), { method: 'POST', ...request });
  return status;
}

/** Follows the link of the last message with the code that Slack has shown. */
async function enter(): Promise<Visitor> {
  // Pressed again where a busy machine was too slow for Slack, as people do.
  while ((await press()) === 502);
  const code = /Code: (\S+)/.exec(seenIn(slack.views.at(-1)?.view ?? { blocks: [] }).join('\n'))?.[1] ?? '';
  return Visitor.enter({ link: buttonOf(last(), OPEN_LINK).url ?? '', code });
}

describe('a reviewer with Slack', () => {
  it('approves over the link of the message and the code of its button, is told, and reverses', async () => {
    await stack.request('by-slack', uncertainRefund);
    expect(last()).toMatchObject({ channel: ANA, text: 'Decision needed: refund_order [by-slack]' });
    expect(stack.local.mailbox.messages()).toEqual([]);

    expect((await (await enter()).decide({ decision: 'approve' })).status).toBe(303);
    await stack.local.settle();
    expect((await stack.execution('by-slack')).outcome?.status).toBe('approved');
    expect(last().text).toBe('Done: refund_order [by-slack]');

    expect((await (await enter()).decide({ decision: 'reverse' })).status).toBe(303);
    await stack.local.settle();
    expect(last().text).toBe('Reversal full: refund_order [by-slack]');
    const exported = await stack.operate({ operation: 'export', handoffId: 'by-slack' });
    const { facts = [], parts = [] } = exported.ok ? exported : {};
    expect(verifyHandoff({ facts, parts })).toMatchObject({ problems: [], decidedBy: 'ana' });
  });

  it('is reminded there, and gets the newer link there when one is sent', async () => {
    await stack.request('reminded', uncertainRefund);
    const first = buttonOf(last(), OPEN_LINK).url;
    await stack.local.advance('195 minutes');
    expect(last().text).toBe('Reminder: decision needed: refund_order [reminded]');
    expect(buttonOf(last(), OPEN_LINK).url).toBe(first);
    await stack.operate({ operation: 'resend', handoffId: 'reminded', reviewerId: 'ana' });
    await stack.local.settle();
    expect(buttonOf(last(), OPEN_LINK).url).not.toBe(first);
    expect((await (await enter()).decide({ decision: 'reject', text: 'No receipt.' })).status).toBe(303);
  });

  it('is the only one to whom the code is shown: a colleague who presses, or a forger, gets nothing', async () => {
    await stack.request('strangers', uncertainRefund);
    expect(await press('U0BEN')).toBe(403);
    const { status } = await fetch(stack.output('SlackUrl'), { method: 'POST', body: 'payload={}' });
    expect(status).toBe(403);
    expect(slack.views).toEqual([]);
    expect(await stack.facts('strangers')).toEqual(['requested', 'reviewOpened']);
  });

  it('gets an e-mail while Slack is out of order, and the handoff goes on', async () => {
    slack.trouble = { status: 503 };
    await stack.request('outage', uncertainRefund);
    expect(slack.posted).toEqual([]);
    expect((await (await stack.visitor()).decide({ decision: 'reject', text: 'No receipt.' })).status).toBe(
      303,
    );
    await stack.local.settle();
    expect((await stack.execution('outage')).outcome?.status).toBe('rejected');
  });
});

it('attack 74: no code, link, token or signing secret of Slack is in any log line', async () => {
  await stack.request('quiet', uncertainRefund);
  await press('U0BEN');
  const visitor = await enter();
  slack.trouble = { status: 503, body: SECRET.botToken };
  await press();
  await visitor.decide({ decision: 'approve' });
  await stack.local.settle();
  const code = /Code: (\S+)/.exec(seenIn(slack.views[0]?.view ?? { blocks: [] }).join('\n'))?.[1] ?? 'none';
  const [message] = slack.posted;
  const linkId = message && buttonOf(message, OPEN_LINK).url?.split('/').at(-1);
  const all = logs.join('\n');
  expect(all).toContain('rejected attempt');
  for (const secret of [code, linkId, SECRET.botToken, SECRET.signingSecret])
    expect(all).not.toContain(secret);
});
