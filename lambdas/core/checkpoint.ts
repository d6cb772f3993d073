// A checkpoint: which logs stood where, at a time, chained to the checkpoint before it. Makes the text that the sealer signs,
// and reads one strictly. Names of tenants and handoffs are not in it: what is locked for a year can be erased by nobody.
import type { Fact } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import { canonicalJson, sha256 } from './digest.js';
import { strictBase64 } from './signed-note.js';

/** The newest fact of one log. Its hash chains to every fact before it: whoever seals one seals all of those. */
export interface Leaf {
  /** {@link logDigest} of the log. */
  readonly log: string;
  readonly sequence: number;
  readonly hash: string;
}

export interface Checkpoint {
  /** Whose series this is; the name of the key that signs it. */
  readonly origin: string;
  /** 1 for the first of the series, then one more each. */
  readonly number: number;
  /** SHA-256 over the root before and everything else in this checkpoint, base64. */
  readonly root: string;
  /** Instant of the sealing; never before that of the checkpoint before. */
  readonly at: string;
  /** One a log, by log. */
  readonly leaves: readonly Leaf[];
}

/** Where a series ends. */
export type Tip = Pick<Checkpoint, 'number' | 'root' | 'at'>;

/** What the first checkpoint follows. */
export const NO_CHECKPOINT: Tip = {
  number: 0,
  root: Buffer.alloc(32).toString('base64'),
  at: '1970-01-01T00:00:00.000Z',
};

/** How a checkpoint names a log: SHA-256 of the canonical JSON of `[tenant, handoffId]`. */
export const logDigest = ({ tenant, handoffId }: HandoffKey) => sha256(canonicalJson([tenant, handoffId]));

/** The leaf of a log that ends with `fact`. */
export const leafOf = (fact: Fact): Leaf => ({
  log: logDigest(fact),
  sequence: fact.sequence,
  hash: fact.hash,
});

const leafLine = ({ log, sequence, hash }: Leaf) => `${log} ${sequence} ${hash}`;

type Rootless = Omit<Checkpoint, 'root'>;
const lines = ({ origin, number, at, leaves }: Rootless, root: string) =>
  [origin, number, root, at, ...leaves.map(leafLine)].map((line) => `${line}\n`).join('');

/** The root of what follows `previous`. */
const rootAfter = (previous: Pick<Tip, 'root'>, rest: Rootless) =>
  Buffer.from(sha256(lines(rest, previous.root)), 'hex').toString('base64');

/** The text of a checkpoint, as it is signed. */
export const checkpointText = (checkpoint: Checkpoint) => lines(checkpoint, checkpoint.root);

/** Whether `checkpoint` is the one that follows `previous`. */
export const follows = (checkpoint: Checkpoint, previous: Tip) =>
  checkpoint.number === previous.number + 1 &&
  checkpoint.at >= previous.at &&
  checkpoint.root === rootAfter(previous, checkpoint);

const byLog = (one: Leaf, other: Leaf) => (one.log < other.log ? -1 : 1);

/** The checkpoint that follows `previous`; of a log with more than one leaf, the longest counts. */
export function nextCheckpoint(
  origin: string,
  previous: Tip,
  leaves: readonly Leaf[],
  nowEpochMs: number,
): Checkpoint {
  const longest = new Map<string, Leaf>();
  for (const leaf of leaves)
    if (leaf.sequence > (longest.get(leaf.log)?.sequence ?? 0)) longest.set(leaf.log, leaf);
  const rest = {
    origin,
    number: previous.number + 1,
    // Two sealers' clocks differ; the series' time does not run backwards.
    at: new Date(Math.max(nowEpochMs, Date.parse(previous.at))).toISOString(),
    leaves: [...longest.values()].sort(byLog),
  };
  return { ...rest, root: rootAfter(previous, rest) };
}

const NUMBER = /^[1-9]\d{0,11}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const LEAF = /^([0-9a-f]{64}) ([1-9]\d{0,11}) ([0-9a-f]{64})$/;

function parseLeaf(line: string): Leaf | undefined {
  const [, log, sequence, hash] = LEAF.exec(line) ?? [];
  return log && hash ? { log, sequence: Number(sequence), hash } : undefined;
}

/** Reads a text as {@link checkpointText} writes it; nothing when one character is otherwise. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', number = '', root = '', at = '', ...rest] = text.split('\n');
  const end = rest.pop();
  const leaves = rest.flatMap((line) => parseLeaf(line) ?? []);
  const isWellFormed =
    end === '' &&
    origin !== '' &&
    NUMBER.test(number) &&
    strictBase64(root)?.length === 32 &&
    INSTANT.test(at) &&
    leaves.length > 0 &&
    leaves.length === rest.length &&
    leaves.every(({ log }, index) => index === 0 || log > (leaves[index - 1]?.log ?? ''));
  return isWellFormed ? { origin, number: Number(number), root, at, leaves } : undefined;
}
