// Who wants to hear of something: a set of callbacks. Used by the meter, IAM's record of decisions and the mailbox.

export class Listeners<T> {
  readonly #listeners = new Set<(said: T) => void>();

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** Calls `listener` from now on; answers how to stop that. */
  add(listener: (said: T) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(said: T): void {
    for (const listener of this.#listeners) listener(said);
  }
}
