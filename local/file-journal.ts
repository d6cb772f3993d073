// Where journals live: one file of JSON lines per topic, or nowhere. See journal.ts for what a journal promises.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Journal } from './journal.js';

/** A journal that forgets, for runs in memory. */
export const forgetfulJournal: Journal = { append() {}, replay: () => [], compact() {} };

/** A journal of files under `directory`, which is created. One process at a time may use a directory. */
export class FileJournal implements Journal {
  readonly #directory: string;
  readonly #files = new Map<string, number>();
  #isClosed = false;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#directory = directory;
  }

  append(topic: string, record: unknown): void {
    if (this.#isClosed) return;
    writeSync(this.#file(topic), `${JSON.stringify(record)}\n`);
  }

  *replay(topic: string): Iterable<unknown> {
    const path = this.#path(topic);
    if (!existsSync(path)) return;
    const bytes = readFileSync(path);
    const end = bytes.lastIndexOf(0x0a) + 1;
    // A torn last line must go now: the next append would be glued to it.
    if (end < bytes.length) truncateSync(path, end);
    for (const line of bytes.toString('utf8', 0, end).split('\n')) if (line) yield JSON.parse(line);
  }

  compact(topic: string, records: Iterable<unknown>): void {
    const path = this.#path(topic);
    const lines = [...records].map((record) => `${JSON.stringify(record)}\n`);
    const next = openSync(`${path}.next`, 'w');
    writeSync(next, lines.join(''));
    closeSync(next);
    this.#close(topic);
    renameSync(`${path}.next`, path);
  }

  /** Closes every file. What is appended afterwards is lost, as after a kill: the next run owns the folder. */
  close(): void {
    this.#isClosed = true;
    for (const topic of [...this.#files.keys()]) this.#close(topic);
  }

  #path(topic: string): string {
    return join(this.#directory, `${encodeURIComponent(topic)}.jsonl`);
  }

  #file(topic: string): number {
    const open = this.#files.get(topic);
    if (open !== undefined) return open;
    const file = openSync(this.#path(topic), 'a');
    this.#files.set(topic, file);
    return file;
  }

  #close(topic: string): void {
    const file = this.#files.get(topic);
    if (file !== undefined) closeSync(file);
    this.#files.delete(topic);
  }
}
