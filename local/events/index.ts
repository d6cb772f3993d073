// EventBridge: buses, rules and targets. PutEvents matches every rule of its bus and delivers to each target, with retries on
// the clock and a queue for what no target took. Composed by local/index.ts.
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { type Action, AwsError, type Call, type Service } from '../service.js';
import { compiled } from './compiled.js';
import { Deliveries } from './deliveries.js';
import { type BusEvent, eventOf, type PutEntry } from './event.js';
import { type Rule, RuleBook } from './rules.js';
import { nextFiring } from './schedule.js';

export interface EventsOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly random: () => number;
  readonly call: Call;
  readonly accountId: string;
  readonly region: string;
}

export interface Events extends Service {
  /** Takes an event of an AWS service, such as a change of an execution's status, on the default bus. */
  publishServiceEvent(entry: PutEntry): void;
  /** Takes up deliveries and schedules of the last run; called when every target is there. */
  resume(): void;
}

/** Most entries, and bytes over all of them, of one PutEvents (EventBridge, read 2026-11). */
const MAX_ENTRIES = 10;
const MAX_REQUEST_BYTES = 1_048_576;

/** Fields of an event under test; the documentation also names `resources`, which AWS does not ask for. */
const MANDATORY_FIELDS = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

const DIFFERENCES = {
  PutTargets:
    'targets are Lambda, Step Functions, SNS, SQS and event buses; deliveries to another fail as SDK_CLIENT_ERROR',
  PutRule: 'a rule fires at the very moment of its schedule',
};

export function createEvents(options: EventsOptions): Events {
  const bus = new Bus(options);
  return {
    name: 'events',
    differences: DIFFERENCES,
    actions: bus.actions(),
    publishServiceEvent: (entry) => bus.publish(entry),
    resume: () => bus.resume(),
  };
}

class Bus {
  readonly #options: EventsOptions;
  readonly #rules: RuleBook;
  readonly #deliveries: Deliveries;
  readonly #scheduled = new Set<string>();

  constructor(options: EventsOptions) {
    this.#options = options;
    this.#rules = new RuleBook(options.journal, options.accountId, options.region);
    this.#deliveries = new Deliveries(options);
  }

  actions(): Map<string, Action> {
    const rules = this.#rules;
    return new Map<string, Action>([
      ...rules.actions(),
      ['PutRule', (input) => this.#putRule(input)],
      ['EnableRule', (input) => this.#enable(input)],
      ['PutEvents', ({ Entries }) => this.#putEvents(Entries)],
      ['TestEventPattern', ({ EventPattern, Event }) => this.#test(EventPattern, Event)],
    ]);
  }

  resume(): void {
    this.#deliveries.resume();
    for (const rule of this.#rules.all()) this.#schedule(rule);
  }

  #putRule(input: Record<string, string>) {
    const answer = this.#rules.put(input);
    this.#schedule(this.#rules.get(input.Name ?? '', input.EventBusName));
    return answer;
  }

  #enable(input: { Name: string; EventBusName?: string }) {
    this.#rules.setState(input, 'ENABLED');
    this.#schedule(this.#rules.get(input.Name, input.EventBusName));
    return {};
  }

  #test(pattern: string, event: string) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(event);
    } catch {
      throw new AwsError('ValidationException', 'Parameter Event is not valid.');
    }
    for (const field of MANDATORY_FIELDS)
      if (!Object.hasOwn(Object(parsed), field))
        throw new AwsError('ValidationException', 'Parameter Event is not valid.');
    return { Result: compiled(pattern)(parsed) };
  }

  #putEvents(entries: PutEntry[]) {
    if (!Array.isArray(entries) || entries.length === 0 || entries.length > MAX_ENTRIES)
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${MAX_ENTRIES}`,
      );
    if (Buffer.byteLength(JSON.stringify(entries)) > MAX_REQUEST_BYTES)
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    const Entries = entries.map((entry) => this.#putEvent(entry));
    return { Entries, FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length };
  }

  #putEvent(entry: PutEntry): { EventId: string } | { ErrorCode: string; ErrorMessage: string } {
    const missing = (['Source', 'DetailType', 'Detail'] as const).find((field) => !entry[field]);
    if (missing)
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
      };
    if (entry.Source?.startsWith('aws.'))
      return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
    try {
      JSON.parse(entry.Detail ?? '');
    } catch {
      return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    }
    return { EventId: this.publish(entry).id };
  }

  publish(entry: PutEntry): BusEvent {
    const { accountId, region, clock, random } = this.#options;
    const event = eventOf(entry, { accountId, region, now: clock.now(), random });
    for (const rule of this.#rules.ofBus(entry.EventBusName))
      if (rule.state !== 'DISABLED' && rule.pattern && compiled(rule.pattern)(event))
        this.#deliveries.toTargets(rule, event);
    return event;
  }

  /** A rule with a schedule fires for as long as it stands as it was. */
  #schedule(rule: Rule): void {
    const { clock, activity, random, accountId, region } = this.#options;
    if (!rule.schedule || rule.state === 'DISABLED' || this.#scheduled.has(rule.arn)) return;
    this.#scheduled.add(rule.arn);
    clock.schedule(nextFiring(rule.schedule, clock.now()), () => {
      this.#scheduled.delete(rule.arn);
      const current = this.#rules.find(rule.name, rule.busName);
      if (!current || current.state === 'DISABLED') return undefined;
      const entry = {
        Source: 'aws.events',
        DetailType: 'Scheduled Event',
        Detail: '{}',
        Resources: [rule.arn],
      };
      const event = eventOf(entry, { accountId, region, now: clock.now(), random });
      this.#schedule(current);
      return activity.track(() => this.#deliveries.toTargets(current, event));
    });
  }
}
