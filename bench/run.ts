// `npm run bench`: every figure the README quotes, with its spread, measured here and now on the embedded runtime.
// Readable table by default; `--json` prints one line a figure. Progress goes to stderr.
import { parseArgs, styleText } from 'node:util';
import { coldStarts } from './cold-start.js';
import type { Figure } from './figure.js';
import { firstRoundTripMs } from './first-round-trip.js';
import { flowFigures } from './flow.js';
import { runtimeFigures } from './runtime.js';
import { stepFunctionsFigures } from './stepfunctions.js';

const HELP = `Usage: npm run bench -- [--json] [--quick]

Measures the whole path through SDK and HTTP on the embedded runtime, and prints each figure with its spread
(minimum, median, 95th percentile, maximum), beside the bar it is held to. Nothing here ran on AWS.

  --json    one JSON line a figure on stdout
  --quick   a tenth of the samples
  --help    this text
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

async function coldFigures(samples: number): Promise<Figure[]> {
  return (await coldStarts(ASSEMBLY, samples)).map(({ name, bundleBytes, readyMs, ratio }) => ({
    name: `cold start of ${name} (${(bundleBytes / 1024).toFixed(0)} KB), against an empty handler`,
    value: ratio,
    unit: '×',
    bar: name === 'review' ? 2.2 : 2.4,
    lowerIsBetter: true,
    spread: { count: samples, min: readyMs, p50: readyMs, p95: readyMs, max: readyMs },
  }));
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else {
  const scale = values.quick ? 0.1 : 1;
  const samples = Math.max(3, Math.round(15 * scale));
  print(await firstRoundTripMs(ASSEMBLY, Math.max(3, Math.round(5 * scale))), values.json);
  for await (const figure of flowFigures(ASSEMBLY, scale)) print(figure, values.json);
  for await (const figure of runtimeFigures(scale)) print(figure, values.json);
  for (const figure of await coldFigures(samples)) print(figure, values.json);
  for await (const figure of stepFunctionsFigures(scale)) print(figure, values.json);
}
