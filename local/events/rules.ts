// Buses, rules and their targets: what is stored, and the actions that store it. Used by the bus.
import type { Journal } from '../journal.js';
import { type Action, AwsError } from '../service.js';
import { compiled } from './compiled.js';
import { nextFiring } from './schedule.js';

/** A target as PutTargets takes it. */
export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Record<string, string>;
    readonly InputTemplate: string;
  };
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: {
    readonly MaximumRetryAttempts?: number;
    readonly MaximumEventAgeInSeconds?: number;
  };
}

export interface Rule {
  readonly name: string;
  readonly busName: string;
  readonly arn: string;
  readonly pattern?: string;
  readonly schedule?: string;
  readonly description?: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly targets: readonly Target[];
}

type Entry =
  | { readonly bus: string }
  | { readonly rule: Rule }
  | { readonly deletedRule: string }
  | { readonly deletedBus: string };

const TOPIC = 'events.rules';
const DEFAULT_BUS = 'default';
/** Buses may be named by their ARN. */
const busNameOf = (nameOrArn: string | undefined) =>
  (nameOrArn ?? DEFAULT_BUS).split('event-bus/').at(-1) ?? DEFAULT_BUS;
const keyOf = (name: string, busName: string) => `${busName}/${name}`;

export class RuleBook {
  readonly #buses = new Set([DEFAULT_BUS]);
  readonly #rules = new Map<string, Rule>();
  readonly #journal: Journal;
  readonly #prefix: string;

  constructor(journal: Journal, accountId: string, region: string) {
    this.#journal = journal;
    this.#prefix = `arn:aws:events:${region}:${accountId}`;
    for (const entry of journal.replay(TOPIC) as Iterable<Entry>) this.#apply(entry);
  }

  #apply(entry: Entry): void {
    if ('bus' in entry) this.#buses.add(entry.bus);
    else if ('rule' in entry) this.#rules.set(keyOf(entry.rule.name, entry.rule.busName), entry.rule);
    else if ('deletedRule' in entry) this.#rules.delete(entry.deletedRule);
    else this.#buses.delete(entry.deletedBus);
  }

  #record(entry: Entry): void {
    this.#apply(entry);
    this.#journal.append(TOPIC, entry);
  }

  all(): Iterable<Rule> {
    return this.#rules.values();
  }

  ofBus(busName: string | undefined): Rule[] {
    const name = busNameOf(busName);
    return [...this.#rules.values()].filter((rule) => rule.busName === name);
  }

  find(name: string, busName: string | undefined): Rule | undefined {
    return this.#rules.get(keyOf(name, busNameOf(busName)));
  }

  get(name: string, busName: string | undefined): Rule {
    const rule = this.find(name, busName);
    if (rule) return rule;
    throw new AwsError(
      'ResourceNotFoundException',
      `Rule ${name} does not exist on EventBus ${busNameOf(busName)}.`,
    );
  }

  #bus(nameOrArn: string | undefined): string {
    const name = busNameOf(nameOrArn);
    if (this.#buses.has(name)) return name;
    throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  }

  put(input: Record<string, string | undefined>) {
    const { Name = '', EventPattern, ScheduleExpression, Description, State } = input;
    const busName = this.#bus(input.EventBusName);
    if (!EventPattern && !ScheduleExpression)
      throw new AwsError(
        'ValidationException',
        'Parameter(s) EventPattern or ScheduleExpression must be specified.',
      );
    if (EventPattern) compiled(EventPattern);
    if (ScheduleExpression) nextFiring(ScheduleExpression, 0);
    const path = busName === DEFAULT_BUS ? Name : `${busName}/${Name}`;
    const rule: Rule = {
      name: Name,
      busName,
      arn: `${this.#prefix}:rule/${path}`,
      state: State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
      targets: this.find(Name, busName)?.targets ?? [],
      ...(EventPattern && { pattern: EventPattern }),
      ...(ScheduleExpression && { schedule: ScheduleExpression }),
      ...(Description && { description: Description }),
    };
    this.#record({ rule });
    return { RuleArn: rule.arn };
  }

  setState({ Name, EventBusName }: { Name: string; EventBusName?: string }, state: Rule['state']) {
    this.#record({ rule: { ...this.get(Name, EventBusName), state } });
    return {};
  }

  #putTargets({
    Rule: name,
    EventBusName,
    Targets,
  }: {
    Rule: string;
    EventBusName?: string;
    Targets: Target[];
  }) {
    const rule = this.get(name, EventBusName);
    const kept = rule.targets.filter(({ Id }) => !Targets.some((target) => target.Id === Id));
    this.#record({ rule: { ...rule, targets: [...kept, ...Targets] } });
    return { FailedEntryCount: 0, FailedEntries: [] };
  }

  #removeTargets({ Rule: name, EventBusName, Ids }: { Rule: string; EventBusName?: string; Ids: string[] }) {
    const rule = this.get(name, EventBusName);
    this.#record({ rule: { ...rule, targets: rule.targets.filter(({ Id }) => !Ids.includes(Id)) } });
    return { FailedEntryCount: 0, FailedEntries: [] };
  }

  #delete({ Name, EventBusName }: { Name: string; EventBusName?: string }) {
    const rule = this.find(Name, EventBusName);
    if (rule && rule.targets.length > 0)
      throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
    this.#record({ deletedRule: keyOf(Name, busNameOf(EventBusName)) });
    return {};
  }

  #createBus({ Name }: { Name: string }) {
    if (this.#buses.has(Name))
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${Name} already exists.`);
    this.#record({ bus: Name });
    return { EventBusArn: this.#busArn(Name) };
  }

  #deleteBus(name: string) {
    this.#record({ deletedBus: name });
    return {};
  }

  #busArn = (name: string) => `${this.#prefix}:event-bus/${name}`;

  #describedBus = (name: string) => ({ Name: name, Arn: this.#busArn(name) });

  #describedRule = ({ name, arn, busName, pattern, schedule, state, description }: Rule) => ({
    Name: name,
    Arn: arn,
    EventBusName: busName,
    State: state,
    ...(pattern && { EventPattern: pattern }),
    ...(schedule && { ScheduleExpression: schedule }),
    ...(description && { Description: description }),
  });

  /** Every action but those that touch timers or events. */
  actions(): [string, Action][] {
    return [
      ['CreateEventBus', (input) => this.#createBus(input)],
      ['DeleteEventBus', ({ Name }) => this.#deleteBus(Name)],
      ['DescribeEventBus', ({ Name }) => this.#describedBus(this.#bus(Name))],
      ['ListEventBuses', () => ({ EventBuses: [...this.#buses].map(this.#describedBus) })],
      ['DisableRule', (input) => this.setState(input, 'DISABLED')],
      ['DescribeRule', ({ Name, EventBusName }) => this.#describedRule(this.get(Name, EventBusName))],
      ['DeleteRule', (input) => this.#delete(input)],
      [
        'ListRules',
        ({ EventBusName, NamePrefix = '' }) => ({
          Rules: this.ofBus(EventBusName)
            .filter(({ name }) => name.startsWith(NamePrefix))
            .map(this.#describedRule),
        }),
      ],
      ['PutTargets', (input) => this.#putTargets(input)],
      ['RemoveTargets', (input) => this.#removeTargets(input)],
      [
        'ListTargetsByRule',
        ({ Rule: name, EventBusName }) => ({ Targets: this.get(name, EventBusName).targets }),
      ],
    ];
  }
}
