// Templates: JSON with expressions in its texts, at any depth. Every Output, Arguments, Assign and ItemSelector is one.
import type { Builtins } from './builtins.js';
import { type Bindings, evaluate, isExpression } from './expression.js';
import { EvaluationFailure } from './failure.js';

/** What a template is filled from. */
export interface Scope {
  readonly bindings: Bindings;
  readonly builtins: Builtins;
}

/** The value of `template`; `location` is its field, and grows with the path to a failing expression. */
export async function fillTemplate(template: unknown, location: string, scope: Scope): Promise<unknown> {
  if (typeof template === 'string')
    return isExpression(template)
      ? plain(await evaluate(template, location, scope.bindings, scope.builtins))
      : template;
  if (Array.isArray(template)) {
    const values: unknown[] = [];
    for (const [index, element] of template.entries())
      values.push(await fillTemplate(element, `${location}[${index}]`, scope));
    return values;
  }
  if (typeof template !== 'object' || template === null) return template;
  const filled: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(template))
    filled[name] = await fillTemplate(value, `${location}/${name}`, scope);
  return filled;
}

/** JSON of a JSONata result: its sequences are plain arrays, its functions are gone. */
const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;

type Kind = 'string' | 'integer' | 'boolean' | 'array' | 'object';

const IS: Record<Kind, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => typeof value === 'number' && Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

/** The value of a field that must have a certain type. Throws an {@link EvaluationFailure} when it has another. */
export async function fillTyped<T>(
  template: unknown,
  location: string,
  kind: Kind,
  scope: Scope,
): Promise<T> {
  const value = await fillTemplate(template, location, scope);
  if (IS[kind](value)) return value as T;
  const shown =
    typeof template === 'string' && isExpression(template) ? template.slice(2, -2).trim() : String(template);
  throw new EvaluationFailure(
    location,
    `The JSONata expression '${shown}' specified for the field '${location}' returned an unexpected result type. Expected '${kind}', but was '${kindOf(value)}' for value: ${JSON.stringify(value)}`,
  );
}
