// Asynchronous invocations: answered with 202 at once, run later, retried on the clock, and sent to a destination when
// they are given up. Figures: AWS documentation "Asynchronous invocation", 2026-11.
import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.js';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { AwsError } from '../service.js';
import type { DeployedFunction, Functions } from './functions.js';
import type { Outcome } from './sandbox.js';

const TOPIC = 'lambda-asynchronous';
/** Pause before the first and the second retry after an error of the function. */
const RETRY_PAUSE_MS = [60_000, 120_000] as const;
/** Pauses after throttling double from one second up to five minutes. */
const FIRST_THROTTLE_PAUSE_MS = 1000;
const LONGEST_THROTTLE_PAUSE_MS = 300_000;
const DEFAULT_RETRIES = 2;
const DEFAULT_AGE_SECONDS = 21_600;

interface QueuedEvent {
  readonly id: string;
  readonly functionName: string;
  readonly event: string;
  readonly queuedAt: number;
  readonly attempts: number;
  readonly throttles: number;
  readonly dueAt: number;
}

/** Sends a record to a queue, topic, bus or function on behalf of the function `from`. */
export type Deliver = (destinationArn: string, record: string, from: DeployedFunction) => Promise<void>;

/** The queue of asynchronous events of all functions; what is queued survives a restart. */
export class AsynchronousQueue {
  readonly #pending = new Map<string, QueuedEvent>();

  constructor(
    private readonly clock: Clock,
    private readonly activity: Activity,
    private readonly journal: Journal,
    private readonly functions: Functions,
    private readonly deliver: Deliver,
  ) {
    for (const entry of journal.replay(TOPIC))
      this.#recall(entry as QueuedEvent | { id: string; done: true });
    journal.compact(TOPIC, this.#pending.values());
  }

  /** Takes up what the last run left; call when the functions are deployed. */
  resume(): void {
    for (const queued of this.#pending.values()) this.#schedule(queued);
  }

  /** Queues one event; answers its request id. */
  add(functionName: string, event: string): string {
    const now = this.clock.now();
    const queued = {
      id: randomUUID(),
      functionName,
      event,
      queuedAt: now,
      attempts: 0,
      throttles: 0,
      dueAt: now,
    };
    this.#keep(queued);
    return queued.id;
  }

  #recall(entry: QueuedEvent | { id: string; done: true }): void {
    if ('done' in entry) this.#pending.delete(entry.id);
    else this.#pending.set(entry.id, entry);
  }

  #keep(queued: QueuedEvent): void {
    this.#pending.set(queued.id, queued);
    this.journal.append(TOPIC, queued);
    this.#schedule(queued);
  }

  #schedule(queued: QueuedEvent): void {
    this.clock.schedule(queued.dueAt, () => this.activity.track(() => this.#attempt(queued)));
  }

  async #attempt(queued: QueuedEvent): Promise<void> {
    const found = this.functions.find(queued.functionName);
    if (!found) return this.#done(queued);
    try {
      const outcome = await this.functions.invoke(found, queued.event, queued.id);
      await this.#settle(found, { ...queued, attempts: queued.attempts + 1 }, outcome);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      await this.#throttled(found, queued);
    }
  }

  async #settle(found: DeployedFunction, queued: QueuedEvent, outcome: Outcome): Promise<void> {
    const { invokeConfig } = found.record;
    if (!outcome.functionError) {
      await this.#send(
        found,
        invokeConfig?.DestinationConfig?.OnSuccess?.Destination,
        queued,
        'Success',
        outcome,
      );
      return this.#done(queued);
    }
    if (queued.attempts > (invokeConfig?.MaximumRetryAttempts ?? DEFAULT_RETRIES)) {
      return this.#giveUp(found, queued, 'RetriesExhausted', outcome);
    }
    const pauseMs = RETRY_PAUSE_MS[queued.attempts - 1] ?? RETRY_PAUSE_MS[1];
    return this.#retry(found, queued, this.clock.now() + pauseMs, outcome);
  }

  async #throttled(found: DeployedFunction, queued: QueuedEvent): Promise<void> {
    const pauseMs = Math.min(FIRST_THROTTLE_PAUSE_MS * 2 ** queued.throttles, LONGEST_THROTTLE_PAUSE_MS);
    const again = { ...queued, throttles: queued.throttles + 1 };
    await this.#retry(found, again, this.clock.now() + pauseMs, undefined);
  }

  async #retry(
    found: DeployedFunction,
    queued: QueuedEvent,
    dueAt: number,
    outcome: Outcome | undefined,
  ): Promise<void> {
    const ageSeconds = found.record.invokeConfig?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS;
    if (dueAt - queued.queuedAt > ageSeconds * 1000) {
      return this.#giveUp(found, queued, 'EventAgeExceeded', outcome);
    }
    this.#keep({ ...queued, dueAt });
  }

  async #giveUp(
    found: DeployedFunction,
    queued: QueuedEvent,
    condition: string,
    outcome: Outcome | undefined,
  ): Promise<void> {
    const destination = found.record.invokeConfig?.DestinationConfig?.OnFailure?.Destination;
    await this.#send(found, destination, queued, condition, outcome);
    const { deadLetterArn } = found.record.config;
    if (deadLetterArn) await this.deliver(deadLetterArn, queued.event, found);
    this.#done(queued);
  }

  async #send(
    found: DeployedFunction,
    destination: string | undefined,
    queued: QueuedEvent,
    condition: string,
    outcome: Outcome | undefined,
  ): Promise<void> {
    if (!destination) return;
    const record = {
      version: '1.0',
      timestamp: new Date(this.clock.now()).toISOString(),
      requestContext: {
        requestId: queued.id,
        functionArn: `${found.record.config.arn}:$LATEST`,
        condition,
        approximateInvokeCount: queued.attempts,
      },
      requestPayload: JSON.parse(queued.event),
      ...(outcome && {
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          ...(outcome.functionError && { functionError: outcome.functionError }),
        },
        responsePayload: JSON.parse(outcome.payload),
      }),
    };
    await this.deliver(destination, JSON.stringify(record), found);
  }

  #done(queued: QueuedEvent): void {
    this.#pending.delete(queued.id);
    this.journal.append(TOPIC, { id: queued.id, done: true });
  }
}
