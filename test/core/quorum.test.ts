// Votes of distinct people over one digest: what they come to, who may cast them, and what an edit does to them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ONE_APPROVAL, type Requirement } from '../../lambdas/contracts/verdict.js';
import { seal } from '../../lambdas/core/chain.js';
import { evolve } from '../../lambdas/core/evolve.js';
import { judge } from '../../lambdas/core/judge.js';
import { stricter, tally } from '../../lambdas/core/quorum.js';
import { reevaluate } from '../../lambdas/core/request.js';
import { decideReview, noteRefusedVote } from '../../lambdas/core/review.js';
import { isWaitOver } from '../../lambdas/core/settle.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { at, DIGEST, FACT, link, POLICY, ROUTE, request, SETTINGS, START } from './samples.js';

const waitOf = (tier: number) => ({ tier, deadlineAt: '2026-11-24T13:00:00.000Z' });

const two = (changes: Partial<Requirement> = {}): Requirement => ({
  ...ONE_APPROVAL,
  approvals: 2,
  ...changes,
});
const people = SETTINGS.reviewers as Record<'ana' | 'ben' | 'cleo', (typeof SETTINGS.reviewers)[string]>;
const NOW = START + 60_000;

const reviewing = (requirement: Requirement): HandoffState => {
  const state = at('reviewing');
  return { ...state, verdict: { ...FACT.requested.data.verdict, requirement } };
};

/** The state after `reviewer` decided, or the refusal. */
function vote(
  state: HandoffState,
  reviewer: string,
  decision: 'approve' | 'reject' | 'edit' = 'approve',
  directory: typeof SETTINGS.reviewers = people,
): HandoffState | string {
  const edited = decision === 'edit' ? { editedDigest: DIGEST.edited } : {};
  const ballot = link(reviewer, { actionDigest: state.actionDigest ?? '' });
  const answer = decideReview(state, ballot, { decision, ...edited }, NOW, directory);
  if (answer.kind === 'refuse') return answer.refusal;
  if (answer.kind === 'nothing') return 'nothing';
  return evolve(state, seal(state, answer.fact, `vote:${state.sequence}`, new Date(NOW).toISOString()));
}
const all = (state: HandoffState, ...votes: [string, ('approve' | 'reject')?][]) =>
  votes.reduce<HandoffState>(
    (current, [who, decision]) => vote(current, who, decision) as HandoffState,
    state,
  );

describe('a quorum of two', () => {
  test('waits on after the first vote, without a transition, and clears the action with the second', () => {
    const first = all(reviewing(two()), ['ana']);
    expect([first.phase, isWaitOver(first, waitOf(1))]).toEqual(['reviewing', false]);
    const second = all(first, ['ben']);
    expect([second.phase, isWaitOver(second, waitOf(1)), second.decision?.reviewerId]).toEqual([
      'cleared',
      true,
      'ben',
    ]);
  });
  test('counts nobody twice, under whichever id or address', () => {
    const first = all(reviewing(two()), ['ana']);
    expect(vote(first, 'ana')).toBe('ALREADY_VOTED');
    expect(vote(first, 'ben', 'approve', { ...people, ben: { ...people.ben, person: 'ANA' } })).toBe(
      'ALREADY_VOTED',
    );
    const slack = { ...people.ana, aliases: ['ben'] };
    expect(vote(first, 'ben', 'approve', { ana: slack, cleo: people.cleo })).toBe('NO_LONGER_ELIGIBLE');
  });
  test('attack 43: is the verdict’s, whatever the settings say when the votes come', () => {
    expect(all(reviewing(two()), ['ana']).phase).toBe('reviewing');
    expect(all(reviewing(ONE_APPROVAL), ['ana']).phase).toBe('cleared');
  });
  test('goes on after a rejection while enough others are left, and ends when they are not', () => {
    const one = all(reviewing(two()), ['ana', 'reject']);
    expect(one.phase).toBe('reviewing');
    expect(all(one, ['ben', 'reject'])).toMatchObject({ phase: 'settled', outcome: 'rejected' });
  });
  test('with a veto ends with one rejection', () => {
    expect(all(reviewing(two({ rule: 'veto' })), ['ana'], ['ben', 'reject'])).toMatchObject({
      outcome: 'rejected',
    });
  });
  test('keeps its votes when the next tier is asked', () => {
    const first = all(reviewing(two()), ['ana']);
    const next = evolve(first, seal(first, FACT.escalated, 'escalate', new Date(NOW).toISOString()));
    expect(all(next, ['cleo']).phase).toBe('cleared');
  });
});

test('unanimous takes everybody asked so far, and one rejection ends it', () => {
  const state = reviewing({ ...ONE_APPROVAL, rule: 'unanimous' });
  expect(all(state, ['ana']).phase).toBe('reviewing');
  expect(all(state, ['ana'], ['ben']).phase).toBe('cleared');
  expect(all(state, ['ana'], ['ben', 'reject']).outcome).toBe('rejected');
});

describe('a vote', () => {
  const needsRole = reviewing({ ...ONE_APPROVAL, roles: ['controller'] });
  const during = (from: string, until: string) => ({
    ...people,
    ana: { ...people.ana, roles: [{ role: 'controller', from, until }] },
  });
  test('takes a role whose dates admit the moment of the vote', () => {
    const now = new Date(NOW).toISOString();
    expect(vote(needsRole, 'ana')).toBe('NO_LONGER_ELIGIBLE');
    expect(vote(needsRole, 'ana', 'approve', during(now, '2027-01-01T00:00:00Z'))).toMatchObject({
      phase: 'cleared',
    });
    expect(vote(needsRole, 'ana', 'approve', during('2026-01-01T00:00:00Z', now))).toBe('NO_LONGER_ELIGIBLE');
  });
  test('of the person the agent acts for is refused, though that became known after people were asked', () => {
    const state = reviewing(ONE_APPROVAL);
    const onBehalf = {
      ...state,
      requested: { ...FACT.requested.data, onBehalfOf: 'U024ANA' },
    } as HandoffState;
    expect(vote(onBehalf, 'ana')).toMatchObject({ phase: 'cleared' });
    const known = { ...people, ana: { ...people.ana, aliases: ['u024ana'] } };
    expect(vote(onBehalf, 'ana', 'approve', known)).toBe('NO_LONGER_ELIGIBLE');
  });
  test('attack 38: of somebody who left between two votes is refused, and the log says so', () => {
    const state = all(reviewing(two()), ['ben']);
    const { ana: _, ...others } = people;
    expect(vote(state, 'ana', 'approve', others)).toBe('NO_LONGER_ELIGIBLE');
    expect(noteRefusedVote(state, link('ana'), NOW, others)).toEqual({
      kind: 'append',
      fact: {
        type: 'voteRefused',
        data: { reviewerId: 'ana', tier: 1, actionDigest: DIGEST.action, reason: 'left' },
      },
    });
    expect(noteRefusedVote(state, link('ana'), NOW, people)).toEqual({ kind: 'nothing' });
  });
  test('over a code is refused where a passkey is required', () => {
    expect(vote(reviewing({ ...ONE_APPROVAL, presence: 'passkey' }), 'ana')).toBe('PRESENCE_REQUIRED');
  });
});

describe('R12 an edit under a quorum', () => {
  const settings = {
    ...SETTINGS,
    hardRules: [{ id: 'large-refund', parameter: { name: 'amount', atLeast: 500 }, requirement: two() }],
  };
  const judged = (amount: number) =>
    judge(
      {
        request: request({ action: { type: 'refund_order', parameters: { orderId: '#W1', amount } } }),
        turns: [],
      },
      { ...POLICY, settings },
      NOW,
    );
  const rejudged = (state: HandoffState, amount: number) => {
    const answer = reevaluate(state, judged(amount), people, NOW);
    if (answer.kind !== 'append') throw new Error('nothing was judged');
    return evolve(state, seal(state, answer.fact, 'judge', new Date(NOW).toISOString()));
  };

  test('R12 from 50 to 5000 takes a second person, whatever the first proposal took', () => {
    expect(judged(50).verdict.requirement).toBeUndefined();
    const edited = vote(reviewing(ONE_APPROVAL), 'ana', 'edit') as HandoffState;
    const judgedAgain = rejudged(edited, 5_000);
    expect(judgedAgain).toMatchObject({ phase: 'reviewing', actionDigest: DIGEST.edited });
    expect(vote(judgedAgain, 'ana')).toBe('ALREADY_VOTED');
    expect(vote(judgedAgain, 'ben')).toMatchObject({ phase: 'cleared' });
  });
  test('R12 voids the votes before it', () => {
    const first = all(reviewing(two()), ['ben']);
    const edited = vote(first, 'ana', 'edit') as HandoffState;
    expect(edited.votes).toEqual([]);
    expect(rejudged(edited, 5_000).votes.map(({ reviewerId }) => reviewerId)).toEqual(['ana']);
  });
});

test('nobody available: a requirement that the people asked cannot meet refuses at once', () => {
  const action = { ...SETTINGS.actions.refund_order, requirement: { ...ONE_APPROVAL, approvals: 4 } };
  const settings = { ...SETTINGS, actions: { refund_order: action } } as typeof SETTINGS;
  expect(judge({ request: request(), turns: [] }, { ...POLICY, settings }, NOW).verdict.pattern).toBe(
    'refuse',
  );
});

const requirement = fc.record({
  approvals: fc.integer({ min: 1, max: 4 }),
  rule: fc.constantFrom('quorum', 'unanimous', 'veto'),
  blind: fc.boolean(),
  presence: fc.constantFrom('code', 'passkey'),
}) as fc.Arbitrary<Requirement>;
const ballots = fc.array(
  fc.record({
    reviewerId: fc.constantFrom('ana', 'ben', 'cleo'),
    person: fc.constantFrom('ana', 'ben', 'cleo'),
    decision: fc.constantFrom('approve', 'reject'),
  }),
  { maxLength: 8 },
) as fc.Arbitrary<{ reviewerId: string; person: string; decision: 'approve' | 'reject' }[]>;

test('votes never clear an action with fewer distinct people than it takes (seeds printed on failure)', () => {
  fc.assert(
    fc.property(requirement, ballots, (required, votes) => {
      const approving = new Set(
        votes.filter(({ decision }) => decision === 'approve').map(({ person }) => person),
      );
      if (tally(required, votes, ROUTE, 2) === 'approved')
        expect(approving.size).toBeGreaterThanOrEqual(required.approvals);
    }),
  );
});

const hasRejection = (votes: readonly { decision: string }[]) =>
  votes.some(({ decision }) => decision === 'reject');

test('the stricter of two requirements is met only where both are', () => {
  fc.assert(
    fc.property(requirement, requirement, ballots, (one, other, votes) => {
      if (tally(stricter(one, other), votes, ROUTE, 2) !== 'approved') return;
      for (const each of [one, other])
        if (each.rule === 'quorum' || each.rule === stricter(one, other).rule)
          // One approval is settled by the first decision, so a rejection that two of three outlive would have ended it.
          expect(tally(each, votes, ROUTE, 2)).toBe(
            each.approvals === 1 && each.rule === 'quorum' && hasRejection(votes) ? 'rejected' : 'approved',
          );
    }),
  );
});
