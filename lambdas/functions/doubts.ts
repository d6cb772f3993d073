// What people decided is verified before it takes effect; the key is asked for only where there is something to verify.
import type { Fact } from '../contracts/event.js';
import { Fault } from '../core/faults.js';
import type { IsGenuine, Receipts } from '../core/ports.js';

/** Somebody decided between our read and our write: the workflow asks again, and finds the key then. */
const cameMeanwhile: IsGenuine = () => {
  throw new Fault('LogContended', 'a decision came in meanwhile; try again');
};

/** Verifies the receipts on `facts`. Throws the fault `KeyUnavailable` when the key cannot be read: nothing is done then. */
export const verifierFor = async (facts: readonly Fact[], receipts: Receipts): Promise<IsGenuine> =>
  facts.some(({ receipt }) => receipt !== undefined) ? receipts.verifier() : cameMeanwhile;
