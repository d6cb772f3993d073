// Passkeys' owners and counters in memory, for tests of what stands above them. Held to the same suite as the real ones.
import type { Credentials } from '../../lambdas/core/ports.js';

export class MemoryCredentials implements Credentials {
  readonly #stored = new Map<string, { readonly owner: string; readonly counter: number }>();

  async claim(
    { tenant, handoffId }: Parameters<Credentials['claim']>[0],
    { credentialId, counter }: Parameters<Credentials['claim']>[1],
  ): Promise<boolean> {
    const key = `${tenant}#${credentialId}`;
    const stored = this.#stored.get(key);
    if (!stored) this.#stored.set(key, { owner: handoffId, counter });
    return !stored || stored.owner === handoffId;
  }

  async raiseCounter(
    { tenant, handoffId }: Parameters<Credentials['claim']>[0],
    { credentialId, counter }: Parameters<Credentials['claim']>[1],
  ): Promise<boolean> {
    const key = `${tenant}#${credentialId}`;
    const stored = this.#stored.get(key);
    const rises = stored && (counter === 0 ? stored.counter === 0 : stored.counter < counter);
    if (stored?.owner !== handoffId || !rises) return false;
    this.#stored.set(key, { owner: handoffId, counter });
    return true;
  }
}
