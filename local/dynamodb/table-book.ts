// What of a table's settings dynalite does not keep: streams, time to live, policy, protection. Survives in the journal.
import type { Journal } from '../journal.js';
import { AwsError } from '../service.js';
import type { StreamViewType } from './streams.js';

export interface TableRecord {
  readonly keyNames: readonly string[];
  readonly streamArn?: string | undefined;
  readonly streamView?: StreamViewType | undefined;
  readonly deletionProtected?: boolean;
  readonly policy?: string | undefined;
  readonly timeToLiveAttribute?: string | undefined;
  readonly pointInTimeRecovery?: boolean;
}

const TOPIC = 'dynamodb.tables';

/** Tables may be named by their ARN. */
export const tableNameOf = (nameOrArn: string): string =>
  nameOrArn?.startsWith?.('arn:') ? (nameOrArn.split('/')[1] ?? '') : nameOrArn;

export class TableBook {
  readonly #records = new Map<string, TableRecord>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const { name, record } of journal.replay(TOPIC) as Iterable<{ name: string; record?: TableRecord }>)
      if (record) this.#records.set(name, record);
      else this.#records.delete(name);
    journal.compact(
      TOPIC,
      [...this.#records].map(([name, record]) => ({ name, record })),
    );
  }

  all(): Iterable<[string, TableRecord]> {
    return this.#records;
  }

  find(nameOrArn: string): TableRecord | undefined {
    return this.#records.get(tableNameOf(nameOrArn));
  }

  existing(nameOrArn: string): { readonly name: string; readonly record: TableRecord } {
    const name = tableNameOf(nameOrArn);
    const record = this.#records.get(name);
    if (record) return { name, record };
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  }

  /** Members that are undefined are taken away. */
  change(name: string, change: Partial<TableRecord>): void {
    const record = { keyNames: [], ...this.#records.get(name), ...change };
    this.#records.set(name, record);
    this.#journal.append(TOPIC, { name, record });
  }

  remove(name: string): void {
    this.#records.delete(name);
    this.#journal.append(TOPIC, { name });
  }
}
