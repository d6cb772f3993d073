// Virtual time: order, races drawn from a seed, and settling between timers.
import { describe, expect, it } from 'vitest';
import { Activity } from '../../../local/activity.js';
import { durationMs } from '../../../local/clock/duration.js';
import { VirtualClock } from '../../../local/clock/virtual.js';
import { seededRandom } from '../../../local/random.js';

const clockOf = (seed = 1) => {
  const activity = new Activity();
  return { activity, clock: new VirtualClock(activity, seededRandom(seed), 1000, new SharedArrayBuffer(8)) };
};

const orderOf = async (seed: number) => {
  const { clock } = clockOf(seed);
  const fired: number[] = [];
  for (let index = 0; index < 6; index += 1) clock.schedule(2000, () => void fired.push(index));
  await clock.advanceTo(2000);
  return fired.join('');
};

describe('the virtual clock', () => {
  it('fires timers in order of time, at their time, and not those after the target', async () => {
    const { clock } = clockOf();
    const fired: [number, number][] = [];
    for (const at of [5000, 2000, 9000, 3000, 2500])
      clock.schedule(at, () => void fired.push([at, clock.now()]));
    await clock.advanceTo(6000);
    expect(fired).toEqual([
      [2000, 2000],
      [2500, 2500],
      [3000, 3000],
      [5000, 5000],
    ]);
    expect(clock.now()).toBe(6000);
  });

  it('lets what a timer causes settle before the next one fires', async () => {
    const { clock, activity } = clockOf();
    const seen: string[] = [];
    clock.schedule(2000, () => {
      void activity.track(async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        seen.push('caused');
      });
    });
    clock.schedule(2001, () => void seen.push('next'));
    await clock.advanceTo(3000);
    expect(seen).toEqual(['caused', 'next']);
  });

  it('fires timers that a timer sets, when they are due on the way', async () => {
    const { clock } = clockOf();
    const seen: number[] = [];
    clock.schedule(2000, () => void clock.schedule(2500, () => void seen.push(clock.now())));
    await clock.advanceTo(4000);
    expect(seen).toEqual([2500]);
  });

  it('fires what is already due without being advanced, and never what was cancelled', async () => {
    const { clock, activity } = clockOf();
    const seen: string[] = [];
    clock.schedule(500, () => void seen.push('due'));
    clock.schedule(500, () => void seen.push('cancelled')).cancel();
    expect(seen).toEqual([]);
    await activity.idle();
    expect(seen).toEqual(['due']);
  });

  it('orders racing timers by the seed, the same way each time', async () => {
    expect(await orderOf(1)).toBe(await orderOf(1));
    const orders = new Set(await Promise.all([1, 2, 3, 4, 5, 6].map(orderOf)));
    expect(orders.size).toBeGreaterThan(1);
  });
});

describe('durations', () => {
  it('are milliseconds or words', () => {
    expect([5, '3 days', '1 day', '45 minutes', '90s', '2 h', '1.5 hours', '250ms'].map(durationMs)).toEqual([
      5, 259_200_000, 86_400_000, 2_700_000, 90_000, 7_200_000, 5_400_000, 250,
    ]);
  });

  it('are refused with an example otherwise', () => {
    for (const wrong of ['soon', '3', '3 fortnights', '-1 s', -1])
      expect(() => durationMs(wrong)).toThrow(/InvalidDuration/);
  });
});
