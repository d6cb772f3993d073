// JSONata as Step Functions evaluates it: compiled once, with AWS's functions, within AWS's limits, on the execution's own
// clock and random source. Used by the templates.
import jsonata from 'jsonata';
import { type Builtins, builtinFunctions } from './builtins.js';
import { EvaluationFailure } from './failure.js';
import { guardBinding, guarded } from './limits.js';

export type Bindings = Readonly<Record<string, unknown>>;

const OPEN = '{%';
const CLOSE = '%}';

/** Whether a text is an expression: the delimiters must be its very ends. */
export const isExpression = (text: string) =>
  text.startsWith(OPEN) && text.endsWith(CLOSE) && text.length >= OPEN.length + CLOSE.length;

/** The expression between the delimiters, as AWS shows it. */
export const bodyOf = (text: string) => text.slice(OPEN.length, -CLOSE.length).trim();

const compiled = new Map<string, jsonata.Expression>();

/** Compiles an expression; throws jsonata's error with `code` and `message` when its syntax is wrong. */
export function compileExpression(text: string): jsonata.Expression {
  const known = compiled.get(text);
  if (known) return known;
  const expression = guarded(jsonata(bodyOf(text)));
  compiled.set(text, expression);
  return expression;
}

interface JsonataError {
  readonly code?: string;
  readonly message?: string;
}

/** Evaluates `text` for the field at `location`, to plain JSON. Throws an {@link EvaluationFailure} in AWS's words. */
export async function evaluate(
  text: string,
  location: string,
  bindings: Bindings,
  builtins: Builtins,
): Promise<unknown> {
  const where = `The JSONata expression '${bodyOf(text)}' specified for the field '${location}'`;
  let value: unknown;
  try {
    value = await compileExpression(text).evaluate(undefined, {
      ...builtinFunctions(builtins),
      ...bindings,
      ...guardBinding(),
    });
  } catch (error) {
    const { code, message } = error as JsonataError;
    const why = code === undefined ? `: ${message ?? error}` : `. ${code}: ${message}`;
    throw new EvaluationFailure(location, `${where} threw an error during evaluation${why}`);
  }
  if (value === undefined) throw new EvaluationFailure(location, `${where} returned nothing (undefined).`);
  try {
    return plain(value);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw new EvaluationFailure(
      location,
      `The JSONata expression '${bodyOf(text)}' for the field '${location}' returned an unsupported result type.`,
    );
  }
}

class NotJson extends Error {}

const isFunction = (value: object) => '_jsonata_lambda' in value || '_jsonata_function' in value;

/** JSON of a result: sequences become arrays, numbers that JSON has no form for their names. Throws on functions. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'function') throw new NotJson();
  if (typeof value !== 'object' || value === null) return value;
  if (isFunction(value)) throw new NotJson();
  if (Array.isArray(value)) return value.map((element) => (element === undefined ? null : plain(element)));
  // Entries, not assignments: a member named __proto__ is data, and stays so.
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, plain(member)]])),
  );
}
