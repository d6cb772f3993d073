// An event as a pattern sees it: its leaves by name, each with the array elements it lies in. Pure; used by pattern.ts.
import type { Leaf } from './matchers.js';
import { millionthsOf } from './number.js';

/** Which element (value) of which array of the event (key). */
export type Places = ReadonlyMap<number, number>;

export interface Field {
  readonly leaf: Leaf;
  readonly places: Places;
}

interface Found {
  readonly name: string;
  readonly value: unknown;
  readonly places: Places;
}

function leafOf(value: unknown): Leaf {
  if (typeof value === 'string') return { text: `"${value}"` };
  const text = String(value);
  const millionths = typeof value === 'number' ? millionthsOf(text) : undefined;
  return typeof millionths === 'number' ? { text, millionths } : { text };
}

/** Every leaf under `value`, with its name and places; `arrays` numbers the arrays. */
function* leavesOf(value: unknown, name: string, places: Places, arrays: { count: number }): Iterable<Found> {
  if (Array.isArray(value)) {
    const array = arrays.count++;
    for (const [index, one] of value.entries()) {
      // Leaves in an array are alternatives to each other: only containers tie fields together.
      const isLeaf = typeof one !== 'object' || one === null;
      yield* leavesOf(one, name, isLeaf ? places : new Map(places).set(array, index), arrays);
    }
  } else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      yield* leavesOf(inner, name === '' ? key : `${name}.${key}`, places, arrays);
  else yield { name, value, places };
}

/** The leaves called one of `names`; names are joined with dots. An empty array or object has no leaves. */
export function fieldsOf(event: unknown, names: ReadonlySet<string>): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>();
  for (const { name, value, places } of leavesOf(event, '', new Map(), { count: 0 })) {
    if (!names.has(name)) continue;
    const field = { leaf: leafOf(value), places };
    fields.set(name, [...(fields.get(name) ?? []), field]);
  }
  return fields;
}

/** Both places in one; undefined when they name different elements of one array. */
export function together(places: Places, more: Places): Places | undefined {
  if (more.size === 0) return places;
  if (places.size === 0) return more;
  const joint = new Map(places);
  for (const [array, index] of more) {
    if ((joint.get(array) ?? index) !== index) return undefined;
    joint.set(array, index);
  }
  return joint;
}
