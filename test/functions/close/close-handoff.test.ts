// Closing handoffs whose executions ended unsettled.
import { beforeEach, expect, it } from 'vitest';
import { closeHandoff, StatusChange } from '../../../lambdas/functions/close/close-handoff.js';
import { EXECUTION, type FactName, KEY, logOf, PATHS, START } from '../../core/samples.js';
import { MemoryLog } from '../../support/memory-log.js';

let log: MemoryLog;
beforeEach(() => {
  log = new MemoryLog();
});
async function given(...names: FactName[]): Promise<void> {
  for (const fact of logOf(...names)) await log.append(fact);
}
const close = (changes: object = {}) =>
  closeHandoff(
    StatusChange.parse({
      detail: {
        executionArn: EXECUTION.arn,
        name: 'refund-42',
        status: 'ABORTED',
        startDate: Date.parse(EXECUTION.startedAt),
        input: '{}',
        ...changes,
      },
    }),
    { log, now: START },
  );
const types = async (tenant = 'default') => (await log.read({ ...KEY, tenant })).map(({ type }) => type);

it('R4 closes an open handoff, once', async () => {
  await given(...PATHS.reviewing);
  expect(await close()).toBe(true);
  await close();
  expect((await types()).filter((type) => type === 'closed')).toHaveLength(1);
});

it('R4 calls an action in doubt that was running when its execution ended', async () => {
  await given(...PATHS.performing);
  await close();
  expect((await log.read(KEY)).at(-1)).toMatchObject({ type: 'performed', data: { status: 'in-doubt' } });
});

it.each(['rejected', 'performed', 'expired', 'cancelled'] as const)(
  'R4 leaves a handoff alone that is %s',
  async (path) => {
    await given(...PATHS[path]);
    expect(await close()).toBe(false);
  },
);

it('R4 records the end of an execution that never got to its first fact', async () => {
  expect(await close({ input: undefined })).toBe(true);
  expect(await types()).toEqual(['closed']);
});

it('R9 leaves a handoff alone that another execution holds', async () => {
  await given(...PATHS.reviewing);
  expect(await close({ startDate: Date.parse('2027-03-01T00:00:00.000Z') })).toBe(false);
});

it.each([
  ['{"tenant":"acme"}', 'acme'],
  ['{"tenant":"../x"}', 'default'],
  ['null', 'default'],
  ['{', 'default'],
])('R8 an input of %s is of the tenant %s', async (input, tenant) => {
  await close({ input });
  expect(await types(tenant)).toEqual(['closed']);
});
