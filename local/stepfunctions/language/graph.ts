// Where states lead: every transition must find its target, every state be reached, and the workflow end somewhere.
import { isObject, type Json, listOf, type Report, statesOf } from './diagnostic.js';

/** Where a state may go, and the place of the field that says so. */
function targetsOf(state: Json): { target: string; at: string }[] {
  const targets = [
    { target: state.Next, at: 'Next' },
    ...listOf(state.Choices).map(({ Next }, index) => ({ target: Next, at: `Choices[${index}]/Next` })),
    { target: state.Default, at: 'Default' },
    ...listOf(state.Catch).map(({ Next }, index) => ({ target: Next, at: `Catch[${index}]/Next` })),
  ];
  return targets.flatMap(({ target, at }) => (typeof target === 'string' ? [{ target, at }] : []));
}

const isTerminal = ({ Type, End }: Json) => Type === 'Succeed' || Type === 'Fail' || End === true;

/** Checks one map of states; nested ones are checked in their own place. */
export function checkGraph(map: Json, location: string, report: Report): void {
  const states = isObject(map.States) ? map.States : {};
  const missing = (target: unknown, at: string) =>
    report({
      code: 'MISSING_TRANSITION_TARGET',
      // AWS says 'Next' whatever the field is called.
      message: `Missing 'Next' target: ${target}`,
      location: at,
    });
  if (!Object.hasOwn(states, String(map.StartAt))) missing(map.StartAt, `${location}/StartAt`);
  const all = statesOf(map, location);
  for (const { state, at } of all)
    for (const { target, at: field } of targetsOf(state))
      if (!Object.hasOwn(states, target)) missing(target, `${at}/${field}`);
  if (all.some(({ state }) => isTerminal(state))) checkReached(map, states, location, report);
  else report({ code: 'MISSING_END_STATE', message: 'Workflow has no terminal state' });
}

function checkReached(map: Json, states: Json, location: string, report: Report): void {
  const reached = new Set<string>();
  const pending = [String(map.StartAt)];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const state = states[name];
    if (reached.has(name) || !isObject(state)) continue;
    reached.add(name);
    pending.push(...targetsOf(state).map(({ target }) => target));
  }
  for (const name of Object.keys(states))
    if (!reached.has(name))
      report({
        code: 'MISSING_TRANSITION_TARGET',
        message: `State "${name}" is not reachable.`,
        location: `${location}/States/${name}`,
      });
}
