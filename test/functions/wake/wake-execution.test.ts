// Waking over ports in memory: duplicates, disorder, lost wake-ups, and executions that are gone.
import { beforeEach, describe, expect, it } from 'vitest';
import type { EventLog } from '../../../lambdas/core/ports.js';
import { sweepWaits, wakeExecution } from '../../../lambdas/functions/wake/wake-execution.js';
import { type FactName, KEY, logOf, PATHS, START } from '../../core/samples.js';
import { MemoryLog } from '../../support/memory-log.js';
import { MemoryTasks } from '../../support/memory-tasks.js';
import { MemoryWaitpoints } from '../../support/memory-waitpoints.js';

const HOUR = 3_600_000;
let log: MemoryLog;
let waitpoints: MemoryWaitpoints;
let tasks: MemoryTasks;
beforeEach(async () => {
  log = new MemoryLog();
  waitpoints = new MemoryWaitpoints();
  tasks = new MemoryTasks();
  await waitpoints.put(KEY, {
    taskToken: 'token',
    round: 0,
    tier: 1,
    enteredAt: '2026-11-24T12:00:00.000Z',
    retryCount: 0,
    deadlineAt: '2026-11-24T13:00:00.000Z',
  });
});

async function given(...names: FactName[]): Promise<void> {
  for (const fact of logOf(...names)) await log.append(fact);
}
const wake = () => wakeExecution(KEY, { log, waitpoints, tasks, now: START });
const sweep = (now = START, from: EventLog = log) => sweepWaits({ log: from, waitpoints, tasks, now });
const types = async () => (await log.read(KEY)).map(({ type }) => type);

describe('a fact on the stream', () => {
  it('R3 wakes the wait once, however often the fact is delivered', async () => {
    await given(...PATHS.approved);
    for (let times = 0; times < 3; times += 1) await wake();
    expect(tasks.woken).toEqual(['token']);
  });

  it('R3 that arrives before the fact which ends the wait wakes nobody', async () => {
    await given(...PATHS.reviewing);
    await wake();
    expect(tasks.woken).toEqual([]);
  });

  it('R1 finds no token yet and does nothing: the wait will look for itself', async () => {
    await given(...PATHS.approved);
    await waitpoints.remove({
      key: KEY,
      taskToken: 'token',
      tier: 1,
      deadlineAt: '2026-11-24T13:00:00.000Z',
    });
    await wake();
    expect(tasks.woken).toEqual([]);
  });
});

describe('the sweep', () => {
  it('R4 wakes what a lost record should have woken', async () => {
    await given(...PATHS.approved);
    await sweep();
    expect(tasks.woken).toEqual(['token']);
  });

  it('R4 leaves a wait alone that is neither over nor overdue', async () => {
    await given(...PATHS.reviewing);
    await sweep(START + HOUR);
    expect(tasks.woken).toEqual([]);
  });

  it('R4 wakes a wait that its own timeout should have ended a quarter of an hour ago', async () => {
    await given(...PATHS.reviewing);
    await sweep(START + HOUR + 15 * 60_000 + 1);
    expect(tasks.woken).toEqual(['token']);
    expect(await types()).not.toContain('closed');
  });

  it('R4 closes an overdue handoff whose execution is gone, and forgets its token', async () => {
    await given(...PATHS.reviewing);
    tasks.gone.add('token');
    await sweep(START + HOUR + 15 * 60_000 + 1);
    expect((await types()).at(-1)).toBe('closed');
    expect(await waitpoints.get(KEY)).toBeUndefined();
  });

  it('R4 closes nothing before its time, though the token is gone: the execution may have moved on', async () => {
    await given(...PATHS.approved);
    tasks.gone.add('token');
    await sweep();
    expect(await types()).not.toContain('closed');
  });

  it('L6 goes on when one wait cannot be looked at, and says so in the end', async () => {
    await given(...PATHS.approved);
    const other = { tenant: 'default', handoffId: 'another' };
    await waitpoints.put(other, {
      taskToken: 'another token',
      round: 0,
      tier: 1,
      enteredAt: '2026-11-24T12:00:00.000Z',
      retryCount: 0,
      deadlineAt: '2026-11-24T13:00:00.000Z',
    });
    const failing: EventLog = {
      append: (fact) => log.append(fact),
      read: (key) => (key.handoffId === 'another' ? Promise.reject(new Error('poisoned')) : log.read(key)),
    };
    await expect(sweep(START, failing)).rejects.toThrow('1 waits could not be swept');
    expect(tasks.woken).toEqual(['token']);
  });
});
