// The command loop: one fact, or a refusal, or nothing; whoever else writes, and whatever is lost on the way.
import { describe, expect, test } from 'vitest';
import { type Answer, append, nothing, refuse, run } from '../../lambdas/core/command.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { MemoryLog } from './memory-log.js';
import { FACT, KEY, logOf, START } from './samples.js';

const command = (decide: (state: HandoffState) => Answer, commandId = 'mine') => ({
  key: KEY,
  commandId,
  now: START,
  decide,
});
const cancel = command(() => append(FACT.cancelled));
/** Another writer puts its fact in just before ours. */
const raceWith =
  (...names: Parameters<typeof logOf>) =>
  (attempt: number, log: MemoryLog) => {
    const fact = logOf(...names)[log.facts.length];
    if (attempt <= names.length && fact) log.facts.push({ ...fact, commandId: `other-${attempt}` });
    return undefined;
  };

describe('the command loop', () => {
  test('appends one sealed fact that follows the head', async () => {
    const log = new MemoryLog(logOf('requested'));
    const result = await run(log, cancel);
    expect(log.facts).toHaveLength(2);
    expect(result.fact).toEqual(log.facts[1]);
    expect(result.fact).toMatchObject({ sequence: 2, commandId: 'mine', previousHash: log.facts[0]?.hash });
    expect(result.state.outcome).toBe('cancelled');
    expect(result.facts).toEqual(log.facts);
  });
  test('appends nothing when refused', async () => {
    const log = new MemoryLog();
    expect(
      (
        await run(
          log,
          command(() => refuse('NOT_FOUND')),
        )
      ).refusal,
    ).toBe('NOT_FOUND');
    expect(log.appends).toBe(0);
  });
  test('appends nothing when nothing is left to do', async () => {
    const log = new MemoryLog(logOf('refused'));
    const result = await run(
      log,
      command(() => nothing),
    );
    expect(result).toMatchObject({ state: { outcome: 'refused' } });
    expect(result.fact).toBeUndefined();
    expect(log.appends).toBe(0);
  });
  test('reads nothing when the caller knows the facts', async () => {
    const log = new MemoryLog();
    await run(log, { ...command(() => append(FACT.requested)), known: [] });
    expect({ reads: log.reads, appends: log.appends }).toEqual({ reads: 0, appends: 1 });
  });
  test('what the caller knew wrongly is read again after the lost race', async () => {
    const log = new MemoryLog(logOf('requested'));
    const decide = (state: HandoffState) => (state.phase === 'unknown' ? append(FACT.requested) : nothing);
    expect((await run(log, { ...command(decide), known: [] })).state.phase).toBe('reviewing');
    expect(log.facts).toHaveLength(1);
  });
});

describe('R6', () => {
  test('R6 a repeated command finds its own fact and appends no second', async () => {
    const log = new MemoryLog(logOf('requested'));
    const first = await run(log, cancel);
    const second = await run(log, cancel);
    expect(second.fact).toEqual(first.fact);
    expect(log.facts).toHaveLength(2);
  });
  test('R6 a lost acknowledgement is success: the writer finds its own fact', async () => {
    const log = new MemoryLog(logOf('requested'), () => 'lostAcknowledgement');
    const result = await run(log, cancel);
    expect(result.fact).toMatchObject({ commandId: 'mine', sequence: 2 });
    expect(log.facts).toHaveLength(2);
  });
  test('R6 a lost acknowledgement of the third attempt is success, too', async () => {
    const log = new MemoryLog(logOf('requested'), (attempt, racing) => {
      if (attempt === 3) return 'lostAcknowledgement';
      return raceWith('requested', 'opened', 'anaFailed')(attempt, racing);
    });
    const result = await run(log, cancel);
    expect(result.fact).toMatchObject({ commandId: 'mine', sequence: 4 });
  });
  test('R6 whoever loses a race decides again on the new state', async () => {
    const log = new MemoryLog(logOf('requested', 'opened'), (attempt, racing) => {
      if (attempt === 1) racing.facts.push(...logOf('requested', 'opened', 'rejected').slice(2));
      return undefined;
    });
    const result = await run(
      log,
      command((state) => (state.phase === 'settled' ? refuse('ALREADY_SETTLED') : append(FACT.approved))),
    );
    expect(result).toMatchObject({ refusal: 'ALREADY_SETTLED', state: { outcome: 'rejected' } });
    expect(log.facts).toHaveLength(3);
  });
  test('R6 three lost races are the fault LogContended', async () => {
    const log = new MemoryLog(logOf('requested'), raceWith('requested', 'opened', 'anaFailed', 'benFailed'));
    await expect(run(log, cancel)).rejects.toMatchObject({ name: 'LogContended' });
    expect(log.appends).toBe(3);
    expect(log.facts.some(({ commandId }) => commandId === 'mine')).toBe(false);
  });
  test('R6 a store that fails after it wrote is found out by the next run', async () => {
    const log = new MemoryLog(logOf('requested'), (attempt) => (attempt === 1 ? 'throwsAfter' : undefined));
    await expect(run(log, cancel)).rejects.toThrow('away');
    expect((await run(log, cancel)).fact).toMatchObject({ sequence: 2 });
    expect(log.facts).toHaveLength(2);
  });
  test('R6 a store that fails before it wrote leaves the log as it was', async () => {
    const log = new MemoryLog(logOf('requested'), () => 'throwsBefore');
    await expect(run(log, cancel)).rejects.toThrow('away');
    expect(log.facts).toHaveLength(1);
  });
});
