// The history of an execution as GetExecutionHistory tells it: event types, ids, previousEventId and detail fields as AWS
// records them. Appended to by the states only.
import { RuntimeFailure } from '../language/failure.js';

/** Most events of an execution; the last of them tells that the limit was reached (Step Functions, read 2026-11). */
const MAX_EVENTS = 25_000;

export interface HistoryEvent {
  /** Epoch seconds with milliseconds, as the wire has it. */
  readonly timestamp: number;
  readonly type: string;
  readonly id: number;
  readonly previousEventId: number;
  readonly [details: `${string}EventDetails`]: unknown;
}

const NOT_TRUNCATED = { truncated: false };

/**
 * `text` as the member `name` of some details, with its companion that says it is whole. Spread it after a first member:
 * V8 gives a literal that begins with a spread a shape of its own each time, 200 bytes that a waiting execution keeps.
 */
export const whole = (name: string, text: string) => ({ [name]: text, [`${name}Details`]: NOT_TRUNCATED });

/** The last event of every execution is one of these; nothing limits it. */
const IS_END = /^Execution(Succeeded|Failed|Aborted|TimedOut)$/;

export class History {
  readonly events: HistoryEvent[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Appends an event after `previousEventId` and answers its id. Throws a {@link RuntimeFailure} when there is no room. */
  add(type: string, previousEventId: number, detailsKey?: `${string}EventDetails`, details?: object): number {
    const id = this.events.length + 1;
    if (id >= MAX_EVENTS && !IS_END.test(type)) throw full(this.events.length);
    this.events.push({
      timestamp: this.#now() / 1_000,
      type,
      id,
      previousEventId,
      ...(detailsKey && { [detailsKey]: details }),
    });
    return id;
  }
}

function full(afterEventId: number): RuntimeFailure {
  const failure = new RuntimeFailure(
    `The execution reached the maximum number of history events (${MAX_EVENTS}).`,
  );
  failure.afterEventId = afterEventId;
  return failure;
}

/** Billed transitions: states entered, and every further attempt of a task. @see https://aws.amazon.com/step-functions/pricing (read 2026-11) */
export function billedTransitions(events: readonly { readonly type?: string | undefined }[]): number {
  const count = (test: RegExp) => events.filter(({ type = '' }) => test.test(type)).length;
  const attempts = count(/^(Task|LambdaFunction)Scheduled$/);
  return count(/StateEntered$/) + Math.max(0, attempts - count(/^TaskStateEntered$/));
}
