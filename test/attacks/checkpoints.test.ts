// J. The audit log, as checkpoints show it: what is done to a log, or to the checkpoints themselves, after they were signed.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../lambdas/contracts/event.js';
import { GENESIS_HASH, seal } from '../../lambdas/core/chain.js';
import { checkpointText, leafOf, NO_CHECKPOINT, nextCheckpoint } from '../../lambdas/core/checkpoint.js';
import { type CheckpointFile, readSeries } from '../../lambdas/core/sealed.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { KEY, logOf, PATHS } from '../core/samples.js';
import { MemoryCheckpoints } from '../support/memory-checkpoints.js';
import {
  keyOf,
  memorySealer,
  ORIGIN,
  SEALED_AT,
  Sealer,
  sealingIn,
  seriesOf,
  signerOf,
} from '../support/sealing.js';

const FACTS = logOf(...PATHS.performed);
const [first, second, third, fourth, fifth] = FACTS as [Fact, Fact, Fact, Fact, Fact];
const MINUTE = 60_000;

/** The same facts as another hand would have them: every hash computed anew. */
function rehashed(facts: readonly Fact[], from: number): Fact[] {
  const forged: Fact[] = facts.slice(0, from);
  for (const { type, data, commandId, at } of facts.slice(from)) {
    const { sequence = 0, hash: headHash = GENESIS_HASH } = forged.at(-1) ?? {};
    const unsealed = { type, data } as Parameters<typeof seal>[1];
    forged.push(seal({ ...KEY, sequence, headHash }, unsealed, `${commandId}-forged`, at));
  }
  return forged;
}

let sealer: ReturnType<typeof memorySealer>;
let files: CheckpointFile[];
beforeEach(async () => {
  sealer = memorySealer();
  await sealer.append(first, second, third);
  await sealer.seal([third], SEALED_AT);
  await sealer.append(fourth, fifth);
  await sealer.seal([fifth], SEALED_AT + 5 * MINUTE);
  files = sealer.checkpoints.files();
});
const sealingBy = async (facts: readonly Fact[], some = files) => sealingIn(facts, await seriesOf(some));
const problemsOf = async (some: readonly CheckpointFile[]) => (await seriesOf(some)).problems;
const note = async (text: string, secret = 'the secret', origin = ORIGIN) =>
  Buffer.from(await signerOf(secret, origin).sign(text));

describe('a log that was sealed', () => {
  it('attack 81: is sealed to its end, so that the refusals below mean something', async () => {
    expect(await problemsOf(files)).toEqual([]);
    expect(await sealingBy(FACTS)).toEqual({
      problems: [],
      upTo: { sequence: 5, number: 2, at: '2026-11-24T12:15:00.000Z' },
      unsealed: 0,
    });
  });

  it('attack 81: cut at its end is found out, wherever it is cut', async () => {
    for (let kept = 1; kept < FACTS.length; kept += 1) {
      const { problems, upTo } = await sealingBy(FACTS.slice(0, kept));
      expect(problems.join()).toMatch(/seals fact 5: its end was cut off/);
      expect(upTo).toBeUndefined();
    }
  });

  it('attack 81: cut and continued otherwise is found out: the facts in place of the old ones are others', async () => {
    const forked = rehashed(FACTS, 3);
    expect(verifyHandoff({ facts: forked, parts: [] }).problems).toEqual([]);
    expect((await sealingBy(forked)).problems).toEqual([
      'fact 5 is not the one that checkpoint 2 of 2026-11-24T12:15:00.000Z seals: it was rewritten',
    ]);
  });

  it('attack 81: cut, continued otherwise and sealed again is found out: both are in the series', async () => {
    const forked = rehashed(FACTS, 3);
    const again = new Sealer(sealer.checkpoints);
    await again.append(...forked);
    await again.seal([forked[4] as Fact], SEALED_AT + 6 * MINUTE);
    for (const facts of [FACTS, forked])
      expect((await sealingBy(facts, sealer.checkpoints.files())).problems).toHaveLength(1);
  });

  it.each([0, 1, 2, 3, 4])(
    'attack 82: replaced and rehashed from fact %i + 1 on is found out',
    async (from) => {
      const forged = rehashed(FACTS, from);
      expect(verifyHandoff({ facts: forged, parts: [] }).problems).toEqual([]);
      const { problems, upTo } = await sealingBy(forged);
      expect(problems.join()).toMatch(/is not the one that checkpoint . of .* seals/);
      expect(upTo).toBeUndefined();
    },
  );
});

describe('a series of checkpoints', () => {
  it('attack 81: rolled back is shorter, and what it no longer seals is not called sealed', async () => {
    const { upTo, unsealed } = await sealingBy(FACTS, files.slice(0, 1));
    expect([upTo?.sequence, unsealed]).toEqual([3, 2]);
  });

  it('attack 81: with two checkpoints of one number was forked, and says so', async () => {
    const fork = checkpointText(nextCheckpoint(ORIGIN, NO_CHECKPOINT, [leafOf(first)], SEALED_AT));
    const forked = [...files, { name: 'fork', bytes: await note(fork) }];
    expect((await problemsOf(forked)).join()).toMatch(
      /1\.note and fork are two different checkpoints 1: the series was forked/,
    );
  });

  it('attack 81: with one taken out of the middle, or from its beginning, says which', async () => {
    await sealer.seal([fifth], SEALED_AT + 10 * MINUTE);
    const [one, two, three] = sealer.checkpoints.files() as [CheckpointFile, CheckpointFile, CheckpointFile];
    expect(await problemsOf([one, three])).toEqual(['checkpoint 2 is missing']);
    expect(await problemsOf([three])).toEqual(['checkpoints 1 to 2 are missing']);
    expect(await problemsOf([three, two, one])).toEqual([]);
  });

  it('attack 83: signed by another key proves nothing', async () => {
    const other = [await keyOf('another secret')];
    const { problems, seals } = readSeries(files, other);
    expect(problems).toEqual(['1.note is signed by an unknown key', '2.note is signed by an unknown key']);
    expect(seals.size).toBe(0);
  });

  it('attack 83: signed with the right key for another origin is of another series', async () => {
    const other = 'agent-handoff/another';
    const text = checkpointText(nextCheckpoint(other, NO_CHECKPOINT, [leafOf(fifth)], SEALED_AT));
    const named = [{ name: 'x', bytes: await note(text, 'the secret', other) }];
    expect(await problemsOf(named)).toEqual(['x is signed by an unknown key']);
    expect(await problemsOf([{ name: 'x', bytes: await note(text) }])).toEqual(['x is of another series']);
  });

  it('attack 83: that goes on with a smaller number, an earlier time or another root does not hold', async () => {
    const tip = (await seriesOf(sealer.checkpoints.files())).tip;
    const following = (previous: typeof tip) =>
      checkpointText(nextCheckpoint(ORIGIN, previous, [leafOf(first)], SEALED_AT));
    const smaller = { name: 'x', bytes: await note(following({ ...tip, number: 1 })) };
    const otherRoot = { name: 'x', bytes: await note(following({ ...tip, root: NO_CHECKPOINT.root })) };
    const earlier = { name: 'x', bytes: await note(following({ ...tip, at: NO_CHECKPOINT.at })) };
    expect((await problemsOf([...files, smaller])).join()).toMatch(/was forked/);
    for (const file of [otherRoot, earlier])
      expect(await problemsOf([...files, file])).toEqual(['x does not follow checkpoint 2']);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['a line more', (text) => text.replace('\n\n', '\nmore\n\n'), /signature that does not hold/],
    ['a second signature', (text) => `${text}${text.split('\n\n')[1]}`, /exactly one signature/],
    ['a line behind it', (text) => `${text}more\n`, /exactly one signature/],
    ['base64 spelled otherwise', (text) => text.replace(/=\n$/, '\n'), /malformed signature/],
    ['no base64', (text) => text.replace(/ \S+\n$/, ' ****\n'), /malformed signature/],
    ['nothing in it', () => '', /is no signed note/],
  ])('attack 83: with %s is refused', async (_, change, problem) => {
    const [one, two] = files as [CheckpointFile, CheckpointFile];
    const changed = { name: one.name, bytes: Buffer.from(change(Buffer.from(one.bytes).toString('utf8'))) };
    expect((await problemsOf([changed, two]))[0]).toMatch(problem);
  });

  it('attack 83: signed genuinely, with a line more than a checkpoint has, is none', async () => {
    const text = checkpointText(nextCheckpoint(ORIGIN, NO_CHECKPOINT, [leafOf(first)], SEALED_AT));
    expect(await problemsOf([{ name: 'x', bytes: await note(`${text}more\n`) }])).toEqual([
      'x is not a checkpoint as they are written',
    ]);
  });
});

describe('a sealer that stood still', () => {
  it('attack 86: leaves young facts "not sealed yet", and calls none of them sealed', async () => {
    const { problems, upTo, unsealed } = await sealingBy(FACTS, files.slice(0, 1));
    expect([problems, upTo?.sequence, unsealed]).toEqual([[], 3, 2]);
    expect(await sealingBy(FACTS, [])).toEqual({ problems: [], unsealed: 5 });
  });

  it('attack 86: while facts went on leaves a gap that is found out', async () => {
    const late = seal(
      { ...KEY, sequence: 5, headHash: fifth.hash },
      { type: 'reversalOffered', data: { reviewerId: 'ana' } },
      'late',
      '2026-11-24T12:40:00.000Z',
    );
    const { problems, upTo } = await sealingBy([...FACTS, late], files.slice(0, 1));
    expect(problems).toEqual([
      'fact 5 of 2026-11-24T12:00:04.000Z was not sealed in time: the sealer stood still, or never saw it',
    ]);
    expect(upTo).toBeUndefined();
  });

  it('attack 86: does not make a gap of a run that nothing has followed: that is not sealed yet, for as long', async () => {
    const running = new MemoryCheckpoints();
    const other = new Sealer(running);
    await other.append(first, second, third);
    await other.seal([third], SEALED_AT);
    await other.seal([third], SEALED_AT + 24 * 60 * MINUTE);
    const { problems, upTo, unsealed } = await sealingBy([first, second, third, fourth], running.files());
    expect([problems, upTo?.sequence, unsealed]).toEqual([[], 3, 1]);
  });

  it('attack 86: for one log only is found out by the checkpoints of the others', async () => {
    const other = { ...KEY, handoffId: 'refund-43' };
    const alone = seal(
      { ...other, sequence: 0, headHash: GENESIS_HASH },
      { type: first.type, data: first.data } as Parameters<typeof seal>[1],
      'c',
      first.at,
    );
    await sealer.append(alone);
    await sealer.seal([alone], SEALED_AT + 25 * MINUTE);
    const [one, , three] = sealer.checkpoints.files() as [CheckpointFile, CheckpointFile, CheckpointFile];
    const { problems } = await sealingBy(FACTS, [one, three]);
    expect(problems.join()).toMatch(/fact 5 of .* was not sealed in time/);
  });
});
