// Seal: the logs that facts were announced of go into the next checkpoint, as they stand. Only what the log says is sealed;
// a message that says more raises the tamper alarm. Sealing a fact twice does no harm, so every failure is met by a retry.
import type { AnnouncedFact } from '../../contracts/checkpoints.js';
import { chainProblems } from '../../core/chain.js';
import {
  checkpointText,
  type Leaf,
  leafOf,
  NO_CHECKPOINT,
  nextCheckpoint,
  parseCheckpoint,
  type Tip,
} from '../../core/checkpoint.js';
import { Fault } from '../../core/faults.js';
import type { Checkpoints, EventLog, NoteSigner } from '../../core/ports.js';

export interface SealDependencies {
  readonly log: Pick<EventLog, 'read'>;
  readonly checkpoints: Checkpoints;
  readonly signer: NoteSigner;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Raises the tamper alarm. */
  readonly reportTampering: (announced: AnnouncedFact) => void;
}

/** A message of the queue, by its id. */
export interface Announcement {
  readonly id: string;
  readonly fact: AnnouncedFact;
}

/** Logs read at a time. */
const AT_ONCE = 20;
/** Two sealers run at most (lib/parts/sealing.ts); a loser that loses so often is not losing a race. */
const ATTEMPTS = 5;

/** The furthest announcement of each log, with the ids of all of its messages. */
function byLog(announcements: readonly Announcement[]): { fact: AnnouncedFact; ids: string[] }[] {
  const logs = new Map<string, { fact: AnnouncedFact; ids: string[] }>();
  for (const { id, fact } of announcements) {
    const name = `${fact.tenant}#${fact.handoffId}`;
    const known = logs.get(name);
    const further = !known || fact.sequence > known.fact.sequence ? fact : known.fact;
    logs.set(name, { fact: further, ids: [...(known?.ids ?? []), id] });
  }
  return [...logs.values()];
}

/** The leaf of a log; none, and an alarm, where the log is broken or ends before what was announced of it. */
async function leafFrom(
  fact: AnnouncedFact,
  { log, reportTampering }: SealDependencies,
): Promise<Leaf | undefined> {
  const facts = await log.read(fact);
  const last = facts.at(-1);
  if (last && last.sequence >= fact.sequence && chainProblems(facts).length === 0) return leafOf(last);
  reportTampering(fact);
  return undefined;
}

/** Leaves of the logs that could be read, and the messages about the others. */
async function readLeaves(announcements: readonly Announcement[], dependencies: SealDependencies) {
  const leaves: Leaf[] = [];
  const failed: string[] = [];
  const logs = byLog(announcements);
  for (let start = 0; start < logs.length; start += AT_ONCE) {
    const group = logs.slice(start, start + AT_ONCE);
    const read = await Promise.allSettled(group.map(({ fact }) => leafFrom(fact, dependencies)));
    for (const [index, outcome] of read.entries())
      if (outcome.status === 'rejected') failed.push(...(group[index]?.ids ?? []));
      else if (outcome.value) leaves.push(outcome.value);
  }
  return { leaves, failed };
}

/** What the next checkpoint follows. Of a note that is no checkpoint nothing can follow: somebody else wrote it. */
async function tipOf(checkpoints: Checkpoints): Promise<Tip> {
  const newest = await checkpoints.newest();
  if (!newest) return NO_CHECKPOINT;
  const [text = ''] = Buffer.from(newest.note)
    .toString('utf8')
    .split(/(?<=\n)\n/);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint?.number === newest.number) return checkpoint;
  throw new Fault('CheckpointUnreadable', `what is stored as checkpoint ${newest.number} is none`);
}

async function write(leaves: readonly Leaf[], { checkpoints, signer, now }: SealDependencies): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const checkpoint = nextCheckpoint(signer.name, await tipOf(checkpoints), leaves, now);
    const note = await signer.sign(checkpointText(checkpoint));
    if (await checkpoints.append(checkpoint.number, note)) return;
  }
  throw new Fault('CheckpointContended', `another sealer was faster ${ATTEMPTS} times`);
}

/** Seals what was announced; answers the ids of the messages to deliver again. Throws when no checkpoint could be written. */
export async function sealFacts(
  announcements: readonly Announcement[],
  dependencies: SealDependencies,
): Promise<string[]> {
  const { leaves, failed } = await readLeaves(announcements, dependencies);
  if (leaves.length > 0) await write(leaves, dependencies);
  return failed;
}
