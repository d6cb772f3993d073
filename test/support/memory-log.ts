// The log in memory, for tests of what stands above it. Held to the same behaviour suite as the real one.
import type { Fact } from '../../lambdas/contracts/event.js';
import type { HandoffKey } from '../../lambdas/contracts/ids.js';
import type { EventLog } from '../../lambdas/core/ports.js';

export class MemoryLog implements EventLog {
  readonly #facts = new Map<string, Fact[]>();

  async read({ tenant, handoffId }: HandoffKey): Promise<Fact[]> {
    return [...(this.#facts.get(`${tenant}#${handoffId}`) ?? [])];
  }

  async append(fact: Fact): Promise<boolean> {
    const key = `${fact.tenant}#${fact.handoffId}`;
    const facts = this.#facts.get(key) ?? [];
    if (facts.some(({ sequence }) => sequence === fact.sequence)) return false;
    this.#facts.set(
      key,
      [...facts, fact].sort((one, other) => one.sequence - other.sequence),
    );
    return true;
  }

  /** What whoever may PutItem can do besides: in place of whatever holds that sequence. */
  put(fact: Fact): void {
    const key = `${fact.tenant}#${fact.handoffId}`;
    const others = (this.#facts.get(key) ?? []).filter(({ sequence }) => sequence !== fact.sequence);
    this.#facts.set(
      key,
      [...others, fact].sort((one, other) => one.sequence - other.sequence),
    );
  }
}
