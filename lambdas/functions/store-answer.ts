// Keeps what a performer or a compensation answered, beside the log. Called after the deed: whatever is wrong with the
// answer must not make a done action look undone.
import type { HandoffKey } from '../contracts/ids.js';
import { type Json, jsonProblem } from '../contracts/json.js';
import { partDigest } from '../core/digest.js';
import type { Policy } from '../core/judge.js';
import { type ContextStore, PartTooLargeError } from '../core/ports.js';

export interface StoreAnswerDependencies {
  readonly context: ContextStore;
  readonly policy: Policy;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly randomSalt: () => string;
}

/** The digest for the log; for an answer that cannot be kept, the reason why it is not. */
export async function storeAnswer(
  key: HandoffKey,
  part: 'result' | 'compensation',
  body: Json | undefined,
  { context, policy, now, randomSalt }: StoreAnswerDependencies,
): Promise<{ resultDigest?: string; error?: string }> {
  if (body === undefined || body === null) return {};
  const unfit = jsonProblem(body);
  if (unfit) return { error: `the answer was not kept: it ${unfit}` };
  const salt = randomSalt();
  const digest = partDigest(salt, part, body);
  const expiresAt = Math.floor(now() / 1_000) + policy.settings.contextRetentionDays * 86_400;
  try {
    await context.put(key, [{ part, body, salt, digest }], expiresAt);
  } catch (error) {
    if (!(error instanceof PartTooLargeError)) throw error;
    return { error: `the answer was not kept: it has ${error.compressedBytes} compressed bytes` };
  }
  return { resultDigest: digest };
}
