// What AWS lets one expression use: nesting, memory, time. jsonata reports every step of an evaluation to the guard.
import type jsonata from 'jsonata';

/** Levels that an evaluation may nest; AWS accepts 100 and refuses 101. */
const MAX_DEPTH = 100;
/** Bytes that one value may hold, a number as eight and a character as one; AWS accepts as much and refuses more. */
const MAX_VALUE_BYTES = 6_990_256;
const BYTES_PER_ELEMENT = 8;
/** Real milliseconds after which an evaluation is given up. AWS does not say how long it waits. */
const MAX_EVALUATION_MS = 2_000;
/** The clock is read at every so many steps. */
const STEPS_PER_LOOK = 512;

export const memoryExceeded = () =>
  new Error('Expression evaluation memory limit exceeded: Check for excessive memory usage');

interface Step {
  readonly type?: string;
  readonly value?: unknown;
  readonly expressions?: readonly unknown[];
  readonly lhs?: readonly unknown[];
  readonly group?: unknown;
}

/** jsonata evaluates the members of arrays and objects side by side: that many levels are width, not depth. */
function widthOf(step: Step): number {
  if (step.group !== undefined) return Number.POSITIVE_INFINITY;
  if (step.type !== 'unary') return 0;
  return step.value === '[' ? (step.expressions?.length ?? 0) : (step.lhs?.length ?? 0);
}

/** Counts one evaluation. Throws, in AWS's words, when it uses too much. */
class Guard {
  #depth = 0;
  #steps = 0;
  #widths: number[] = [];
  readonly #deadline = performance.now() + MAX_EVALUATION_MS;

  enter(step: Step): void {
    this.#depth += 1;
    const width = widthOf(step);
    if (width > 0) this.#widths.push(width);
    const allowed = this.#widths.reduce((sum, one) => sum + one, MAX_DEPTH);
    if (this.#depth > allowed)
      throw new Error(
        `Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive. Depth=${this.#depth} max=${MAX_DEPTH}`,
      );
    this.#steps += 1;
    if (this.#steps % STEPS_PER_LOOK === 0 && performance.now() > this.#deadline)
      throw new Error('Expression evaluation timeout: Check for infinite loop');
  }

  exit(step: Step, result: unknown): void {
    this.#depth -= 1;
    const width = widthOf(step);
    if (width > 0) this.#widths.splice(this.#widths.lastIndexOf(width), 1);
    const bytes =
      typeof result === 'string'
        ? result.length
        : Array.isArray(result)
          ? result.length * BYTES_PER_ELEMENT
          : 0;
    if (bytes > MAX_VALUE_BYTES) throw memoryExceeded();
  }
}

/** The name under which an evaluation finds its guard: no expression can write it. */
const GUARD = '\u0000guard';

interface Environment {
  lookup(name: string): unknown;
}
const guardOf = (environment: Environment) => environment.lookup(GUARD) as Guard;

/** Makes every evaluation of `expression` report to its guard. */
export function guarded(expression: jsonata.Expression): jsonata.Expression {
  const hook = (name: string, call: unknown) =>
    expression.assign(Symbol.for(name) as unknown as string, call);
  hook('jsonata.__evaluate_entry', (step: Step, _: unknown, environment: Environment) =>
    guardOf(environment).enter(step),
  );
  hook('jsonata.__evaluate_exit', (step: Step, _: unknown, environment: Environment, result: unknown) =>
    guardOf(environment).exit(step, result),
  );
  return expression;
}

/** A fresh guard, to be bound to one evaluation. */
export const guardBinding = (): Record<string, unknown> => ({ [GUARD]: new Guard() });
