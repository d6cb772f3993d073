// State machines: what is created, updated, described, tagged and deleted.
import type { Journal } from '../../journal.js';
import { type Action, AwsError } from '../../service.js';
import { checkDefinition, diagnosticsOf, type MachineType } from './definition-check.js';
import { checkArn, checkName, checkRole } from './names.js';
import { type PageInput, page } from './page.js';

interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly type: MachineType;
  /** Epoch seconds. */
  readonly creationDate: number;
  readonly revisionId: string;
  /** Absent in records of releases that kept no tags. */
  readonly tags?: readonly Tag[];
}

interface CreateInput {
  readonly name: string;
  readonly definition: unknown;
  readonly roleArn: string;
  readonly type?: MachineType;
  readonly tags?: readonly Tag[];
  readonly publish?: boolean;
}

interface UpdateInput {
  readonly stateMachineArn: string;
  readonly definition?: unknown;
  readonly roleArn?: string;
  readonly loggingConfiguration?: object;
  readonly tracingConfiguration?: object;
  readonly publish?: boolean;
}

const TOPIC = 'states.machines';

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

  /** Throws InvalidArn and StateMachineDoesNotExist. */
  get(arn: string): Machine {
    checkArn(arn, 'stateMachine');
    const machine = this.#machines.get(arn);
    if (machine) return machine;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  actions(): [string, Action][] {
    return [
      ['CreateStateMachine', (input) => this.#create(input)],
      ['UpdateStateMachine', (input) => this.#update(input)],
      ['DescribeStateMachine', ({ stateMachineArn }) => described(this.get(stateMachineArn))],
      ['DeleteStateMachine', ({ stateMachineArn }) => this.#delete(stateMachineArn)],
      ['ListStateMachines', (input) => this.#list(input)],
      ['ValidateStateMachineDefinition', ({ definition, type }) => validated(definition, type)],
      ['TagResource', ({ resourceArn, tags }) => this.#tag(resourceArn, tags)],
      ['UntagResource', ({ resourceArn, tagKeys }) => this.#untag(resourceArn, tagKeys)],
      ['ListTagsForResource', ({ resourceArn }) => ({ tags: this.#tagged(resourceArn).tags ?? [] })],
    ];
  }

  #keep(machine: Machine): Machine {
    this.#machines.set(machine.arn, machine);
    this.#journal.append(TOPIC, { machine });
    return machine;
  }

  /** The same machine created again is the one that is there; another under its name is refused. */
  #create({ name, definition, roleArn, type = 'STANDARD', tags = [], publish }: CreateInput) {
    checkName(name);
    checkRole(roleArn);
    refuseVersions(publish);
    checkDefinition(definition, type);
    const arn = `${this.#prefix}:${name}`;
    const wanted = { arn, name, definition, roleArn, type };
    const existing = this.#machines.get(arn);
    if (existing && !isSame(existing, wanted))
      throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    const creationDate = this.#now() / 1_000;
    const machine = existing ?? this.#keep({ ...wanted, tags, creationDate, revisionId: this.#newId() });
    return { stateMachineArn: arn, creationDate: machine.creationDate };
  }

  #update({ stateMachineArn, definition, roleArn, publish, ...configuration }: UpdateInput) {
    const machine = this.get(stateMachineArn);
    const { loggingConfiguration, tracingConfiguration } = configuration;
    if (!definition && !roleArn && !loggingConfiguration && !tracingConfiguration)
      throw new AwsError(
        'MissingRequiredParameter',
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    refuseVersions(publish);
    const updated = { definition: definition ?? machine.definition, roleArn: roleArn ?? machine.roleArn };
    checkRole(updated.roleArn);
    checkDefinition(updated.definition, machine.type);
    const revisionId = this.#newId();
    this.#keep({ ...machine, roleArn: updated.roleArn, definition: updated.definition, revisionId });
    return { updateDate: this.#now() / 1_000, revisionId };
  }

  /** What is running goes on. */
  #delete(arn: string) {
    checkArn(arn, 'stateMachine');
    if (this.#machines.delete(arn)) this.#journal.append(TOPIC, { deleted: arn });
    return {};
  }

  #list(input: PageInput) {
    const byName = [...this.#machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = page(byName, input);
    return { stateMachines: items.map(summary), ...next };
  }

  #tagged(arn: string): Machine {
    const machine = this.#machines.get(arn);
    if (machine) return machine;
    throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`);
  }

  #tag(arn: string, added: readonly Tag[]) {
    const machine = this.#tagged(arn);
    const tags = new Map([...(machine.tags ?? []), ...added].map((tag) => [tag.key, tag]));
    this.#keep({ ...machine, tags: [...tags.values()] });
    return {};
  }

  #untag(arn: string, keys: readonly string[]) {
    const machine = this.#tagged(arn);
    this.#keep({ ...machine, tags: (machine.tags ?? []).filter(({ key }) => !keys.includes(key)) });
    return {};
  }
}

const isSame = (existing: Machine, wanted: Pick<Machine, 'definition' | 'roleArn' | 'type'>): boolean =>
  existing.definition === wanted.definition &&
  existing.roleArn === wanted.roleArn &&
  existing.type === wanted.type;

function refuseVersions(publish: boolean | undefined): void {
  if (publish)
    throw new AwsError(
      'ValidationException',
      'publish: versions and aliases are not implemented in the local runtime',
    );
}

const summary = ({ arn, name, type, creationDate }: Machine) => ({
  stateMachineArn: arn,
  name,
  type,
  creationDate,
});

const described = (machine: Machine) => ({
  ...summary(machine),
  status: 'ACTIVE',
  definition: machine.definition,
  roleArn: machine.roleArn,
  revisionId: machine.revisionId,
  loggingConfiguration: { level: 'OFF', includeExecutionData: false },
  tracingConfiguration: { enabled: false },
});

function validated(definition: unknown, type: MachineType = 'STANDARD') {
  const diagnostics = diagnosticsOf(definition, type).map((one) => ({ ...one, severity: 'ERROR' }));
  return { result: diagnostics.length > 0 ? 'FAIL' : 'OK', diagnostics, truncated: false };
}
