// Holds an action's parameters to the JSON Schema that its type is registered with; used for requests and for edits.
import { Validator } from '@cfworker/json-schema';
import type { JsonObject } from '../contracts/json.js';
import { cut, MAX_PROBLEMS, type Problem } from '../contracts/problems.js';

/** What is wrong with `parameters`; paths begin with `action.parameters`. Empty when nothing is. */
export function parameterProblems(schema: JsonObject, parameters: JsonObject): Problem[] {
  const { errors } = new Validator(schema, '2020-12', false).validate(parameters);
  return errors
    .filter(({ keyword }) => keyword !== 'properties' && keyword !== 'items')
    .slice(0, MAX_PROBLEMS)
    .map(({ instanceLocation, error }) => ({
      path: cut(`action.parameters${instanceLocation.slice(1).replaceAll('/', '.')}`, 256),
      rule: cut(error, 512),
    }));
}
