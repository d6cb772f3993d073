// Refuses patterns whose wildcards could be in too many places of one text at once, as EventBridge does. Follows the measure
// of its open matcher: states of a byte automaton, weighted with the wildcards they lead to. Used by compile.ts.
// @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching-complexity (read 2026-11)
import { InvalidPatternError } from './invalid-pattern.js';
import type { Matcher } from './matchers.js';

/** The limit is not documented; ten is what AWS is observed to accept. */
const MAX_COMPLEXITY = 10;
/** Sets of places that are looked at before a pattern counts as too complex: no pattern may hold up the runtime. */
const MAX_PLACES = 10_000;
/** Texts are matched with the quotes around them. */
const QUOTE = 0x22;
/** Stands for every byte that no wildcard names. */
const OTHER_BYTE = -1;

interface State {
  readonly next: Map<number, Set<State>>;
  /** Where a star leads: a state that stays. */
  star?: State;
  /** The wildcards that can still match from here. */
  readonly wildcards: Set<string>;
}

const newState = (): State => ({ next: new Map(), wildcards: new Set() });

function connect(from: State, byte: number, to: State): void {
  const targets = from.next.get(byte) ?? new Set();
  from.next.set(byte, targets.add(to));
}

/** Adds one wildcard; what comes before its first star is shared with the others. */
function add(start: State, pieces: readonly string[]): void {
  const id = JSON.stringify(pieces);
  const [head = [], ...tails] = pieces.map((piece) => [...Buffer.from(piece)]);
  let state = start;
  for (const byte of [QUOTE, ...head]) {
    const [known = newState()] = state.next.get(byte) ?? [];
    connect(state, byte, known);
    state = known;
    state.wildcards.add(id);
  }
  // The closing quote belongs to the last piece.
  (tails.at(-1) ?? []).push(QUOTE);
  for (const [index, bytes] of tails.entries()) {
    const star = (index === 0 ? state.star : undefined) ?? newState();
    star.star = star;
    state.star = star;
    star.wildcards.add(id);
    // A star may stand for nothing: what follows it also follows what came before.
    state = chain([state, star], bytes, id);
  }
}

/** A row of new states, one a byte, that begins at each of `from`; answers its last one. */
function chain(from: readonly State[], bytes: readonly number[], id: string): State {
  let origins = from;
  for (const byte of bytes) {
    const next = newState();
    next.wildcards.add(id);
    for (const origin of origins) connect(origin, byte, next);
    origins = [next];
  }
  return origins.at(-1) ?? newState();
}

function after(active: ReadonlySet<State>, byte: number): Set<State> {
  const next = new Set<State>();
  for (const state of active) {
    if (state.star) next.add(state.star);
    for (const target of state.next.get(byte) ?? []) next.add(target);
  }
  return next;
}

function weightOf(active: ReadonlySet<State>): number {
  let weight = 0;
  for (const { wildcards, star } of active) {
    weight += wildcards.size;
    if (star && !active.has(star)) weight += star.wildcards.size;
  }
  return weight;
}

/** Whether some text could put the automaton into more than {@link MAX_COMPLEXITY} places. */
function isTooComplex(wildcards: readonly (readonly string[])[]): boolean {
  const start = newState();
  for (const pieces of wildcards) add(start, pieces);
  const bytes = new Set([OTHER_BYTE, QUOTE, ...Buffer.from(wildcards.flat().join(''))]);
  const ids = new Map<State, number>();
  const idOf = (state: State) => {
    const id = ids.get(state) ?? ids.size;
    ids.set(state, id);
    return id;
  };
  const keyOf = (active: ReadonlySet<State>) =>
    [...active]
      .map(idOf)
      .sort((a, b) => a - b)
      .join();
  const pending = [new Set([start])];
  const seen = new Set<string>();
  for (let active = pending.pop(); active; active = pending.pop())
    for (const byte of bytes) {
      const next = after(active, byte);
      if (weightOf(next) > MAX_COMPLEXITY || seen.size > MAX_PLACES) return true;
      const key = keyOf(next);
      if (next.size > 0 && !seen.has(key)) pending.push(next);
      seen.add(key);
    }
  return false;
}

/** Throws {@link InvalidPatternError} when the wildcards of one field are too complex together. */
export function refuseComplex(rules: readonly ReadonlyMap<string, readonly Matcher[]>[]): void {
  for (const rule of rules)
    for (const matchers of rule.values()) {
      const wildcards = matchers.flatMap((one) => ('wildcards' in one ? (one.wildcards ?? []) : []));
      if (wildcards.length > 0 && isTooComplex(wildcards))
        throw new InvalidPatternError(
          'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
        );
    }
}
