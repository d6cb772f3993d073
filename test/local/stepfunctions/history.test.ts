// What holds for the history of every execution, whatever its machine; and a few histories word by word.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { run } from './machine.js';

const names = fc.nat().map((id) => `s${id}`);

/** A state of any type; nested ones get names of their own. */
const { state } = fc.letrec<{ state: object }>((tie) => ({
  state: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      { Type: 'Pass', Assign: { v: '{% $states.context.State.Name %}' }, End: true },
      { Type: 'Pass', Output: '{% $states.input.missing %}', End: true },
      { Type: 'Wait', Seconds: 3, End: true },
      { Type: 'Succeed', Output: [1, 2] },
      { Type: 'Fail', Error: 'E', Cause: 'c' },
    ),
    fc.record({
      Type: fc.constant('Map'),
      Items: fc.constantFrom([], [1], [1, 2, 3]),
      MaxConcurrency: fc.constantFrom(0, 1, 2),
      inner: tie('state'),
      Retry: fc.constantFrom([], [{ ErrorEquals: ['E'], MaxAttempts: 1 }]),
      End: fc.constant(true),
    }),
    fc.record({
      Type: fc.constant('Parallel'),
      inners: fc.array(tie('state'), { minLength: 1, maxLength: 3 }),
      End: fc.constant(true),
    }),
  ),
}));

/** Gives every nested state a machine around it, and a name that no other has. */
function grown(given: object, name: () => string): object {
  const { inner, inners, ...rest } = given as { inner?: object; inners?: object[] };
  const alone = (one: object) => {
    const own = name();
    return { StartAt: own, States: { [own]: grown(one, name) } };
  };
  return {
    ...rest,
    ...(inner && { ItemProcessor: alone(inner) }),
    ...(inners && { Branches: inners.map(alone) }),
  };
}

test('ids are dense, events follow earlier ones, time never goes back, and one event ends it', async () => {
  await fc.assert(
    fc.asyncProperty(state, names, async (given, first) => {
      let count = 0;
      const { history, status } = await run({
        [first]: grown(given, () => {
          count += 1;
          return `inner${count}`;
        }),
      });
      expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => index + 1));
      expect(history.every(({ id, previousEventId }) => previousEventId < id)).toBe(true);
      const times = history.map(({ timestamp }) => timestamp);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      const ends = history.filter(({ type }) => /^Execution(Succeeded|Failed)$/.test(type));
      expect(ends.map(({ id }) => id)).toEqual([history.length]);
      expect(status).toBe(ends[0]?.type === 'ExecutionSucceeded' ? 'SUCCEEDED' : 'FAILED');
    }),
    { numRuns: 60, seed: 20_260_101 },
  );
});

test('an execution that outlives its TimeoutSeconds is TIMED_OUT, without error or cause of its own', async () => {
  const result = await run(
    { W: { Type: 'Wait', Seconds: 25, End: true } },
    {},
    { machine: { TimeoutSeconds: 3 } },
  );
  const last = result.history.at(-1);
  expect(result).toMatchObject({ status: 'TIMED_OUT' });
  expect(Object.keys(result)).toEqual(['status', 'history']);
  expect(last).toMatchObject({
    type: 'ExecutionTimedOut',
    id: 3,
    previousEventId: 0,
    executionTimedOutEventDetails: { error: 'States.Timeout' },
  });
  expect((last?.timestamp ?? 0) - (result.history[0]?.timestamp ?? 0)).toBe(3);
});

test('Output and Assign see the variables as they were; the next state sees the new ones', async () => {
  const { output, history } = await run({
    A: { Type: 'Pass', Assign: { n: 1, s: 'a"b' }, Next: 'B' },
    B: { Type: 'Pass', Assign: { n: '{% $n + 1 %}' }, Output: '{% $n %}', Next: 'C' },
    C: { Type: 'Pass', Output: '{% [$states.input, $n, $s] %}', End: true },
  });
  expect(output).toEqual([1, 2, 'a"b']);
  expect(history[2]).toMatchObject({
    type: 'PassStateExited',
    stateExitedEventDetails: {
      assignedVariables: { n: '1', s: '"a\\"b"' },
      assignedVariablesDetails: { truncated: false },
    },
  });
});

test('States.Runtime is caught by nobody', async () => {
  const { status, error } = await run({
    P: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'X',
          States: {
            X: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Y' }] },
            Y: { Type: 'Succeed' },
          },
        },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Z' }],
      Next: 'Z',
    },
    Z: { Type: 'Succeed' },
  });
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.Runtime' });
});
