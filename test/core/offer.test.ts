// The offer of a review: what each command makes of it, and what no order of commands and no clock can do to it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../lambdas/contracts/event.js';
import { type Answer, run } from '../../lambdas/core/command.js';
import { fold } from '../../lambdas/core/evolve.js';
import { acceptOffer, makeOffer, offerExpiry, withdrawOffer } from '../../lambdas/core/offer.js';
import { afterOffer, patternFor } from '../../lambdas/core/pattern.js';
import { claimPerformance } from '../../lambdas/core/perform.js';
import { decideReview, noteChannelFailure, openReview, resendLink } from '../../lambdas/core/review.js';
import { closeHandoff, isWaitOver, nextStep, settleOutcome } from '../../lambdas/core/settle.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { MemoryLog } from './memory-log.js';
import { at, KEY, link, logOf, request, SETTINGS, START, stateOf } from './samples.js';

const waitOf = (tier: number) => ({
  tier,
  deadlineAt: `2026-11-24T1${tier === 0 ? '2:15' : '3:00'}:00.000Z`,
});

const EXPIRES = START + 15 * 60_000;
const onOffer = stateOf('hybrid', 'offerMade');
const taken = stateOf('hybrid', 'offerMade', 'offerTaken');
const withdrawn = stateOf('hybrid', 'offerMade', 'offerWithdrawn');
const lapsed = stateOf('hybrid', 'offerMade', 'offerLapsed');
const refusal = (code: string) => ({ kind: 'refuse', refusal: code });

describe('an offer', () => {
  test('is waited for until its own deadline, before any tier', () => {
    expect(nextStep(onOffer)).toMatchObject({
      next: 'await',
      tier: 0,
      deadlineAt: '2026-11-24T12:15:00.000Z',
    });
    expect(isWaitOver(onOffer, waitOf(0))).toBe(false);
  });

  test('is made once the wait has begun, and at no other time', () => {
    expect(makeOffer(onOffer)).toMatchObject({ fact: { data: { expiresAt: '2026-11-24T12:15:00.000Z' } } });
    for (const state of [at('unknown'), at('reviewing'), taken, withdrawn, lapsed])
      expect(makeOffer(state)).toEqual({ kind: 'nothing' });
  });

  test('stands for a quarter of an hour unless its action says otherwise', () => {
    expect(offerExpiry(undefined, START)).toBe('2026-11-24T12:15:00.000Z');
    expect(offerExpiry({ offerSeconds: 60 } as never, START)).toBe('2026-11-24T12:01:00.000Z');
  });

  test('once accepted ends its wait, and gives reviewers the time they would have had without it', () => {
    expect(taken).toMatchObject({
      phase: 'reviewing',
      tier: 1,
      route: [
        { reviewers: ['ana', 'ben'], deadlineAt: '2026-11-24T13:00:02.000Z' },
        { reviewers: ['cleo'], deadlineAt: '2026-11-24T15:00:02.000Z' },
      ],
    });
    expect(isWaitOver(taken, waitOf(0))).toBe(true);
    expect(isWaitOver(taken, waitOf(1))).toBe(false);
  });

  test.each<[string, HandoffState, string]>([
    ['of nothing', at('unknown'), 'NOT_FOUND'],
    ['where none was made', at('reviewing'), 'NOT_OFFERED'],
    ['accepted before', taken, 'NOT_OFFERED'],
    ['withdrawn before', withdrawn, 'NOT_OFFERED'],
  ])('%s is answered with a refusal', (_, state, code) => {
    expect(acceptOffer(state, 'user', START + 10_000)).toEqual(refusal(code));
    expect(withdrawOffer(state, 'user', undefined, START + 10_000)).toEqual(refusal(code));
  });

  test('cannot be accepted or withdrawn from its expiry on, whether that is on the log yet or not', () => {
    for (const state of [onOffer, lapsed]) {
      expect(acceptOffer(state, 'user', EXPIRES)).toEqual(refusal('OFFER_OVER'));
      expect(withdrawOffer(state, 'agent', 'no', EXPIRES)).toEqual(refusal('OFFER_OVER'));
    }
    expect(acceptOffer(onOffer, 'user', EXPIRES - 1)).toMatchObject({ fact: { type: 'offerAccepted' } });
  });

  test('expires when its time is over, and not before', () => {
    expect(settleOutcome(onOffer, EXPIRES - 1)).toEqual({ kind: 'nothing' });
    expect(settleOutcome(onOffer, EXPIRES)).toMatchObject({ fact: { type: 'offerExpired' } });
  });

  test('that was withdrawn or expired is over, and permits nothing', () => {
    expect(withdrawn).toMatchObject({ phase: 'settled', outcome: 'withdrawn' });
    expect(lapsed).toMatchObject({ phase: 'settled', outcome: 'expired' });
    for (const state of [onOffer, withdrawn, lapsed])
      expect(claimPerformance(state, false).kind).not.toBe('append');
  });
});

describe('the pattern', () => {
  test('that the agent prefers is followed where its action permits it', () => {
    const patterns = ['hybrid', 'active'] as ('hybrid' | 'active')[];
    expect(patternFor(request({ preferredPattern: 'active' }), { patterns }, [], {})).toBe('active');
    expect(patternFor(request({ preferredPattern: 'live' }), { patterns }, [], {})).toBe('hybrid');
    expect(patternFor(request(), { patterns }, [], {})).toBe('hybrid');
  });
  test('is durable where the action names none, whatever the agent prefers', () => {
    expect(patternFor(request({ preferredPattern: 'active' }), {}, [], {})).toBe('durable');
  });
  test('of an offer is durable once it was accepted: nothing is offered twice', () => {
    expect(afterOffer('hybrid')).toBe('durable');
    expect(afterOffer('refuse')).toBe('refuse');
  });
});

const COMMANDS: Record<string, (state: HandoffState, now: number) => Answer> = {
  make: makeOffer,
  accept: (state, now) => acceptOffer(state, 'user', now),
  withdraw: (state, now) => withdrawOffer(state, 'agent', undefined, now),
  open: openReview,
  approve: (state, now) => decideReview(state, link(), { decision: 'approve' }, now, SETTINGS.reviewers),
  resend: (state) => resendLink(state, 'ana'),
  fail: (state) => noteChannelFailure(state, state.tier, 'ana', 'mailbox full'),
  settle: settleOutcome,
  close: (state) => closeHandoff(state, 'ABORTED'),
  perform: (state) => claimPerformance(state, false),
};
const ASKS_PEOPLE: readonly Fact['type'][] = ['reviewOpened', 'decided', 'resent', 'channelFailed'];

test('property: nobody is asked before acceptance, nothing runs without a reviewer, expiry is never approval', async () => {
  const step = fc.record({
    command: fc.constantFrom(...Object.keys(COMMANDS)),
    minutes: fc.integer({ min: -10, max: 20 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const log = new MemoryLog([...logOf('hybrid')], () => undefined);
      let now = START;
      for (const [index, { command, minutes }] of steps.entries()) {
        now += minutes * 60_000;
        const decide = (state: HandoffState) =>
          COMMANDS[command]?.(state, now) ?? { kind: 'nothing' as const };
        await run(log, { key: KEY, commandId: `c${index}`, now, decide });
      }
      const types = log.facts.map(({ type }) => type);
      const accepted = types.indexOf('offerAccepted');
      const asked = types.findIndex((type) => ASKS_PEOPLE.includes(type));
      if (asked >= 0) expect(accepted).toBeGreaterThanOrEqual(0);
      if (asked >= 0) expect(asked).toBeGreaterThan(accepted);
      if (accepted >= 0) expect(Date.parse(log.facts[accepted]?.at ?? '')).toBeLessThan(EXPIRES);
      if (types.includes('performing')) expect(types).toContain('decided');
      const { outcome } = fold(KEY, log.facts);
      if (types.includes('offerExpired')) expect(outcome).toBe('expired');
      if (types.includes('offerWithdrawn')) expect(outcome).toBe('withdrawn');
    }),
    { numRuns: 500 },
  );
});
