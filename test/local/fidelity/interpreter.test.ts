// Every state, field, function and limit of Step Functions that claims support, run to an observed effect; and every refused
// field, refused by name.
import { describe, expect, it, test } from 'vitest';
import { stepFunctionsFidelity } from '../../../local/stepfunctions/fidelity.js';
import { type RunOptions, TaskError } from '../../../local/stepfunctions/index.js';
import { run } from '../stepfunctions/machine.js';

const END = { End: true };
const ASK = 'arn:aws:states:::lambda:invoke';
const WAIT_FOR_TOKEN = `${ASK}.waitForTaskToken`;
const silent = { [WAIT_FOR_TOKEN]: () => null };
const NOON = '2026-01-01T12:00:00.000Z';
const now = '{% $now() %}';

interface Row {
  readonly states: Record<string, object>;
  readonly input?: unknown;
  readonly more?: Partial<RunOptions> & { machine?: object };
  /** What it ends with. */
  readonly ends: object;
}

const pass = (Output: unknown, more: object = {}) => ({ P: { Type: 'Pass', Output, ...more, ...END } });
const gives = (output: unknown) => ({ status: 'SUCCEEDED', output });
const failsWith = (error: string) => ({ status: 'FAILED', error });
const flaky = (failures: number): NonNullable<RunOptions['tasks']> => {
  let left = failures;
  return {
    [ASK]: ({ n }: { n?: number } = {}) => {
      left -= 1;
      if (left >= 0) throw new TaskError('Busy', 'try later');
      return n ?? 'answered';
    },
  } as NonNullable<RunOptions['tasks']>;
};
const task = (more: object = {}) => ({ T: { Type: 'Task', Resource: ASK, Arguments: {}, ...more, ...END } });
const map = (more: object = {}) => ({
  M: {
    Type: 'Map',
    Items: '{% [1, 2, 3] %}',
    ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', Output: now, ...END } } },
    ...more,
    ...END,
  },
});
const slow = (more: object) => ({
  M: {
    Type: 'Map',
    Items: '{% [1..45] %}',
    ItemProcessor: {
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 1, Output: now, ...END } },
    },
    Output: '{% $count($distinct($states.result)) %}',
    ...more,
    ...END,
  },
});
const EVEN = { Condition: '{% $states.input.n % 2 = 0 %}', Next: 'Even' };
const choice = {
  C: { Type: 'Choice', Choices: [EVEN], Default: 'Odd' },
  Even: { Type: 'Pass', Output: 'even', ...END },
  Odd: { Type: 'Pass', Output: 'odd', ...END },
};

const ROWS: Record<string, Row> = {
  Pass: { states: pass('x'), ends: gives('x') },
  Task: { states: task(), more: { tasks: flaky(0) }, ends: gives('answered') },
  Choice: { states: choice, input: { n: 2 }, ends: gives('even') },
  Wait: {
    states: { W: { Type: 'Wait', Seconds: 90, Output: now, ...END } },
    ends: gives('2026-01-01T12:01:30.000Z'),
  },
  Succeed: { states: { S: { Type: 'Succeed', Output: 7 } }, ends: gives(7) },
  Fail: { states: { F: { Type: 'Fail', Error: 'E' } }, ends: failsWith('E') },
  Parallel: {
    states: {
      P: {
        Type: 'Parallel',
        Branches: [1, 2].map((n) => ({ StartAt: `P${n}`, States: { [`P${n}`]: pass(n).P } })),
        ...END,
      },
    },
    ends: gives([1, 2]),
  },
  'Map (inline)': { states: map(), ends: gives([NOON, NOON, NOON]) },
  'QueryLanguage: JSONata': { states: pass('{% 1 + 1 %}'), ends: gives(2) },
  Output: { states: pass({ a: ['{% $states.input.n %}'] }), input: { n: 1 }, ends: gives({ a: [1] }) },
  Assign: {
    states: {
      A: { Type: 'Pass', Assign: { v: '{% $states.input.n * 2 %}' }, Next: 'B' },
      B: { Type: 'Pass', Output: '{% $v %}', ...END },
    },
    input: { n: 2 },
    ends: gives(4),
  },
  Arguments: {
    states: task({ Arguments: { n: '{% $states.input.n %}' } }),
    input: { n: 5 },
    more: { tasks: flaky(0) },
    ends: gives(5),
  },
  Condition: { states: choice, input: { n: 4 }, ends: gives('even') },
  Choices: { states: choice, input: { n: 6 }, ends: gives('even') },
  Default: { states: choice, input: { n: 1 }, ends: gives('odd') },
  Seconds: {
    states: { W: { Type: 'Wait', Seconds: '{% $states.input %}', Output: now, ...END } },
    input: 3,
    ends: gives('2026-01-01T12:00:03.000Z'),
  },
  Timestamp: {
    states: { W: { Type: 'Wait', Timestamp: '2026-02-01T00:00:00Z', Output: now, ...END } },
    ends: gives('2026-02-01T00:00:00.000Z'),
  },
  Error: { states: { F: { Type: 'Fail', Error: "{% 'E' & '1' %}" } }, ends: failsWith('E1') },
  Cause: {
    states: { F: { Type: 'Fail', Error: 'E', Cause: "{% 'why ' & $states.input %}" } },
    input: 'not',
    ends: { ...failsWith('E'), cause: 'why not' },
  },
  Branches: {
    states: {
      P: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'B', States: { B: pass('{% $states.input %}').P } }],
        Output: '{% $states.result[0] %}',
        ...END,
      },
    },
    input: 'in',
    ends: gives('in'),
  },
  Items: { states: map({ Items: [1] }), ends: gives([NOON]) },
  ItemSelector: {
    states: map({
      ItemSelector: { index: '{% $states.context.Map.Item.Index %}' },
      ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Succeed' } } },
    }),
    ends: gives([{ index: 0 }, { index: 1 }, { index: 2 }]),
  },
  ItemProcessor: {
    states: map({
      ItemProcessor: {
        ProcessorConfig: { Mode: 'INLINE' },
        StartAt: 'I',
        States: { I: { Type: 'Pass', Output: '{% $states.input * 10 %}', ...END } },
      },
    }),
    ends: gives([10, 20, 30]),
  },
  MaxConcurrency: { states: slow({ MaxConcurrency: 1 }), ends: gives(45) },
  TimeoutSeconds: {
    states: { T: { ...task({ TimeoutSeconds: 5 }).T, Resource: WAIT_FOR_TOKEN } },
    more: { tasks: silent },
    ends: failsWith('States.Timeout'),
  },
  HeartbeatSeconds: {
    states: {
      T: {
        ...task({ HeartbeatSeconds: 5, TimeoutSeconds: 600 }).T,
        Resource: WAIT_FOR_TOKEN,
        Output: 'never',
        Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Output: now, Next: 'Late' }],
      },
      Late: { Type: 'Succeed' },
    },
    more: { tasks: silent },
    ends: gives('2026-01-01T12:00:05.000Z'),
  },
  Retry: {
    states: task({
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }],
      Output: now,
    }),
    more: { tasks: flaky(2) },
    ends: gives('2026-01-01T12:00:08.000Z'),
  },
  Catch: {
    states: {
      ...task({
        Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Next: 'After' }],
      }),
      After: { Type: 'Succeed' },
    },
    more: { tasks: flaky(9) },
    ends: gives({ Error: 'Busy', Cause: 'try later' }),
  },
  $partition: { states: pass('{% $partition([1..5], 2) %}'), ends: gives([[1, 2], [3, 4], [5]]) },
  $range: { states: pass('{% $range(1, 9, 4) %}'), ends: gives([1, 5, 9]) },
  $hash: {
    states: pass("{% $hash('abc', 'SHA-256') %}"),
    ends: gives('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
  },
  $random: {
    states: pass('{% $random(1) = $random(1) and $random() < 1 %}'),
    ends: gives(true),
  },
  $uuid: {
    states: pass(
      '{% $contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) %}',
    ),
    ends: gives(true),
  },
  $parse: { states: pass(`{% $parse('{"a":[1]}').a %}`), ends: gives([1]) },
  'JSONata 2.0.6': { states: pass("{% $states.input.a ?? 'new syntax' %}"), ends: { refused: true } },
  '256 KiB of input, output or variables assigned at once': {
    states: pass("{% $pad('', 262143) %}"),
    ends: failsWith('States.DataLimitExceeded'),
  },
  '25 000 history events': {
    states: {
      A: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'B' }], Default: 'Z' },
      B: { Type: 'Pass', Next: 'A' },
      Z: { Type: 'Succeed' },
    },
    ends: failsWith('States.Runtime'),
  },
  '40 iterations of an inline Map at once': { states: slow({}), ends: gives(2) },
};

/** Driven over the wire, in step-functions.test.ts and express.test.ts. */
const ON_THE_WIRE = ['80 characters of a name', '300 seconds of an Express execution'];
const SECTIONS = ['states', 'fields', 'functions', 'limits'].map((name) => `Step Functions: ${name}`);
const rows = (status: string) =>
  stepFunctionsFidelity
    .filter(({ title }) => SECTIONS.includes(title))
    .flatMap((section) => section.rows)
    .filter((row) => row.status === status)
    .map(({ name }) => name);

test('every supported row of the interpreter is driven', () => {
  expect([...Object.keys(ROWS), ...ON_THE_WIRE].sort()).toEqual(rows('supported').sort());
});

describe('supported:', () => {
  it.each(Object.entries(ROWS))('%s', async (_, { states, input, more, ends }) => {
    const result = run(states, input, more);
    if ('refused' in ends) await expect(result).rejects.toThrow('INVALID_JSONATA_EXPRESSION');
    else expect(await result).toMatchObject(ends);
  });
});

const IN_A_MAP = ['ItemReader', 'ItemBatcher', 'ResultWriter', 'ToleratedFailureCount'];
const REFUSED: Record<string, [Record<string, object>, string]> = {
  'Map (distributed)': [
    map({ ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'P', States: pass(1) } }),
    'Distributed Map is not supported',
  ],
  'any state in JSONPath': [pass(1, { QueryLanguage: 'JSONPath' }), 'JSONPath'],
  ...Object.fromEntries(
    [...IN_A_MAP, 'ToleratedFailurePercentage', 'Label'].map((field) => [
      field,
      [map({ [field]: {} }), field],
    ]),
  ),
  Credentials: [task({ Credentials: {} }), 'Credentials'],
  ...Object.fromEntries(
    ['InputPath', 'OutputPath', 'Parameters', 'ResultPath', 'ResultSelector', 'Result'].map((field) => [
      field,
      [pass(1, { [field]: '$' }), field],
    ]),
  ),
};

test('every refused row of the interpreter is driven', () => {
  expect([...Object.keys(REFUSED), '$eval'].sort()).toEqual(rows('refused').sort());
});

describe('refused by name:', () => {
  it.each(Object.entries(REFUSED))('%s', async (_, [states, named]) => {
    await expect(run(states)).rejects.toThrow(named);
  });

  it('$eval', async () => {
    expect(await run(pass("{% $eval('1') %}"))).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining('T1006'),
    });
  });
});
