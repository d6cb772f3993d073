// What a run asked of AWS, counted call by call on the embedded runtime.
import type { ApiCall } from 'agent-handoff/local';
import type { Counted } from './cost.js';
import type { Bench } from './round-trip.js';

const MEMORY_GIGABYTES = 0.25;
/** Log line bytes a Lambda request leaves behind (START, END, REPORT), as in AWS's own format. */
const LOG_BYTES_PER_REQUEST = 700;

/** Every call that the product made while `run` ran, and until all had settled. */
export async function callsOf(bench: Bench, run: () => Promise<unknown>): Promise<ApiCall[]> {
  const calls: ApiCall[] = [];
  const stopListening = bench.local.onCall((call) => calls.push(call));
  await run();
  await bench.local.settle();
  stopListening();
  return calls.filter(({ byProduct }) => byProduct);
}

/** What `calls` add up to; without what Step Functions bills, which no call shows. */
export function countedIn(calls: readonly ApiCall[], handoffs: number): Counted {
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
    logBytes: count('lambda:Invoke') * LOG_BYTES_PER_REQUEST,
  };
}
