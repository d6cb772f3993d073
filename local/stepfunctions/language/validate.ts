// Validates a definition as CreateStateMachine does: every problem at once, each with its place. What only JSONPath or only
// Distributed Map has is refused by name.
import type { Definition } from './definition.js';
import { compileExpression, isExpression } from './expression.js';

/** One thing wrong with a definition. */
export interface Diagnostic {
  readonly code:
    | 'SCHEMA_VALIDATION_FAILED'
    | 'MISSING_TRANSITION_TARGET'
    | 'INVALID_JSON_DESCRIPTION'
    | 'MISSING_START_AT';
  readonly message: string;
  /** JSON pointer to the field. */
  readonly location: string;
}

type Json = Record<string, unknown>;

const COMMON = ['Type', 'Comment', 'QueryLanguage'];
const FLOW = ['Next', 'End'];
const DATA = ['Output', 'Assign'];
const GUARD = ['Arguments', 'Retry', 'Catch'];
const FIELDS: Record<string, readonly string[]> = {
  Pass: [...COMMON, ...FLOW, ...DATA],
  Succeed: [...COMMON, 'Output'],
  Fail: [...COMMON, 'Error', 'Cause'],
  Wait: [...COMMON, ...FLOW, ...DATA, 'Seconds', 'Timestamp'],
  Choice: [...COMMON, ...DATA, 'Choices', 'Default'],
  Task: [
    ...COMMON,
    ...FLOW,
    ...DATA,
    ...GUARD,
    'Resource',
    'TimeoutSeconds',
    'HeartbeatSeconds',
    'Credentials',
  ],
  Parallel: [...COMMON, ...FLOW, ...DATA, ...GUARD, 'Branches'],
  Map: [...COMMON, ...FLOW, ...DATA, ...GUARD, 'Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency'],
};
const REQUIRED: Record<string, readonly string[]> = {
  Task: ['Resource'],
  Choice: ['Choices'],
  Parallel: ['Branches'],
  Map: ['ItemProcessor'],
};
const DISTRIBUTED = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
  'Label',
];
const MAX_NAME = 80;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Validation {
  readonly diagnostics: Diagnostic[] = [];

  fail(location: string, message: string, code: Diagnostic['code'] = 'SCHEMA_VALIDATION_FAILED'): void {
    this.diagnostics.push({ code, message, location });
  }

  states(map: Json, location: string): void {
    const missing = ['StartAt', 'States'].filter((field) => !(field in map));
    if (missing.length > 0) {
      this.fail(location || '/', `These fields are required: [${missing.join(', ')}]`);
      return;
    }
    const states = map.States;
    if (!isObject(states)) {
      this.fail(`${location}/States`, 'Expected value of type Object');
      return;
    }
    if (typeof map.StartAt !== 'string' || !(map.StartAt in states))
      this.fail(`${location}/StartAt`, `Missing 'Next' target: ${map.StartAt}`, 'MISSING_TRANSITION_TARGET');
    for (const [name, state] of Object.entries(states))
      this.state(name, state, states, `${location}/States/${name}`);
    this.#reachable(String(map.StartAt), states, location);
  }

  #reachable(startAt: string, states: Json, location: string): void {
    const reached = new Set<string>();
    const pending = [startAt];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (reached.has(name) || !isObject(states[name])) continue;
      reached.add(name);
      pending.push(...targetsOf(states[name] as Json).map(({ target }) => target));
    }
    for (const name of Object.keys(states))
      if (!reached.has(name))
        this.fail(
          `${location}/States/${name}`,
          `State "${name}" is not reachable.`,
          'MISSING_TRANSITION_TARGET',
        );
  }

  state(name: string, state: unknown, siblings: Json, location: string): void {
    if (name.length > MAX_NAME) this.fail(location, `State names must have at most ${MAX_NAME} characters`);
    if (!isObject(state)) {
      this.fail(location, 'Expected value of type Object');
      return;
    }
    const type = String(state.Type);
    const fields = FIELDS[type];
    if (!fields) {
      this.fail(`${location}/Type`, `Value is not valid: ${type}`);
      return;
    }
    if (state.QueryLanguage === 'JSONPath') {
      this.fail(`${location}/QueryLanguage`, 'JSONPath is not supported by this runtime');
      return;
    }
    this.#fields(state, fields, location);
    for (const field of REQUIRED[type] ?? [])
      if (!(field in state)) this.fail(location, `These fields are required: [${field}]`);
    this.#transitions(state, type, siblings, location);
    this.#expressions(state, location);
    this.#inner(state, location);
    this.#special(state, type, location);
  }

  #fields(state: Json, fields: readonly string[], location: string): void {
    for (const field of Object.keys(state)) {
      if (fields.includes(field)) continue;
      const why = DISTRIBUTED.includes(field)
        ? 'Distributed Map is not supported by this runtime'
        : 'Field is not supported';
      this.fail(`${location}/${field}`, why);
    }
  }

  #transitions(state: Json, type: string, siblings: Json, location: string): void {
    if (FIELDS[type]?.includes('Next') && (state.Next === undefined) === (state.End !== true))
      this.fail(location, 'These fields are required: [Next]');
    for (const { target, at } of targetsOf(state))
      if (!(target in siblings))
        this.fail(`${location}/${at}`, `Missing 'Next' target: ${target}`, 'MISSING_TRANSITION_TARGET');
  }

  /** Compiles every expression outside of nested machines, which are validated in their own place. */
  #expressions(value: unknown, location: string): void {
    if (typeof value === 'string') {
      if (!isExpression(value)) return;
      try {
        compileExpression(value);
      } catch (error) {
        this.fail(location, `The JSONata expression is not valid: ${(error as Error).message}`);
      }
      return;
    }
    if (Array.isArray(value))
      for (const [index, one] of value.entries()) this.#expressions(one, `${location}[${index}]`);
    else if (isObject(value))
      for (const [field, one] of Object.entries(value))
        if (field !== 'Branches' && field !== 'ItemProcessor') this.#expressions(one, `${location}/${field}`);
  }

  #inner(state: Json, location: string): void {
    if (Array.isArray(state.Branches))
      for (const [index, branch] of state.Branches.entries())
        this.states(branch as Json, `${location}/Branches[${index}]`);
    if (!isObject(state.ItemProcessor)) return;
    const { ProcessorConfig } = state.ItemProcessor;
    if (isObject(ProcessorConfig) && ProcessorConfig.Mode === 'DISTRIBUTED')
      this.fail(
        `${location}/ItemProcessor/ProcessorConfig/Mode`,
        'Distributed Map is not supported by this runtime',
      );
    this.states(state.ItemProcessor, `${location}/ItemProcessor`);
  }

  #special(state: Json, type: string, location: string): void {
    if (type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
      this.fail(location, 'A Wait state must have exactly one of [Seconds, Timestamp]');
    if (type === 'Choice' && Array.isArray(state.Choices))
      for (const [index, rule] of state.Choices.entries())
        for (const field of ['Condition', 'Next'])
          if (!isObject(rule) || !(field in rule))
            this.fail(`${location}/Choices[${index}]`, `These fields are required: [${field}]`);
  }
}

const listOf = (value: unknown) => (Array.isArray(value) ? (value as Json[]) : []);

function targetsOf(state: Json): { target: string; at: string }[] {
  const targets = [
    { target: state.Next, at: 'Next' },
    { target: state.Default, at: 'Default' },
    ...listOf(state.Choices).map(({ Next }, index) => ({ target: Next, at: `Choices[${index}]/Next` })),
    ...listOf(state.Catch).map(({ Next }, index) => ({ target: Next, at: `Catch[${index}]/Next` })),
  ];
  return targets.flatMap(({ target, at }) => (typeof target === 'string' ? [{ target, at }] : []));
}

/** The definition, or what is wrong with it. */
export function parseDefinition(
  text: string,
): { definition: Definition } | { diagnostics: readonly Diagnostic[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return {
      diagnostics: [{ code: 'INVALID_JSON_DESCRIPTION', message: (error as Error).message, location: '/' }],
    };
  }
  const validation = new Validation();
  if (!isObject(parsed)) validation.fail('/', 'Expected value of type Object');
  else {
    if (parsed.QueryLanguage !== 'JSONata')
      validation.fail('/QueryLanguage', 'only JSONata is supported by this runtime');
    validation.states(parsed, '');
  }
  return validation.diagnostics.length > 0
    ? { diagnostics: validation.diagnostics }
    : { definition: parsed as Definition };
}

/** AWS's text for an InvalidDefinition error. */
export const invalidDefinitionText = (diagnostics: readonly Diagnostic[]) =>
  `Invalid State Machine Definition: '${diagnostics.map(({ code, message, location }) => `${code}: ${message} at ${location}`).join(', ')}'`;
