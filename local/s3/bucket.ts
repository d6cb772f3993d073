// A bucket as it stands: its settings, and of every key its versions. Used by index.ts and what it composes.
import { AwsError } from '../service.js';
import type { DefaultRetention, Retention } from './retention.js';

export interface BucketSettings {
  readonly name: string;
  /** Without versioning a key has one version, `null`. */
  readonly isVersioned: boolean;
  readonly hasLock: boolean;
  readonly defaultRetention?: DefaultRetention;
  /** JSON text. */
  readonly policy?: string;
}

/** A version of an object, or a delete marker, which has no `object`. */
export interface Version {
  readonly key: string;
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly object?: StoredObject;
  readonly retention?: Retention | undefined;
}

export interface StoredObject {
  /** In base64. */
  readonly bytes: string;
  readonly sizeBytes: number;
  /** In the quotes that are part of it. */
  readonly etag: string;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** `ChecksumCRC32` and the like, as the client sent them. */
  readonly checksums: Readonly<Record<string, string>>;
}

export class Bucket {
  /** The oldest version first. */
  readonly #versions = new Map<string, Version[]>();
  /** Forgotten when a key comes or goes. */
  #sortedKeys: string[] | undefined;

  constructor(public settings: BucketSettings) {}

  /** Puts a version on top, or in the place of the one with the same id. */
  place(version: Version): void {
    const versions = this.#versions.get(version.key) ?? [];
    if (versions.length === 0) this.#sortedKeys = undefined;
    const at = versions.findIndex(({ id }) => id === version.id);
    if (at < 0) versions.push(version);
    else versions[at] = version;
    this.#versions.set(version.key, versions);
  }

  drop(key: string, id: string): void {
    const rest = (this.#versions.get(key) ?? []).filter((version) => version.id !== id);
    if (rest.length > 0) this.#versions.set(key, rest);
    else if (this.#versions.delete(key)) this.#sortedKeys = undefined;
  }

  /** The version with that id, or the current one. */
  find(key: string, id?: string): Version | undefined {
    const versions = this.#versions.get(key) ?? [];
    return id === undefined ? versions.at(-1) : versions.find((version) => version.id === id);
  }

  /** Every version, keys in the order of their UTF-8 bytes, of each key the newest first. */
  all(): Version[] {
    this.#sortedKeys ??= [...this.#versions.keys()].sort(inBytes);
    return this.#sortedKeys.flatMap((key) => (this.#versions.get(key) ?? []).toReversed());
  }
}

/** The order of keys in S3, for `sort`. */
export const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const noSuchKey = (Key: string, members: object = {}) =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key, ...members });
