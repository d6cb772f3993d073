// Express machines over the wire.
import { SFNClient as Client, CreateStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { client, jsonCall, startEmpty } from '../running.js';
import { machine } from './machine.js';

const ROLE = 'arn:aws:iam::000000000000:role/machine';
const call = (local: Parameters<typeof jsonCall>[0], action: string, input: object) =>
  jsonCall(local, `AWSStepFunctions.${action}`, input);

async function express(states: Record<string, object>, name = 'quick') {
  const local = await startEmpty();
  const definition = JSON.stringify(machine(states));
  const sfn: SFNClient = client(local, Client);
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name, definition, roleArn: ROLE, type: 'EXPRESS' }),
  );
  return { local, stateMachineArn };
}

test('StartSyncExecution answers with the output of an Express machine', async () => {
  const { local, stateMachineArn } = await express({
    Double: { Type: 'Pass', Output: { twice: '{% $states.input.n * 2 %}' }, End: true },
  });
  const answer = await call(local, 'StartSyncExecution', { stateMachineArn, name: 'a', input: '{"n":21}' });
  expect(answer).toMatchObject({
    stateMachineArn,
    name: 'a',
    status: 'SUCCEEDED',
    input: '{"n":21}',
    output: '{"twice":42}',
    billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
  });
  expect(answer.executionArn).toMatch(/^arn:aws:states:us-east-1:000000000000:express:quick:a:[\da-f-]{36}$/);
});

test('StartSyncExecution tells how an Express machine failed', async () => {
  const { local, stateMachineArn } = await express({ No: { Type: 'Fail', Error: 'Nope', Cause: 'because' } });
  const answer = await call(local, 'StartSyncExecution', { stateMachineArn });
  expect(answer).toMatchObject({ status: 'FAILED', error: 'Nope', cause: 'because' });
});

test('an Express execution is over after five minutes, and holds up no time while it waits', async () => {
  const { local, stateMachineArn } = await express({ Long: { Type: 'Wait', Seconds: 600, End: true } });
  const answer = call(local, 'StartSyncExecution', { stateMachineArn });
  await local.settle();
  await expect
    .poll(() => local.advance('301 seconds').then(() => Promise.race([answer, 'open'])))
    .toMatchObject({
      status: 'TIMED_OUT',
    });
});

test('two Express executions may have one name, and nothing can be asked of them afterwards', async () => {
  const { local, stateMachineArn } = await express({ Ok: { Type: 'Succeed' } });
  const start = () => call(local, 'StartExecution', { stateMachineArn, name: 'same', input: '{}' });
  const [first, second] = [await start(), await start()];
  expect(first.executionArn).not.toBe(second.executionArn);
  await expect(call(local, 'DescribeExecution', { executionArn: first.executionArn })).rejects.toMatchObject({
    name: 'InvalidArn',
    message: "Invalid Arn: 'Resource type not valid in this context: express'",
  });
  await expect(call(local, 'ListExecutions', { stateMachineArn })).rejects.toMatchObject({
    name: 'StateMachineTypeNotSupported',
  });
});

test('an Express machine that would wait for a callback is refused at creation', async () => {
  const local = await startEmpty();
  const definition = JSON.stringify(
    machine({
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
        End: true,
      },
    }),
  );
  await expect(
    call(local, 'CreateStateMachine', { name: 'ask', definition, roleArn: ROLE, type: 'EXPRESS' }),
  ).rejects.toMatchObject({
    name: 'InvalidDefinition',
    message:
      "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken' service integration at /States/Ask/Resource'",
  });
});

test('StartSyncExecution refuses a Standard machine', async () => {
  const local = await startEmpty();
  const definition = JSON.stringify(machine({ Ok: { Type: 'Succeed' } }));
  const { stateMachineArn } = await call(local, 'CreateStateMachine', {
    name: 'slow',
    definition,
    roleArn: ROLE,
  });
  await expect(call(local, 'StartSyncExecution', { stateMachineArn })).rejects.toMatchObject({
    name: 'StateMachineTypeNotSupported',
    message: 'This operation is not supported by this type of state machine',
  });
});
