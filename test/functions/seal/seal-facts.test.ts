// The sealer: what it seals, what it does not, and that no crash, race or retry leaves a series that does not hold.
import { describe, expect, it, test } from 'vitest';
import type { Fact } from '../../../lambdas/contracts/event.js';
import { seal } from '../../../lambdas/core/chain.js';
import { NO_CHECKPOINT } from '../../../lambdas/core/checkpoint.js';
import { logOf, PATHS } from '../../core/samples.js';
import { MemoryCheckpoints, type Mishap } from '../../support/memory-checkpoints.js';
import { memorySealer, SEALED_AT, Sealer, sealingIn, seriesOf, signerOf } from '../../support/sealing.js';

const FACTS = logOf(...PATHS.performed);
const [first, second, third, fourth, fifth] = FACTS as [Fact, Fact, Fact, Fact, Fact];
const [stop] = [
  seal(
    { tenant: 'default', handoffId: '~stops', sequence: 0, headHash: '0'.repeat(64) },
    { type: 'stopped', data: { scope: { kind: 'tenant' }, by: 'olga', reason: 'incident 7' } },
    'c',
    '2026-11-24T12:00:00.000Z',
  ),
];

describe('a batch of messages', () => {
  it('becomes one checkpoint, which seals each log up to its end', async () => {
    const sealer = memorySealer();
    await sealer.append(...FACTS, stop);
    expect(await sealer.seal([third, first, stop, first])).toEqual([]);
    expect(sealer.checkpoints.notes).toHaveLength(1);
    const series = await seriesOf(sealer.checkpoints.files());
    expect(series.problems).toEqual([]);
    expect(sealingIn(FACTS, series)).toEqual({
      problems: [],
      upTo: { sequence: 5, number: 1, at: '2026-11-24T12:10:00.000Z' },
      unsealed: 0,
    });
    expect(sealingIn([stop], series).upTo?.sequence).toBe(1);
  });

  it('that comes twice is sealed twice, and the series holds', async () => {
    const sealer = memorySealer();
    await sealer.append(...FACTS);
    await sealer.seal(FACTS);
    await sealer.seal(FACTS);
    const series = await seriesOf(sealer.checkpoints.files());
    expect([series.problems, series.tip.number]).toEqual([[], 2]);
  });

  it('names no tenant and no handoff in what is locked', async () => {
    const sealer = memorySealer();
    await sealer.append(...FACTS);
    await sealer.seal(FACTS);
    expect(sealer.checkpoints.notes.join()).not.toMatch(/refund|default/);
  });
});

describe('what is not on the log', () => {
  it('is not sealed, and raises the tamper alarm: a fact that was announced and is gone', async () => {
    const sealer = memorySealer();
    await sealer.append(first, second);
    expect(await sealer.seal([third])).toEqual([]);
    expect(sealer.alarms).toMatchObject([{ handoffId: 'refund-42', sequence: 3 }]);
    expect(sealer.checkpoints.notes).toEqual([]);
  });

  it('is not sealed, and raises the tamper alarm: a chain that does not hold', async () => {
    const sealer = memorySealer();
    await sealer.append(first, { ...second, at: '2026-11-24T12:59:59.000Z' }, third, stop);
    await sealer.seal([third, stop]);
    expect(sealer.alarms).toMatchObject([{ handoffId: 'refund-42' }]);
    const series = await seriesOf(sealer.checkpoints.files());
    expect(sealingIn([stop], series).upTo).toBeDefined();
    expect(sealingIn([first, second, third], series).upTo).toBeUndefined();
  });
});

describe('a log that cannot be read', () => {
  it('holds up none of the others: its messages alone are delivered again', async () => {
    const sealer = memorySealer();
    await sealer.append(...FACTS, stop);
    const read = sealer.log.read.bind(sealer.log);
    sealer.log.read = (key) =>
      key.handoffId === '~stops' ? read(key) : Promise.reject(new Error('the log is away'));
    expect(await sealer.seal([first, stop, second])).toEqual(['0', '2']);
    const series = await seriesOf(sealer.checkpoints.files());
    expect(sealingIn([stop], series).upTo).toBeDefined();
    expect(sealingIn(FACTS, series)).toMatchObject({ unsealed: 5 });
  });
});

describe('two sealers', () => {
  test.each([1, 2])('race, and both are in the series: the other writes before call %i', async (call) => {
    const store = new MemoryCheckpoints(async (made): Promise<Mishap> => {
      if (made !== call) return undefined;
      await other.seal([stop]);
      return undefined;
    });
    const sealer = new Sealer(store);
    const other = new Sealer(store, sealer.log);
    await sealer.append(...FACTS, stop);
    await sealer.seal([first]);
    const series = await seriesOf(sealer.checkpoints.files());
    expect([series.problems, series.tip.number]).toEqual([[], 2]);
    expect(sealingIn(FACTS, series).upTo?.sequence).toBe(5);
    expect(sealingIn([stop], series).upTo?.sequence).toBe(1);
  });

  it('that go on racing for ever end as a fault with a name, and the messages come again', async () => {
    const store = new MemoryCheckpoints((call) => (call % 2 === 0 ? 'lostAcknowledgement' : undefined));
    const sealer = new Sealer(store);
    await sealer.append(...FACTS);
    await expect(sealer.seal(FACTS)).rejects.toThrow(
      expect.objectContaining({ name: 'CheckpointContended' }),
    );
    expect((await seriesOf(sealer.checkpoints.files())).problems).toEqual([]);
  });
});

describe('a sealer that dies', () => {
  test.each([
    [1, 'throwsBefore'],
    [1, 'throwsAfter'],
    [2, 'throwsBefore'],
    [2, 'throwsAfter'],
  ] as const)(
    'at call %i (%s) loses nothing: the messages come again, and the series holds',
    async (at, how) => {
      const store = new MemoryCheckpoints((call) => (call === at ? how : undefined));
      const sealer = new Sealer(store);
      await sealer.append(...FACTS);
      await expect(sealer.seal(FACTS)).rejects.toThrow('the store is away');
      await sealer.seal(FACTS);
      const series = await seriesOf(sealer.checkpoints.files());
      expect(series.problems).toEqual([]);
      expect(sealingIn(FACTS, series).upTo?.sequence).toBe(5);
    },
  );

  it('while it reads the secret writes nothing', async () => {
    const sealer = new Sealer(
      new MemoryCheckpoints(),
      undefined,
      Object.assign(signerOf('the secret'), { sign: () => Promise.reject(new Error('no secret')) }),
    );
    await sealer.append(...FACTS);
    await expect(sealer.seal(FACTS)).rejects.toThrow('no secret');
    expect(sealer.checkpoints.notes).toEqual([]);
  });
});

describe('a stored checkpoint that is none', () => {
  test.each(['', 'nonsense', 'agent-handoff/x\n2\n'])(
    '%j is followed by nothing: the sealer stops',
    async (note) => {
      const sealer = memorySealer();
      await sealer.append(...FACTS);
      sealer.checkpoints.notes.push(note);
      await expect(sealer.seal(FACTS)).rejects.toThrow(
        expect.objectContaining({ name: 'CheckpointUnreadable' }),
      );
      expect(sealer.checkpoints.notes).toEqual([note]);
    },
  );
});

it('the series’ time does not run backwards when the clock does', async () => {
  const sealer = memorySealer();
  await sealer.append(...FACTS);
  await sealer.seal([fourth], SEALED_AT);
  await sealer.seal([fifth], SEALED_AT - 60_000);
  expect(await seriesOf(sealer.checkpoints.files())).toMatchObject({
    problems: [],
    tip: { at: '2026-11-24T12:10:00.000Z' },
  });
  expect(NO_CHECKPOINT.number).toBe(0);
});
