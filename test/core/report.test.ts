// A decision that an application reports: who counts, when, and that nothing else can be decided that way.
import { describe, expect, test } from 'vitest';
import { Briefing } from '../../lambdas/contracts/application-api.js';
import { briefingOf, briefingParts } from '../../lambdas/core/briefing.js';
import { judge } from '../../lambdas/core/judge.js';
import type { Part } from '../../lambdas/core/ports.js';
import { decideReported, type Report } from '../../lambdas/core/report.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { at, DIGEST, FACT, POLICY, request, SETTINGS, START, stateOf } from './samples.js';

const NOW = START + 60_000;
const active = stateOf('active', 'opened');
const report = (changes: Partial<Report> = {}): Report => ({
  person: 'ana',
  actionDigest: DIGEST.action,
  reported: FACT.reported.data.reported,
  ...changes,
});
const decide = (state: HandoffState, changes: Partial<Report> = {}, now = NOW) =>
  decideReported(state, report(changes), { decision: 'approve' }, SETTINGS, now);
const authenticated = (authenticatedAt: string) => ({
  reported: { ...FACT.reported.data.reported, authenticatedAt },
});
const passkey = {
  ...active,
  verdict: {
    ...FACT.active.data.verdict,
    requirement: { approvals: 1, rule: 'quorum', blind: false, presence: 'passkey' },
  },
} as HandoffState;

describe('a reported decision', () => {
  test('is the same fact as over a link, and says who vouches for the person', () => {
    const { type, data } = FACT.reported;
    expect(decide(active)).toEqual({ kind: 'append', fact: { type, data: { ...data, person: 'ana' } } });
  });

  test('is one of the person, under any spelling of who that is', () => {
    expect(decide(active, { person: 'ANA' })).toMatchObject({ fact: { data: { reviewerId: 'ana' } } });
  });

  test.each<[string, HandoffState, Partial<Report>, string]>([
    ['of an unknown handoff', at('unknown'), {}, 'NOT_FOUND'],
    ['where a reviewer is asked over a link', at('reviewing'), {}, 'NOT_ACTIVE'],
    ['where a review was offered', stateOf('hybrid', 'offerMade', 'offerTaken'), {}, 'NOT_ACTIVE'],
    ['where a passkey is wanted', passkey, {}, 'PRESENCE_REQUIRED'],
    ['of somebody not in the directory', active, { person: 'mallory' }, 'NOT_A_REVIEWER'],
    ['of somebody whose tier was not asked yet', active, { person: 'cleo' }, 'NOT_A_REVIEWER'],
    ['about another action', active, { actionDigest: DIGEST.other }, 'SUPERSEDED'],
    [
      'of a person authenticated long ago',
      active,
      authenticated('2026-11-24T11:29:59.000Z'),
      'STALE_AUTHENTICATION',
    ],
    [
      'of a person authenticated tomorrow',
      active,
      authenticated('2026-11-25T12:00:00.000Z'),
      'STALE_AUTHENTICATION',
    ],
    ['after another', stateOf('active', 'opened', 'reported'), {}, 'ALREADY_DECIDED'],
    ['after a cancellation', stateOf('active', 'opened', 'cancelled'), {}, 'ALREADY_SETTLED'],
  ])('%s is refused', (_, state, changes, refusal) => {
    expect(decide(state, changes)).toEqual({ kind: 'refuse', refusal });
  });

  test('after the deadline is refused', () => {
    const late = Date.parse('2026-11-24T13:00:00.000Z');
    expect(decide(active, authenticated('2026-11-24T12:59:00.000Z'), late)).toEqual({
      kind: 'refuse',
      refusal: 'DEADLINE_PASSED',
    });
  });
});

describe('nobody decides about their own request', () => {
  test.each([
    ['the person it acts for', { onBehalfOf: { id: 'ana' } }],
    ['the owner of the agent', { agent: { id: 'support-agent', version: '3', owner: 'Ana' } }],
    ['the requester', { agent: { id: 'ana', version: '3' } }],
  ])('%s is not on the route', (_, changes) => {
    const { route } = judge({ request: request(changes), turns: [] }, POLICY, START);
    expect(route[0]?.reviewers).toEqual(['ben']);
  });
});

describe('the briefing', () => {
  const action = {
    part: 'action' as const,
    digest: DIGEST.action,
    salt: 's',
    body: { type: 'refund_order', parameters: { amount: 20 } },
  };

  test('shows the action under the digest to report, and who may decide', () => {
    const briefing = briefingOf(active, [action], SETTINGS);
    expect(Briefing.parse(briefing)).toMatchObject({
      action: { type: 'refund_order', parameters: { amount: 20 }, digest: DIGEST.action },
      reviewers: [
        { person: 'ana', name: 'Ana' },
        { person: 'ben', name: 'Ben' },
      ],
      deadlineAt: '2026-11-24T13:00:00.000Z',
    });
  });

  test('shows what the agent was asked and answered, and how the world has changed', () => {
    const words = (part: 'question' | 'answer', digest: string, text: string): Part => ({
      part,
      digest,
      salt: 's',
      body: { text },
    });
    const relied = (digest: string, version: number): Part => ({
      part: 'preconditions',
      digest,
      salt: 's',
      body: { version },
    });
    const [question, answer] = ['3'.repeat(64), '4'.repeat(64)];
    const state = {
      ...active,
      questions: [
        { question: 3, reviewerId: 'ana', at: '2026-11-24T12:10:00.000Z', questionDigest: question },
        {
          question: 4,
          reviewerId: 'ben',
          at: '2026-11-24T12:11:00.000Z',
          questionDigest: 'e'.repeat(64),
          answer: { at: '2026-11-24T12:12:00.000Z', answerDigest: answer },
        },
      ],
      preconditionsDigest: '6'.repeat(64),
      change: { beforeDigest: '5'.repeat(64), names: ['version'] },
    };
    const parts = [
      action,
      words('question', question, 'Insured?'),
      words('answer', answer, 'Yes.'),
      relied('5'.repeat(64), 6),
      relied('6'.repeat(64), 7),
    ];
    expect(Briefing.parse(briefingOf(state, parts, SETTINGS))).toMatchObject({
      context: {},
      questions: [
        { by: 'ana', at: '2026-11-24T12:10:00.000Z', text: 'Insured?' },
        { by: 'ben', answer: { at: '2026-11-24T12:12:00.000Z', text: 'Yes.' } },
      ],
      preconditions: { now: { version: 7 }, before: { version: 6 }, changed: ['version'] },
    });
    expect(briefingParts(state).map(({ part }) => part)).toEqual([
      'assessment',
      'action',
      'preconditions',
      'preconditions',
      'question',
      'question',
      'answer',
    ]);
  });

  test('has no action when that is not stored as it was', () => {
    expect(briefingOf(active, [], SETTINGS)?.action).toBeUndefined();
  });

  test('is given of an open review only', () => {
    expect(briefingOf(stateOf('active', 'opened', 'reported'), [action], SETTINGS)).toBeUndefined();
  });

  test('names every part that it shows by the digest on the log', () => {
    expect(briefingParts(active)).toEqual([
      { part: 'assessment', digest: DIGEST.other },
      { part: 'action', digest: DIGEST.action },
    ]);
  });
});
