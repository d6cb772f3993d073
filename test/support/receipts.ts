// Receipts as the functions make and verify them, with a secret of the tests.
import { receiptSigner, SecretReceipts } from '../../lambdas/adapters/receipts.js';
import type { Fact } from '../../lambdas/contracts/event.js';
import { withReceipt } from '../../lambdas/core/chain.js';

export const DECISION_SECRET = 'a secret of decisions, long enough for tests';
const readSecret = async () => DECISION_SECRET;

export const sign = receiptSigner(readSecret);
export const receipts = new SecretReceipts(readSecret);

/** `fact` with a genuine receipt. */
export const receipted = async (fact: Fact): Promise<Fact> => withReceipt(fact, await sign(fact.hash));
