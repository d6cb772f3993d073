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

  constructor(public settings: BucketSettings) {}

  /** Puts a version on top, or in the place of the one with the same id. */
  place(version: Version): void {
    const versions = this.#versions.get(version.key) ?? [];
    const at = versions.findIndex(({ id }) => id === version.id);
    if (at < 0) versions.push(version);
    else versions[at] = version;
    this.#versions.set(version.key, versions);
  }

  drop(key: string, id: string): void {
    const rest = (this.#versions.get(key) ?? []).filter((version) => version.id !== id);
    if (rest.length > 0) this.#versions.set(key, rest);
    else this.#versions.delete(key);
  }

  /** The version with that id, or the current one. */
  find(key: string, id?: string): Version | undefined {
    const versions = this.#versions.get(key) ?? [];
    return id === undefined ? versions.at(-1) : versions.find((version) => version.id === id);
  }

  /** Every version, keys in the order of their UTF-8 bytes, of each key the newest first. */
  all(): Version[] {
    const keys = [...this.#versions.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return keys.flatMap((key) => (this.#versions.get(key) ?? []).toReversed());
  }
}

export const noSuchKey = (Key: string, members: object = {}) =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key, ...members });
