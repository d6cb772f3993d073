// The fold: what each fact makes of a handoff, and that no sequence of facts, however odd, breaks it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PublicFact } from '../../lambdas/contracts/bus.js';
import { Outcome } from '../../lambdas/contracts/outcome.js';
import type { Verdict } from '../../lambdas/contracts/verdict.js';
import { fold } from '../../lambdas/core/evolve.js';
import { outcomeOf, outcomeParts, publicFact } from '../../lambdas/core/outcome.js';
import { at, DIGEST, FACT, type FactName, KEY, logOf, PATH_NAMES, PATHS, stateOf } from './samples.js';

describe('the fold', () => {
  test('an edit makes a new proposal, opens it anew, and voids the decision’s digest', () => {
    const state = stateOf('requested', 'opened', 'edited', 'notAdmitted');
    expect(state).toMatchObject({ phase: 'reviewing', tier: 1, actionDigest: DIGEST.edited, edited: true });
    expect(state.openedFor?.actionDigest).toBe(DIGEST.action);
  });
  test('an edit whose author suffices is cleared, and its outcome is "edited"', () => {
    expect(stateOf('requested', 'opened', 'edited', 'admitted').phase).toBe('cleared');
    expect(
      stateOf('requested', 'opened', 'edited', 'admitted', 'performingEdited', 'performedEdited').outcome,
    ).toBe('edited');
  });
  test('an edit that the rules forbid ends refused', () => {
    expect(stateOf('requested', 'opened', 'edited', 'forbidden')).toMatchObject({
      phase: 'settled',
      outcome: 'refused',
    });
  });
  test('an action that needed nobody ends autonomous; one that failed is still "approved"', () => {
    expect(stateOf('proceeding', 'performing', 'performed').outcome).toBe('autonomous');
    expect(at('failed')).toMatchObject({ outcome: 'approved', performance: { status: 'failed' } });
  });
  test('nobody available is refused at once', () => {
    expect(stateOf('nobody')).toMatchObject({ phase: 'settled', outcome: 'refused' });
  });
  test('an escalation forgets who could not be reached in the tier before', () => {
    expect(stateOf('requested', 'opened', 'anaFailed', 'benFailed', 'escalated')).toMatchObject({
      tier: 2,
      unreachable: [],
    });
  });
  test('a failed channel of an earlier tier says nothing about this one', () => {
    expect(stateOf('requested', 'opened', 'escalated', 'anaFailed').unreachable).toEqual([]);
  });
  test('a new link makes its reviewer reachable, and nobody else', () => {
    expect(stateOf('requested', 'opened', 'anaFailed', 'benFailed', 'resent').unreachable).toEqual(['ben']);
  });
  test('claims are counted', () => {
    expect(stateOf('proceeding', 'performingIdempotent').claim?.count).toBe(1);
    expect(stateOf('proceeding', 'performingIdempotent', 'performingIdempotent').claim?.count).toBe(2);
  });
  test('a reversal changes neither outcome nor what performed', () => {
    const { outcome, performance, settledAtSequence } = at('performed');
    expect(at('reversed')).toMatchObject({ outcome, performance, settledAtSequence });
  });
  test('is total: any sequence of known facts folds, and ends at its last fact', () => {
    const names = fc.array(fc.constantFrom(...(Object.keys(FACT) as FactName[])), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(names, (chosen) => {
        const facts = logOf(...chosen);
        const state = fold(KEY, facts);
        expect(state.headHash).toBe(facts.at(-1)?.hash);
        expect(Outcome.safeParse(outcomeOf(state, [])).error?.issues).toBeUndefined();
        for (const { sequence } of facts) PublicFact.parse(publicFact(KEY, facts, sequence));
      }),
      { numRuns: 300 },
    );
  });
});

describe('an outcome', () => {
  test.each(PATH_NAMES.filter((path) => path !== 'unknown'))('parses when %s', (path) => {
    expect(Outcome.safeParse(outcomeOf(at(path), [])).success).toBe(true);
  });
  test('shows action, text and result where their parts still exist', () => {
    const state = stateOf('requested', 'opened', 'rejected');
    expect(outcomeParts(state)).toEqual([
      { part: 'action', digest: DIGEST.action },
      { part: 'decision', digest: DIGEST.other },
    ]);
    const part = { salt: 's', digest: DIGEST.other } as const;
    const outcome = outcomeOf(state, [
      { ...part, part: 'decision', body: { text: 'too much' } },
      { ...part, part: 'action', body: { type: 'refund_order', parameters: {} } },
    ]);
    expect(outcome).toMatchObject({
      status: 'rejected',
      decision: { kind: 'reject', reviewerId: 'ben', text: 'too much' },
      action: { type: 'refund_order', digest: DIGEST.action },
    });
  });
  test('holds the policy’s answer only where people were asked and nobody decided', () => {
    const answered = (...names: FactName[]) => {
      const state = stateOf(...names);
      const verdict = { ...state.verdict, expiryAnswer: 'Ask again tomorrow.' } as Verdict;
      return outcomeOf({ ...state, verdict }, []).expiryAnswer;
    };
    expect(answered(...PATHS.expired)).toBe('Ask again tomorrow.');
    expect(answered('requested', 'opened', 'approved', 'approvalExpired')).toBeUndefined();
    expect(answered('hybrid', 'offerLapsed')).toBeUndefined();
    expect(answered(...PATHS.rejected)).toBeUndefined();
    expect(outcomeOf(at('expired'), [])).not.toHaveProperty('expiryAnswer');
  });
  test('says what came of a reversal', () => {
    expect(outcomeOf(at('reversed'), [])).toMatchObject({ status: 'approved', reversal: { result: 'full' } });
    expect(outcomeOf(at('offered'), []).reversal).toBeUndefined();
  });
});

describe('the public projection', () => {
  const publicOf = (...names: FactName[]) => publicFact(KEY, logOf(...names), names.length);
  test.each(PATH_NAMES.filter((path) => path !== 'unknown'))(
    'of the last fact when %s holds no digest, token or reason',
    (path) => {
      const shown = publicOf(...PATHS[path]);
      expect(PublicFact.safeParse(shown).success).toBe(true);
      expect(JSON.stringify(shown)).not.toMatch(/[0-9a-f]{64}|mailbox|no longer needed|arn:/);
    },
  );
  test('names the outcome on exactly the fact that settles', () => {
    const facts = logOf(...PATHS.reversed);
    const outcomes = facts.map(({ sequence }) => publicFact(KEY, facts, sequence)?.outcome);
    expect(outcomes).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'approved',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
  test('of a fact that is not there is nothing', () => {
    expect(publicFact(KEY, logOf('requested'), 2)).toBeUndefined();
  });
});
