// The functions that Step Functions adds to JSONata, and those it takes away; all on the execution's clock and random source.
// @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn (read 2026-11)
import { createHash } from 'node:crypto';

/** What an execution lends to its expressions. */
export interface Builtins {
  /** Epoch milliseconds. */
  now(): number;
  /** In [0, 1). */
  random(): number;
}

const ALGORITHMS: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** A version 4 UUID. */
export function uuid(random: () => number): string {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[Math.floor(random() * 4)]}${hex(3)}-${hex(12)}`;
}

function partition(array: unknown, size: unknown): unknown {
  if (array === undefined) return undefined;
  const items = Array.isArray(array) ? [...array] : [array];
  const length = Math.floor(Number(size));
  if (!(length > 0)) throw new Error('the chunk size of $partition must be a positive integer');
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  );
}

/** Most values that $range makes (Step Functions, read 2026-11). */
const MAX_RANGE = 1_000;

function range(first: number, last: number, step: number): unknown {
  const [from, to, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step)];
  if (by === 0) throw new Error('the increment of $range must not be zero');
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  if (length > MAX_RANGE) throw new Error(`$range makes at most ${MAX_RANGE} values`);
  return Array.from({ length }, (_, index) => from + index * by);
}

function hash(value: unknown, algorithm: unknown): string | undefined {
  if (value === undefined) return undefined;
  const name = ALGORITHMS[String(algorithm)];
  if (!name) throw new Error(`$hash does not know the algorithm ${algorithm}`);
  return createHash(name)
    .update(typeof value === 'string' ? value : JSON.stringify(value))
    .digest('hex');
}

/** One draw of a generator that depends on the seed alone. */
function seeded(seed: number): number {
  const mixed = Math.imul(Math.trunc(seed) ^ 0x9e3779b9, 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}

/** Bindings of every function. */
export const builtinFunctions = ({ now, random }: Builtins): Record<string, unknown> => ({
  partition,
  range,
  hash,
  random: (seed?: number) => (seed === undefined ? random() : seeded(seed)),
  uuid: () => uuid(random),
  parse: (text: string | undefined) => (text === undefined ? undefined : JSON.parse(text)),
  millis: () => now(),
  now: () => new Date(now()).toISOString(),
  eval: () => {
    throw Object.assign(new Error('Attempted to invoke a non-function'), { code: 'T1006' });
  },
});
