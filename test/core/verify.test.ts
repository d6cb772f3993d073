// The offline verifier: what an auditor may rely on, byte by byte, and what no chain can show.
import { describe, expect, test } from 'vitest';
import { parseExportLine } from '../../bin/handoff/export-file.js';
import type { Fact, FactData, Unsealed } from '../../lambdas/contracts/event.js';
import type { Json } from '../../lambdas/contracts/json.js';
import { seal } from '../../lambdas/core/chain.js';
import { partDigest } from '../../lambdas/core/digest.js';
import { evolve } from '../../lambdas/core/evolve.js';
import { limitsOf } from '../../lambdas/core/limits.js';
import { unknownHandoff } from '../../lambdas/core/state.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';
import { FACT, type FactName, KEY, logOf, PATHS, START } from './samples.js';

const part = (name: 'action' | 'assessment' | 'decision' | 'result', body: Json) => {
  const salt = `salt-of-${name}`;
  return { part: name, digest: partDigest(salt, name, body), salt, body };
};
const ACTION = part('action', { type: 'refund_order', parameters: { orderId: '#W1', amount: 20 } });
const ASSESSMENT = part('assessment', { confidence: 0.5, rationale: 'naïve “quotes” \u001f' });
const DECISION = part('decision', { text: 'fine' });
const RESULT = part('result', { refunded: true });
const PARTS = [ACTION, ASSESSMENT, DECISION, RESULT];

function sealed(unsealed: readonly Unsealed[]): Fact[] {
  const facts: Fact[] = [];
  let state = unknownHandoff(KEY);
  for (const one of unsealed) {
    const fact = seal(state, one, `c${facts.length}`, new Date(START + facts.length).toISOString());
    facts.push(fact);
    state = evolve(state, fact);
  }
  return facts;
}

const digest = ACTION.digest;
const requested: FactData<'requested'> = {
  ...FACT.requested.data,
  actionDigest: digest,
  partRefs: { assessment: ASSESSMENT.digest },
};
const STORY: Unsealed[] = [
  { type: 'requested', data: requested },
  { type: 'reviewOpened', data: { ...FACT.opened.data, actionDigest: digest } },
  { type: 'decided', data: { ...FACT.approved.data, actionDigest: digest, detailDigest: DECISION.digest } },
  { type: 'performing', data: { ...FACT.performing.data, actionDigest: digest } },
  { type: 'performed', data: { ...FACT.performed.data, actionDigest: digest, resultDigest: RESULT.digest } },
];
const EXPORT = { facts: sealed(STORY), parts: PARTS };

describe('a true export', () => {
  test('verifies, and says who decided and which digest ran', () => {
    expect(verifyHandoff(EXPORT)).toMatchObject({
      problems: [],
      facts: 5,
      partsChecked: 4,
      partsAbsent: [],
      outcome: 'approved',
      decidedBy: 'ana',
      performedDigest: digest,
      headHash: EXPORT.facts[4]?.hash,
      sequence: 5,
    });
  });

  test('verifies without parts that were erased, and names them', () => {
    const { problems, partsAbsent } = verifyHandoff({ ...EXPORT, parts: [ACTION] });
    expect(problems).toEqual([]);
    expect([...partsAbsent].sort()).toEqual(['assessment', 'decision', 'result']);
  });

  test.each(Object.entries(PATHS).filter(([, names]) => names.length > 0))(
    'of a handoff that is %s verifies',
    (_, names) => {
      expect(verifyHandoff({ facts: logOf(...(names as readonly FactName[])), parts: [] }).problems).toEqual(
        [],
      );
    },
  );
});

const resealed = (change: (story: Unsealed[]) => Unsealed[]) => ({
  ...EXPORT,
  facts: sealed(change([...STORY])),
});
const swap = (index: number, unsealed: Unsealed) => (story: Unsealed[]) => story.with(index, unsealed);

describe('a false export', () => {
  const [first, second, third, fourth, fifth] = EXPORT.facts as [Fact, Fact, Fact, Fact, Fact];
  test.each([
    [
      'a fact is missing',
      { ...EXPORT, facts: [first, second, fourth, fifth] },
      /^fact 3: sequence is 4\nfact 3: does not follow/,
    ],
    ['two facts changed places', { ...EXPORT, facts: [first, third, second, fourth, fifth] }, /sequence is/],
    ['a fact is doubled', { ...EXPORT, facts: [first, second, second, third, fourth, fifth] }, /sequence is/],
    ['the first fact is missing', { ...EXPORT, facts: [second, third, fourth, fifth] }, /does not follow/],
    [
      'a fact comes from another handoff',
      { ...EXPORT, facts: [first, { ...second, handoffId: 'other' }] },
      /belongs to another/,
    ],
    ['a fact is unknown', { ...EXPORT, facts: [first, { ...second, type: 'blessed' }] }, /not a fact/],
    [
      'a fact is nested beyond reason',
      { ...EXPORT, facts: [{ ...first, x: JSON.parse('['.repeat(9_000) + ']'.repeat(9_000)) }] },
      /not a fact/,
    ],
    ['there are no facts', { facts: [], parts: [] }, /no facts/],
    [
      'a part was swapped',
      { ...EXPORT, parts: [{ ...ACTION, body: { type: 'refund_order', parameters: { amount: 9_999 } } }] },
      /does not match its digest/,
    ],
    ['a part was added', { ...EXPORT, parts: [part('action', 'other')] }, /does not name it/],
    ['a part is no part', { ...EXPORT, parts: [{ part: 'action' }] }, /not one that/],
    [
      'somebody who was not asked decided',
      resealed(
        swap(2, {
          type: 'decided',
          data: { ...FACT.approved.data, actionDigest: digest, reviewerId: 'mallory' },
        }),
      ),
      /whom the log did not ask/,
    ],
    ['another action was approved', resealed(swap(2, FACT.approved)), /another action/],
    ['nobody approved', resealed((story) => story.toSpliced(2, 1)), /nobody approved/],
    ['another action ran', resealed(swap(3, FACT.performing)), /nobody approved/],
    ['another run was recorded', resealed(swap(4, FACT.performed)), /another action than the one claimed/],
    [
      'it went on after its end',
      resealed((story) => [...story, FACT.cancelled]),
      /after the handoff was settled/,
    ],
    [
      'it was reversed by somebody who may not',
      resealed((story) => [
        ...story,
        { type: 'reversalRequested', data: { reviewerId: 'mallory', actionDigest: digest } },
      ]),
      /who may not/,
    ],
  ])('is found out: %s', (_, exported, message) => {
    expect(verifyHandoff(exported).problems.join('\n')).toMatch(message);
  });

  test('cut at its end is not found out: the limits say so, and the head hash shows it', () => {
    const cut = verifyHandoff({ ...EXPORT, facts: EXPORT.facts.slice(0, 2), parts: [] });
    expect(cut.problems).toEqual([]);
    expect(cut.headHash).not.toBe(verifyHandoff(EXPORT).headHash);
    expect(limitsOf(false).join(' ')).toMatch(/missing from the end/);
  });
});

/** Every bit; with EVERY_BYTE=1, every other value of every byte (minutes). */
const FLIPS = process.env.EVERY_BYTE
  ? Array.from({ length: 255 }, (_, index) => index + 1)
  : Array.from({ length: 8 }, (_, bit) => 1 << bit);

test('every change of one bit of an export is found out, or changes nothing that the bytes say', () => {
  const bytes = Buffer.from(JSON.stringify(EXPORT), 'utf8');
  const missed: number[] = [];
  const survives = (changed: Buffer) => {
    const parsed = parseExportLine(changed);
    if (!parsed.ok || verifyHandoff(parsed.handoff).problems.length > 0) return false;
    return JSON.stringify(parsed.handoff) !== JSON.stringify(EXPORT);
  };
  for (let index = 0; index < bytes.length; index += 1)
    for (const flip of FLIPS) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ flip;
      if (survives(changed)) missed.push(index);
    }
  expect(missed).toEqual([]);
});
