// `npm run bench`: every figure the README quotes, with its spread, measured here and now on the embedded runtime.
// Readable table by default; `--json` prints one line a figure. Progress goes to stderr.
import { parseArgs, styleText } from 'node:util';
import { coldFigure, coldStarts } from './cold-start.js';
import type { Figure } from './figure.js';
import { firstRoundTripMs } from './first-round-trip.js';
import { flowFigures } from './flow.js';
import { runtimeFigures } from './runtime.js';
import { stepFunctionsFigures } from './stepfunctions.js';
import { verdictFigures } from './verdict.js';

const HELP = `Usage: npm run bench -- [--only PART] [--json] [--quick]

Measures the whole path through SDK and HTTP on the embedded runtime, and prints each figure with its spread
(minimum, median, 95th percentile, maximum), beside the bar it is held to. Nothing here ran on AWS.

  --only PART  first, flow, runtime, cold, verdict (with Cedar and without) or stepfunctions
  --json       one JSON line a figure on stdout
  --quick      a tenth of the samples
  --help       this text
`;

// The SDK warns at every start that it will stop supporting this Node; the figures are easier to read without.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const ASSEMBLY = 'dist/assembly';

function print(figure: Figure, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(figure)}\n`);
    return;
  }
  const { min, p50, p95, max } = figure.spread;
  const round = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
  const held = figure.value <= figure.bar === figure.lowerIsBetter;
  const verdict = held ? styleText('green', 'held  ') : styleText('red', 'missed');
  process.stdout.write(
    `${verdict} ${figure.name.padEnd(62)} ${round(figure.value).padStart(8)} ${figure.unit.padEnd(6)} bar ${figure.lowerIsBetter ? '≤' : '≥'} ${figure.bar}   (${[min, p50, p95, max].map(round).join(' / ')})\n`,
  );
  if (figure.lines)
    for (const [line, value] of Object.entries(figure.lines))
      process.stdout.write(`         ${line.padEnd(60)} ${round(value).padStart(8)}\n`);
}

async function* firstFigures(scale: number): AsyncGenerator<Figure> {
  yield await firstRoundTripMs(ASSEMBLY, Math.max(3, Math.round(5 * scale)));
}

async function* coldFigures(scale: number): AsyncGenerator<Figure> {
  const samples = Math.max(3, Math.round(15 * scale));
  for (const one of await coldStarts(ASSEMBLY, samples))
    yield coldFigure(one, samples, one.name === 'review' ? 2.2 : 2.4);
}

/** In the order in which they are measured. */
const PARTS: Readonly<Record<string, (scale: number) => AsyncGenerator<Figure>>> = {
  first: firstFigures,
  flow: (scale) => flowFigures(ASSEMBLY, scale),
  runtime: runtimeFigures,
  cold: coldFigures,
  verdict: verdictFigures,
  stepfunctions: stepFunctionsFigures,
};

async function measure(only: string | undefined, quick: boolean, json: boolean): Promise<number> {
  if (only !== undefined && !Object.hasOwn(PARTS, only)) {
    process.stderr.write(`"${only}" is none of ${Object.keys(PARTS).join(', ')} (--help shows how)\n`);
    return 2;
  }
  for (const [name, figures] of Object.entries(PARTS)) {
    if (only !== undefined && name !== only) continue;
    for await (const figure of figures(quick ? 0.1 : 1)) print(figure, json);
  }
  return 0;
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

if (values.help) process.stdout.write(HELP);
else process.exitCode = await measure(values.only, values.quick, values.json);
