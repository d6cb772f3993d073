// Machines for the tests of Step Functions: in process, in virtual time.
import { seededRandom } from '../../../local/random.js';
import {
  type RunOptions,
  type RunResult,
  startStateMachine,
  virtualTime,
} from '../../../local/stepfunctions/index.js';

/** Virtual time begins here: Thursday 1 January 2026, noon. */
const NOON = Date.UTC(2026, 0, 1, 12);

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
  const clock = virtualTime(NOON);
  const { machine: extra, ...options } = more;
  const { result } = startStateMachine({
    definition: machine(states, extra),
    input,
    clock,
    random: seededRandom(7),
    ...options,
  });
  await clock.advance('18000 days');
  return result;
}
