// Validates a definition as CreateStateMachine does: every problem at once, each with its place.
import type { Definition } from './definition.js';
import { type Diagnostic, innerOf, isObject, type Json, type Report, statesOf } from './diagnostic.js';
import { checkExpressions } from './expression-check.js';
import { checkMachineFields, checkStateFields } from './fields.js';
import { checkGraph } from './graph.js';
import { checkNames } from './scope-check.js';

export { type Diagnostic, invalidDefinitionText } from './diagnostic.js';

/** Calls `check` for a map of states and for all inside of it. */
function everyMap(map: Json, location: string, check: (map: Json, location: string) => void): void {
  check(map, location);
  for (const { state, at } of statesOf(map, location))
    for (const inner of innerOf(state, at)) everyMap(inner.map, inner.location, check);
}

function checkSchema(machine: Json, report: Report): void {
  everyMap(machine, '', (map, location) => {
    checkMachineFields(map, location, report);
    // What is nested has the machine's language, not that of the state around it.
    for (const [name, state] of Object.entries(isObject(map.States) ? map.States : {}))
      checkStateFields(name, state, machine.QueryLanguage, `${location}/States/${name}`, report);
  });
}

/** Only of a definition whose fields are right. */
function checkMeaning(machine: Json, report: Report): void {
  everyMap(machine, '', (map, location) => {
    for (const { state, at } of statesOf(map, location)) checkExpressions(state, at, report);
  });
  checkNames(machine, '', report);
  everyMap(machine, '', (map, location) => checkGraph(map, location, report));
}

/** The definition, or what is wrong with it. */
export function parseDefinition(
  text: string,
): { definition: Definition } | { diagnostics: readonly Diagnostic[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return { diagnostics: [{ code: 'INVALID_JSON_DESCRIPTION', message: (error as Error).message }] };
  }
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => void diagnostics.push(diagnostic);
  if (!isObject(parsed))
    report({ code: 'SCHEMA_VALIDATION_FAILED', message: 'Expected value of type Object', location: '/' });
  else {
    checkSchema(parsed, report);
    if (diagnostics.length === 0) checkMeaning(parsed, report);
  }
  return diagnostics.length > 0 ? { diagnostics } : { definition: parsed as unknown as Definition };
}
