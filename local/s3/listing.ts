// ListObjectsV2 and ListObjectVersions: a page of a bucket. Used by index.ts.
import { type Action, AwsError } from '../service.js';
import { type Bucket, inBytes, type Version } from './bucket.js';

/** Keys of a page at most, and when the call does not say (S3, read 2026-11). */
const PAGE_KEYS = 1000;

interface Page {
  readonly of: readonly Version[];
  readonly isTruncated: boolean;
  readonly MaxKeys: number;
}

/** Versions with the prefix, after the last one that `isSeen`. */
function pageOf(
  versions: readonly Version[],
  input: { readonly Prefix?: string; readonly MaxKeys?: number | string },
  isSeen: (version: Version) => boolean,
): Page {
  const { Prefix = '', MaxKeys = PAGE_KEYS } = input;
  const wanted = versions.filter(({ key }) => key.startsWith(Prefix));
  const left = wanted.slice(wanted.findLastIndex(isSeen) + 1);
  const most = Math.min(Number(MaxKeys), PAGE_KEYS);
  return { of: left.slice(0, most), isTruncated: most > 0 && left.length > most, MaxKeys: most };
}

const isUpTo = (last: string | undefined) => (version: Version) =>
  last !== undefined && inBytes(version.key, last) <= 0;

/** A continuation token stands for the last key of the page before. */
const tokenOf = (key: string) => Buffer.from(key).toString('base64url');
const keyOf = (token: string) => Buffer.from(token, 'base64url').toString();

const shown = ({ key, at, object }: Version) => ({
  Key: key,
  LastModified: new Date(at),
  ETag: object?.etag,
  Size: object?.sizeBytes,
  StorageClass: object && 'STANDARD',
});

export function listObjects(bucket: Bucket, input: Parameters<Action>[0]): object {
  const { StartAfter, ContinuationToken, Prefix = '' } = input;
  const after: string | undefined = ContinuationToken === undefined ? StartAfter : keyOf(ContinuationToken);
  const current = bucket.all().filter((version) => version.object && bucket.find(version.key) === version);
  const { of, isTruncated, MaxKeys } = pageOf(current, input, isUpTo(after));
  return {
    Name: bucket.settings.name,
    Prefix,
    MaxKeys,
    KeyCount: of.length,
    IsTruncated: isTruncated,
    ...(isTruncated && { NextContinuationToken: tokenOf(of.at(-1)?.key ?? '') }),
    Contents: of.map(shown),
  };
}

export function listVersions(bucket: Bucket, input: Parameters<Action>[0]): object {
  const { KeyMarker, VersionIdMarker, Prefix = '' } = input;
  if (VersionIdMarker !== undefined && KeyMarker === undefined)
    throw new AwsError('InvalidArgument', 'A version-id marker cannot be specified without a key marker.');
  const isSeen =
    VersionIdMarker === undefined
      ? isUpTo(KeyMarker)
      : ({ key, id }: Version) => key === KeyMarker && id === VersionIdMarker;
  const { of, isTruncated, MaxKeys } = pageOf(bucket.all(), input, isSeen);
  const last = of.at(-1);
  const versions = of.map((version) => ({
    isObject: version.object !== undefined,
    ...shown(version),
    VersionId: version.id,
    IsLatest: bucket.find(version.key) === version,
  }));
  const listed = (isObject: boolean) =>
    versions.filter((version) => version.isObject === isObject).map(({ isObject: _, ...rest }) => rest);
  return {
    Name: bucket.settings.name,
    Prefix,
    MaxKeys,
    IsTruncated: isTruncated,
    ...(isTruncated && last && { NextKeyMarker: last.key, NextVersionIdMarker: last.id }),
    Version: listed(true),
    DeleteMarker: listed(false),
  };
}
