// JSONata as Step Functions evaluates it: compiled once, with AWS's functions, without $eval, within limits of time and
// depth, on the execution's own clock and random source. Used by the templates.
import jsonata from 'jsonata';
import { type Builtins, builtinFunctions } from './builtins.js';
import { EvaluationFailure } from './failure.js';

export type Bindings = Readonly<Record<string, unknown>>;

/** Real milliseconds and nested evaluations after which an expression is given up. */
const MAX_EVALUATION_MS = 1_000;
const MAX_DEPTH = 500;

const OPEN = '{%';
const CLOSE = '%}';

/** Whether a text is an expression: the delimiters must be its very ends. */
export const isExpression = (text: string) =>
  text.startsWith(OPEN) && text.endsWith(CLOSE) && text.length >= 4;
const bodyOf = (text: string) => text.slice(OPEN.length, -CLOSE.length).trim();

const compiled = new Map<string, jsonata.Expression>();

/** Compiles an expression; throws jsonata's error with `code` and `message` when its syntax is wrong. */
export function compileExpression(text: string): jsonata.Expression {
  const known = compiled.get(text);
  if (known) return known;
  const expression = jsonata(bodyOf(text));
  compiled.set(text, expression);
  return expression;
}

/** Guards against expressions that never end; jsonata asks it at every node. */
function limits(): Bindings {
  const deadline = performance.now() + MAX_EVALUATION_MS;
  let depth = 0;
  return {
    __evaluate_entry: () => {
      depth += 1;
      if (depth > MAX_DEPTH)
        throw Object.assign(new Error('the expression nests too deeply'), { code: 'D1011' });
      if (performance.now() > deadline)
        throw Object.assign(new Error('the expression takes too long'), { code: 'D1012' });
    },
    __evaluate_exit: () => {
      depth -= 1;
    },
  };
}

interface JsonataError {
  readonly code?: string;
  readonly message?: string;
}

/** Evaluates `text` for the field at `location`. Throws an {@link EvaluationFailure} in AWS's words. */
export async function evaluate(
  text: string,
  location: string,
  bindings: Bindings,
  builtins: Builtins,
): Promise<unknown> {
  const shown = bodyOf(text);
  const where = `The JSONata expression '${shown}' specified for the field '${location}'`;
  let value: unknown;
  try {
    value = await compileExpression(text).evaluate(undefined, {
      ...bindings,
      ...builtinFunctions(builtins),
      ...limits(),
    });
  } catch (error) {
    if (error instanceof EvaluationFailure) throw error;
    const { code, message } = error as JsonataError;
    throw new EvaluationFailure(
      location,
      `${where} threw an error during evaluation. ${code ? `${code}: ` : ''}${message ?? error}`,
    );
  }
  if (value === undefined) throw new EvaluationFailure(location, `${where} returned nothing (undefined).`);
  if (typeof value === 'function' || isJsonataFunction(value))
    throw new EvaluationFailure(location, `${where} returned an unsupported result type.`);
  return value;
}

const isJsonataFunction = (value: unknown) =>
  typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value);
