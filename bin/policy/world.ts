// What the policy command works on: packs by name or directory, lines of files, and where to write.
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CommandError, type Surroundings } from '../handoff/terminal.js';
import { type Pack, readPack } from './pack.js';

/** What the command needs beside the process: where the packs of the examples are, and the time. */
export interface PolicyWorld extends Surroundings {
  readonly packs: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

const examplesIn = (packs: string) =>
  readdirSync(packs).filter((one) => existsSync(join(packs, one, 'pack.json')));

/** Where a pack is: a directory, or the name of one of the examples. */
export function directoryOf(name: string, { packs }: PolicyWorld): string {
  if (existsSync(join(name, 'pack.json'))) return name;
  const example = join(packs, name);
  if (existsSync(join(example, 'pack.json'))) return example;
  throw new CommandError(
    `"${name}" is neither a directory with a pack.json nor one of ${examplesIn(packs).join(', ')}`,
    2,
  );
}

export const packNamed = (name: string, world: PolicyWorld): Pack => readPack(directoryOf(name, world));

export const packNames = (names: readonly string[], { packs }: PolicyWorld) =>
  names.length > 0 ? names : examplesIn(packs);

export const print = ({ out }: PolicyWorld, value: unknown) => out.write(`${JSON.stringify(value)}\n`);

export async function readLines(file: string, { input }: PolicyWorld) {
  const bytes = await (file === '-' ? buffer(input) : readFile(file)).catch((error: Error) => {
    throw new CommandError(`cannot read ${file}: ${error.message}`);
  });
  return bytes
    .toString('utf8')
    .split('\n')
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ text }) => text.trim() !== '');
}
