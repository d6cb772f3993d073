// Many seeds through the real core and use cases. `SIMULATION_SEEDS=100000 npx vitest run test/simulation` runs more;
// `SIMULATION_FIRST_SEED=n SIMULATION_SEEDS=1` repeats one.
import { expect, test } from 'vitest';
import { FACTS } from '../../lambdas/contracts/event.js';
import { simulate } from './simulate.js';

const FIRST = Number(process.env.SIMULATION_FIRST_SEED ?? 1);
/**
 * Enrolments are on logs of their own, which no handoff reads but through its reviewer's passkey. A genuine log is never
 * voided; a forged one is, in test/attacks/log-writer.test.ts.
 */
const ELSEWHERE = ['enrolmentOffered', 'enrolled', 'voided'];
const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 300);

test('every seed keeps the invariants at every step, and comes to rest with nothing lost', {
  timeout: 86_400_000,
}, async () => {
  const seen = new Set<string>();
  const failures: string[] = [];
  let steps = 0;
  for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
    const run = await simulate({ seed });
    steps += run.steps;
    for (const type of run.types) seen.add(type);
    if (run.violations.length > 0) failures.push(`seed ${seed}: ${run.violations.join('; ')}`);
  }
  console.info(`${SEEDS} seeds, ${steps} steps`);
  expect(failures.slice(0, 10)).toEqual([]);
  // A simulation that never gets anywhere proves nothing.
  if (SEEDS >= 300)
    expect([...seen].sort()).toEqual(
      Object.keys(FACTS)
        .filter((type) => !ELSEWHERE.includes(type))
        .sort(),
    );
});

test('the same seed takes the same steps', async () => {
  expect(await simulate({ seed: 7 })).toEqual(await simulate({ seed: 7 }));
});
