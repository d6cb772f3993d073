// The figures of the handoff path: latencies one at a time, throughput at sixteen, the effect of ten thousand open handoffs,
// billed transitions, and the cost of a million approvals from the calls that were counted.
import { costPerMillion } from './cost.js';
import { countedIn, seenWhile } from './counted.js';
import { atMost, type Figure } from './figure.js';
import { gateFigures } from './gate.js';
import { Bench, type RoundTrip } from './round-trip.js';
import { spreadOf } from './statistics.js';

const APPROVE = { decision: 'approve' };
const REJECT = { decision: 'reject', text: 'Measured.' };

const progress = (text: string) => process.stderr.write(`${text}\n`);

async function oneAtATime(
  bench: Bench,
  label: string,
  count: number,
  form: Record<string, string>,
): Promise<RoundTrip[]> {
  progress(`${count} round trips, one at a time (${label})`);
  const trips: RoundTrip[] = [];
  for (let index = 0; index < count; index += 1)
    trips.push(await bench.roundTrip(`bench-${label}-${index}`, form));
  return trips;
}

async function perSecond(bench: Bench, run: number, count: number, atOnce: number): Promise<number> {
  progress(`${count} round trips, ${atOnce} at once`);
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) {
        next += 1;
        await bench.quietRoundTrip(`bench-parallel-${run * 10_000 + next}`, APPROVE);
      }
    }),
  );
  return (count * 1_000) / (performance.now() - startedAt);
}

async function open(bench: Bench, from: number, to: number): Promise<void> {
  progress(`opening ${to - from} handoffs that stay open`);
  const ids = Array.from({ length: to - from }, (_, index) => `bench-open-${from + index}`);
  for (let start = 0; start < ids.length; start += 16)
    await Promise.all(
      ids.slice(start, start + 16).map(async (id) => {
        await bench.request(id, undefined);
        await bench.waiting(id);
      }),
    );
}

async function toWaiting(bench: Bench, label: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    await bench.request(`bench-${label}-${index}`, undefined);
    await bench.waiting(`bench-${label}-${index}`);
    times.push(performance.now() - startedAt);
  }
  return times;
}

function latencies(approved: readonly RoundTrip[], rejected: readonly RoundTrip[]): Figure[] {
  const times = (trips: readonly RoundTrip[], part: keyof RoundTrip) => trips.map((trip) => trip[part]);
  return [
    atMost('request → waiting (token stored), one at a time', 13, times(approved, 'toWaitingMs')),
    atMost('request → message with a usable link, one at a time', 30, times(approved, 'toMessageMs')),
    atMost('decision posted → outcome, no performing (the wake)', 9, times(rejected, 'toOutcomeMs')),
    atMost('decision posted → outcome, with performing', 20, times(approved, 'toOutcomeMs')),
  ];
}

/** Every figure of the path, in the order in which they are measured. `scale` shrinks the number of samples. */
export async function* flowFigures(assembly: string, scale: number): AsyncGenerator<Figure> {
  const scaled = (count: number) => Math.max(10, Math.round(count * scale));
  const bench = await Bench.start(assembly);
  await oneAtATime(bench, 'warm', scaled(100), APPROVE);
  const approved = await oneAtATime(bench, 'approve', scaled(300), APPROVE);
  const rejected = await oneAtATime(bench, 'reject', scaled(300), REJECT);
  yield* latencies(approved, rejected);

  const rates: number[] = [];
  for (let run = 0; run < 3; run += 1) rates.push(await perSecond(bench, run, scaled(400), 16));
  yield { ...atMost('round trips per second, 16 at once', 50, rates, '/s'), lowerIsBetter: false };

  const approvals = scaled(100);
  const seen = await seenWhile(bench, () => oneAtATime(bench, 'counted', approvals, APPROVE));
  const cost = costPerMillion({ ...countedIn(seen, approvals), stateTransitions: 6 * approvals });
  const { total = Number.NaN, ...lines } = cost;
  yield { ...atMost('computed cost per million approvals, message excluded', 180, [total], '$'), lines };
  yield* gateFigures(bench, scaled(100));

  await open(bench, 0, 10);
  const few = await toWaiting(bench, 'few', scaled(200));
  await open(bench, 10, Math.round(10_000 * scale));
  const many = await toWaiting(bench, 'many', scaled(200));
  const ratio = spreadOf(many).p50 / spreadOf(few).p50;
  yield atMost(
    `request → waiting with ${Math.round(10_000 * scale)} handoffs open, against 10`,
    1.1,
    [ratio],
    '×',
  );
  await bench.stop();
}
