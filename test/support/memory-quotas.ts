// Quotas in memory, for tests of what stands above them. Held to the same suite as the real ones.
import type { Quotas, QuotaWindow } from '../../lambdas/core/ports.js';

export class MemoryQuotas implements Quotas {
  readonly #asked = new Map<string, Set<string>>();

  async take({ tenant, agentId, hour }: QuotaWindow, handoffId: string, limit: number): Promise<boolean> {
    const key = JSON.stringify([tenant, agentId, hour]);
    const asked = this.#asked.get(key) ?? new Set();
    if (asked.size >= limit && !asked.has(handoffId)) return false;
    this.#asked.set(key, asked.add(handoffId));
    return true;
  }
}
