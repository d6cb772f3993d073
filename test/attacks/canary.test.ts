// Attack 74: after handoffs of every kind, no task token, code, link, session or personal data is in anything that the stack gives
// out, but where it belongs: the token with its wait, link and code in the message, data with the context and its readers.
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invitation } from '../../examples/reviewer/visitor.js';
import { Deployed, uncertainRefund } from '../support/deployed.js';

const PERSON = 'Canary Mia Chen';
const ORDER = 'canary-order-7731';
const WORDS = 'canary words of a reviewer';
const RATIONALE = 'canary rationale of the agent';
const REQUEST = {
  ...uncertainRefund,
  action: { type: 'refund_order', parameters: { orderId: ORDER, amount: 120 } },
  assessment: { confidence: 0.4, rationale: RATIONALE },
  context: {
    customerProfile: { name: PERSON },
    conversationHistory: { turns: [{ speaker: 'customer', text: `I am ${PERSON}.` }] },
  },
};

let stack: Deployed;
let dynamodb: DynamoDBClient;
/** Everything that was given out, by place. */
const given: Record<string, string> = {};
/** Secrets, by kind. */
const secrets: Record<'tokens' | 'codes' | 'links' | 'sessions', Set<string>> = {
  tokens: new Set(),
  codes: new Set(),
  links: new Set(),
  sessions: new Set(),
};

async function scan(TableName: string) {
  return (await dynamodb.send(new ScanCommand({ TableName }))).Items ?? [];
}
async function noteTokens(): Promise<void> {
  const waits = await scan(stack.output('WaitpointTableName'));
  given['waits on the way'] = `${given['waits on the way'] ?? ''}${JSON.stringify(waits)}`;
  for (const { taskToken } of waits) if (taskToken?.S) secrets.tokens.add(taskToken.S);
}

/** Sends every event of the bus, wrapped, to the reversal machine too: it can do nothing with them, and keeps them as inputs. */
async function tapBus(): Promise<void> {
  const { endpoint, region, credentials } = stack.local;
  const events = new EventBridgeClient({ endpoint, region, credentials });
  const EventBusName = stack.output('EventBusName');
  const TargetArn = stack.output('ReversalMachineArn');
  const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName }));
  const reversing = Rules.find(({ EventPattern }) => EventPattern?.includes('reversalRequested'));
  const { Targets = [] } = await events.send(
    new ListTargetsByRuleCommand({ Rule: reversing?.Name ?? '', EventBusName }),
  );
  const EventPattern = JSON.stringify({ source: [{ prefix: '' }] });
  await events.send(new PutRuleCommand({ Name: 'tap', EventBusName, EventPattern }));
  const InputTransformer = { InputPathsMap: { event: '$' }, InputTemplate: '{"tapped":<event>}' };
  const target = { Id: 'tap', Arn: TargetArn, RoleArn: Targets[0]?.RoleArn, InputTransformer };
  await events.send(new PutTargetsCommand({ Rule: 'tap', EventBusName, Targets: [target] }));
  events.destroy();
}

async function inputsOf(stateMachineArn: string): Promise<string[]> {
  const { executions = [] } = await stack.sfn.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: 1_000 }),
  );
  return Promise.all(
    executions.map(async ({ executionArn }) => {
      const { input = '' } = await stack.sfn.send(new DescribeExecutionCommand({ executionArn }));
      return input;
    }),
  );
}

const strangersPages: string[] = [];
async function stranger({ link, code }: Invitation): Promise<void> {
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  strangersPages.push(await (await fetch(link)).text());
  const wrong = await fetch(`${link}/code`, { method: 'POST', headers: form, body: 'code=AAAA-AAAA' });
  const early = await fetch(`${link}/decision`, { method: 'POST', headers: form, body: 'decision=approve' });
  strangersPages.push(await wrong.text(), await early.text());
  const right = await fetch(`${link}/code`, {
    method: 'POST',
    redirect: 'manual',
    headers: form,
    body: `code=${code}`,
  });
  const session = /session=([^;]+)/.exec(right.headers.get('set-cookie') ?? '')?.[1];
  if (session) secrets.sessions.add(session);
}

async function handoff(
  handoffId: string,
  form?: Record<string, string>,
  changes: object = {},
): Promise<void> {
  await stack.request(handoffId, { ...REQUEST, ...changes });
  await noteTokens();
  const invitation = stack.invitations().findLast((one) => one.handoffId === handoffId);
  if (invitation) await stranger(invitation);
  if (form) await (await stack.visitor((one) => one.handoffId === handoffId)).decide(form);
  await stack.local.settle();
}

const outcomes: string[] = [];
beforeAll(async () => {
  const logs: string[] = [];
  stack = await Deployed.start({ seed: 17, onLog: (_, text) => logs.push(text) });
  const { endpoint, region, credentials } = stack.local;
  dynamodb = new DynamoDBClient({ endpoint, region, credentials });
  await tapBus();

  await handoff('approved', { decision: 'approve', text: WORDS });
  await handoff('rejected', { decision: 'reject', text: WORDS });
  await handoff('responded', { decision: 'respond', text: WORDS });
  await handoff('edited', { decision: 'edit', 'parameter.orderId': ORDER, 'parameter.amount': '60' });
  await handoff('refused', undefined, { locale: PERSON });
  await handoff('autonomous', undefined, { assessment: { confidence: 0.99, rationale: RATIONALE } });
  await handoff('cancelled');
  await stack.operate({ operation: 'cancel', handoffId: 'cancelled', reason: 'not needed' });
  await handoff('resent');
  await stack.operate({ operation: 'resend', handoffId: 'resent', reviewerId: 'ana' });
  await stack.local.settle();
  await (await stack.visitor((one) => one.handoffId === 'approved')).decide({ decision: 'reverse' });
  await handoff('expired');
  await stack.local.advance('2 days');

  const ended = [
    'approved',
    'rejected',
    'responded',
    'edited',
    'refused',
    'autonomous',
    'cancelled',
    'expired',
  ];
  for (const name of ended) outcomes.push(JSON.stringify((await stack.execution(name)).outcome));
  for (const invitation of stack.invitations()) {
    secrets.codes.add(invitation.code);
    secrets.links.add(invitation.link.slice(invitation.link.lastIndexOf('/') + 1));
  }
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  for (const name of TableNames) {
    const kind = /Tables(Log|Context|Waitpoints|Links)/.exec(name)?.[1] ?? name;
    given[`table ${kind}`] = JSON.stringify(await scan(name));
  }
  given.logs = logs.join('\n');
  const inputs = await inputsOf(stack.output('ReversalMachineArn'));
  given.bus = inputs.filter((input) => input.includes('tapped')).join('\n');
  given['reversal inputs'] = inputs.filter((input) => !input.includes('tapped')).join('\n');
  given.mails = stack.local.mailbox
    .messages()
    .map(({ subject, body }) => `${subject}\n${body}`)
    .join('\n');
  given['pages before the code'] = strangersPages.join('\n');
  given.outcomes = outcomes.join('\n');
});
afterAll(async () => {
  dynamodb.destroy();
  await stack.stop();
});

/** Places that hold any of `canaries`. */
const placesOf = (canaries: Iterable<string>) =>
  Object.entries(given)
    .filter(([, text]) => [...canaries].some((canary) => text.includes(canary)))
    .map(([place]) => place)
    .sort();

describe('attack 74: after handoffs of every kind', () => {
  it('attack 74: there is something to find, in every place that is searched', () => {
    for (const [kind, found] of Object.entries(secrets)) expect(found.size, kind).toBeGreaterThan(3);
    for (const place of ['bus', 'mails', 'pages before the code', 'outcomes', 'logs', 'reversal inputs'])
      expect(given[place]?.length, place).toBeGreaterThan(50);
    expect(
      Object.keys(given)
        .filter((place) => place.startsWith('table '))
        .sort(),
    ).toEqual(['table Context', 'table Links', 'table Log', 'table Waitpoints']);
    expect(given.bus?.match(/"Handoff reversed"/g)).toHaveLength(1);
  });

  it('attack 74: task tokens are with their waits, and nowhere else', () => {
    expect(placesOf(secrets.tokens)).toEqual(['waits on the way']);
  });

  it('attack 74: codes are in messages, and nowhere else', () => {
    expect(placesOf(secrets.codes)).toEqual(['mails']);
  });

  it('attack 74: links are in messages and on their own pages, and nowhere else', () => {
    expect(placesOf(secrets.links)).toEqual(['mails', 'pages before the code']);
  });

  it('attack 74: sessions are in no place at all: the table has their hashes', () => {
    expect(placesOf(secrets.sessions)).toEqual([]);
  });

  it('attack 74: the customer’s data are with the compressed context only, which is not readable as text', () => {
    expect(placesOf([PERSON, 'Canary', 'Mia Chen'])).toEqual(['outcomes']);
    expect(outcomes.filter((outcome) => outcome.includes(PERSON))).toHaveLength(1);
  });

  it('attack 74: the agent’s rationale is nowhere to be read, and the action’s values only in its outcome', () => {
    expect(placesOf([RATIONALE])).toEqual([]);
    expect(placesOf([ORDER])).toEqual(['outcomes']);
  });

  it('attack 74: a reviewer’s words reach the agent, and nobody else', () => {
    expect(placesOf([WORDS])).toEqual(['outcomes']);
  });
});
