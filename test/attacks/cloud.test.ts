// I. The cloud side: stolen tokens and forged events. The search for secrets in what the stack gives out is canary.test.ts.
import { DynamoDBClient, PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendTaskFailureCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factFromItem } from '../../lambdas/adapters/dynamodb-event-log.js';
import { seal } from '../../lambdas/core/chain.js';
import { canonicalJson } from '../../lambdas/core/digest.js';
import { fold } from '../../lambdas/core/evolve.js';
import { Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  stack = await Deployed.start({ seed: 13 });
  const { endpoint, region, credentials } = stack.local;
  dynamodb = new DynamoDBClient({ endpoint, region, credentials });
});
afterAll(async () => {
  dynamodb.destroy();
  await stack.stop();
});

async function tokenOf(handoffId: string): Promise<string> {
  const TableName = stack.output('WaitpointTableName');
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }));
  const found = Items.find(({ handoff }) => handoff?.S === `default#${handoffId}`);
  return found?.taskToken?.S ?? '';
}

/** Puts an approval on the log past every function of the stack, as whoever may write its table could. */
async function writeApproval(handoffId: string): Promise<void> {
  const TableName = stack.output('LogTableName');
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'handoff = :handoff',
      ExpressionAttributeValues: { ':handoff': { S: `default#${handoffId}` } },
    }),
  );
  const state = fold({ tenant: 'default', handoffId }, Items.map(factFromItem));
  const reviewerId = state.route[0]?.reviewers[0] ?? '';
  const data = { decision: 'approve' as const, reviewerId, tier: 1, actionDigest: state.actionDigest ?? '' };
  const fact = seal(state, { type: 'decided', data }, 'decide:forged', '2026-11-24T12:05:00.000Z');
  const Item = {
    handoff: { S: `default#${handoffId}` },
    sequence: { N: String(fact.sequence) },
    type: { S: fact.type },
    fact: { S: canonicalJson(fact) },
  };
  await dynamodb.send(new PutItemCommand({ TableName, Item }));
}

describe('attacks from inside the account', () => {
  it('attack 72: an approval put into the table wakes the execution, which closes the handoff and runs nothing', async () => {
    await stack.request('written', uncertainRefund);
    await writeApproval('written');
    await stack.local.settle();
    const { status, outcome } = await stack.execution('written');
    expect({ status, outcome: outcome?.status }).toEqual({ status: 'SUCCEEDED', outcome: 'closed' });
    expect(outcome).not.toHaveProperty('decision');
    expect(outcome).not.toHaveProperty('performance');
    expect(await stack.facts('written')).toEqual(['requested', 'reviewOpened', 'decided', 'voided']);
  });

  it('attack 71: a stolen token wakes the wait and decides nothing, whatever it says', async () => {
    await stack.request('stolen', uncertainRefund);
    const output = JSON.stringify({
      next: 'perform',
      decision: 'approve',
      handoff: { tenant: 'default', handoffId: 'stolen' },
    });
    await stack.sfn.send(new SendTaskSuccessCommand({ taskToken: await tokenOf('stolen'), output }));
    await stack.local.settle();
    expect((await stack.execution('stolen')).status).toBe('RUNNING');
    await stack.sfn.send(
      new SendTaskFailureCommand({ taskToken: await tokenOf('stolen'), error: 'Approved', cause: 'perform' }),
    );
    await stack.local.settle();
    expect(await stack.facts('stolen')).toEqual(['requested', 'reviewOpened']);
    await (await stack.visitor(({ handoffId }) => handoffId === 'stolen')).decide({
      decision: 'reject',
      text: 'No.',
    });
    await stack.local.settle();
    expect((await stack.execution('stolen')).outcome?.status).toBe('rejected');
  });

  it.each(['decided', 'performed', 'reversalRequested', 'resent'])(
    'attack 73: a forged "%s" event decides, runs, reverses and announces nothing',
    async (type) => {
      const handoffId = `forged-${type}`;
      await stack.request(handoffId, uncertainRefund);
      const mails = stack.local.mailbox.messages().length;
      const { endpoint, region, credentials } = stack.local;
      const bus = new EventBridgeClient({ endpoint, region, credentials });
      const at = '2026-11-24T12:00:00.000Z';
      const detail = {
        schemaVersion: 1,
        tenant: 'default',
        handoffId,
        sequence: 2,
        type,
        at,
        decision: 'approve',
      };
      await bus.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: stack.output('EventBusName'),
              Source: 'agent-handoff',
              DetailType: `Handoff ${type}`,
              Detail: JSON.stringify(detail),
            },
          ],
        }),
      );
      bus.destroy();
      await stack.local.advance('5 minutes');
      expect(await stack.facts(handoffId)).toEqual(['requested', 'reviewOpened']);
      expect(stack.local.mailbox.messages()).toHaveLength(mails);
    },
  );
});
