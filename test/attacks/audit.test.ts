// J. The audit log: what an export shows to have been done to it, and that erasing data breaks no proof.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../lambdas/contracts/event.js';
import { limitsOf } from '../../lambdas/core/limits.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { KEY, logOf, PATHS } from '../core/samples.js';
import { Desk, REFUND } from '../support/review-desk.js';

const FACTS = logOf(...PATHS.approved);
const [first, second, third] = FACTS as [Fact, Fact, Fact];
const [stranger] = logOf('proceeding') as [Fact];
const problemsOf = (facts: readonly Fact[]) => verifyHandoff({ facts, parts: [] }).problems;

describe('attacks on the log', () => {
  it('attack 80: the true log has no problems, so that the ones below mean something', () => {
    expect(problemsOf(FACTS)).toEqual([]);
  });

  it.each<[string, readonly Fact[]]>([
    ['a fact deleted', [first, third]],
    ['the first fact deleted', [second, third]],
    ['a fact edited', [first, { ...second, at: '2026-11-24T12:59:59.000Z' }, third]],
    ['two facts in another order', [first, third, second]],
    ['a fact doubled', [first, second, second, third]],
    ['a fact inserted', [first, stranger, second, third]],
  ])('attack 80: %s is found out', (_, facts) => {
    expect(problemsOf(facts).length).toBeGreaterThan(0);
  });

  it('attack 81: a log cut at its end verifies, and the verifier says that it cannot tell', () => {
    expect(problemsOf([first, second])).toEqual([]);
    expect(limitsOf(false).join(' ')).toContain('Facts missing from the end cannot be seen');
  });

  let desk: Desk;
  beforeEach(async () => {
    desk = new Desk();
    await desk.open({ ...REFUND, context: { customerProfile: { name: 'Mia Chen' } } });
    await desk.decide({ decision: 'approve', text: 'Fine.' });
    await desk.perform();
  });

  it('attack 85: a handoff whose personal data was erased verifies as before, and its page says what is gone', async () => {
    const before = verifyHandoff({ facts: await desk.facts(), parts: [] });
    for (const part of ['customerProfile', 'action', 'assessment', 'decision']) desk.context.erase(KEY, part);
    const after = verifyHandoff({ facts: await desk.facts(), parts: [] });
    expect(after).toEqual(before);
    expect(after.problems).toEqual([]);
    expect((await desk.look('ben')).body).toContain('was erased');
    expect(JSON.stringify(await desk.facts())).not.toContain('Mia Chen');
  });
});
