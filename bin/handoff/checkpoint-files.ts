// A folder of checkpoints on the auditor's disk: one file a stored version, and the key beside them. Written by
// `handoff checkpoints`, which never overwrites; read by `handoff verify`, in whatever folders below the files are.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type CheckpointFile, readSeries, type Series } from '../../lambdas/core/sealed.js';
import { type NoteKey, parseNoteKey } from '../../lambdas/core/signed-note.js';
import { CommandError } from './terminal.js';

/** File of the key that the stack gave, in the folder. */
const KEY_FILE = 'key';

async function reading<T>(what: string, read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    throw new CommandError(`cannot read ${what}: ${(error as Error).message}`);
  }
}

/** Keys, one a line: after the stack's secret was replaced there are two. */
async function readKeys(file: string): Promise<NoteKey[]> {
  const lines = (await reading(file, readFile(file, 'utf8')))
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    const key = parseNoteKey(line.trim());
    if (!key) throw new CommandError(`${file}: line ${index + 1} is no key as \`handoff key\` prints it`);
    return key;
  });
}

/** The series in `folder`, held to the keys in `keyFile`, or to the key that came with it. */
export async function readCheckpoints(folder: string, keyFile = join(folder, KEY_FILE)): Promise<Series> {
  const keys = await readKeys(keyFile);
  const entries = await reading(folder, readdir(folder, { recursive: true, withFileTypes: true }));
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name !== KEY_FILE)
    .map(({ parentPath, name }) => join(parentPath, name));
  // One after the other: a year has more of them than a process may hold open.
  const files: CheckpointFile[] = [];
  for (const path of paths) files.push({ name: basename(path), bytes: await readFile(path) });
  return readSeries(files, keys);
}

/** Writes `name` unless it is there: what an auditor has is not replaced by what a store says later. */
async function keep(path: string, content: string | Uint8Array): Promise<'written' | 'there'> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return 'written';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'there';
    throw new CommandError(`cannot write ${path}: ${(error as Error).message}`);
  }
}

/** A folder to download into. Throws when it holds another key: that is another stack's, or the secret was replaced. */
export async function openFolder(folder: string, key: string) {
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new CommandError(`cannot write ${folder}: ${error.message}`);
  });
  const keyFile = join(folder, KEY_FILE);
  if ((await keep(keyFile, `${key}\n`)) === 'there') {
    const known = await reading(keyFile, readFile(keyFile, 'utf8'));
    if (!known.split('\n').includes(key))
      throw new CommandError(
        `${keyFile} does not hold the key that the stack signs with now: if you know why it was replaced, add this line to it:\n${key}`,
      );
  }
  const there = new Set(await readdir(folder));
  return {
    has: (name: string) => there.has(name),
    keep: (name: string, content: Uint8Array) => keep(join(folder, name), content),
  };
}
