// Templates: JSON with expressions in its texts, at any depth. Every Output, Arguments, Assign and ItemSelector is one.
import type { Builtins } from './builtins.js';
import { type Bindings, bodyOf, evaluate, isExpression } from './expression.js';
import { EvaluationFailure } from './failure.js';

/** What a template is filled from. */
export interface Scope {
  readonly bindings: Bindings;
  readonly builtins: Builtins;
}

/** The value of `template`; `location` is its field, and grows with the path to a failing expression. */
export async function fillTemplate(template: unknown, location: string, scope: Scope): Promise<unknown> {
  if (typeof template === 'string')
    return isExpression(template) ? evaluate(template, location, scope.bindings, scope.builtins) : template;
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) {
    const values: unknown[] = [];
    for (const [index, element] of template.entries())
      values.push(await fillTemplate(element, `${location}[${index}]`, scope));
    return values;
  }
  const filled: [string, unknown][] = [];
  for (const [name, value] of Object.entries(template))
    filled.push([name, await fillTemplate(value, `${location}/${name}`, scope)]);
  return Object.fromEntries(filled);
}

type Kind = 'array' | 'boolean' | 'number' | 'string';

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const shown = (template: unknown) =>
  typeof template === 'string' && isExpression(template) ? bodyOf(template) : JSON.stringify(template);

/** The value of a field that must have a certain type. Throws an {@link EvaluationFailure} when it has another. */
export async function fillTyped<T>(
  template: unknown,
  location: string,
  kind: Kind,
  scope: Scope,
): Promise<T> {
  const value = await fillTemplate(template, location, scope);
  if (kindOf(value) === kind) return value as T;
  throw new EvaluationFailure(
    location,
    `The JSONata expression '${shown(template)}' specified for the field '${location}' returned an unexpected result type. Expected '${kind}', but was '${kindOf(value)}' for value: ${JSON.stringify(value)}`,
  );
}

/** The whole number of a field, within bounds. Throws an {@link EvaluationFailure} otherwise. */
export async function fillInteger(
  template: unknown,
  field: string,
  bounds: { readonly min: number; readonly max: number },
  scope: Scope,
): Promise<number> {
  const value = await fillTyped<number>(template, field, 'number', scope);
  if (!Number.isInteger(value))
    throw new EvaluationFailure(field, `The ${field} field cannot be parsed as an integer: ${value}`);
  if (value < bounds.min || value > bounds.max)
    throw new EvaluationFailure(
      field,
      `${field} must be between ${bounds.min} and ${bounds.max} but was: ${value}`,
    );
  return value;
}
