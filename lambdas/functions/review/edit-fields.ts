// Fields in which a reviewer edits parameters: one per parameter where that is faithful, else the JSON as text. Used by the
// briefing, which draws them, and by take-decision, which reads them back.
import { type Json, JsonObject } from '../../contracts/json.js';
import { type Problem, problemsOf } from '../../contracts/problems.js';
import { visibleText } from '../visible-text.js';

/** Name of the form field that holds all parameters as JSON. */
export const JSON_FIELD = 'parameters';
const PREFIX = 'parameter.';

/** One parameter as a form field. */
export interface EditField {
  /** Name of the form field. */
  readonly field: string;
  readonly name: string;
  readonly kind: 'text' | 'long' | 'number' | 'choice';
  readonly value: string;
  readonly choices: readonly string[];
  readonly isRequired: boolean;
}

type Property = { readonly type?: Json; readonly enum?: Json; readonly maxLength?: Json };
type Scalar = string | number | boolean;

/** Text that a one-line or multi-line field gives back as it was: nothing hidden, no carriage return, no tab. */
const survivesAField = (text: string) => visibleText(text) === text && !/[\r\t]/.test(text);

const isScalar = (value: Json | undefined): value is Scalar =>
  ['number', 'boolean'].includes(typeof value) || (typeof value === 'string' && survivesAField(value));

const EDITABLE_TYPES = ['string', 'number', 'integer', 'boolean'];
const isPlain = (property: Property) =>
  property.enum === undefined
    ? EDITABLE_TYPES.includes(String(property.type))
    : Array.isArray(property.enum) && property.enum.every((choice) => typeof choice === 'string');

function kindOf(property: Property, value: Json | undefined): EditField['kind'] {
  if (property.enum !== undefined || property.type === 'boolean') return 'choice';
  if (property.type !== 'string') return 'number';
  const isLong = String(value ?? '').includes('\n') || Number(property.maxLength ?? 0) > 200;
  return isLong ? 'long' : 'text';
}

const choicesOf = (property: Property): string[] => {
  if (Array.isArray(property.enum)) return property.enum.map(String);
  return property.type === 'boolean' ? ['true', 'false'] : [];
};

const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

/** One field per parameter; nothing when the parameters are nested, or would not survive a form field. */
export function editFields(schema: JsonObject, parameters: JsonObject): EditField[] | undefined {
  const properties = objectOf(schema.properties) as Record<string, Property>;
  const names = Object.keys(properties);
  const required = Array.isArray(schema.required) ? schema.required : [];
  const isFlat =
    names.length > 0 &&
    names.every((name) => isPlain(properties[name] ?? {}) && survivesAField(name)) &&
    Object.entries(parameters).every(([name, value]) => names.includes(name) && isScalar(value));
  if (!isFlat) return undefined;
  return names.map((name) => {
    const property = properties[name] ?? {};
    const value = parameters[name];
    return {
      field: `${PREFIX}${name}`,
      name,
      kind: kindOf(property, value),
      value: value === undefined ? '' : String(value),
      choices: choicesOf(property),
      isRequired: required.includes(name),
    };
  });
}

/** Parameters as JSON whose hidden characters are written out, so that nobody edits what they cannot see. */
export const editableJson = (parameters: JsonObject): string =>
  JSON.stringify(parameters, null, 2).replace(
    /[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u007f-\u009f]/gu,
    (character) =>
      Array.from(
        { length: character.length },
        (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
      ).join(''),
  );

function fieldValue(text: string, schema: JsonObject, name: string): Json {
  const { type } = objectOf(objectOf(schema.properties)[name]);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  const number = Number(text);
  if (type === 'string' || text.trim() === '' || !Number.isFinite(number))
    return text.replaceAll('\r\n', '\n');
  return number;
}

/** What a posted form says the parameters should be. */
export type Edited = { readonly parameters: JsonObject } | { readonly problems: readonly Problem[] };

const invalid = (rule: string): Edited => ({ problems: [{ path: 'action.parameters', rule }] });

function fromJson(text: string): Edited {
  try {
    const value: unknown = JSON.parse(text);
    const parsed = JsonObject.safeParse(value);
    if (!parsed.success) return { problems: problemsOf(parsed.error, value) };
    return { parameters: parsed.data };
  } catch (error) {
    // JSON.parse throws SyntaxError only; its message says where.
    return invalid(`must be JSON: ${(error as SyntaxError).message}`);
  }
}

/** Reads the edited parameters back; an optional field left empty is left out. */
export function editedParameters(form: ReadonlyMap<string, string>, schema: JsonObject): Edited {
  const json = form.get(JSON_FIELD);
  if (json !== undefined) return fromJson(json);
  const required = Array.isArray(schema.required) ? schema.required : [];
  const entries = [...form]
    .filter(([field]) => field.startsWith(PREFIX))
    .map(([field, text]) => [field.slice(PREFIX.length), text] as const)
    .filter(([name, text]) => text !== '' || required.includes(name))
    .map(([name, text]) => [name, fieldValue(text, schema, name)] as const);
  if (entries.length === 0) return invalid('were not sent');
  const parsed = JsonObject.safeParse(Object.fromEntries(entries));
  return parsed.success ? { parameters: parsed.data } : { problems: problemsOf(parsed.error, {}) };
}
