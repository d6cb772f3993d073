// The functions that Step Functions adds to JSONata, and those it takes away; all on the execution's clock and random source.
// Bound to every evaluation. What they refuse, they refuse with the codes and messages that AWS gives.
// @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn (read 2026-11)
import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import { javaRandom } from './java-random.js';
import { memoryExceeded } from './limits.js';

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

const failed = (code: string, message: string) => Object.assign(new Error(message), { code });
const mismatch = (name: string, argument: number) =>
  failed('T0410', `Argument ${argument} of function "${name}" does not match function signature`);

/** A version 4 UUID. */
export function uuid(random: () => number): string {
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[Math.floor(random() * 4)]}${hex(3)}-${hex(12)}`;
}

/** `value` rounded towards zero; throws T0410 when it is no number. */
function whole(value: unknown, name: string, argument: number): number {
  if (typeof value !== 'number') throw mismatch(name, argument);
  return Math.trunc(value);
}

function partition(array: unknown, size: unknown): unknown {
  if (array === undefined) return undefined;
  if (!Array.isArray(array))
    throw failed('T0412', 'Argument 1 of function "partition" must be an array of undefined');
  const items = [...array];
  if (items.length === 0) return undefined;
  if (size === undefined) return [items];
  const length = whole(size, 'partition', 2);
  if (length < 0) throw failed('D3137', 'Second argument must be zero or greater');
  if (length === 0) return undefined;
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  );
}

/** Most values that $range makes; AWS accepts this many and refuses one more. */
const MAX_RANGE = 360_145;

function range(first: unknown, last: unknown, step: unknown): unknown {
  const [from, to] = [whole(first, 'range', 1), whole(last, 'range', 2)];
  if (step === undefined) return undefined;
  const by = whole(step, 'range', 3);
  if (by === 0 || (by > 0 && from > to) || (by < 0 && from < to)) return undefined;
  const length = Math.floor((to - from) / by) + 1;
  if (length > MAX_RANGE) throw memoryExceeded();
  // As every sequence of JSONata, a range of one value is that value.
  if (length === 1) return from;
  return Array.from({ length }, (_, index) => from + index * by);
}

function hash(value: unknown, algorithm: unknown): string | undefined {
  if (typeof value !== 'string') throw mismatch('hash', 1);
  if (algorithm === undefined) return undefined;
  if (typeof algorithm !== 'string') throw mismatch('hash', 2);
  const name = ALGORITHMS[algorithm];
  if (!name)
    throw failed(
      'D3137',
      `Hash algorithm '${algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5`,
    );
  return createHash(name).update(value).digest('hex');
}

function parse(text: unknown): unknown {
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw mismatch('parse', 1);
  try {
    return JSON.parse(text);
  } catch {
    throw failed('D3137', 'Invalid JSON');
  }
}

const FORMATTED = jsonata('$fromMillis($millis, $picture, $zone)');

type Function = (...given: unknown[]) => unknown;

/** `body`, refusing more than `arity` arguments as AWS does. */
const strict =
  (name: string, arity: number, body: Function): Function =>
  (...given) => {
    if (given.length > arity && given[arity] !== undefined) throw mismatch(name, arity + 1);
    return body(...given);
  };

/** Bindings of every evaluation. */
export const builtinFunctions = ({ now, random }: Builtins): Record<string, unknown> => ({
  partition: strict('partition', 2, partition),
  range: strict('range', 3, range),
  hash: strict('hash', 2, hash),
  parse: strict('parse', 1, parse),
  uuid: strict('uuid', 0, () => uuid(random)),
  random: strict('random', 1, (seed) =>
    seed === undefined ? random() : javaRandom(whole(seed, 'random', 1)),
  ),
  millis: () => now(),
  now: (picture: unknown, zone: unknown) =>
    picture === undefined
      ? new Date(now()).toISOString()
      : FORMATTED.evaluate(undefined, { millis: now(), picture, zone }),
  // Unbound, a call to it is a call to nothing: AWS answers T1006, as jsonata does.
  eval: undefined,
});
