// Executions and task tokens over the wire, with AWS's error types and texts.
import { expect, test } from 'vitest';
import { jsonCall, startEmpty } from '../running.js';
import { machine } from './machine.js';

type Local = Awaited<ReturnType<typeof startEmpty>>;
const ROLE = 'arn:aws:iam::000000000000:role/machine';
const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:m';
const call = (local: Local, action: string, input: object) =>
  jsonCall(local, `AWSStepFunctions.${action}`, input);

async function deployed(states: Record<string, object>) {
  const local = await startEmpty();
  const definition = JSON.stringify(machine(states));
  const { stateMachineArn } = await call(local, 'CreateStateMachine', {
    name: 'm',
    definition,
    roleArn: ROLE,
  });
  return { local, stateMachineArn, definition };
}
const WAIT = { W: { Type: 'Wait', Seconds: 60, End: true } };

test('the same machine created again is the one that is there; another is refused', async () => {
  const { local, stateMachineArn, definition } = await deployed(WAIT);
  const again = { name: 'm', definition, roleArn: ROLE };
  expect(await call(local, 'CreateStateMachine', again)).toMatchObject({ stateMachineArn });
  await expect(call(local, 'CreateStateMachine', { ...again, type: 'EXPRESS' })).rejects.toMatchObject({
    name: 'StateMachineAlreadyExists',
    message: `State Machine Already Exists: '${stateMachineArn}'`,
  });
});

test('a start under the same name joins the running execution, and no other', async () => {
  const { local, stateMachineArn } = await deployed(WAIT);
  const start = (input: string) => call(local, 'StartExecution', { stateMachineArn, name: 'one', input });
  const taken = { name: 'ExecutionAlreadyExists', message: `Execution Already Exists: '${EXECUTION}:one'` };
  expect(await start('{}')).toEqual(await start('{}'));
  await expect(start('{"other":1}')).rejects.toMatchObject(taken);
  await local.advance('1 minute');
  await expect(start('{}')).rejects.toMatchObject(taken);
});

test('lists executions newest first, in pages, by status', async () => {
  const { local, stateMachineArn } = await deployed(WAIT);
  for (const name of ['a', 'b', 'c']) await call(local, 'StartExecution', { stateMachineArn, name });
  await call(local, 'StopExecution', { executionArn: `${EXECUTION}:b`, error: 'E', cause: 'c' });
  const list = (more: object) => call(local, 'ListExecutions', { stateMachineArn, ...more });
  const namesIn = ({ executions }: { executions: { name: string }[] }) => executions.map(({ name }) => name);
  const first = await list({ maxResults: 2 });
  expect(namesIn(first)).toEqual(['c', 'b']);
  expect(namesIn(await list({ nextToken: first.nextToken }))).toEqual(['a']);
  expect(namesIn(await list({ statusFilter: 'ABORTED' }))).toEqual(['b']);
  await expect(list({ statusFilter: 'GONE' })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(list({ nextToken: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidToken' });
});

test('tells a history in pages, backwards, and without its data', async () => {
  const { local, stateMachineArn } = await deployed(WAIT);
  const { executionArn } = await call(local, 'StartExecution', { stateMachineArn, name: 'h' });
  await local.advance('1 minute');
  const history = (more: object) => call(local, 'GetExecutionHistory', { executionArn, ...more });
  const ids = ({ events }: { events: { id: number }[] }) => events.map(({ id }) => id);
  const first = await history({ maxResults: 3 });
  expect([ids(first), ids(await history({ nextToken: first.nextToken }))]).toEqual([[1, 2, 3], [4]]);
  expect(ids(await history({ reverseOrder: true }))).toEqual([4, 3, 2, 1]);
  const { events } = await history({ includeExecutionData: false });
  expect(events[1].stateEnteredEventDetails).toEqual({ name: 'W' });
});

test.each<[string, string, object, string, string]>([
  [
    'an ARN of nothing',
    'DescribeExecution',
    { executionArn: 'nonsense' },
    'InvalidArn',
    "Invalid Arn: 'Invalid ARN prefix: nonsense'",
  ],
  [
    'an unknown execution',
    'DescribeExecution',
    { executionArn: `${EXECUTION}:x` },
    'ExecutionDoesNotExist',
    `Execution Does Not Exist: '${EXECUTION}:x'`,
  ],
  ['a name with a space', 'StartExecution', { name: 'a b' }, 'InvalidName', "Invalid Name: 'a b'"],
  ['input that is no JSON', 'StartExecution', { input: '{' }, 'InvalidExecutionInput', ''],
  [
    'input above 256 KiB',
    'StartExecution',
    { input: JSON.stringify('x'.repeat(262_143)) },
    'InvalidExecutionInput',
    '',
  ],
  ['output that is no JSON', 'SendTaskSuccess', { taskToken: 'x', output: '{' }, 'InvalidOutput', ''],
  [
    'a token of nothing',
    'SendTaskSuccess',
    { taskToken: 'x', output: '{}' },
    'InvalidToken',
    "Invalid Token: 'Invalid token'",
  ],
  [
    'a token of an execution that never was',
    'SendTaskHeartbeat',
    { taskToken: Buffer.from(`${EXECUTION}:x#00000000-0000-4000-8000-000000000000`).toString('base64') },
    'TaskDoesNotExist',
    "Task Does Not Exist: 'Provided task does not exist'",
  ],
  [
    'a version',
    'UpdateStateMachine',
    { publish: true, roleArn: ROLE },
    'ValidationException',
    'publish: versions and aliases are not implemented in the local runtime',
  ],
])('refuses %s', async (_, action, input, name, message) => {
  const { local, stateMachineArn } = await deployed(WAIT);
  await expect(call(local, action, { stateMachineArn, ...input })).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message),
  });
});

test('keeps tags, and tells what it would refuse', async () => {
  const { local, stateMachineArn: resourceArn, definition } = await deployed(WAIT);
  await call(local, 'TagResource', {
    resourceArn,
    tags: [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ],
  });
  await call(local, 'UntagResource', { resourceArn, tagKeys: ['a'] });
  expect(await call(local, 'ListTagsForResource', { resourceArn })).toEqual({
    tags: [{ key: 'b', value: '2' }],
  });
  expect(await call(local, 'ValidateStateMachineDefinition', { definition })).toMatchObject({ result: 'OK' });
});
