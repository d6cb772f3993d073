// Holds an action's parameters to the JSON Schema that its type is registered with; used for requests and for edits.
import { type OutputUnit, Validator } from '@cfworker/json-schema';
import type { JsonObject } from '../contracts/json.js';
import { cut, MAX_PROBLEMS, type Problem } from '../contracts/problems.js';

/** Errors that only say that there is one further down. */
const ABOVE = new Set(['properties', 'items', 'additionalProperties']);

/** A place and every place above it: `#/a/b`, `#/a`, `#`. */
const pathsTo = (location: string) =>
  location.split('/').map((_, index, parts) => parts.slice(0, parts.length - index).join('/'));

/** The errors that say something: the library also calls a known property unknown once its value is wrong. */
function tellingOf(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  const below = errors.filter(({ keyword }) => !ABOVE.has(keyword));
  // Places with an error of their own, or one below: looked up, since hostile parameters have errors by the ten thousand.
  const told = new Set(
    below.flatMap(({ keyword, instanceLocation }) => (keyword === 'false' ? [] : pathsTo(instanceLocation))),
  );
  const telling = below.filter(
    ({ keyword, instanceLocation }) => keyword !== 'false' || !told.has(instanceLocation),
  );
  return telling.length > 0 ? telling : errors;
}

/** What is wrong with `parameters`; paths begin with `action.parameters`. Empty when nothing is. */
export function parameterProblems(schema: JsonObject, parameters: JsonObject): Problem[] {
  const { errors } = new Validator(schema, '2020-12', false).validate(parameters);
  return tellingOf(errors)
    .slice(0, MAX_PROBLEMS)
    .map(({ keyword, instanceLocation, error }) => ({
      path: cut(`action.parameters${instanceLocation.slice(1).replaceAll('/', '.')}`, 256),
      rule: keyword === 'false' ? 'is not permitted' : cut(error, 512),
    }));
}
