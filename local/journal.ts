// Durable memory of the runtime: one append-only file of JSON lines per topic under `--data DIR`.
// Every service appends what it must not forget and replays it at start. A kill -9 loses at most the torn last
// line of a write that was never acknowledged.

/** Append-only record stream; in memory runs use one that forgets. */
export interface Journal {
  /** Appends one JSON-serialisable record to `topic`, synchronously handed to the operating system. */
  append(topic: string, record: unknown): void;
  /** Every record of `topic`, oldest first; a torn last line is dropped. */
  replay(topic: string): Iterable<unknown>;
  /** Replaces a topic's records, atomically; called after replay to drop what is over. */
  compact(topic: string, records: Iterable<unknown>): void;
}
