// What a failing expression leaves in the history and in the execution's cause, word by word as AWS has it.
import { describe, expect, test } from 'vitest';
import { run } from './machine.js';

const inX = "An error occurred while executing the state 'X' (entered at the event id #2). ";

describe('an expression fails its state', () => {
  test('that returns nothing, with the field’s path as location', async () => {
    const cause = `${inX}The JSONata expression '$states.input.missing' specified for the field 'Output/a/b[0]' returned nothing (undefined).`;
    const { status, error, history } = await run({
      X: { Type: 'Pass', Output: { a: { b: ['{% $states.input.missing %}'] } }, End: true },
    });
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(history.slice(1).map(({ timestamp, ...event }) => event)).toEqual([
      {
        type: 'PassStateEntered',
        id: 2,
        previousEventId: 0,
        stateEnteredEventDetails: { name: 'X', input: '{}', inputDetails: { truncated: false } },
      },
      {
        type: 'EvaluationFailed',
        id: 3,
        previousEventId: 2,
        evaluationFailedEventDetails: {
          error: 'States.QueryEvaluationError',
          cause,
          location: 'Output/a/b[0]',
          state: 'X',
        },
      },
      {
        type: 'ExecutionFailed',
        id: 4,
        previousEventId: 3,
        executionFailedEventDetails: { error: 'States.QueryEvaluationError', cause },
      },
    ]);
  });

  test.each([
    ["{% $sum(['a']) %}", 'T0412: Argument 1 of function "sum" must be an array of "numbers"'],
    ["{% 'a' + 1 %}", 'T2001: The left side of the "+" operator must evaluate to a number'],
    ['{% $eval("1") %}', 'T1006: Attempted to invoke a non-function'],
  ])('%s, with JSONata’s code and text', async (expression, why) => {
    const { cause } = await run({ X: { Type: 'Pass', Output: expression, End: true } });
    expect(cause).toBe(
      `${inX}The JSONata expression '${expression.slice(3, -3)}' specified for the field 'Output' threw an error during evaluation. ${why}`,
    );
  });

  test('whose value has the wrong type for the field', async () => {
    const { cause } = await run({
      X: { Type: 'Choice', Choices: [{ Condition: "{% 'yes' %}", Next: 'Y' }], Default: 'Y' },
      Y: { Type: 'Succeed' },
    });
    expect(cause).toBe(
      `${inX}The JSONata expression ''yes'' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: "yes"`,
    );
  });

  test('whose value is a function', async () => {
    const { cause } = await run({ X: { Type: 'Pass', Output: '{% function($x) { $x } %}', End: true } });
    expect(cause).toBe(
      `${inX}The JSONata expression 'function($x) { $x }' for the field 'Output' returned an unsupported result type.`,
    );
  });
});

test('a Choice that nothing matches, without a Default, ends the execution with States.Runtime', async () => {
  const { error, cause, history } = await run({
    X: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Y' }] },
    Y: { Type: 'Succeed' },
  });
  expect(error).toBe('States.Runtime');
  expect(cause).toBe(
    `${inX}Failed to transition out of the state. The state does not point to a next state.`,
  );
  expect(history.map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
    ['ExecutionStarted', 0],
    ['ChoiceStateEntered', 0],
    ['ExecutionFailed', 2],
  ]);
});
