// The parts beside the log in memory, for tests of what stands above them.
import type { HandoffKey } from '../../lambdas/contracts/ids.js';
import { partDigest } from '../../lambdas/core/digest.js';
import type { ContextStore, Part, StoredPart } from '../../lambdas/core/ports.js';

export class MemoryContext implements ContextStore {
  readonly #parts = new Map<string, Part>();

  async put({ tenant, handoffId }: HandoffKey, parts: readonly Part[]): Promise<void> {
    for (const part of parts) this.#parts.set(`${tenant}#${handoffId}#${part.part}#${part.digest}`, part);
  }

  async read(
    { tenant, handoffId }: HandoffKey,
    wanted: readonly { part: string; digest: string }[],
  ): Promise<StoredPart[]> {
    return wanted.flatMap(({ part, digest }) => {
      const found = this.#parts.get(`${tenant}#${handoffId}#${part}#${digest}`);
      return found ? [{ ...found, damaged: partDigest(found.salt, found.part, found.body) !== digest }] : [];
    });
  }

  /** Erases a part, as a data subject's request does. */
  erase({ tenant, handoffId }: HandoffKey, part: string): void {
    for (const key of this.#parts.keys())
      if (key.startsWith(`${tenant}#${handoffId}#${part}#`)) this.#parts.delete(key);
  }
}
