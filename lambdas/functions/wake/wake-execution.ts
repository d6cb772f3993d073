// Wake: a fact that ends a wait completes the stored token; a sweep finds waits that no fact has woken (rules R3, R4).
// The only reader of task tokens. It guesses nothing from a refused token: the log says what is so.
import type { HandoffKey } from '../../contracts/ids.js';
import { run } from '../../core/command.js';
import { fold } from '../../core/evolve.js';
import type { EventLog, Tasks, Waitpoint, Waitpoints } from '../../core/ports.js';
import { closeHandoff, isWaitOver } from '../../core/settle.js';

export interface WakeDependencies {
  readonly log: EventLog;
  readonly waitpoints: Waitpoints;
  readonly tasks: Tasks;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** After its deadline a wait has this long to end by its own timeout, before the sweep calls it lost. */
const OVERDUE_MS = 15 * 60_000;

/** Wakes the handoff if its wait is over. Duplicates and disorder do no harm: an early look finds nothing to do. */
export async function wakeExecution(
  key: HandoffKey,
  { log, waitpoints, tasks }: WakeDependencies,
): Promise<void> {
  // The wait first: a log read before it may be older than the token, and say that a wait is over which has just begun.
  const waitpoint = await waitpoints.get(key);
  // No token yet means that AwaitDecision has still to read the log after storing it: it will wake itself (rule R1).
  if (waitpoint && isWaitOver(fold(key, await log.read(key)), waitpoint))
    await tasks.wake(waitpoint.taskToken);
}

async function sweepOne(
  waitpoint: Waitpoint,
  { log, waitpoints, tasks, now }: WakeDependencies,
): Promise<void> {
  const { key } = waitpoint;
  const overdue = now > Date.parse(waitpoint.deadlineAt) + OVERDUE_MS;
  if (!isWaitOver(fold(key, await log.read(key)), waitpoint) && !overdue) return;
  const woken = await tasks.wake(waitpoint.taskToken);
  if (woken === 'sent') return;
  // The execution is gone or has moved on to a later wait, whose token has replaced this one.
  const current = await waitpoints.get(key);
  if (current?.taskToken !== waitpoint.taskToken) return;
  await run(log, {
    key,
    commandId: `sweep:${waitpoint.deadlineAt}`,
    now,
    decide: (state) => (overdue ? closeHandoff(state, 'UNKNOWN') : { kind: 'nothing' }),
  });
  await waitpoints.remove(waitpoint);
}

/** Looks at every open wait; one that cannot be looked at delays no other. */
export async function sweepWaits(dependencies: WakeDependencies): Promise<void> {
  const failures: unknown[] = [];
  for await (const waitpoint of dependencies.waitpoints.all())
    await sweepOne(waitpoint, dependencies).catch((error) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} waits could not be swept`);
}
