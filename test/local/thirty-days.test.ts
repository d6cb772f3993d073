// An approval of three tiers with ten days each, on an empty runtime and through the plain SDK: a month is a test of
// milliseconds, and one seed gives one history.
import {
  CreateStateMachineCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import type { Local } from '../../local/index.js';
import { client, createQueue, NOON, received, startEmpty } from './running.js';

const TEN_DAYS_SECONDS = 864_000;
const DAY_MS = 86_400_000;
const ROLE = 'arn:aws:iam::000000000000:role/Machine';

/** Asks over a queue and waits ten days for the token; without an answer the next tier is asked. */
const askTier = (tier: number, queueUrl: string, next: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Arguments: { QueueUrl: queueUrl, MessageBody: { tier, token: '{% $states.context.Task.Token %}' } },
  TimeoutSeconds: TEN_DAYS_SECONDS,
  Catch: [{ ErrorEquals: ['States.Timeout'], Next: next }],
  End: true,
});

async function start(local: Local) {
  const queue = await createQueue(local, 'approvals');
  const definition = JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Team',
    States: {
      Team: askTier(1, queue.url, 'Lead'),
      Lead: askTier(2, queue.url, 'Director'),
      Director: askTier(3, queue.url, 'Expired'),
      Expired: { Type: 'Fail', Error: 'Expired' },
    },
  });
  const sfn = client(local, SFNClient);
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name: 'approval', definition, roleArn: ROLE }),
  );
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name: 'refund' }));
  await local.settle();
  const history = async () => {
    const { events = [] } = await sfn.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 }),
    );
    return events.map(({ type, timestamp }) => [type, timestamp?.getTime()]);
  };
  return { sfn, queue, history };
}

describe('a three-tier approval of thirty days', () => {
  it('asks each tier for ten days and then expires', async () => {
    const local = await startEmpty();
    const { queue, history } = await start(local);
    await local.advance('31 days');
    const asked = (await received(local, queue.url)).map((body) => JSON.parse(body).tier);
    expect(asked).toEqual([1, 2, 3]);
    expect((await history()).at(-1)).toEqual(['ExecutionFailed', NOON + 30 * DAY_MS]);
  });

  it('has the same history under the same seed', async () => {
    const run = async () => {
      const local = await startEmpty({ seed: 11 });
      const { history } = await start(local);
      await local.advance('31 days');
      return history();
    };
    expect(await run()).toEqual(await run());
  });
});
