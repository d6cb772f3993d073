// Everything that CreateStateMachine finds wrong with a definition: the language's own rules, and what this runtime cannot
// call or an Express machine may not do. Used by the actions on machines.
import { AwsError } from '../../service.js';
import { resourceProblem } from '../execution/integrations.js';
import { parseResource } from '../execution/resource.js';
import type { Definition, State, StateMap } from '../language/definition.js';
import { type Diagnostic, invalidDefinitionText, parseDefinition } from '../language/validate.js';

export type MachineType = 'STANDARD' | 'EXPRESS';

/** Bytes of a definition (Step Functions, read 2026-11). */
const MAX_DEFINITION_BYTES = 1_048_576;

function statesOf(map: StateMap, path: string): { state: State; location: string }[] {
  return Object.entries(map.States).flatMap(([name, state]) => {
    const location = `${path}/States/${name}`;
    const inner =
      state.Type === 'Parallel'
        ? state.Branches.flatMap((branch, index) => statesOf(branch, `${location}/Branches[${index}]`))
        : state.Type === 'Map'
          ? statesOf(state.ItemProcessor, `${location}/ItemProcessor`)
          : [];
    return [{ state, location }, ...inner];
  });
}

/** Express machines wait for nobody. */
function expressProblem(resource: string): string | undefined {
  const { waitsForToken, sync } = parseResource(resource);
  const pattern = waitsForToken ? 'waitForTaskToken' : sync;
  return pattern && `Express state machine does not support '.${pattern}' service integration`;
}

/** Resources that cannot be called are refused before anything runs. */
function resourceDiagnostics(definition: Definition, type: MachineType): Diagnostic[] {
  return statesOf(definition, '').flatMap(({ state, location }) => {
    if (state.Type !== 'Task') return [];
    const problem =
      resourceProblem(state.Resource) ?? (type === 'EXPRESS' ? expressProblem(state.Resource) : undefined);
    return problem
      ? [{ code: 'SCHEMA_VALIDATION_FAILED' as const, message: problem, location: `${location}/Resource` }]
      : [];
  });
}

/** What is wrong with the definition in `text`; nothing when a machine can be made of it. */
export function diagnosticsOf(text: unknown, type: MachineType): readonly Diagnostic[] {
  const parsed = parseDefinition(String(text));
  return 'diagnostics' in parsed ? parsed.diagnostics : resourceDiagnostics(parsed.definition, type);
}

/** Throws InvalidDefinition with all that is wrong. */
export function checkDefinition(definition: unknown, type: MachineType): asserts definition is string {
  if (typeof definition !== 'string' || Buffer.byteLength(definition) > MAX_DEFINITION_BYTES)
    throw new AwsError(
      'InvalidDefinition',
      `Invalid State Machine Definition: 'the definition must be text of at most ${MAX_DEFINITION_BYTES} bytes'`,
    );
  const diagnostics = diagnosticsOf(definition, type);
  if (diagnostics.length > 0) throw new AwsError('InvalidDefinition', invalidDefinitionText(diagnostics));
}
