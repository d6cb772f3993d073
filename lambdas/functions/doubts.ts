// What people decided is verified before it takes effect; the key is asked for only where there is something to verify.
import type { Fact } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import { Fault } from '../core/faults.js';
import type { IsGenuine, Receipts } from '../core/ports.js';
import { type Doubt, doubtAboutRun, hasReceipts } from '../core/trust.js';

/** Somebody decided between our read and our write: the workflow asks again, and finds the key then. */
const cameMeanwhile: IsGenuine = () => {
  throw new Fault('LogContended', 'a decision came in meanwhile; try again');
};

/** Verifies the receipts on `facts`. Throws the fault `KeyUnavailable` when the key cannot be read: nothing is done then. */
export const verifierFor = async (facts: readonly Fact[], receipts: Receipts): Promise<IsGenuine> =>
  facts.some(({ receipt }) => receipt !== undefined) ? receipts.verifier() : cameMeanwhile;

/**
 * Looks for what must not let the handoff run, on `facts` and on what the log holds by the time of writing. `isDue`: the workflow
 * demands receipts, whatever the log says. Throws as {@link verifierFor} does.
 */
export async function runDoubts(
  key: HandoffKey,
  facts: readonly Fact[],
  receipts: Receipts,
  isDue: boolean | undefined,
): Promise<(known: readonly Fact[]) => Doubt | undefined> {
  const isGenuine = await verifierFor(facts, receipts);
  const doubtIn = (known: readonly Fact[]) =>
    doubtAboutRun(key, known, isGenuine, isDue === true || hasReceipts(known));
  const first = doubtIn(facts);
  // Signatures are verified once, unless somebody wrote meanwhile.
  return (known) => (known === facts ? first : doubtIn(known));
}
