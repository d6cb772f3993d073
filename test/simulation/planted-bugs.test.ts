// Bugs planted on purpose: a simulation that does not find them is blind.
import { expect, test } from 'vitest';
import { BUGS } from './planted-bugs.js';
import { simulate } from './simulate.js';

const MAX_SEEDS = 1_500;

test.each(BUGS)('finds %s', async (_, expected, planted) => {
  for (let seed = 1; seed <= MAX_SEEDS; seed += 1) {
    const { violations } = await simulate({ seed, ...planted });
    if (violations.some((violation) => expected.test(violation))) return;
  }
  expect.fail(`${MAX_SEEDS} seeds did not find it`);
});
