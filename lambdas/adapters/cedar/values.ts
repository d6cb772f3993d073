// JSON to Cedar values, by the types of a schema. Cedar has no fractions but `decimal` (four places): whatever does not fit
// its type exactly is a mismatch, and a mismatch means that a human looks.
import type { CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Json } from '../../contracts/json.js';

/** A type as Cedar's own JSON form of a schema has it. */
export interface CedarType {
  readonly type: string;
  readonly element?: CedarType;
  readonly attributes?: Readonly<Record<string, CedarType & { readonly required?: boolean }>>;
}
export type CommonTypes = Readonly<Record<string, CedarType>>;

/** A value that does not fit the schema. */
export class MismatchError extends Error {
  override readonly name = 'MismatchError';
}

const EXTENSIONS = ['decimal', 'datetime', 'duration', 'ipaddr'];
const FITS: Record<string, (value: Json) => boolean> = {
  String: (value) => typeof value === 'string',
  Bool: (value) => typeof value === 'boolean',
  Boolean: (value) => typeof value === 'boolean',
  Long: (value) => typeof value === 'number' && Number.isSafeInteger(value),
};

function decimalArgument(value: Json): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^-?\d{1,15}(\.\d{1,4})?$/.test(text))
    throw new MismatchError('not a decimal of at most four places');
  return text.includes('.') ? text : `${text}.0`;
}

function extension(fn: string, value: Json): CedarValueJson {
  const arg = fn === 'decimal' ? decimalArgument(value) : value;
  if (typeof arg !== 'string') throw new MismatchError(`not text of a ${fn}`);
  return { __extn: { fn: fn === 'ipaddr' ? 'ip' : fn, arg } };
}

/** The attributes that the schema names, and no others: policies cannot refer to the rest. */
function record(value: Json, type: CedarType, common: CommonTypes): CedarValueJson {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MismatchError('not an object');
  return Object.fromEntries(
    Object.entries(type.attributes ?? {}).flatMap(([name, attribute]) => {
      const inner = Object.hasOwn(value, name) ? value[name] : undefined;
      if (inner !== undefined) return [[name, cedarValue(inner, attribute, common)]];
      if (attribute.required === false) return [];
      throw new MismatchError(`"${name}" is missing`);
    }),
  );
}

/** `value` as `type`. Throws a `MismatchError`. */
export function cedarValue(value: Json, type: CedarType, common: CommonTypes): CedarValueJson {
  const name = type.type.replace(/^__cedar::/, '');
  if (name === 'Record') return record(value, type, common);
  if (name === 'Set' && type.element && Array.isArray(value)) {
    const { element } = type;
    return value.map((one) => cedarValue(one, element, common));
  }
  if (EXTENSIONS.includes(name)) return extension(name, value);
  const alias = Object.hasOwn(common, name) ? common[name] : undefined;
  if (alias) return cedarValue(value, alias, common);
  if (!FITS[name]?.(value)) throw new MismatchError(`not a ${name}`);
  return value as CedarValueJson;
}
