// Review links in memory, for tests of what stands above them. Held to the same behaviour suite as the real ones.
import { MAX_CODE_ATTEMPTS, type ReviewLink } from '../../lambdas/contracts/link.js';
import { hourOf, linkPartition } from '../../lambdas/contracts/tables.js';
import type { LinkRef, Links } from '../../lambdas/core/ports.js';

interface Stored {
  link: ReviewLink;
  readonly remindAt?: string | undefined;
  remindedAt?: string;
}

export class MemoryLinks implements Links {
  readonly #links = new Map<string, Stored>();

  #stored({ tenant, linkHash }: LinkRef): Stored | undefined {
    return this.#links.get(linkPartition(tenant, linkHash));
  }

  #change(ref: LinkRef, change: (link: ReviewLink) => Partial<ReviewLink>): void {
    const stored = this.#stored(ref);
    if (stored) stored.link = { ...stored.link, ...change(stored.link) };
  }

  /** All links, in the order in which they were made. */
  all(): ReviewLink[] {
    return [...this.#links.values()].map(({ link }) => link);
  }

  async put(link: ReviewLink, remindAt?: string): Promise<void> {
    if (!this.#stored(link)) this.#links.set(linkPartition(link.tenant, link.linkHash), { link, remindAt });
  }

  async get(ref: LinkRef): Promise<ReviewLink | undefined> {
    return this.#stored(ref)?.link;
  }

  async countAttempt(ref: LinkRef): Promise<ReviewLink | undefined> {
    const stored = this.#stored(ref);
    if (!stored || stored.link.attempts >= MAX_CODE_ATTEMPTS) return undefined;
    this.#change(ref, ({ attempts }) => ({ attempts: attempts + 1 }));
    return stored.link;
  }

  async noteWrongCode(ref: LinkRef, at: string): Promise<void> {
    this.#change(ref, ({ wrongAt }) => ({ wrongAt: [...wrongAt, at] }));
  }

  async openSession(ref: LinkRef, session: { hash: string; expiresAt: string }): Promise<void> {
    this.#change(ref, ({ attempts }) => ({
      attempts: attempts - 1,
      sessionHash: session.hash,
      sessionExpiresAt: session.expiresAt,
    }));
  }

  async dueReminders(at: string): Promise<LinkRef[]> {
    return [...this.#links.values()]
      .filter(({ remindAt }) => remindAt && hourOf(remindAt) === hourOf(at) && remindAt <= at)
      .map(({ link: { tenant, linkHash } }) => ({ tenant, linkHash }));
  }

  async claimReminder(ref: LinkRef, at: string): Promise<boolean> {
    const stored = this.#stored(ref);
    if (!stored || stored.remindedAt) return false;
    stored.remindedAt = at;
    return true;
  }
}
