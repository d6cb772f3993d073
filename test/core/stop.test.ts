// The stop switch: what a stop covers, what lifting it takes, and what Perform makes of it in every phase.
import { expect, it } from 'vitest';
import { HandoffId } from '../../lambdas/contracts/ids.js';
import { claimPerformance } from '../../lambdas/core/perform.js';
import { lift, stop, stopOf, stopsKey } from '../../lambdas/core/stop.js';
import { at, FACT, PATH_NAMES, stateOf } from './samples.js';

const MINE = { agentId: 'support-agent', handoffId: 'refund-42' };
const STOP = { ...FACT.stopped.data, at: '2026-11-24T12:00:00.000Z' };

it('no request can claim the key of the switch', () => {
  expect(HandoffId.safeParse(stopsKey('default').handoffId).success).toBe(false);
});

it('a stop covers its agent, its handoff or the whole tenant, and nothing else', () => {
  expect(stopOf(stateOf('stopped'), MINE)?.reason).toBe('it refunds twice');
  expect(stopOf(stateOf('stopped'), { ...MINE, agentId: 'other-agent' })).toBeUndefined();
  expect(stopOf(stateOf('stoppedAll'), { ...MINE, agentId: 'other-agent' })?.reason).toBe('incident 7');
  const one = { stops: [{ ...STOP, scope: { kind: 'handoff' as const, handoffId: 'refund-42' } }] };
  expect(stopOf(one, MINE)).toBeDefined();
  expect(stopOf(one, { ...MINE, handoffId: 'refund-43' })).toBeUndefined();
});

it('lifting the stop of an agent leaves the stop of its tenant in force', () => {
  expect(stopOf(stateOf('stopped', 'stoppedAll', 'lifted'), MINE)?.reason).toBe('incident 7');
  expect(stopOf(stateOf('stopped', 'lifted'), MINE)).toBeUndefined();
});

it('stopping twice, and lifting what is not stopped, are refused', () => {
  expect(stop(stateOf('stopped'), FACT.stopped.data)).toEqual({ kind: 'refuse', refusal: 'ALREADY_STOPPED' });
  expect(lift(stateOf('stoppedAll'), FACT.lifted.data)).toEqual({ kind: 'refuse', refusal: 'NOT_STOPPED' });
});

it('I10 in no phase does a stopped handoff claim a run', () => {
  for (const path of PATH_NAMES) {
    const answer = claimPerformance(at(path), true, STOP);
    expect(answer.kind === 'append' && answer.fact.type, path).not.toBe('performing');
  }
  expect(claimPerformance(at('approved'), false, STOP)).toEqual({
    kind: 'append',
    fact: { type: 'cancelled', data: FACT.endedByStop.data },
  });
});

it('I10 a claim without a result is not renewed under a stop, though the action is idempotent', () => {
  const state = stateOf('requested', 'opened', 'approved', 'performingIdempotent');
  expect(claimPerformance(state, true, STOP)).toMatchObject({
    fact: {
      type: 'performed',
      data: {
        status: 'in-doubt',
        error: 'an earlier run ended without a result, and a stop forbids another',
      },
    },
  });
});
