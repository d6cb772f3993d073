// Whose passkey a proof was made with: the enrolments of an export, and whether a proof follows from the one that it names.
// Called by verify.ts. Whether the assertion holds is presence.ts's to say.
import type { Fact } from '../contracts/event.js';
import type { Passkey, PresenceProof } from '../contracts/passkey.js';
import { chainProblems } from './chain.js';
import { enrolmentLog } from './enrolment.js';
import { voterOf } from './quorum.js';

/** A passkey of one person's log of enrolments, with the instants between which it was that person's. */
export interface EnrolledPasskey extends Passkey {
  readonly tenant: string;
  /** The log: it is named after the person. */
  readonly log: string;
  readonly from: string;
  /** When a newer one took its place. */
  readonly until?: string | undefined;
}

/** Enrolled passkeys by the hash of their fact, which is what a proof names. */
export type Enrolments = ReadonlyMap<string, EnrolledPasskey>;

/** A fact that a passkey may have signed. */
export type ProvenFact = Extract<Fact, { type: 'decided' | 'reversalVoted' | 'reversalRequested' }>;

/** A decision reads the enrolment while it is taken: one that was replaced meanwhile may still count. */
const DECIDING_MS = 60_000;

/** Whether facts of this type stand on a log of enrolments, and on no other. */
export const isOfEnrolments = (type: Fact['type']) => type === 'enrolmentOffered' || type === 'enrolled';

/** The passkeys on `logs`, each oldest first. A log whose chain does not hold proves nothing. */
export function enrolmentsIn(logs: readonly (readonly Fact[])[]): Enrolments {
  const sound = logs.filter(
    (facts) => facts.some(({ type }) => type === 'enrolled') && chainProblems(facts).length === 0,
  );
  return new Map(
    sound.flatMap((facts) => {
      const enrolled = facts.filter((fact) => fact.type === 'enrolled');
      return enrolled.map(({ tenant, handoffId, hash, at, data }, index) => {
        const { reviewerId: _, ...passkey } = data;
        const until = enrolled[index + 1]?.at;
        return [hash, { ...passkey, tenant, log: handoffId, from: at, until }] as const;
      });
    }),
  );
}

const isProven = (fact: Fact): fact is ProvenFact => 'proof' in fact.data && fact.data.proof !== undefined;

/** The logs of enrolments that the proofs of `facts` name, each once. */
export const enrolmentLogsOf = (facts: readonly Fact[]): string[] => [
  ...new Set(facts.filter(isProven).map(({ data }) => enrolmentLog(voterOf(data)))),
];

/** Why the passkey of `proof` was not that of whoever `fact` says; nothing when it was. */
export function enrolmentProblem(
  { tenant, at, data }: ProvenFact,
  proof: PresenceProof,
  enrolments: Enrolments,
): string | undefined {
  const enrolled = enrolments.get(proof.enrolment);
  if (!enrolled) return 'names an enrolment that the export does not hold';
  if (enrolled.tenant !== tenant || enrolled.log !== enrolmentLog(voterOf(data)))
    return 'was made with the passkey of somebody else';
  if (enrolled.credentialId !== proof.credentialId || enrolled.publicKey !== proof.publicKey)
    return 'was made with another passkey than the one that it names';
  const madeAt = Date.parse(at);
  if (madeAt < Date.parse(enrolled.from)) return 'was made before its passkey was enrolled';
  const isReplaced = enrolled.until !== undefined && madeAt > Date.parse(enrolled.until) + DECIDING_MS;
  return isReplaced ? 'was made with a passkey that had been replaced' : undefined;
}
