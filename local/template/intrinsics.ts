// CloudFormation's functions: Ref, Fn::GetAtt, Fn::Sub and the others, resolved against what is deployed so far.

/** Where names come from while a template is resolved. */
export interface Scope {
  /** A parameter, pseudo parameter or physical id. */
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): unknown;
  importValue(name: string): unknown;
}

/** What `AWS::NoValue` resolves to: the member or element disappears. */
export const NO_VALUE = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** Every function that a template may use. */
export const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (name, scope) => (name === 'AWS::NoValue' ? NO_VALUE : scope.ref(String(name))),
  Condition: (name, scope) => scope.condition(String(name)),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId = '', ...path] = Array.isArray(argument) ? argument : String(argument).split('.');
    return scope.attribute(String(logicalId), path.map((part) => String(resolve(part, scope))).join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = resolveList(argument, scope);
    return (parts as unknown[]).map(String).join(String(separator));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = resolveList(argument, scope);
    return String(text).split(String(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, list] = resolveList(argument, scope);
    return (list as unknown[])[Number(index)];
  },
  'Fn::Sub': substitute,
  'Fn::Base64': (argument, scope) => Buffer.from(String(resolve(argument, scope))).toString('base64'),
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = resolveList(argument, scope).map(String);
    return scope.mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(String(resolve(argument, scope))),
  'Fn::If': (argument, scope) => {
    const [name, whenTrue, whenFalse] = argument as [string, unknown, unknown];
    return resolve(scope.condition(name) ? whenTrue : whenFalse, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = resolveList(argument, scope);
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument, scope) => resolveList(argument, scope)[0] !== true,
  'Fn::And': (argument, scope) => resolveList(argument, scope).every((value) => value === true),
  'Fn::Or': (argument, scope) => resolveList(argument, scope).some((value) => value === true),
};

/** `value` with every function in it replaced. Throws on a function or dynamic reference that is not supported. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return refuseDynamicReference(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name && isIntrinsic(name, argument)) return apply(name, argument, scope);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, resolve(item, scope)]).filter(([, item]) => item !== NO_VALUE),
  );
}

/** Logical ids that `value` refers to. */
export function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(references);
  return Object.entries(value).flatMap(([name, argument]) => {
    if (name === 'Ref') return [String(argument)];
    if (name === 'Fn::GetAtt')
      return [String(Array.isArray(argument) ? argument[0] : String(argument).split('.')[0])];
    if (name === 'Fn::Sub') return [...subNames(argument), ...references(argument)];
    return references(argument);
  });
}

/** `Condition` is also an IAM member and `Ref` could be a property: only a string argument makes them functions. */
function isIntrinsic(name: string, argument: unknown): boolean {
  return (
    name.startsWith('Fn::') || ((name === 'Ref' || name === 'Condition') && typeof argument === 'string')
  );
}

function apply(name: string, argument: unknown, scope: Scope): unknown {
  const intrinsic = INTRINSICS[name];
  if (!intrinsic) throw new Error(`${name} is not supported by the local runtime`);
  return intrinsic(argument, scope);
}

function resolveList(argument: unknown, scope: Scope): unknown[] {
  return resolve(argument, scope) as unknown[];
}

const SUB_NAME = /\$\{([^!}][^}]*)\}/g;

function subNames(argument: unknown): string[] {
  const [text, variables = {}] = Array.isArray(argument) ? argument : [argument];
  return [...String(text).matchAll(SUB_NAME)]
    .map(([, name = '']) => name)
    .filter((name) => !(name in variables))
    .map((name) => name.split('.')[0] ?? name);
}

function substitute(argument: unknown, scope: Scope): string {
  const [text, variables = {}] = (Array.isArray(argument) ? argument : [argument]) as [string, object?];
  const values = resolve(variables, scope) as Record<string, unknown>;
  const replaced = text.replace(SUB_NAME, (_, name: string) => {
    if (name in values) return String(values[name]);
    const dot = name.indexOf('.');
    return String(dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1)));
  });
  return replaced.replaceAll('${!', '${');
}

function refuseDynamicReference(text: string): string {
  const found = /\{\{resolve:[^}]*\}\}/.exec(text);
  if (found) throw new Error(`The dynamic reference ${found[0]} is not supported by the local runtime`);
  return text;
}
