// Bodies of an exact size, for tests one byte around a limit.
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { canonicalJson } from '../../lambdas/core/digest.js';

const noise = (characters: number) => randomBytes(characters).toString('base64url').slice(0, characters);

/** Notes whose canonical JSON, as `{"notes": […]}`, has exactly `bytes` bytes once compressed; from 300 000 to 480 000. */
export function notesCompressedTo(bytes: number): { notes: string[] } {
  const full = Array.from({ length: 4 }, () => noise(90_000));
  const sizeOf = (last: readonly string[]) => gzipSync(canonicalJson({ notes: [...full, ...last] })).length;
  let last = [noise(40_000), noise(40_000), ''];
  for (let size = sizeOf(last); size !== bytes; size = sizeOf(last)) {
    const [one = '', two = '', three = ''] = last;
    const step = Math.max(1, Math.floor(Math.abs(bytes - size) / 2));
    const grown = step > 1 ? [one + noise(step), two + noise(step), three] : [one, two, three + noise(1)];
    const shrunk = step > 1 ? [one.slice(step), two.slice(step), three] : [one.slice(1), two, three];
    last = size < bytes ? grown : shrunk;
  }
  return { notes: [...full, ...last] };
}
