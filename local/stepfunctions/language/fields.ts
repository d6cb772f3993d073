// Which fields a state of each type has, in JSONata; checks a state against them. What only JSONPath or only Distributed Map
// has is refused by name.
import { isObject, type Json, listOf, type Report } from './diagnostic.js';

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
  Task: [...COMMON, ...FLOW, ...DATA, ...GUARD, 'Resource', 'TimeoutSeconds', 'HeartbeatSeconds'],
  Parallel: [...COMMON, ...FLOW, ...DATA, ...GUARD, 'Branches'],
  // Map has no Arguments: its items come from Items.
  Map: [
    ...[...COMMON, ...FLOW, ...DATA, 'Retry', 'Catch'],
    ...['Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency'],
  ],
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
const JSONPATH = [
  ...['InputPath', 'OutputPath', 'Parameters', 'Result', 'ResultPath', 'ResultSelector', 'ItemsPath'],
  ...['SecondsPath', 'TimestampPath', 'ErrorPath', 'CausePath', 'MaxConcurrencyPath'],
  ...['TimeoutSecondsPath', 'HeartbeatSecondsPath'],
];
/** Of a whole machine; a nested one has the first three. */
const MACHINE = ['Comment', 'StartAt', 'States', 'QueryLanguage', 'TimeoutSeconds', 'Version'];
const NESTED = ['Comment', 'StartAt', 'States', 'ProcessorConfig'];
const MAX_NAME = 80;

const schema = (message: string, location: string) =>
  ({ code: 'SCHEMA_VALIDATION_FAILED', message, location }) as const;

function required(fields: readonly string[], of: Json, location: string, report: Report): void {
  const missing = fields.filter((field) => !(field in of));
  if (missing.length > 0) report(schema(`These fields are required: [${missing.join(', ')}]`, location));
}

/** A whole machine's own fields, or those of one that is nested in it. */
export function checkMachineFields(map: Json, location: string, report: Report): void {
  const at = location || '/';
  for (const field of Object.keys(map))
    if (!(location === '' ? MACHINE : NESTED).includes(field))
      report(schema(`Field '${field}' is not supported`, at));
  required(['StartAt', 'States'], map, at, report);
  if ('States' in map && !isObject(map.States))
    report(schema('Expected value of type Object', `${location}/States`));
  if (isObject(map.ProcessorConfig) && map.ProcessorConfig.Mode === 'DISTRIBUTED')
    report(schema('Distributed Map is not supported by this runtime', `${location}/ProcessorConfig/Mode`));
}

/** Checks one state, whose machine's language is `language`. */
export function checkStateFields(
  name: string,
  state: unknown,
  language: unknown,
  location: string,
  report: Report,
): void {
  if (name.length > MAX_NAME)
    report(schema(`State names must have at most ${MAX_NAME} characters`, location));
  if (!isObject(state)) {
    report(schema('Expected value of type Object', location));
    return;
  }
  const fields = FIELDS[String(state.Type)];
  if (!fields) report(schema(`Value is not valid: ${state.Type}`, `${location}/Type`));
  else if (isJsonata(state, language, location, report)) {
    for (const field of Object.keys(state))
      if (!fields.includes(field)) report(schema(unsupported(field), location));
    required(REQUIRED[String(state.Type)] ?? [], state, location, report);
    checkShape(state, location, report);
  }
}

function isJsonata(state: Json, language: unknown, location: string, report: Report): boolean {
  const own = state.QueryLanguage ?? language ?? 'JSONPath';
  if (own === 'JSONata') return true;
  const message =
    language === 'JSONata'
      ? "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
      : 'JSONPath is not supported by this runtime';
  report(schema(message, location));
  return false;
}

function unsupported(field: string): string {
  if (DISTRIBUTED.includes(field))
    return `Field '${field}' of Distributed Map is not supported by this runtime`;
  if (JSONPATH.includes(field))
    return `The QueryLanguage is set to 'JSONata', but field '${field}' is only supported for the 'JSONPath' QueryLanguage`;
  return `Field '${field}' is not supported`;
}

/** What fields ask of each other, and of the rules within them. */
function checkShape(state: Json, location: string, report: Report): void {
  const fields = FIELDS[String(state.Type)] ?? [];
  if (fields.includes('Next') && (state.Next === undefined) === (state.End !== true))
    report(schema('These fields are required: [Next]', location));
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined))
    report(schema('A Wait state must have exactly one of [Seconds, Timestamp]', location));
  for (const [index, rule] of listOf(state.Choices).entries())
    required(['Condition', 'Next'], rule, `${location}/Choices[${index}]`, report);
  for (const [index, retrier] of listOf(state.Retry).entries())
    required(['ErrorEquals'], retrier, `${location}/Retry[${index}]`, report);
  for (const [index, catcher] of listOf(state.Catch).entries())
    required(['ErrorEquals', 'Next'], catcher, `${location}/Catch[${index}]`, report);
  const { TimeoutSeconds, HeartbeatSeconds } = state;
  if (
    typeof TimeoutSeconds === 'number' &&
    typeof HeartbeatSeconds === 'number' &&
    HeartbeatSeconds >= TimeoutSeconds
  )
    report(schema('HeartbeatSeconds must be smaller than TimeoutSeconds', `${location}/HeartbeatSeconds`));
}
