// Names in a definition: those of states are unique in the whole of it, those of variables in every scope and the scopes
// around it.
import { innerOf, isObject, type Json, listOf, type Report, statesOf } from './diagnostic.js';

/** The name that AWS keeps for itself, and the form of all others (Step Functions, read 2026-11). */
const RESERVED = 'states';
const MAX_NAME = 80;
const NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** Where a state assigns which variables. */
function assignmentsOf(state: Json, at: string): { name: string; location: string }[] {
  const from = (holder: Json, place: string) =>
    Object.keys(isObject(holder.Assign) ? holder.Assign : {}).map((name) => ({
      name,
      location: `${place}/Assign/${name}`,
    }));
  return [
    ...from(state, at),
    ...listOf(state.Choices).flatMap((rule, index) => from(rule, `${at}/Choices[${index}]`)),
    ...listOf(state.Catch).flatMap((rule, index) => from(rule, `${at}/Catch[${index}]`)),
  ];
}

/** Checks a map of states and those inside of it; `outer` are the variables around it, `names` the states so far. */
export function checkNames(
  map: Json,
  location: string,
  report: Report,
  outer: ReadonlySet<string> = new Set(),
  names: Set<string> = new Set(),
): void {
  const states = statesOf(map, location);
  const assignments = states.flatMap(({ state, at }) => assignmentsOf(state, at));
  for (const { name, location: place } of assignments) {
    const message = problemOf(name, outer);
    if (message) report({ code: 'SCHEMA_VALIDATION_FAILED', message, location: place });
  }
  const scope = new Set([...outer, ...assignments.map(({ name }) => name)]);
  for (const { name, at } of states) {
    if (names.has(name))
      report({ code: 'DUPLICATE_STATE_NAME', message: `Duplicate State name: ${name}`, location: at });
    names.add(name);
  }
  for (const { state, at } of states)
    for (const inner of innerOf(state, at)) checkNames(inner.map, inner.location, report, scope, names);
}

function problemOf(name: string, outer: ReadonlySet<string>): string | undefined {
  if (name === RESERVED) return `The variable name '${name}' is reserved`;
  if (name.length > MAX_NAME || !NAME.test(name)) return `The variable name '${name}' is not valid`;
  return outer.has(name)
    ? `The variable '${name}' belongs to an outer scope and cannot be assigned here`
    : undefined;
}
