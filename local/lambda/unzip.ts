// Unpacks the zip of CreateFunction; stored and deflated entries, which is all that zip tools write for Lambda.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { AwsError } from '../service.js';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** Writes every file of `archive` under `directory`. Throws InvalidParameterValueException on anything else than a zip. */
export function unzip(archive: Buffer, directory: string): void {
  mkdirSync(directory, { recursive: true });
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw notAZip();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) throw notAZip();
    const nameBytes = archive.readUInt16LE(at + 28);
    const name = archive.toString('utf8', at + 46, at + 46 + nameBytes);
    if (!name.endsWith('/')) writeEntry(archive, at, targetOf(directory, name));
    at += 46 + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

function writeEntry(archive: Buffer, entry: number, path: string): void {
  const header = archive.readUInt32LE(entry + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const packed = archive.subarray(start, start + archive.readUInt32LE(entry + 20));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, archive.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed));
}

/** A name such as `../../.bashrc` must not leave the directory. */
function targetOf(directory: string, name: string): string {
  const path = normalize(join(directory, name));
  if (!path.startsWith(normalize(`${directory}/`))) throw notAZip();
  return path;
}

function notAZip(): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
    400,
    { Type: 'User' },
  );
}
