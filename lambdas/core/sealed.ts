// What a series of checkpoints shows: whether it is whole, and up to which fact it seals an exported log. Pure; used by
// `handoff verify --checkpoints`. What is not sealed is never called so: younger facts are "not sealed yet".
import { PASSING_FACTS, SEALED_WITHIN_MINUTES } from '../contracts/checkpoints.js';
import type { Fact } from '../contracts/event.js';
import {
  type Checkpoint,
  follows,
  logDigest,
  NO_CHECKPOINT,
  parseCheckpoint,
  type Tip,
} from './checkpoint.js';
import { type NoteKey, openNote } from './signed-note.js';

/** A file that should hold a checkpoint. */
export interface CheckpointFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One checkpoint's word about one log. */
interface Seal {
  readonly sequence: number;
  readonly hash: string;
  readonly number: number;
  readonly at: string;
}

/** What a folder of checkpoints says. */
export interface Series {
  /** Why it is not one whole series; empty when it is. */
  readonly problems: readonly string[];
  /** The newest checkpoint. Compare number and root with a copy kept elsewhere: later ones may be missing. */
  readonly tip: Tip;
  /** By {@link logDigest}, in the order of the series. */
  readonly seals: ReadonlyMap<string, readonly Seal[]>;
}

/** How far a log is sealed. */
export interface Sealing {
  /** The last fact that is sealed, by which checkpoint, and when: the facts up to it existed then as they are. */
  readonly upTo?: { readonly sequence: number; readonly number: number; readonly at: string };
  /** Facts after it. */
  readonly unsealed: number;
}

interface Read {
  readonly name: string;
  readonly checkpoint: Checkpoint;
}

function readOne({ name, bytes }: CheckpointFile, keys: readonly NoteKey[], problems: string[]): Read[] {
  const note = openNote(bytes, keys);
  const checkpoint = note.ok ? parseCheckpoint(note.text) : undefined;
  if (!note.ok) problems.push(`${name} ${note.problem}`);
  else if (!checkpoint) problems.push(`${name} is not a checkpoint as they are written`);
  else if (checkpoint.origin !== note.key.name) problems.push(`${name} is of another series`);
  else return [{ name, checkpoint }];
  return [];
}

const missing = (from: number, to: number) =>
  from === to ? `checkpoint ${from} is missing` : `checkpoints ${from} to ${to} are missing`;

/** Why `current` may not stand behind `previous`, of which the first has no name. */
function linkProblem(
  previous: { readonly name?: string; readonly checkpoint: Tip },
  { name, checkpoint }: Read,
): string | undefined {
  const gap = checkpoint.number - previous.checkpoint.number;
  if (gap === 0)
    return checkpoint.root === previous.checkpoint.root
      ? undefined
      : `${previous.name} and ${name} are two different checkpoints ${checkpoint.number}: the series was forked`;
  if (gap > 1) return missing(previous.checkpoint.number + 1, checkpoint.number - 1);
  return follows(checkpoint, previous.checkpoint)
    ? undefined
    : `${name} does not follow checkpoint ${previous.checkpoint.number}`;
}

function sealsIn(checkpoints: readonly Checkpoint[]): Map<string, Seal[]> {
  const seals = new Map<string, Seal[]>();
  for (const { number, at, leaves } of checkpoints)
    for (const { log, sequence, hash } of leaves) {
      const seal = { sequence, hash, number, at };
      const earlier = seals.get(log);
      if (earlier) earlier.push(seal);
      else seals.set(log, [seal]);
    }
  return seals;
}

/** Reads a series from files in any order; never throws, whatever they hold. `keys` are all of one stack, over time. */
export function readSeries(files: readonly CheckpointFile[], keys: readonly NoteKey[]): Series {
  const problems: string[] = [];
  const read = files
    .flatMap((file) => readOne(file, keys, problems))
    .sort((one, other) => one.checkpoint.number - other.checkpoint.number);
  let previous: { name?: string; checkpoint: Tip } = { checkpoint: NO_CHECKPOINT };
  for (const current of read) {
    const problem = linkProblem(previous, current);
    if (problem) problems.push(problem);
    previous = current;
  }
  if (new Set(keys.map(({ name }) => name)).size > 1) problems.push('the keys are of more than one series');
  const { number, root, at } = previous.checkpoint;
  return { problems, tip: { number, root, at }, seals: sealsIn(read.map(({ checkpoint }) => checkpoint)) };
}

function contradictions(facts: readonly Fact[], seals: readonly Seal[]): string[] {
  return seals.flatMap(({ sequence, hash, number, at }) => {
    const where = `checkpoint ${number} of ${at}`;
    const fact = facts[sequence - 1];
    if (!fact)
      return [
        `ends at fact ${facts.length}, but ${where} seals fact ${sequence}: its end was cut off, or the export is older`,
      ];
    return fact.hash === hash
      ? []
      : [`fact ${sequence} is not the one that ${where} seals: it was rewritten`];
  });
}

/** Facts that should have been sealed by the time of the newest thing known: the sealer had stopped, or was kept away. */
function overdue(unsealed: readonly Fact[], tip: Tip): string[] {
  const first = unsealed.find(({ type }) => !PASSING_FACTS.includes(type));
  if (!first) return [];
  const newest = Math.max(Date.parse(tip.at), ...unsealed.map(({ at }) => Date.parse(at)));
  return newest - Date.parse(first.at) > SEALED_WITHIN_MINUTES * 60_000
    ? [
        `fact ${first.sequence} of ${first.at} was not sealed in time: the sealer stood still, or never saw it`,
      ]
    : [];
}

/**
 * Compares one handoff's facts, whose chain holds, with the series. A series that is not whole seals nothing: what is missing
 * might contradict. `problems`: where facts and checkpoints contradict each other; empty when they do not.
 */
export function sealingOf(
  facts: readonly Fact[],
  series: Series,
): { readonly problems: readonly string[]; readonly sealing: Sealing } {
  const [first] = facts;
  const own = (first && series.seals.get(logDigest(first))) ?? [];
  const furthest = own.reduce<Seal | undefined>(
    (best, seal) => (seal.sequence > (best?.sequence ?? 0) ? seal : best),
    undefined,
  );
  const unsealed = facts.slice(furthest?.sequence ?? 0);
  const problems = [...contradictions(facts, own), ...overdue(unsealed, series.tip)];
  if (!furthest || problems.length > 0 || series.problems.length > 0)
    return { problems, sealing: { unsealed: facts.length } };
  const { sequence, number, at } = furthest;
  return { problems, sealing: { upTo: { sequence, number, at }, unsealed: unsealed.length } };
}
