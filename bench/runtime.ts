// The figures of the embedded runtime itself: its start, its interpreter, what a waiting execution weighs, and how fast time
// passes over ten thousand timers. IAM and the journal's calls are in the path; HTTP and handlers are not (flow.ts has those).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Local, startLocal } from 'agent-handoff/local';
import type { Figure } from './figure.js';
import { spreadOf } from './statistics.js';

const WAITING = 10_000;
const CALLER = { principalArn: 'external' };
const DAY_SECONDS = 86_400;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const figureOf = (
  name: string,
  samples: number[],
  unit: string,
  bar: number,
  lowerIsBetter = true,
): Figure => {
  const spread = spreadOf(samples);
  return { name, value: spread.p50, unit, bar, lowerIsBetter, spread };
};

/** From the start of the process to the line that says it is ready. */
async function emptyStartMs(): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--no-warnings', 'dist/bin/local.js', '--empty', '--json']);
  await once(child.stdout, 'data');
  const elapsedMs = performance.now() - startedAt;
  child.kill();
  await once(child, 'exit');
  return elapsedMs;
}

/** Twenty states in a row, each with an expression over what the last one left. */
const CHAIN = {
  QueryLanguage: 'JSONata',
  StartAt: 'S1',
  States: Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `S${index + 1}`,
      {
        Type: 'Pass',
        Output: { count: '{% $states.input.count + 1 %}', text: "{% 'step ' & $states.input.count %}" },
        ...(index === 19 ? { End: true } : { Next: `S${index + 2}` }),
      },
    ]),
  ),
};

const WAIT = {
  QueryLanguage: 'JSONata',
  StartAt: 'Wait',
  States: { Wait: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', End: true } },
};

function states(local: Local, action: string, input: object) {
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the action
  return local.services.get('states')?.actions.get(action)?.(input, CALLER) as any;
}

async function machine(local: Local, name: string, definition: object): Promise<string> {
  const roleArn = `arn:aws:iam::${local.accountId}:role/Bench`;
  const input = { name, definition: JSON.stringify(definition), roleArn };
  return (await states(local, 'CreateStateMachine', input)).stateMachineArn;
}

/** Executions a second of the chain, one after another. */
async function chainsPerSecond(local: Local, stateMachineArn: string, count: number): Promise<number> {
  const startedAt = performance.now();
  for (let index = 0; index < count; index += 1)
    await states(local, 'StartExecution', { stateMachineArn, input: '{"count":0}' });
  await local.settle();
  return (count * 1_000) / (performance.now() - startedAt);
}

interface Waits {
  readonly kilobytesEach: number;
  readonly advanceMs: number;
}

/** Starts executions that wait for up to thirty days, weighs them, and lets the time pass. */
async function waits(): Promise<Waits> {
  const local = await startLocal({ clock: 'virtual', startAt: 0 });
  const stateMachineArn = await machine(local, 'wait', WAIT);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < WAITING; index += 1) {
    const seconds = 1 + ((index * 7_919) % (30 * DAY_SECONDS));
    await states(local, 'StartExecution', { stateMachineArn, input: JSON.stringify({ seconds }) });
  }
  await local.settle();
  collectGarbage();
  const kilobytesEach = (process.memoryUsage().heapUsed - before) / WAITING / 1_024;
  const startedAt = performance.now();
  await local.advance('31 days');
  const advanceMs = performance.now() - startedAt;
  await local.stop();
  return { kilobytesEach, advanceMs };
}

/** Every figure of the runtime. `scale` shrinks the number of samples, not the ten thousand. */
export async function* runtimeFigures(scale: number): AsyncGenerator<Figure> {
  process.stderr.write('starts of an empty runtime\n');
  const starts: number[] = [];
  for (let sample = 0; sample < Math.max(3, Math.round(15 * scale)); sample += 1)
    starts.push(await emptyStartMs());
  yield figureOf('start of `npm run local -- --empty`, without npm itself', starts, 'ms', 300);

  process.stderr.write('executions of a machine with 20 states\n');
  const local = await startLocal({ clock: 'virtual', startAt: 0 });
  const chain = await machine(local, 'chain', CHAIN);
  const count = Math.max(20, Math.round(200 * scale));
  await chainsPerSecond(local, chain, count);
  const rates: number[] = [];
  for (let sample = 0; sample < 3; sample += 1) rates.push(await chainsPerSecond(local, chain, count));
  yield figureOf('executions of 20 JSONata states', rates, '/s', 150, false);
  // Each state is entered and exited; the execution starts and succeeds.
  const events = rates.map((rate) => rate * 42);
  yield figureOf('history events of those executions', events, '/s', 6_000, false);
  await local.stop();

  process.stderr.write(`${WAITING} waiting executions\n`);
  const { kilobytesEach, advanceMs } = await waits();
  yield figureOf(`memory of one waiting execution, ${WAITING} waiting`, [kilobytesEach], 'KB', 10);
  yield figureOf(`advance over ${WAITING} timers, each ending an execution`, [advanceMs], 'ms', 5_000);
}
