// Machines for the tests of Step Functions: in process, in virtual time.
import { Activity } from '../../../local/activity.js';
import { VirtualClock } from '../../../local/clock/virtual.js';
import { seededRandom } from '../../../local/random.js';
import { type RunOptions, type RunResult, startStateMachine } from '../../../local/stepfunctions/index.js';

/** Virtual time begins here: Thursday 1 January 2026, noon. */
export const NOON = Date.UTC(2026, 0, 1, 12);

export const virtualClock = () =>
  new VirtualClock(new Activity(), seededRandom(1), NOON, new SharedArrayBuffer(8));

/** A JSONata machine with these states; the first one starts. */
export const machine = (States: Record<string, object>, more: object = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(States)[0],
  States,
  ...more,
});

/** Runs the states to their end, through as much virtual time as they want. */
export async function run(
  states: Record<string, object>,
  input: unknown = {},
  more: Partial<RunOptions> & { machine?: object } = {},
): Promise<RunResult> {
  const clock = virtualClock();
  const { machine: extra, ...options } = more;
  const { result } = startStateMachine({
    definition: machine(states, extra),
    input,
    clock,
    random: seededRandom(7),
    ...options,
  });
  for (let year = 0; year < 50; year += 1) await clock.advanceTo(clock.now() + 366 * 86_400_000);
  return result;
}
