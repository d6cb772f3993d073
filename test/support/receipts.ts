// Receipts as the functions make and verify them, with a secret of the tests.
import { receiptSigner, SecretReceipts } from '../../lambdas/adapters/receipts.js';

const readSecret = async () => 'a secret of decisions, long enough for tests';

export const sign = receiptSigner(readSecret);
export const receipts = new SecretReceipts(readSecret);
