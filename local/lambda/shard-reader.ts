// Reads one shard of a stream onwards through the streams API, with the function's role.
import { AwsError } from '../service.js';
import type { StreamRecord } from './stream-batch.js';

// biome-ignore lint/suspicious/noExplicitAny: the shape depends on the action
export type StreamsCall = (action: string, input: object) => Promise<any>;

/** A position in a shard. */
export class ShardReader {
  readonly #streams: StreamsCall;
  readonly #shard: { readonly StreamArn: string; readonly ShardId: string };
  readonly #startingPosition: string;
  #last: string | undefined;
  #iterator: string | undefined;

  /** Begins after the record `last`, or at `startingPosition` when there is none. */
  constructor(
    streams: StreamsCall,
    shard: { readonly StreamArn: string; readonly ShardId: string },
    startingPosition: string,
    last: string | undefined,
  ) {
    this.#streams = streams;
    this.#shard = shard;
    this.#startingPosition = startingPosition;
    this.#last = last;
  }

  /** The next records; empty when there are none yet. */
  async read(): Promise<readonly StreamRecord[]> {
    const { Records, NextShardIterator } = await this.#getRecords();
    this.#iterator = NextShardIterator;
    this.#last = Records.at(-1)?.dynamodb.SequenceNumber ?? this.#last;
    return Records;
  }

  /** An iterator expires after some minutes without reading. */
  async #getRecords(): Promise<{ Records: readonly StreamRecord[]; NextShardIterator?: string }> {
    try {
      return await this.#streams('GetRecords', { ShardIterator: this.#iterator ?? (await this.#position()) });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ExpiredIteratorException') throw error;
      return this.#streams('GetRecords', { ShardIterator: await this.#position() });
    }
  }

  async #position(): Promise<string> {
    const from =
      this.#last === undefined
        ? { ShardIteratorType: this.#startingPosition }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: this.#last };
    const { ShardIterator } = await this.#streams('GetShardIterator', { ...this.#shard, ...from });
    return ShardIterator;
  }
}
