// Streams of tables: an ordered, durable record of every change, which consumers read from where they left off. One shard a
// stream. Written by the table actions; read by the Lambda event sources and, over the wire, by anybody.
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import type { Item } from './engine.js';

export type StreamViewType = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES';
export type EventName = 'INSERT' | 'MODIFY' | 'REMOVE';

/** A record as Lambda and GetRecords hand it out. @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html (2026-11) */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: EventName;
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: 'dynamodb.amazonaws.com' };
  readonly dynamodb: {
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    /** Decimal digits; text order is stream order. */
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamViewType;
  };
}

/** A change of one item; an image is absent where the item did not exist. */
export interface Change {
  readonly keys: Item;
  readonly before?: Item | undefined;
  readonly after?: Item | undefined;
  readonly byTimeToLive?: boolean;
}

/** Records are kept for 24 hours (DynamoDB Streams, read 2026-11). */
const RETENTION_MS = 24 * 3_600_000;
const SEQUENCE_DIGITS = 21;

type Entry =
  | {
      readonly kind: 'intent';
      readonly id: number;
      readonly arn: string;
      readonly keys: Item;
      readonly before?: Item;
    }
  | { readonly kind: 'done'; readonly id: number; readonly record?: StreamRecord };

const eventNameOf = ({ before, after }: Change): EventName => {
  if (!after) return 'REMOVE';
  return before ? 'MODIFY' : 'INSERT';
};

const imagesOf = (view: StreamViewType, { before, after }: Change) => ({
  ...(after && (view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES') && { NewImage: after }),
  ...(before && (view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES') && { OldImage: before }),
});

class Stream {
  readonly records: StreamRecord[] = [];
  readonly listeners = new Set<() => void>();
  constructor(readonly view: StreamViewType) {}
}

export class Streams {
  readonly #streams = new Map<string, Stream>();
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #region: string;
  readonly #kept = new Map<string, StreamRecord[]>();
  #lastSequence = 0;
  #lastIntent = 0;

  constructor(clock: Clock, journal: Journal, region: string) {
    this.#clock = clock;
    this.#journal = journal;
    this.#region = region;
  }

  /** Opens the stream of a table, with the records that an earlier run kept. */
  open(arn: string, view: StreamViewType): void {
    if (this.#streams.has(arn)) return;
    const stream = new Stream(view);
    stream.records.push(...(this.#kept.get(arn) ?? []));
    this.#streams.set(arn, stream);
  }

  close(arn: string): void {
    this.#streams.delete(arn);
  }

  viewOf(arn: string): StreamViewType | undefined {
    return this.#streams.get(arn)?.view;
  }

  /**
   * Runs a write between an intent and its record, so that a kill between write and record can be seen at the next start.
   * `write` answers the change, or nothing when it changed nothing.
   */
  async around(
    arn: string,
    keys: Item,
    before: Item | undefined,
    write: () => Promise<Change | undefined>,
  ): Promise<void> {
    this.#lastIntent += 1;
    const id = this.#lastIntent;
    this.#journal.append('dynamodb.streams', {
      kind: 'intent',
      id,
      arn,
      keys,
      ...(before && { before }),
    } satisfies Entry);
    let record: StreamRecord | undefined;
    try {
      const change = await write();
      record = change && this.#recordOf(arn, change);
    } finally {
      this.#journal.append('dynamodb.streams', { kind: 'done', id, ...(record && { record, arn }) });
    }
    if (record) this.#deliver(arn, record);
  }

  #recordOf(arn: string, change: Change): StreamRecord {
    const view = this.#streams.get(arn)?.view ?? 'NEW_AND_OLD_IMAGES';
    const images = imagesOf(view, change);
    this.#lastSequence += 1;
    const SequenceNumber = String(this.#lastSequence).padStart(SEQUENCE_DIGITS, '0');
    return {
      eventID: SequenceNumber,
      eventName: eventNameOf(change),
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: this.#region,
      ...(change.byTimeToLive && {
        userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      }),
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(this.#clock.now() / 1_000),
        Keys: change.keys,
        ...images,
        SequenceNumber,
        SizeBytes: JSON.stringify(images).length,
        StreamViewType: view,
      },
    };
  }

  #deliver(arn: string, record: StreamRecord): void {
    const stream = this.#streams.get(arn);
    if (!stream) return;
    stream.records.push(record);
    this.#trim(stream);
    for (const listener of stream.listeners) listener();
  }

  #trim({ records }: Stream): void {
    const oldest = (this.#clock.now() - RETENTION_MS) / 1_000;
    let expired = 0;
    while ((records[expired]?.dynamodb.ApproximateCreationDateTime ?? oldest) < oldest) expired += 1;
    if (expired > 0) records.splice(0, expired);
  }

  /** Records after `sequenceNumber` (from the horizon without it), oldest first. */
  records(arn: string, sequenceNumber: string | undefined, limit: number): readonly StreamRecord[] {
    const records = this.#streams.get(arn)?.records ?? [];
    if (sequenceNumber === undefined) return records.slice(0, limit);
    let from = records.length;
    while (from > 0 && (records[from - 1]?.dynamodb.SequenceNumber ?? '') > sequenceNumber) from -= 1;
    return records.slice(from, from + limit);
  }

  /** The newest record's sequence number: where a LATEST reader begins. */
  latest(arn: string): string | undefined {
    return this.#streams.get(arn)?.records.at(-1)?.dynamodb.SequenceNumber;
  }

  /** Calls `listener` after every new record; answers how to stop that. */
  onRecords(arn: string, listener: () => void): () => void {
    this.#streams.get(arn)?.listeners.add(listener);
    return () => void this.#streams.get(arn)?.listeners.delete(listener);
  }

  /**
   * Reads what an earlier run kept. Intents without a record are the writes that a kill may have cut off: `readItem` tells
   * whether they happened, and if so their record is made now.
   */
  async resume(readItem: (arn: string, keys: Item) => Promise<Item | undefined>): Promise<void> {
    const intents = new Map<number, Extract<Entry, { kind: 'intent' }>>();
    for (const entry of this.#journal.replay('dynamodb.streams') as Iterable<Entry & { arn?: string }>) {
      if (entry.kind === 'intent') intents.set(entry.id, entry);
      else {
        intents.delete(entry.id);
        if (entry.record && entry.arn) this.#keep(entry.arn, entry.record);
      }
      this.#lastIntent = Math.max(this.#lastIntent, entry.id);
    }
    for (const { arn, keys, before } of intents.values()) {
      const after = await readItem(arn, keys);
      const changed = JSON.stringify(after) !== JSON.stringify(before);
      if (changed) this.#keep(arn, this.#recordOf(arn, { keys, before, after }));
    }
    this.#journal.compact('dynamodb.streams', this.#entries());
  }

  #keep(arn: string, record: StreamRecord): void {
    const kept = this.#kept.get(arn) ?? [];
    kept.push(record);
    this.#kept.set(arn, kept);
    this.#lastSequence = Math.max(this.#lastSequence, Number(record.dynamodb.SequenceNumber));
  }

  *#entries(): Iterable<Entry & { arn: string }> {
    const oldest = (this.#clock.now() - RETENTION_MS) / 1_000;
    for (const [arn, records] of this.#kept)
      for (const record of records)
        if (record.dynamodb.ApproximateCreationDateTime >= oldest) yield { kind: 'done', id: 0, record, arn };
  }
}
