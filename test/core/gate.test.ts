// Who goes on with what the gate judged: one durable execution, once; no other gate; never what is over.
import { describe, expect, test } from 'vitest';
import { continueHandoff, isGate, isHeldByGate, isPointedTo } from '../../lambdas/core/gate.js';
import { at, EXECUTION, FACT, stateOf } from './samples.js';

const GATE = FACT.atGate.data.execution;
const held = stateOf('atGate');
const goneOn = stateOf('atGate', 'continued');

describe('the gate', () => {
  test('is an Express execution, by its ARN', () => {
    expect(isGate(GATE)).toBe(true);
    expect(isGate(EXECUTION)).toBe(false);
  });

  test('holds what it judged until a durable execution goes on with it, or it is over', () => {
    expect(isHeldByGate(held)).toBe(true);
    expect(isHeldByGate(goneOn)).toBe(false);
    expect(isHeldByGate(stateOf('atGate', 'cancelled'))).toBe(false);
    expect(isHeldByGate(at('unknown'))).toBe(false);
  });

  test('R9 is followed by one durable execution, to which the handoff is bound from then on', () => {
    expect(continueHandoff(held, EXECUTION)).toEqual({
      kind: 'append',
      fact: { type: 'continued', data: { execution: EXECUTION } },
    });
    expect(goneOn.execution).toEqual(EXECUTION);
    expect(continueHandoff(goneOn, EXECUTION)).toEqual({ kind: 'nothing' });
    const later = { ...EXECUTION, startedAt: '2027-03-01T12:00:00.000Z' };
    expect(continueHandoff(goneOn, later)).toEqual({ kind: 'refuse', refusal: 'BOUND_ELSEWHERE' });
  });

  test('R9 is followed by no other gate', () => {
    const other = { ...GATE, arn: `${GATE.arn}-2` };
    expect(continueHandoff(held, other)).toEqual({ kind: 'refuse', refusal: 'BOUND_ELSEWHERE' });
  });

  test('points a second caller to a handoff about which people are asked, and to no other', () => {
    expect(isPointedTo(held, GATE)).toBe(true);
    expect(isPointedTo(at('performing'), GATE)).toBe(false);
    expect(isPointedTo(held, EXECUTION)).toBe(false);
  });
});
