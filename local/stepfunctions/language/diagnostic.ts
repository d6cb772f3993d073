// What can be wrong with a definition, in AWS's codes and words. Collected by the checks, shown by CreateStateMachine and
// ValidateStateMachineDefinition.

/** One thing wrong with a definition. */
export interface Diagnostic {
  readonly code:
    | 'SCHEMA_VALIDATION_FAILED'
    | 'MISSING_TRANSITION_TARGET'
    | 'MISSING_END_STATE'
    | 'DUPLICATE_STATE_NAME'
    | 'INVALID_JSON_DESCRIPTION'
    | 'INVALID_JSONATA_EXPRESSION'
    | 'UNSUPPORTED_JSONATA_EXPRESSION';
  readonly message: string;
  /** Path to the field; absent where the whole definition is meant. */
  readonly location?: string;
}

/** Takes what a check finds. */
export type Report = (diagnostic: Diagnostic) => void;

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** AWS's text for an InvalidDefinition error. */
export const invalidDefinitionText = (diagnostics: readonly Diagnostic[]) =>
  `Invalid State Machine Definition: '${diagnostics
    .map(({ code, message, location }) => `${code}: ${message} at ${location ?? null}`)
    .join(', ')}'`;

/** A map of states within a state, and where it is. */
export interface Inner {
  readonly map: Json;
  readonly location: string;
}

/** The state machines inside of a state: branches of Parallel, the processor of Map. */
export const innerOf = (state: Json, location: string): Inner[] => [
  ...listOf(state.Branches).map((map, index) => ({ map, location: `${location}/Branches[${index}]` })),
  ...(isObject(state.ItemProcessor)
    ? [{ map: state.ItemProcessor, location: `${location}/ItemProcessor` }]
    : []),
];

/** The states of a map that are objects, with their places. */
export const statesOf = (map: Json, location: string): { name: string; state: Json; at: string }[] =>
  Object.entries(isObject(map.States) ? map.States : {}).flatMap(([name, state]) =>
    isObject(state) ? [{ name, state, at: `${location}/States/${name}` }] : [],
  );
