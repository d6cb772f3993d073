// What a run asked of AWS, counted call by call on the embedded runtime.
import type { ApiCall } from 'agent-handoff/local';
import type { Counted } from './cost.js';
import type { Bench } from './round-trip.js';

const MEMORY_GIGABYTES = 0.25;

/** What was seen while something ran. */
export interface Seen {
  /** The product's own. */
  readonly calls: readonly ApiCall[];
  /** By the functions themselves. Lambda adds no line to a request that goes well: the stack's functions ask it not to. */
  readonly logBytes: number;
}

/** Every call and log line of the product while `run` ran, and until all had settled. */
export async function seenWhile(bench: Bench, run: () => Promise<unknown>): Promise<Seen> {
  const calls: ApiCall[] = [];
  const before = bench.logged.bytes;
  const stopListening = bench.local.onCall((call) => calls.push(call));
  await run();
  await bench.local.settle();
  stopListening();
  return { calls: calls.filter(({ byProduct }) => byProduct), logBytes: bench.logged.bytes - before };
}

/** Facts in one checkpoint; with the window of five minutes, one fact in three seconds. */
const FACTS_PER_CHECKPOINT = 100;

/**
 * Sealing waits five minutes for company, so a run does not see it. Computed from the facts: a message each that is announced,
 * received and deleted by tens; a list, a get and a put for each checkpoint. Its function runs once a checkpoint, which adds less than a cent.
 */
const sealingOf = (facts: number) => ({
  queueRequests: facts * 1.2,
  bucketWrites: (facts / FACTS_PER_CHECKPOINT) * 2,
  bucketReads: facts / FACTS_PER_CHECKPOINT,
});

/** What it adds up to; without what Step Functions bills, which no call shows. */
export function countedIn({ calls, logBytes }: Seen, handoffs: number): Counted {
  const sum = (value: (call: ApiCall) => number) => calls.reduce((total, call) => total + value(call), 0);
  const count = (action: string) => calls.filter((call) => call.action === action).length;
  return {
    handoffs,
    stateTransitions: 0,
    expressRequests: 0,
    expressSeconds: 0,
    lambdaRequests: count('lambda:Invoke'),
    lambdaSeconds: sum(({ action, durationMs }) => (action === 'lambda:Invoke' ? durationMs / 1_000 : 0)),
    memoryGigabytes: MEMORY_GIGABYTES,
    writeUnits: sum(({ writeUnits }) => writeUnits),
    readUnits: sum(({ readUnits }) => readUnits),
    busEvents: count('events:PutEvents'),
    snsPublishes: count('sns:Publish'),
    ...sealingOf(count('sqs:SendMessage')),
    logBytes,
  };
}
