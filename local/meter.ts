// Lets tests and benches watch what the stack asks of AWS, and what that would be billed as. Costs nothing while nobody
// listens.
import { Listeners } from './listeners.js';
import type { Caller } from './service.js';

/** An API call or invocation that is over. */
export interface ApiCall {
  /** `service:Action`, such as `dynamodb:PutItem`; every run of a function is `lambda:Invoke`, whoever caused it. */
  readonly action: string;
  readonly durationMs: number;
  /** Whether a function, a machine or a service made it, and not a person or a test. */
  readonly byProduct: boolean;
  /** ARN of the role that made it, or of the function that ran. */
  readonly by: string;
  /** Capacity units of DynamoDB. */
  readonly readUnits: number;
  readonly writeUnits: number;
}

const READS = /^(GetItem|BatchGetItem|Query|Scan|TransactGetItems)$/;
const WRITES = /^(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/;

/** Reports calls to whoever listens. */
export class Meter {
  readonly listeners = new Listeners<ApiCall>();

  /** Runs `work` on `input` and reports it. */
  async measure<T>(
    service: string,
    action: string,
    input: unknown,
    caller: Caller,
    work: (input: unknown) => T | Promise<T>,
  ): Promise<T> {
    if (this.listeners.isEmpty) return work(input);
    const startedAt = performance.now();
    const countsUnits = service === 'dynamodb' && (READS.test(action) || WRITES.test(action));
    const output = await work(
      countsUnits ? { ...(input as object), ReturnConsumedCapacity: 'TOTAL' } : input,
    );
    const units = countsUnits ? unitsOf(output) : 0;
    this.listeners.tell({
      action: `${service}:${action}`,
      durationMs: performance.now() - startedAt,
      byProduct: caller.principalArn !== 'external',
      by: caller.principalArn,
      readUnits: READS.test(action) ? units : 0,
      writeUnits: WRITES.test(action) ? units : 0,
    });
    return output;
  }
}

/** Batches and transactions answer with one entry a table. */
function unitsOf(output: unknown): number {
  const { ConsumedCapacity = [] } = output as { ConsumedCapacity?: Capacity | readonly Capacity[] };
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

interface Capacity {
  readonly CapacityUnits?: number;
}
