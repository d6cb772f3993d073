// The figures of the embedded Step Functions alone, in process: what a state costs beside its expression, what an execution
// that waits keeps in memory, what it takes to wake ten thousand of them.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runStateMachine, startStateMachine, virtualTime } from 'agent-handoff/local/stepfunctions';
import jsonata from 'jsonata';
import type { Figure } from './figure.js';
import { spreadOf } from './statistics.js';

const STATES = 20;
const EXPRESSION = '$states.input.n + 1';
const ASK = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
const END = { End: true };

/** As text: a service that holds a machine holds one copy of it. */
const machine = (States: Record<string, object>) =>
  JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0], States });

const COUNTING = machine(
  Object.fromEntries(
    Array.from({ length: STATES }, (_, index) => [
      `S${index}`,
      {
        Type: 'Pass',
        Output: { n: `{% ${EXPRESSION} %}` },
        ...(index + 1 < STATES ? { Next: `S${index + 1}` } : END),
      },
    ]),
  ),
);

const WAITING = {
  'a Wait state': machine({ W: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', ...END } }),
  'a task token': machine({
    A: {
      Type: 'Task',
      Resource: ASK,
      Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
      TimeoutSeconds: '{% $states.input.seconds %}',
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Over' }],
      Next: 'Over',
    },
    Over: { Type: 'Succeed' },
  }),
};

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** A state against its expression: both run so often, one after the other, in every sample. */
async function stateCost(executions: number): Promise<Figure> {
  const expression = jsonata(EXPRESSION);
  const ratios: number[] = [];
  let [fastestMs, events] = [Number.POSITIVE_INFINITY, 0];
  for (let sample = 0; sample < 6; sample += 1) {
    const alone = await millisecondsOf(async () => {
      for (let index = 0; index < executions * STATES; index += 1)
        await expression.evaluate(undefined, { states: { input: { n: index } } });
    });
    const whole = await millisecondsOf(async () => {
      for (let index = 0; index < executions; index += 1)
        events = (await runStateMachine({ definition: COUNTING, input: { n: index } })).history.length;
    });
    // The first sample warms up.
    if (sample > 0) ratios.push(whole / alone);
    fastestMs = Math.min(fastestMs, whole);
  }
  const perSecond = (executions * 1_000) / fastestMs;
  const spread = spreadOf(ratios);
  return {
    name: `a JSONata state, against its expression alone (${STATES} states)`,
    value: spread.p50,
    unit: '×',
    bar: 6,
    lowerIsBetter: true,
    spread,
    lines: { 'executions a second': perSecond, 'history events a second': perSecond * events },
  };
}

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** So many executions, each waiting for its own second; answers what one keeps and how long it takes to wake them all. */
async function waiting(what: keyof typeof WAITING, executions: number) {
  const time = virtualTime(0);
  const start = (index: number) =>
    startStateMachine({
      definition: WAITING[what],
      input: { seconds: 1 + index },
      tasks: { [ASK]: () => ({}) },
      clock: time,
      name: `waiting-${index}`,
    });
  start(0);
  await time.advance(0);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const runs = Array.from({ length: executions }, (_, index) => start(index));
  await time.advance(0);
  collectGarbage();
  const kilobytes = (process.memoryUsage().heapUsed - before) / executions / 1_024;
  const wakeMs = await millisecondsOf(() => time.advance(`${executions + 1} seconds`));
  await Promise.all(runs.map(({ result }) => result));
  return { kilobytes, wakeMs };
}

const one = (name: string, value: number, unit: string, bar: number): Figure => ({
  name,
  value,
  unit,
  bar,
  lowerIsBetter: true,
  spread: spreadOf([value]),
});

/** Every figure; `scale` 1 is the whole bench. */
export async function* stepFunctionsFigures(scale: number): AsyncGenerator<Figure> {
  process.stderr.write('the embedded Step Functions, in process\n');
  yield stateCost(Math.round(300 * scale));
  const executions = Math.round(10_000 * scale);
  for (const what of ['a Wait state', 'a task token'] as const) {
    const { kilobytes, wakeMs } = await waiting(what, executions);
    yield one(`memory of an execution that waits in ${what}, of ${executions}`, kilobytes, 'KB', 10);
    yield one(
      `advance over ${executions} timers, executions waiting in ${what}`,
      wakeMs,
      'ms',
      4_000 * scale,
    );
  }
}
