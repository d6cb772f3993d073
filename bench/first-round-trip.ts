// Process start → first round trip done, the stack already synthesized: a new Node process each time. Run directly with
// an assembly, this file is that process.
import { execFile } from 'node:child_process';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure } from './figure.js';
import { Bench } from './round-trip.js';
import { spreadOf } from './statistics.js';

const self = fileURLToPath(import.meta.url);

/** The figure, over `samples` processes. */
export async function firstRoundTripMs(assembly: string, samples: number): Promise<Figure> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', self, assembly]);
    times.push(Number(stdout));
  }
  const spread = spreadOf(times);
  return {
    name: 'process start → first round trip done',
    value: spread.p50,
    unit: 'ms',
    bar: 2_000,
    lowerIsBetter: true,
    spread,
  };
}

if (argv[1] === self) {
  const bench = await Bench.start(argv[2] ?? 'dist/assembly');
  await bench.roundTrip('bench-first-1', { decision: 'approve' });
  process.stdout.write(String(performance.now()));
  process.exit(0);
}
