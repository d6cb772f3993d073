// A sealer in memory: a log, a store of checkpoints, and the key of a stack whose secret is "the secret".
import { CheckpointSigner } from '../../lambdas/adapters/checkpoint-signer.js';
import type { AnnouncedFact } from '../../lambdas/contracts/checkpoints.js';
import type { Fact } from '../../lambdas/contracts/event.js';
import type { Checkpoints } from '../../lambdas/core/ports.js';
import { type CheckpointFile, readSeries, type Series, sealingOf } from '../../lambdas/core/sealed.js';
import { type NoteKey, parseNoteKey } from '../../lambdas/core/signed-note.js';
import { sealFacts } from '../../lambdas/functions/seal/seal-facts.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';
import { MemoryLog } from './memory-log.js';

export const ORIGIN = 'agent-handoff/checkpoints-of-a-test';
/** Ten minutes after the first fact of the samples. */
export const SEALED_AT = Date.parse('2026-11-24T12:10:00.000Z');

export const signerOf = (secret: string, origin = ORIGIN) => new CheckpointSigner(origin, async () => secret);
export async function keyOf(secret: string, origin = ORIGIN): Promise<NoteKey> {
  const key = parseNoteKey(await signerOf(secret, origin).publicKey());
  if (!key) throw new Error('the signer’s key cannot be read');
  return key;
}

/** What `series` says of `facts`, in one piece. */
export function sealingIn(facts: readonly Fact[], series: Series) {
  const { problems, sealing } = sealingOf(facts, series);
  return { problems, ...sealing };
}

export class Sealer<C extends Checkpoints> {
  readonly alarms: AnnouncedFact[] = [];
  constructor(
    readonly checkpoints: C,
    readonly log = new MemoryLog(),
    private readonly signer = signerOf('the secret'),
  ) {}

  async append(...facts: Fact[]): Promise<void> {
    for (const fact of facts) await this.log.append(fact);
  }

  /** Seals as for messages about `facts`; answers the ids to deliver again, which count from 0. */
  seal(facts: readonly AnnouncedFact[], now = SEALED_AT): Promise<string[]> {
    return sealFacts(
      facts.map((fact, id) => ({ id: String(id), fact })),
      {
        log: this.log,
        checkpoints: this.checkpoints,
        signer: this.signer,
        now,
        reportTampering: (fact) => this.alarms.push(fact),
      },
    );
  }
}

/** A sealer whose checkpoints are in memory. */
export const memorySealer = () => new Sealer(new MemoryCheckpoints());

/** The series as an auditor reads it, who has the key of "the secret". */
export const seriesOf = async (files: readonly CheckpointFile[]) =>
  readSeries(files, [await keyOf('the secret')]);
