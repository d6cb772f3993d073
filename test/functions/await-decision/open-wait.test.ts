// The order of a wait: token stored, log read, links let out; and who wakes a wait that is already over.
import { beforeEach, expect, it } from 'vitest';
import type { Fact } from '../../../lambdas/contracts/event.js';
import type { AwaitDecisionInput } from '../../../lambdas/contracts/workflow.js';
import { type OpenWaitDependencies, openWait } from '../../../lambdas/functions/await-decision/open-wait.js';
import { EXECUTION, type FactName, KEY, logOf, PATHS, START } from '../../core/samples.js';
import { MemoryLog } from '../../support/memory-log.js';
import { MemoryTasks } from '../../support/memory-tasks.js';
import { MemoryWaitpoints } from '../../support/memory-waitpoints.js';

const TOKEN = 'the token of this wait';
const INPUT: AwaitDecisionInput = {
  execution: { ...EXECUTION, name: 'refund-42' },
  handoff: KEY,
  round: 0,
  tier: 1,
  deadlineAt: '2026-11-24T13:00:00.000Z',
  enteredAt: '2026-11-24T12:00:00.500Z',
  retryCount: 0,
  taskToken: TOKEN,
};

let log: MemoryLog;
let waitpoints: MemoryWaitpoints;
let tasks: MemoryTasks;
beforeEach(() => {
  log = new MemoryLog();
  waitpoints = new MemoryWaitpoints();
  tasks = new MemoryTasks();
});

async function given(...names: FactName[]): Promise<void> {
  for (const fact of logOf(...names)) await log.append(fact);
}

const open = (changes: Partial<OpenWaitDependencies> = {}, input: Partial<AwaitDecisionInput> = {}) =>
  openWait({ ...INPUT, ...input }, { log, waitpoints, tasks, now: START + 1_000, ...changes });

const types = async () => (await log.read(KEY)).map(({ type }) => type);

/** The log, which a decision reaches just before `moment`. */
function decidedJustBefore(moment: 'read' | 'append'): OpenWaitDependencies['log'] {
  let pending = true;
  const decide = async () => {
    if (pending) for (const fact of logOf('requested', 'approved').slice(1)) await log.append(fact);
    pending = false;
  };
  return {
    read: async (key) => {
      if (moment === 'read') await decide();
      return log.read(key);
    },
    append: async (fact: Fact) => {
      await decide();
      return log.append(fact);
    },
  };
}

it('R1 stores the token, then reads the log, then lets links out', async () => {
  await given('requested');
  const order: string[] = [];
  const noted = <T extends object>(name: string, port: T): T =>
    new Proxy(port, {
      get: (target, method) => {
        const found: unknown = Reflect.get(target, method);
        if (typeof found !== 'function') return found;
        return (...given: unknown[]) => {
          order.push(`${name}.${String(method)}`);
          return found.apply(target, given);
        };
      },
    });
  await open({ log: noted('log', log), waitpoints: noted('waitpoints', waitpoints) });
  expect(order).toEqual(['waitpoints.put', 'log.read', 'log.append']);
  expect(await types()).toEqual(['requested', 'reviewOpened']);
  expect(tasks.woken).toEqual([]);
});

it('R1 completes its own token when the decision landed before the token was stored', async () => {
  await given('requested');
  await open({ log: decidedJustBefore('read') });
  expect(tasks.woken).toEqual([TOKEN]);
  expect(await types()).toEqual(['requested', 'decided']);
});

it('R1 completes its own token when the decision takes the place of its own fact', async () => {
  await given('requested');
  await open({ log: decidedJustBefore('append') });
  expect(tasks.woken).toEqual([TOKEN]);
  expect(await types()).not.toContain('reviewOpened');
});

it.each(['approved', 'edited', 'rejected', 'cancelled', 'closed', 'unreachable', 'second tier'] as const)(
  'R1 waits for nothing when the handoff is %s',
  async (path) => {
    await given(...PATHS[path]);
    const before = await types();
    await open();
    expect(tasks.woken).toEqual([TOKEN]);
    expect(await types()).toEqual(before);
  },
);

it('R2 a retried attempt of an earlier wait does not take the place of the later one', async () => {
  await given(...PATHS['second tier']);
  await open({}, { tier: 2, enteredAt: '2026-11-24T13:00:01.000Z', taskToken: 'later' });
  await open({}, { retryCount: 3 });
  expect((await waitpoints.get(KEY))?.taskToken).toBe('later');
  expect(tasks.woken).toEqual([TOKEN]);
});

it('R2 the first tier of a changed proposal takes the place of any tier that was asked before', async () => {
  await given('requested');
  await open({}, { tier: 2, taskToken: 'before the change' });
  await open({}, { round: 1, enteredAt: '2026-11-24T12:00:02.000Z' });
  expect(await waitpoints.get(KEY)).toMatchObject({ taskToken: TOKEN, tier: 1 });
});

it('R9 lets no link out for another execution, and ends its wait', async () => {
  await given('requested');
  await open({}, { execution: { ...INPUT.execution, startedAt: '2027-03-01T12:00:00.000Z' } });
  expect(tasks.woken).toEqual([TOKEN]);
  expect(await types()).toEqual(['requested']);
});

it('opens the review once, however often the attempt is repeated', async () => {
  await given('requested');
  await open();
  await open({}, { retryCount: 1 });
  expect(await types()).toEqual(['requested', 'reviewOpened']);
});
