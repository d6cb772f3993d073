// Holds an action's parameters to the JSON Schema that its type is registered with; used for requests and for edits.
import { type OutputUnit, Validator } from '@cfworker/json-schema';
import type { JsonObject } from '../contracts/json.js';
import { cut, MAX_PROBLEMS, type Problem } from '../contracts/problems.js';

/** Errors that only say that there is one further down. */
const ABOVE = new Set(['properties', 'items', 'additionalProperties']);

/** The errors that say something: the library also calls a known property unknown once its value is wrong. */
function telling(errors: readonly OutputUnit[]): readonly OutputUnit[] {
  const below = errors.filter(({ keyword }) => !ABOVE.has(keyword));
  const isTold = (at: string) =>
    below.some(
      ({ keyword, instanceLocation }) =>
        keyword !== 'false' && (instanceLocation === at || instanceLocation.startsWith(`${at}/`)),
    );
  const told = below.filter(
    ({ keyword, instanceLocation }) => keyword !== 'false' || !isTold(instanceLocation),
  );
  return told.length > 0 ? told : errors;
}

/** What is wrong with `parameters`; paths begin with `action.parameters`. Empty when nothing is. */
export function parameterProblems(schema: JsonObject, parameters: JsonObject): Problem[] {
  const { errors } = new Validator(schema, '2020-12', false).validate(parameters);
  return telling(errors)
    .slice(0, MAX_PROBLEMS)
    .map(({ keyword, instanceLocation, error }) => ({
      path: cut(`action.parameters${instanceLocation.slice(1).replaceAll('/', '.')}`, 256),
      rule: keyword === 'false' ? 'is not permitted' : cut(error, 512),
    }));
}
