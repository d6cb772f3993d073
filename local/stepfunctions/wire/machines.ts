// State machines: what is created, updated, described and deleted.
import type { Journal } from '../../journal.js';
import { type Action, AwsError } from '../../service.js';
import { resourceProblem } from '../execution/integrations.js';
import type { Definition, State, StateMap } from '../language/definition.js';
import { type Diagnostic, invalidDefinitionText, parseDefinition } from '../language/validate.js';

export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** Epoch seconds. */
  readonly creationDate: number;
  readonly revisionId: string;
}

const TOPIC = 'states.machines';
/** Names: 1 to 80 characters without white space, brackets, wildcards and special characters (read 2026-11). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS forbids control characters in names
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/;
const MAX_DEFINITION_BYTES = 1_048_576;

export function checkName(name: unknown): void {
  if (typeof name !== 'string' || !NAME.test(name))
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

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

/** Resources that this runtime cannot call are refused before anything runs. */
function resourceDiagnostics(definition: Definition): Diagnostic[] {
  return statesOf(definition, '').flatMap(({ state, location }) => {
    const problem = state.Type === 'Task' ? resourceProblem(state.Resource) : undefined;
    return problem
      ? [{ code: 'SCHEMA_VALIDATION_FAILED' as const, message: problem, location: `${location}/Resource` }]
      : [];
  });
}

function diagnosticsOf(text: unknown): readonly Diagnostic[] {
  const parsed = parseDefinition(String(text));
  return 'diagnostics' in parsed ? parsed.diagnostics : resourceDiagnostics(parsed.definition);
}

export class Machines {
  readonly #machines = new Map<string, Machine>();
  readonly #journal: Journal;
  readonly #prefix: string;
  readonly #now: () => number;
  readonly #newId: () => string;

  constructor(journal: Journal, accountId: string, region: string, now: () => number, newId: () => string) {
    this.#journal = journal;
    this.#prefix = `arn:aws:states:${region}:${accountId}:stateMachine`;
    this.#now = now;
    this.#newId = newId;
    for (const entry of journal.replay(TOPIC) as Iterable<{ machine?: Machine; deleted?: string }>)
      if (entry.machine) this.#machines.set(entry.machine.arn, entry.machine);
      else this.#machines.delete(entry.deleted ?? '');
  }

  get(arn: string): Machine {
    const machine = this.#machines.get(arn);
    if (machine) return machine;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  actions(): [string, Action][] {
    return [
      ['CreateStateMachine', (input) => this.#create(input)],
      ['UpdateStateMachine', (input) => this.#update(input)],
      ['DescribeStateMachine', ({ stateMachineArn }) => this.#described(this.get(stateMachineArn))],
      ['DeleteStateMachine', ({ stateMachineArn }) => this.#delete(stateMachineArn)],
      ['ListStateMachines', () => ({ stateMachines: [...this.#machines.values()].map(this.#summary) })],
      ['ValidateStateMachineDefinition', ({ definition }) => this.#validated(definition)],
      ['TagResource', () => ({})],
      ['UntagResource', () => ({})],
      ['ListTagsForResource', () => ({ tags: [] })],
    ];
  }

  #check(definition: unknown): void {
    if (typeof definition !== 'string' || Buffer.byteLength(definition) > MAX_DEFINITION_BYTES)
      throw new AwsError(
        'InvalidDefinition',
        "Invalid State Machine Definition: 'the definition must be text of at most 1048576 bytes'",
      );
    const diagnostics = diagnosticsOf(definition);
    if (diagnostics.length > 0) throw new AwsError('InvalidDefinition', invalidDefinitionText(diagnostics));
  }

  #keep(machine: Machine): Machine {
    this.#machines.set(machine.arn, machine);
    this.#journal.append(TOPIC, { machine });
    return machine;
  }

  /** The same machine created again is the one that is there; another under its name is refused. */
  #create({
    name,
    definition,
    roleArn,
    type = 'STANDARD',
  }: {
    name: string;
    definition: string;
    roleArn: string;
    type?: Machine['type'];
  }) {
    checkName(name);
    if (!/^arn:[\w-]+:iam::\d*:role\/.+/.test(String(roleArn)))
      throw new AwsError('InvalidArn', `Invalid Role Arn: '${roleArn}'`);
    this.#check(definition);
    const arn = `${this.#prefix}:${name}`;
    const existing = this.#machines.get(arn);
    if (
      existing &&
      (existing.definition !== definition || existing.roleArn !== roleArn || existing.type !== type)
    )
      throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    const machine =
      existing ??
      this.#keep({
        arn,
        name,
        definition,
        roleArn,
        type,
        creationDate: this.#now() / 1_000,
        revisionId: this.#newId(),
      });
    return { stateMachineArn: arn, creationDate: machine.creationDate };
  }

  #update({
    stateMachineArn,
    definition,
    roleArn,
  }: {
    stateMachineArn: string;
    definition?: string;
    roleArn?: string;
  }) {
    const machine = this.get(stateMachineArn);
    if (definition === undefined && roleArn === undefined)
      throw new AwsError(
        'MissingRequiredParameter',
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    if (definition !== undefined) this.#check(definition);
    const revisionId = this.#newId();
    this.#keep({
      ...machine,
      ...(definition !== undefined && { definition }),
      ...(roleArn !== undefined && { roleArn }),
      revisionId,
    });
    return { updateDate: this.#now() / 1_000, revisionId };
  }

  #delete(arn: string) {
    if (this.#machines.delete(arn)) this.#journal.append(TOPIC, { deleted: arn });
    return {};
  }

  #summary = ({ arn, name, type, creationDate }: Machine) => ({
    stateMachineArn: arn,
    name,
    type,
    creationDate,
  });

  #described(machine: Machine) {
    const { definition, roleArn, revisionId } = machine;
    return {
      ...this.#summary(machine),
      status: 'ACTIVE',
      definition,
      roleArn,
      revisionId,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    };
  }

  #validated(definition: unknown) {
    const diagnostics = diagnosticsOf(definition).map((one) => ({ ...one, severity: 'ERROR' }));
    return { result: diagnostics.length > 0 ? 'FAIL' : 'OK', diagnostics };
  }
}
