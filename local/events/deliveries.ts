// Delivers events to targets: at least once, with retries on the clock, into the dead-letter queue when a target does not
// take them. What is under way survives a kill. Used by the bus.
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { AwsError, type Call } from '../service.js';
import { type BusEvent, uuidFrom } from './event.js';
import { inputFor } from './input.js';
import type { Rule, Target } from './rules.js';

interface DeliveriesOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly random: () => number;
  readonly call: Call;
}

interface Delivery {
  readonly id: string;
  readonly ruleArn: string;
  readonly target: Target;
  readonly payload: string;
  readonly since: number;
}

const TOPIC = 'events.deliveries';
/** EventBridge's defaults: 185 retries over 24 hours (read 2026-11). */
const DEFAULT_RETRIES = 185;
const DEFAULT_AGE_SECONDS = 86_400;
const MAX_BACKOFF_MS = 10 * 60_000;

/** Errors that another try will not mend, for which AWS does not retry, by the code that a dead letter carries. */
const PERMANENT: ReadonlyMap<string, string> = new Map([
  ['AccessDeniedException', 'NO_PERMISSIONS'],
  ['ResourceNotFoundException', 'NO_RESOURCE'],
  ['StateMachineDoesNotExist', 'NO_RESOURCE'],
  ['NotFound', 'NO_RESOURCE'],
  ['QueueDoesNotExist', 'NO_RESOURCE'],
  ['UnknownOperationException', 'SDK_CLIENT_ERROR'],
  ['ValidationException', 'SDK_CLIENT_ERROR'],
]);

export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #open = new Map<string, Delivery>();

  constructor(options: DeliveriesOptions) {
    this.#options = options;
    for (const entry of options.journal.replay(TOPIC) as Iterable<{ delivery?: Delivery; over?: string }>)
      if (entry.delivery) this.#open.set(entry.delivery.id, entry.delivery);
      else this.#open.delete(entry.over ?? '');
    options.journal.compact(
      TOPIC,
      [...this.#open.values()].map((delivery) => ({ delivery })),
    );
  }

  resume(): void {
    for (const delivery of this.#open.values()) this.#start(delivery);
  }

  /** Hands `event` to every target of `rule`; answers at once, the deliveries go on. */
  toTargets(rule: Rule, event: BusEvent): void {
    const { clock, random, journal } = this.#options;
    for (const target of rule.targets) {
      const payload = inputFor(target, event, rule);
      const delivery: Delivery = {
        id: uuidFrom(random),
        ruleArn: rule.arn,
        target,
        payload,
        since: clock.now(),
      };
      this.#open.set(delivery.id, delivery);
      journal.append(TOPIC, { delivery });
      this.#start(delivery);
    }
  }

  #start(delivery: Delivery): void {
    void this.#options.activity.track(() => this.#attempt(delivery, 0));
  }

  async #attempt(delivery: Delivery, retries: number): Promise<void> {
    try {
      await this.#deliver(delivery);
      this.#finish(delivery);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      await this.#failed(delivery, retries, error);
    }
  }

  async #failed(delivery: Delivery, retries: number, error: AwsError): Promise<void> {
    const { clock, activity, random } = this.#options;
    const { MaximumRetryAttempts = DEFAULT_RETRIES, MaximumEventAgeInSeconds = DEFAULT_AGE_SECONDS } =
      delivery.target.RetryPolicy ?? {};
    const nextAt = clock.now() + Math.min(MAX_BACKOFF_MS, 1_000 * 2 ** retries) * (0.5 + random() / 2);
    const tooOld = nextAt > delivery.since + MaximumEventAgeInSeconds * 1_000;
    if (retries < MaximumRetryAttempts && !tooOld && !PERMANENT.has(error.code)) {
      clock.schedule(nextAt, () => activity.track(() => this.#attempt(delivery, retries + 1)));
      return;
    }
    const exhausted = tooOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts';
    await this.#toDeadLetters(delivery, {
      RETRY_ATTEMPTS: String(retries),
      ERROR_CODE: PERMANENT.get(error.code) ?? 'ERROR_FROM_TARGET',
      ERROR_MESSAGE: error.message || error.code,
      ...(!PERMANENT.has(error.code) && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    });
    this.#finish(delivery);
  }

  /** A queue that refuses the letter loses it, as on AWS. */
  async #toDeadLetters({ target, payload, ruleArn }: Delivery, about: Record<string, string>): Promise<void> {
    const queueArn = target.DeadLetterConfig?.Arn;
    if (!queueArn) return;
    const attributes = { RULE_ARN: ruleArn, TARGET_ARN: target.Arn, ...about };
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    const letter = { QueueUrl: queueArn, MessageBody: payload, MessageAttributes };
    await this.#options.call('sqs', 'SendMessage', letter, this.#caller(ruleArn)).catch((error) => {
      if (!(error instanceof AwsError)) throw error;
    });
  }

  #caller = (ruleArn: string) => ({ principalArn: 'events.amazonaws.com', sourceArn: ruleArn });

  #finish({ id }: Delivery): void {
    this.#open.delete(id);
    this.#options.journal.append(TOPIC, { over: id });
  }

  async #deliver({ target, payload, ruleArn }: Delivery): Promise<void> {
    const { call } = this.#options;
    const service = target.Arn.split(':')[2];
    const caller = target.RoleArn
      ? { principalArn: target.RoleArn, sourceArn: ruleArn }
      : this.#caller(ruleArn);
    switch (service) {
      case 'lambda':
        return call(
          'lambda',
          'Invoke',
          { FunctionName: target.Arn, InvocationType: 'Event', Payload: payload },
          caller,
        );
      case 'states':
        return call('states', 'StartExecution', { stateMachineArn: target.Arn, input: payload }, caller);
      case 'sns':
        return call('sns', 'Publish', { TopicArn: target.Arn, Message: payload }, caller);
      case 'sqs':
        return call('sqs', 'SendMessage', { QueueUrl: target.Arn, MessageBody: payload }, caller);
      case 'events':
        return call('events', 'PutEvents', { Entries: [forwarded(target.Arn, payload)] }, caller);
      default:
        throw new AwsError(
          'UnknownOperationException',
          `targets of ${service} are not implemented in the local runtime`,
        );
    }
  }
}

/** An event as an entry for another bus. */
function forwarded(busArn: string, payload: string): object {
  const { source, 'detail-type': DetailType, detail, resources } = readEvent(payload);
  return {
    EventBusName: busArn,
    Source: source,
    DetailType,
    Detail: JSON.stringify(detail),
    Resources: resources,
  };
}

/** A constant or a template may have made anything of the event. */
function readEvent(payload: string): Partial<BusEvent> {
  try {
    return Object(JSON.parse(payload));
  } catch {
    throw new AwsError('ValidationException', 'The payload is not an event.');
  }
}
