// Every command on every state: who gets a fact, who a refusal, and for whom nothing is left to do.
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../lambdas/core/command.js';
import { claimPerformance, recordPerformance } from '../../lambdas/core/perform.js';
import { claimReversal, offerReversal, recordReversal, requestReversal } from '../../lambdas/core/reverse.js';
import { decideReview, noteChannelFailure, openReview, resendLink } from '../../lambdas/core/review.js';
import {
  cancelHandoff,
  closeHandoff,
  isWaitOver,
  nextStep,
  settleOutcome,
} from '../../lambdas/core/settle.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { at, DIGEST, FACT, link, PATH_NAMES, type PathName, SETTINGS, START, stateOf } from './samples.js';

/** `type`, `!REFUSAL` or `-`. */
function shown(answer: Answer): string {
  if (answer.kind === 'append') return answer.fact.type;
  return answer.kind === 'refuse' ? `!${answer.refusal}` : '-';
}

const TERMS = { settings: SETTINGS, now: START };
const IN_TIME = START + 60_000;
const LATE = START + 86_400_000;
const reverseLink = link('ana', { purpose: 'reverse' });

const COMMANDS: Record<string, (state: HandoffState) => Answer> = {
  open: openReview,
  approve: (state) => decideReview(state, link(), { decision: 'approve' }, IN_TIME, SETTINGS.reviewers),
  'approve late': (state) => decideReview(state, link(), { decision: 'approve' }, LATE, SETTINGS.reviewers),
  resend: (state) => resendLink(state, 'ana'),
  'note failure': (state) => noteChannelFailure(state, 1, 'ana', 'mailbox full'),
  settle: (state) => settleOutcome(state, IN_TIME),
  'settle late': (state) => settleOutcome(state, LATE),
  cancel: (state) => cancelHandoff(state, 'agent', undefined),
  close: (state) => closeHandoff(state, 'ABORTED'),
  perform: (state) => claimPerformance(state, false),
  record: (state) => recordPerformance(state, FACT.performed.data),
  offer: (state) => offerReversal(state, undefined, TERMS),
  order: (state) => requestReversal(state, reverseLink, TERMS),
  reverse: (state) => claimReversal(state, LATE),
  'record reversal': (state) => recordReversal(state, FACT.reversed.data),
};

/** Answers of each command on each state, in the order of PATH_NAMES. */
const ROWS: Record<string, string[]> = {
  open: ['-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-', '-'],
  approve: [
    '!NOT_FOUND',
    'decided',
    'decided',
    'decided',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_SETTLED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
  ],
  'approve late': [
    '!NOT_FOUND',
    '!DEADLINE_PASSED',
    '!DEADLINE_PASSED',
    '!DEADLINE_PASSED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_SETTLED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
    '!ALREADY_DECIDED',
  ],
  resend: [
    '!NOT_FOUND',
    'resent',
    'resent',
    'resent',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
    '!NOT_OPEN',
  ],
  'note failure': [
    '-',
    'channelFailed',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
  ],
  settle: [
    '!NOT_FOUND',
    '-',
    '-',
    'escalated',
    '-',
    '-',
    '-',
    'performed',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
  ],
  'settle late': [
    '!NOT_FOUND',
    'escalated',
    'expired',
    'escalated',
    '-',
    '-',
    '-',
    'performed',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
  ],
  cancel: [
    '!NOT_FOUND',
    'cancelled',
    'cancelled',
    'cancelled',
    'cancelled',
    'cancelled',
    'cancelled',
    '!ALREADY_PERFORMING',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '-',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
    '!ALREADY_SETTLED',
  ],
  close: [
    'closed',
    'closed',
    'closed',
    'closed',
    'closed',
    'closed',
    'closed',
    'performed',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
  ],
  perform: [
    '!NOT_CLEARED',
    '!NOT_CLEARED',
    '!NOT_CLEARED',
    '!NOT_CLEARED',
    '!NOT_CLEARED',
    'performing',
    'performing',
    'performed',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
  ],
  record: [
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    'performed',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
  ],
  offer: [
    '!NOT_FOUND',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    'reversalOffered',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    'reversalOffered',
    '!ALREADY_REVERSED',
    '!ALREADY_REVERSED',
    '!ALREADY_REVERSED',
  ],
  order: [
    '!NOT_FOUND',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    'reversalRequested',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    '!NOT_PERFORMED',
    'reversalRequested',
    '!ALREADY_REVERSED',
    '!ALREADY_REVERSED',
    '!ALREADY_REVERSED',
  ],
  reverse: [
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    '!NOT_ORDERED',
    'reversing',
    'reversed',
    '-',
  ],
  'record reversal': [
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    '-',
    'reversed',
    '-',
  ],
};

describe('every command on every state', () => {
  const cases = Object.entries(ROWS).flatMap(([command, answers]) =>
    PATH_NAMES.map((path, index) => [command, path, answers[index]] as [string, PathName, string]),
  );
  test.each(cases)('%s, when %s: %s', (command, path, answer) => {
    const decide = COMMANDS[command];
    expect(decide && shown(decide(at(path)))).toBe(answer);
  });
  test('no command is missing from the table', () => {
    expect(Object.keys(ROWS)).toEqual(Object.keys(COMMANDS));
  });
});

describe('what the workflow does next', () => {
  const NEXT: Record<PathName, string> = {
    unknown: 'done',
    reviewing: 'await',
    'second tier': 'await',
    unreachable: 'await',
    edited: 'evaluate',
    approved: 'perform',
    autonomous: 'perform',
    performing: 'perform',
    performed: 'done',
    failed: 'done',
    rejected: 'done',
    responded: 'done',
    expired: 'done',
    cancelled: 'done',
    closed: 'done',
    refused: 'done',
    offered: 'done',
    ordered: 'done',
    reversing: 'done',
    reversed: 'done',
  };
  test.each(Object.entries(NEXT))('when %s: %s', (path, next) => {
    expect(nextStep(at(path as PathName)).next).toBe(next);
  });
  test('the wait of a tier carries its absolute deadline', () => {
    expect(nextStep(at('second tier'))).toMatchObject({ tier: 2, deadlineAt: '2026-11-24T15:00:00.000Z' });
  });
});

describe('a decision', () => {
  const decide = (state: HandoffState, ...[who, changes, now]: [string?, object?, number?]) =>
    shown(
      decideReview(state, link(who, changes), { decision: 'approve' }, now ?? IN_TIME, SETTINGS.reviewers),
    );

  test('counts up to the last millisecond before the deadline, and not at it', () => {
    const deadline = Date.parse('2026-11-24T13:00:00.000Z');
    expect(decide(at('reviewing'), 'ana', {}, deadline - 1)).toBe('decided');
    expect(decide(at('reviewing'), 'ana', {}, deadline)).toBe('!DEADLINE_PASSED');
    expect(shown(settleOutcome(at('reviewing'), deadline - 1))).toBe('-');
    expect(shown(settleOutcome(at('reviewing'), deadline))).toBe('escalated');
  });
  test('is refused to whoever was not asked', () => {
    expect(decide(at('reviewing'), 'mallory')).toBe('!NOT_A_REVIEWER');
    expect(decide(at('reviewing'), 'cleo')).toBe('!NOT_A_REVIEWER');
  });
  test('stays with an earlier tier while a later one is asked', () => {
    expect(decide(at('second tier'), 'ana')).toBe('decided');
    expect(decide(at('second tier'), 'cleo')).toBe('decided');
  });
  test('is refused over a link for another digest, an older generation, or another purpose', () => {
    expect(decide(at('reviewing'), 'ana', { actionDigest: DIGEST.other })).toBe('!SUPERSEDED');
    expect(decide(at('reviewing'), 'ana', { purpose: 'reverse', actionDigest: DIGEST.other })).toBe(
      '!NOT_A_REVIEWER',
    );
    const resent = at('reviewing');
    expect(decide({ ...resent, generations: { ana: 1 } }, 'ana')).toBe('!LINK_VOID');
    expect(decide({ ...resent, generations: { ana: 1 } }, 'ana', { generation: 1 })).toBe('decided');
  });
  test('of a reviewer whose id is also the name of a method counts like any other', () => {
    const state = at('reviewing');
    const odd = { ...state, route: [{ reviewers: ['constructor'], deadlineAt: '2026-11-24T13:00:00.000Z' }] };
    expect(resendLink(odd, 'constructor')).toMatchObject({ fact: { data: { generation: 1 } } });
    expect(decide({ ...odd, generations: { constructor: 1 } as never }, 'constructor')).toBe('!LINK_VOID');
  });
  test('holds reviewer, tier and digest of the link, whatever the form said', () => {
    expect(
      decideReview(
        at('second tier'),
        link('cleo'),
        { decision: 'reject', detailDigest: DIGEST.other },
        IN_TIME,
        SETTINGS.reviewers,
      ),
    ).toEqual({
      kind: 'append',
      fact: {
        type: 'decided',
        data: {
          decision: 'reject',
          detailDigest: DIGEST.other,
          reviewerId: 'cleo',
          person: 'cleo',
          tier: 2,
          actionDigest: DIGEST.action,
        },
      },
    });
  });
});

describe('a review', () => {
  test.each([
    ['a request', ['requested'], { tier: 1, actionDigest: DIGEST.action }],
    ['an escalation', ['requested', 'opened', 'escalated'], { tier: 2, actionDigest: DIGEST.action }],
    ['an edit', ['requested', 'opened', 'edited', 'notAdmitted'], { tier: 1, actionDigest: DIGEST.edited }],
  ] as const)('is opened once after %s', (_, names, data) => {
    expect(openReview(stateOf(...names))).toMatchObject({
      kind: 'append',
      fact: { type: 'reviewOpened', data },
    });
  });
  test('is not opened without a proposal or a deadline', () => {
    const { actionDigest: _, ...state } = stateOf('requested');
    expect(openReview(state)).toEqual({ kind: 'nothing' });
    expect(openReview({ ...stateOf('requested'), route: [] })).toEqual({ kind: 'nothing' });
  });
  test('is waited for until somebody decided, or nobody can be reached', () => {
    const waiting = PATH_NAMES.filter(
      (path) =>
        !isWaitOver(at(path), {
          tier: at(path).tier,
          deadlineAt: at(path).route[at(path).tier - 1]?.deadlineAt ?? '',
        }),
    );
    expect(waiting).toEqual(['reviewing', 'second tier']);
  });
});

describe('a cancellation', () => {
  test('says who, and why where a reason was given', () => {
    expect(cancelHandoff(at('reviewing'), 'operator', 'duplicate')).toMatchObject({
      fact: { data: { by: 'operator', reason: 'duplicate' } },
    });
    expect(cancelHandoff(at('reviewing'), 'agent', undefined)).toEqual({
      kind: 'append',
      fact: { type: 'cancelled', data: { by: 'agent' } },
    });
  });
});

describe('a tier that nobody can reach', () => {
  test('is over at once, not at its deadline', () => {
    expect(settleOutcome(at('unreachable'), IN_TIME)).toMatchObject({
      fact: { data: { reason: 'unreachable', toTier: 2 } },
    });
  });
  test('expires when it is the last, and never approves', () => {
    const last = { ...at('second tier'), unreachable: ['cleo'] };
    expect(settleOutcome(last, IN_TIME)).toMatchObject({
      fact: { type: 'expired', data: { tier: 2, reason: 'unreachable' } },
    });
  });
  test('is not over while one of its reviewers may have a message', () => {
    expect(shown(settleOutcome({ ...at('reviewing'), unreachable: ['ana'] }, IN_TIME))).toBe('-');
  });
  test('is reachable again once a link was resent', () => {
    expect(shown(noteChannelFailure(at('unreachable'), 1, 'ana', 'again'))).toBe('-');
    expect(resendLink(at('unreachable'), 'ana')).toMatchObject({ fact: { type: 'resent' } });
  });
});

describe('R10', () => {
  test('R10 the claim carries the key of handoff and digest', () => {
    expect(claimPerformance(at('approved'), false)).toMatchObject({
      fact: {
        type: 'performing',
        data: { actionDigest: DIGEST.action, idempotencyKey: `default/refund-42/${DIGEST.action}` },
      },
    });
  });
  test('R10 a claim without a result is in doubt, and never a second call', () => {
    expect(claimPerformance(at('performing'), false)).toMatchObject({
      fact: { type: 'performed', data: { status: 'in-doubt' } },
    });
    expect(claimPerformance(at('performing'), true)).toMatchObject({
      fact: { data: { status: 'in-doubt' } },
    });
  });
  test('R10 an idempotent action may be claimed three times, and is in doubt after', () => {
    const claimed = at('performing');
    const idempotent = (count: number) => ({
      ...claimed,
      claim: { ...FACT.performingIdempotent.data, commandId: 'c', count },
    });
    expect(shown(claimPerformance(idempotent(2), true))).toBe('performing');
    expect(shown(claimPerformance(idempotent(3), true))).toBe('performed');
    expect(shown(settleOutcome(idempotent(2), IN_TIME))).toBe('-');
    expect(shown(settleOutcome(idempotent(3), IN_TIME))).toBe('performed');
  });
  test('R10 an error message of any length or form fits the fact', () => {
    const recorded = recordPerformance(at('performing'), {
      ...FACT.failed.data,
      error: `${'😀'.repeat(200)}\ud800`,
    });
    const error = recorded.kind === 'append' ? (recorded.fact.data as { error?: string }).error : undefined;
    expect(error?.length).toBe(256);
    expect(error?.isWellFormed()).toBe(true);
  });
  test('R10 a reversal without a result is in doubt, and never a second call', () => {
    expect(claimReversal(at('reversing'), LATE)).toMatchObject({
      fact: { type: 'reversed', data: { result: 'in-doubt' } },
    });
  });
});

describe('a reversal', () => {
  test('that is ordered twice waits for the first run as long as that may take', () => {
    const claimedAt = Date.parse(at('reversing').reversal?.claimedAt ?? '');
    expect(shown(claimReversal(at('reversing'), claimedAt + 99_999))).toBe('!REVERSAL_RUNNING');
    expect(shown(claimReversal(at('reversing'), claimedAt + 100_000))).toBe('reversed');
  });
  test('is offered to who decided, else to the first who may, else to whom the operator names', () => {
    const chosen = (answer: Answer) => (answer.kind === 'append' ? answer.fact.data : answer);
    expect(chosen(offerReversal(at('performed'), undefined, TERMS))).toEqual({ reviewerId: 'ana' });
    expect(chosen(offerReversal(at('performed'), 'cleo', TERMS))).toEqual({ reviewerId: 'cleo' });
    expect(shown(offerReversal(at('performed'), 'mallory', TERMS))).toBe('!NOT_A_REVIEWER');
  });
  test('needs a link made for it, for what ran', () => {
    expect(shown(requestReversal(at('offered'), link('ana'), TERMS))).toBe('!NOT_A_REVIEWER');
    expect(
      shown(
        requestReversal(
          at('offered'),
          link('ana', { purpose: 'reverse', actionDigest: DIGEST.other }),
          TERMS,
        ),
      ),
    ).toBe('!SUPERSEDED');
    expect(shown(requestReversal(at('offered'), link('mallory', { purpose: 'reverse' }), TERMS))).toBe(
      '!NOT_A_REVIEWER',
    );
  });
});
