// The figures of the gate: how long an action that needs no human takes through it, and what a million of them cost, computed
// from the calls that were counted. `verdict and one fact` is what Evaluate asks of AWS, with the Express execution it runs in.
import { costPerMillion } from './cost.js';
import { countedIn, seenWhile } from './counted.js';
import { atMost, type Figure } from './figure.js';
import type { Bench } from './round-trip.js';

/** Express executions are billed in steps of this many seconds (Step Functions pricing, read 2026-11). */
const STEP_SECONDS = 0.1;

const billedSeconds = (times: readonly number[]) =>
  times.reduce((sum, ms) => sum + Math.ceil(ms / 1_000 / STEP_SECONDS) * STEP_SECONDS, 0);

function costFigure(name: string, bar: number, cost: Record<string, number>): Figure {
  const { total = Number.NaN, ...lines } = cost;
  return { ...atMost(name, bar, [total], '$'), lines };
}

/** Latency and cost of `count` actions that need no human, one at a time. */
export async function* gateFigures(bench: Bench, count: number): AsyncGenerator<Figure> {
  process.stderr.write(`${count} actions that need no human, through the gate\n`);
  const times: number[] = [];
  const seen = await seenWhile(bench, async () => {
    for (let index = 0; index < count; index += 1) times.push(await bench.throughGate(`bench-gate-${index}`));
  });
  yield atMost('gate: request → outcome of an action that needs no human', 50, times);
  const express = { expressRequests: count, expressSeconds: billedSeconds(times) };
  const judging = { ...seen, calls: seen.calls.filter(({ by }) => by.includes('Evaluate')) };
  const verdict = costPerMillion({ ...countedIn(judging, count), ...express });
  yield costFigure('gate: computed cost per million, verdict and one fact', 5, verdict);
  const all = costPerMillion({ ...countedIn(seen, count), ...express });
  yield costFigure('gate: computed cost per million, performing, events and logs included', 12, all);
}
