// The rule of its own that a reversal may have: who, how many, until when.
import { describe, expect, it } from 'vitest';
import type { PresenceProof } from '../../lambdas/contracts/passkey.js';
import type { ReversalRule } from '../../lambdas/contracts/settings.js';
import { ONE_APPROVAL } from '../../lambdas/contracts/verdict.js';
import { offerReversal, requestReversal } from '../../lambdas/core/reverse.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { at, DIGEST, link, PATHS, SETTINGS, stateOf } from './samples.js';

const ENDED = Date.parse(at('performed').performance?.at ?? '');
const terms = (reversal: ReversalRule, now = ENDED + 1_000) => {
  const refund = SETTINGS.actions.refund_order;
  if (!refund) throw new Error('the sample has it');
  return { settings: { ...SETTINGS, actions: { refund_order: { ...refund, reversal } } }, now };
};
const order = (reviewerId: string) => link(reviewerId, { purpose: 'reverse', actionDigest: DIGEST.action });

describe('I11 a reversal with a rule of its own', () => {
  it('takes a passkey where the rule says so, or what was decided took one, unless the rule takes a code', () => {
    const refused = { refusal: 'PRESENCE_REQUIRED' };
    const performed = at('offered');
    const severe = {
      ...performed,
      verdict: { ...performed.verdict, requirement: { ...ONE_APPROVAL, presence: 'passkey' } },
    } as HandoffState;
    const code = { approvals: 1, presence: 'code' } as const;
    const passkey = { approvals: 1, presence: 'passkey' } as const;
    expect(requestReversal(performed, order('ana'), terms(passkey))).toMatchObject(refused);
    expect(requestReversal(severe, order('ana'), terms({ approvals: 1 }))).toMatchObject(refused);
    expect(requestReversal(severe, order('ana'), { settings: SETTINGS, now: ENDED })).toMatchObject(refused);
    expect(requestReversal(severe, order('ana'), terms(code)).kind).toBe('append');
    const proof = { nonce: DIGEST.other } as PresenceProof;
    expect(requestReversal(performed, { ...order('ana'), proof }, terms(code))).toMatchObject(refused);
  });

  it('is ordered by those whom it names, and by nobody who merely approved', () => {
    const rule = { approvals: 1, reviewers: ['cleo'] };
    expect(requestReversal(at('offered'), order('ana'), terms(rule))).toMatchObject({
      refusal: 'NOT_A_REVIEWER',
    });
    expect(requestReversal(at('offered'), order('cleo'), terms(rule))).toMatchObject({
      fact: { type: 'reversalRequested', data: { reviewerId: 'cleo', rule } },
    });
    expect(offerReversal(at('performed'), undefined, terms(rule))).toMatchObject({
      fact: { data: { reviewerId: 'cleo' } },
    });
  });

  it('takes as many people as it says, each once, whichever of their entries they use', () => {
    const rule = { approvals: 2 };
    const first = requestReversal(at('offered'), order('ana'), terms(rule));
    expect(first).toMatchObject({
      fact: { type: 'reversalVoted', data: { reviewerId: 'ana', person: 'ana' } },
    });
    const voted = stateOf(...PATHS.offered, 'reversalVoted');
    expect(requestReversal(voted, order('ana'), terms(rule))).toMatchObject({ refusal: 'ALREADY_VOTED' });
    expect(requestReversal(voted, order('ben'), terms(rule))).toMatchObject({
      fact: { type: 'reversalRequested', data: { reviewerId: 'ben' } },
    });
    const { settings, now } = terms(rule);
    const ben = { ...SETTINGS.reviewers.ben, name: 'Ana', email: 'a@example.com', person: 'ana' };
    const alias = { ...settings, reviewers: { ...settings.reviewers, ben } };
    expect(requestReversal(voted, order('ben'), { settings: alias, now })).toMatchObject({
      refusal: 'ALREADY_VOTED',
    });
  });

  it('is refused once its time is over, and to whoever lacks the role or has left', () => {
    const within = { approvals: 1, withinSeconds: 3_600 };
    expect(requestReversal(at('offered'), order('ana'), terms(within, ENDED + 3_599_999)).kind).toBe(
      'append',
    );
    expect(requestReversal(at('offered'), order('ana'), terms(within, ENDED + 3_600_000))).toMatchObject({
      refusal: 'REVERSAL_TOO_LATE',
    });
    const roles = { approvals: 1, roles: ['controller'] };
    expect(requestReversal(at('offered'), order('ana'), terms(roles))).toMatchObject({
      refusal: 'NOT_A_REVIEWER',
    });
    const left = terms({ approvals: 1 });
    const { ana: _, ...reviewers } = SETTINGS.reviewers;
    expect(
      requestReversal(at('offered'), order('ana'), { ...left, settings: { ...left.settings, reviewers } }),
    ).toMatchObject({ refusal: 'NOT_A_REVIEWER' });
  });
});
