// Plays a scenario on a site, and holds what two sites made of it against each other.
import { isDeepStrictEqual } from 'node:util';
import { type Site, Stage } from '../examples/demo/stage.js';
import { ANA, type SuiteScenario } from './scenarios.js';

/** What must be equal wherever a scenario is played; ids and instants are not in it. */
export interface Trace {
  readonly verdict: string;
  readonly rules: readonly string[];
  readonly outcome: string;
  readonly decidedBy: string | null;
  readonly billedTransitions: number;
  /** Types of the facts on the log, oldest first. */
  readonly facts: readonly string[];
}

/** A trace, or what went wrong instead, and how long it took. */
export interface Result {
  readonly ms: number;
  readonly traces: readonly Trace[];
  readonly error?: string;
}

/** What became of the handoff on `stage`, from its proposal on. */
export async function traceOf(stage: Stage, scenario: SuiteScenario): Promise<Trace> {
  try {
    const { verdict, rules, outcome, decidedBy, billedTransitions } = await stage.play(scenario);
    return { verdict, rules, outcome, decidedBy, billedTransitions, facts: await stage.facts() };
  } finally {
    stage.close();
  }
}

/** Runs `work` and tells how long that took; a failure is a result. */
export async function measured(work: () => Promise<readonly Trace[]>): Promise<Result> {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  try {
    const traces = await work();
    return { ms: elapsed(), traces };
  } catch (error) {
    return { ms: elapsed(), traces: [], error: error instanceof Error ? error.message : String(error) };
  }
}

/** Plays all copies of `scenario` at once. */
export const play = (scenario: SuiteScenario, site: Site, prefix: string): Promise<Result> =>
  measured(() =>
    Promise.all(
      Array.from({ length: scenario.copies ?? 1 }, (_, index) =>
        traceOf(new Stage(site, `${prefix}-${scenario.name}-${index + 1}`, ANA), scenario),
      ),
    ),
  );

const linesOf = (trace: Trace | undefined) => JSON.stringify(trace ?? null, undefined, 1).split('\n');

/** The lines that two traces do not share, embedded first; empty when they are equal. */
export function difference(embedded: Trace | undefined, emulated: Trace | undefined): string[] {
  if (isDeepStrictEqual(embedded, emulated)) return [];
  const [left, right] = [linesOf(embedded), linesOf(emulated)];
  return [
    ...left.filter((line) => !right.includes(line)).map((line) => `- embedded: ${line.trim()}`),
    ...right.filter((line) => !left.includes(line)).map((line) => `+ emulator: ${line.trim()}`),
    ...(left.length === right.length && left.every((line) => right.includes(line))
      ? ['the order differs']
      : []),
  ];
}

/** What speaks against `emulated`: errors, an unexpected end, logs that differ. */
export function problemsOf(expected: string, embedded: Result, emulated: Result): string[] {
  const errors = [
    embedded.error && `embedded: ${embedded.error}`,
    emulated.error && `emulator: ${emulated.error}`,
  ];
  const [reference] = embedded.traces;
  const differences = [...embedded.traces.slice(1), ...emulated.traces].flatMap((trace) =>
    difference(reference, trace),
  );
  const ending =
    reference && reference.outcome !== expected ? [`ended ${reference.outcome}, not ${expected}`] : [];
  return [...errors.filter((one) => one !== undefined && one !== ''), ...ending, ...differences] as string[];
}
