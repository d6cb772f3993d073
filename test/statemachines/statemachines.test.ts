// The state machines as files: valid, free of what validators miss, safe by their Retry and Catch, and short on the way.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { FAULT_NAMES } from '../../lambdas/core/faults.js';
import { lint, type Machine, type State } from './lint.js';

const FOLDER = 'statemachines';
const textOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.asl.json'));

const substituted = (text: string) =>
  text.replace(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-east-1:000000000000:function:$1');
const machineOf = (file: string): Machine => JSON.parse(substituted(textOf(file)));
const handoff = machineOf('handoff.asl.json');
const reversal = machineOf('reversal.asl.json');
const gate = machineOf('gate.asl.json');

const tasksOf = ({ States }: Machine) => Object.entries(States).filter(([, { Type }]) => Type === 'Task');

const refund = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  End: true,
} as const;
const machineWith = (state: Partial<State>): Machine => ({
  StartAt: 'A',
  States: { A: { ...refund, Arguments: { Payload: '{% $states.context.Task.Token %}' }, ...state } },
});

describe.each(FILES)('%s', (file) => {
  const machine = machineOf(file);

  it('is what the Amazon States Language allows', () => {
    expect(validate(machine)).toMatchObject({ isValid: true });
  });

  it('has none of the faults that validators miss', () => {
    expect(lint(machine)).toEqual([]);
  });

  it('R4 has no timeout of its own, under which nothing could be caught', () => {
    expect(machine.TimeoutSeconds).toBeUndefined();
  });

  it('retries and catches on every task, with a timeout', () => {
    for (const [name, { Retry, Catch, TimeoutSeconds }] of tasksOf(machine)) {
      expect(Retry?.length, name).toBeGreaterThan(0);
      expect(Catch?.at(-1)?.ErrorEquals, name).toEqual(['States.ALL']);
      expect(TimeoutSeconds, name).toBeDefined();
    }
  });

  it('keeps the task token to the one argument of the task that stores it', () => {
    const withToken = tasksOf(machine).filter(([, state]) => JSON.stringify(state).includes('Task.Token'));
    expect(withToken.map(([name]) => name)).toEqual(file === 'handoff.asl.json' ? ['AwaitDecision'] : []);
  });
});

describe('the lint finds', () => {
  it.each<[string, Partial<State>]>([
    ['the heartbeat is not shorter than the timeout', { TimeoutSeconds: 60, HeartbeatSeconds: 60 }],
    ['unknown variable $ghost', { Arguments: { Payload: '{% [$states.context.Task.Token, $ghost] %}' } }],
    ['waits for a token that it passes to nobody', { Arguments: { Payload: {} } }],
    ['unknown function $launch', { Arguments: { Payload: '{% $launch($states.context.Task.Token) %}' } }],
    ['$eval is forbidden', { Arguments: { Payload: "{% [$states.context.Task.Token, $eval('1')] %}" } }],
  ])('"%s"', (problem, state) => {
    expect(lint(machineWith(state))).toEqual([`A: ${problem}`]);
  });
});

describe('R10 a run that was claimed', () => {
  it('is repeated by no retry: only an error that comes before the function starts is', () => {
    for (const { States } of [handoff, gate])
      expect(States.Perform?.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual([
        'Lambda.TooManyRequestsException',
      ]);
  });
});

describe('R2 the wait', () => {
  it('is retried for errors of the Lambda service only', () => {
    const errors = handoff.States.AwaitDecision?.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals) ?? [];
    expect(errors.every((name) => /^Lambda\.(\w+Exception)$/.test(name))).toBe(true);
  });

  it('has a timeout computed from the absolute deadline', () => {
    expect(handoff.States.AwaitDecision?.TimeoutSeconds).toContain('$states.input.deadlineAt');
  });
});

/** Where a state can go next, errors left aside. */
const nextOf = ({ Next, Default, Choices = [] }: State) =>
  [Next, Default, ...Choices.map((choice) => choice.Next)].filter((name) => name !== undefined);

/** States entered on the way through `path`; throws when the machine has no such way. */
function billed({ StartAt, States }: Machine, path: readonly string[]): number {
  expect(path[0]).toBe(StartAt);
  for (const [index, name] of path.slice(0, -1).entries())
    expect(nextOf(States[name] as State), name).toContain(path[index + 1]);
  const last = States[path.at(-1) as string] as State;
  expect(last.End === true || last.Type === 'Succeed').toBe(true);
  return path.length;
}

describe('billed transitions', () => {
  it('are three when no human is needed', () => {
    expect(billed(handoff, ['Evaluate', 'NeedsHuman', 'Perform'])).toBe(3);
  });

  it('are six on the way of an approval, performing included', () => {
    const path = ['Evaluate', 'NeedsHuman', 'AwaitDecision', 'SettleOutcome', 'WhatNext', 'Perform'];
    expect(billed(handoff, path)).toBe(6);
  });

  it('are three more for an offer that is accepted: its own wait, and what comes of it', () => {
    const offer = ['AwaitDecision', 'SettleOutcome', 'WhatNext'];
    expect(billed(handoff, ['Evaluate', 'NeedsHuman', ...offer, ...offer, 'Perform'])).toBe(9);
  });

  it('are one for a reversal', () => {
    expect(billed(reversal, ['Reverse'])).toBe(1);
  });
});

describe('errors by name', () => {
  it('are faults that handlers throw, or errors of AWS’s own', () => {
    const matched = [handoff, reversal, gate].flatMap(({ States }) =>
      Object.values(States).flatMap(({ Retry = [], Catch = [] }) =>
        [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals),
      ),
    );
    const own = [...new Set(matched.filter((name) => !/^(States|Lambda|StepFunctions)\./.test(name)))];
    expect(own.filter((name) => !(FAULT_NAMES as readonly string[]).includes(name))).toEqual([]);
  });
});

describe('statemachines/README.md', () => {
  it('has one row for every state', () => {
    const documented = [...textOf('README.md').matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    expect(documented).toEqual([handoff, reversal, gate].flatMap(({ States }) => Object.keys(States)));
  });
});
