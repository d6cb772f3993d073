// What a state hands on when it is through: its output and its variables, by its own Output and Assign.
import { StateFailure } from '../language/failure.js';
import { fillTemplate } from '../language/template.js';
import type { Thread } from './thread.js';

/** What a state came to: where to go (nowhere at the end), and what it hands on. */
export interface StateResult {
  readonly next: string | undefined;
  readonly output: unknown;
  readonly assigned?: Readonly<Record<string, unknown>> | undefined;
}

/** Text sizes: of a state's input or output, and of the variables assigned at once (Step Functions, read 2026-11). */
const MAX_DATA_BYTES = 262_144;

/** JSON text of data. Throws States.DataLimitExceeded above 256 KiB; `what` is the state or the resource it came from. */
export function dataText(value: unknown, what: string): string {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) <= MAX_DATA_BYTES) return text;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

/** The output and variables that a state's own fields make of `result`. */
export async function handOn(
  fields: { readonly Output?: unknown; readonly Assign?: Record<string, unknown> },
  prefix: string,
  states: { input: unknown; result?: unknown; errorOutput?: unknown },
  fallback: unknown,
  thread: Thread,
): Promise<Pick<StateResult, 'output' | 'assigned'>> {
  const scope = thread.scope(states);
  // Both see the variables as they were: neither sees what the other makes.
  const assigned =
    fields.Assign &&
    ((await fillTemplate(fields.Assign, `${prefix}Assign`, scope)) as Record<string, unknown>);
  const output =
    fields.Output === undefined ? fallback : await fillTemplate(fields.Output, `${prefix}Output`, scope);
  return { output, assigned };
}
