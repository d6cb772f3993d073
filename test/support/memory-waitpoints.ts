// Waitpoints in memory, for tests of what stands above them. Held to the same behaviour suite as the real ones.
import type { HandoffKey } from '../../lambdas/contracts/ids.js';
import { handoffPartition } from '../../lambdas/contracts/tables.js';
import type { NewWaitpoint, Waitpoint, Waitpoints } from '../../lambdas/core/ports.js';

type Stored = NewWaitpoint & { readonly key: HandoffKey };

const isLater = (one: NewWaitpoint, other: NewWaitpoint) => {
  if (one.round !== other.round) return one.round > other.round;
  if (one.tier !== other.tier) return one.tier > other.tier;
  if (one.enteredAt !== other.enteredAt) return one.enteredAt > other.enteredAt;
  return one.retryCount > other.retryCount;
};

export class MemoryWaitpoints implements Waitpoints {
  readonly #waitpoints = new Map<string, Stored>();

  async put(key: HandoffKey, waitpoint: NewWaitpoint): Promise<boolean> {
    const partition = handoffPartition(key.tenant, key.handoffId);
    const stored = this.#waitpoints.get(partition);
    if (stored && isLater(stored, waitpoint)) return false;
    this.#waitpoints.set(partition, { ...waitpoint, key });
    return true;
  }

  async get({ tenant, handoffId }: HandoffKey): Promise<Waitpoint | undefined> {
    const stored = this.#waitpoints.get(handoffPartition(tenant, handoffId));
    return stored;
  }

  async remove({ key, taskToken }: Waitpoint): Promise<void> {
    const partition = handoffPartition(key.tenant, key.handoffId);
    if (this.#waitpoints.get(partition)?.taskToken === taskToken) this.#waitpoints.delete(partition);
  }

  async *all(): AsyncGenerator<Waitpoint> {
    yield* this.#waitpoints.values();
  }
}
