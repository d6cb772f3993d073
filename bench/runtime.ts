// The start of the embedded runtime with nothing deployed. What its Step Functions cost is in stepfunctions.ts, the whole path
// through HTTP and handlers in flow.ts.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Figure } from './figure.js';
import { spreadOf } from './statistics.js';

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

/** `scale` shrinks the number of samples. */
export async function* runtimeFigures(scale: number): AsyncGenerator<Figure> {
  process.stderr.write('starts of an empty runtime\n');
  const starts: number[] = [];
  for (let sample = 0; sample < Math.max(3, Math.round(15 * scale)); sample += 1)
    starts.push(await emptyStartMs());
  const spread = spreadOf(starts);
  const name = 'start of `npm run local -- --empty`, without npm itself';
  yield { name, value: spread.p50, unit: 'ms', bar: 300, lowerIsBetter: true, spread };
}
