// Writes to one item go one after another; a transaction takes the turns of all its items at once. Used by items and
// transactions: between reading an item and writing it nothing else may happen to it.

export class Turns {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs `work` when everything before it on any of `ids` is over. Nobody waits in a circle: turns are taken in one step. */
  take<T>(ids: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = ids.flatMap((id) => this.#tails.get(id) ?? []);
    const turn = before.length === 0 ? work() : Promise.all(before).then(work);
    const over = turn
      .catch(() => undefined)
      .then(() => {
        for (const id of ids) if (this.#tails.get(id) === over) this.#tails.delete(id);
      });
    for (const id of ids) this.#tails.set(id, over);
    return turn;
  }
}
