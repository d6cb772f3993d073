// The clock of a review that stands still while the agent is asked. Every deadline is moved to the latest that it can become
// when the clock stops, and back by what was not used when the agent answers: an agent that never does holds nothing open.
import { laterBy } from './route.js';
import type { HandoffState } from './state.js';

/** A stop that has begun: at most until `until`, or until every question from `question` on is answered. */
export interface StoppedClock {
  /** Sequence of the fact that asked. */
  readonly question: number;
  readonly since: string;
  readonly until: string;
}

type Clocked = Pick<HandoffState, 'route' | 'clock' | 'stoppedMs'>;

/** Whether the clock stands still at `now`, epoch ms. */
export const standsStill = ({ clock }: Pick<HandoffState, 'clock'>, now: number): boolean =>
  clock !== undefined && now < Date.parse(clock.until);

/** For how long the clock stood, at `at` (epoch ms) and in all. */
const stoodUntil = ({ clock, stoppedMs }: Clocked, at: number): number => {
  if (!clock) return stoppedMs;
  const since = Date.parse(clock.since);
  return stoppedMs + Math.max(Math.min(at, Date.parse(clock.until)) - since, 0);
};

/**
 * Until when the clock stands still if the agent is asked at `now` (epoch ms): what is left of `seconds`, which hold for the whole
 * handoff. Nothing where they are used up, or the policy lets the clock run.
 */
export function stopUntil(state: HandoffState, seconds: number | undefined, now: number): string | undefined {
  if (seconds === undefined) return undefined;
  if (standsStill(state, now)) return state.clock?.until;
  const leftMs = seconds * 1_000 - stoodUntil(state, now);
  return leftMs > 0 ? new Date(now + leftMs).toISOString() : undefined;
}

/** The clock goes on, at `at`: deadlines lose what of its stop was not used. */
export function started(state: Clocked, at: string): Clocked {
  const { clock, route } = state;
  if (!clock) return { clock, stoppedMs: state.stoppedMs, route };
  const stoppedMs = stoodUntil(state, Date.parse(at));
  const usedMs = stoppedMs - state.stoppedMs;
  const unusedMs = Date.parse(clock.until) - Date.parse(clock.since) - usedMs;
  return { clock: undefined, stoppedMs, route: laterBy(route, -unusedMs) };
}

/** The clock stops; one that stands still already goes on standing. */
export function stopped(state: Clocked, stop: StoppedClock): Clocked {
  const { clock } = state;
  if (standsStill(state, Date.parse(stop.since)))
    return { clock, stoppedMs: state.stoppedMs, route: state.route };
  const { stoppedMs, route } = started(state, stop.since);
  const stopMs = Date.parse(stop.until) - Date.parse(stop.since);
  return { clock: stop, stoppedMs, route: laterBy(route, stopMs) };
}
