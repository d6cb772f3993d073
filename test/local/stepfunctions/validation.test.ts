// What CreateStateMachine refuses, and in which words. Texts without a source in AWS's documentation are the runtime's own.
import { expect, test } from 'vitest';
import { invalidDefinitionText, parseDefinition } from '../../../local/stepfunctions/language/validate.js';
import { machine } from './machine.js';

/** What is said of a machine; `none` when it is accepted. */
function said(definition: object | string): string {
  const parsed = parseDefinition(typeof definition === 'string' ? definition : JSON.stringify(definition));
  return 'diagnostics' in parsed
    ? invalidDefinitionText(parsed.diagnostics).slice("Invalid State Machine Definition: '".length, -1)
    : 'none';
}
const END = { End: true };
const pass = (fields: object = {}) => ({ Type: 'Pass', ...END, ...fields });

test.each<[string, Record<string, object>, string]>([
  [
    'a state that nothing leads to',
    { A: pass(), B: pass() },
    'MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B',
  ],
  [
    'a target that is missing, in a workflow that then never ends',
    { A: { Type: 'Pass', Next: 'NOPE' } },
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null",
  ],
  [
    'a loop, of which unreachable states are not told apart',
    { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' }, C: { Type: 'Pass', Next: 'A' } },
    'MISSING_END_STATE: Workflow has no terminal state at null',
  ],
  [
    'every dangling transition, called Next wherever it is',
    {
      A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'X' }], Default: 'Y' },
      B: pass(),
    },
    "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/A/Choices[0]/Next, MISSING_TRANSITION_TARGET: Missing 'Next' target: Y at /States/A/Default, MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B",
  ],
  [
    'a field that the type has not',
    { A: pass({ TimeoutSeconds: 3 }) },
    "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A",
  ],
  [
    'a field of JSONPath',
    { A: pass({ InputPath: '$' }) },
    "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A",
  ],
  [
    'a state in JSONPath',
    { A: pass({ QueryLanguage: 'JSONPath' }) },
    "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A",
  ],
  [
    'syntax errors, with jsonata’s text and the path to the expression',
    { A: pass({ Output: { v: ['{% a[1,2) %}'] } }) },
    'INVALID_JSONATA_EXPRESSION: Expected "]", got "," at /States/A/Output/v[0]',
  ],
  [
    'newer syntax than JSONata 2.0.6',
    { A: pass({ Output: '{% $states.input.a ?? 1 %}' }) },
    'INVALID_JSONATA_EXPRESSION: The symbol "?" cannot be used as a unary operator at /States/A/Output',
  ],
  [
    'a path that begins nowhere, once for each name',
    { A: pass({ Output: '{% phone & $string(phone) & fax.number %}' }) },
    "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/A/Output, UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'fax' at the top level is not supported. at /States/A/Output",
  ],
  [
    'a variable of an outer scope that an inner one assigns',
    {
      A: pass({ End: undefined, Next: 'M', Assign: { x: 1 } }),
      M: {
        Type: 'Map',
        Items: [1],
        ItemProcessor: { StartAt: 'I', States: { I: pass({ Assign: { x: 2 } }) } },
        ...END,
      },
    },
    "SCHEMA_VALIDATION_FAILED: The variable 'x' belongs to an outer scope and cannot be assigned here at /States/M/ItemProcessor/States/I/Assign/x",
  ],
  [
    'the reserved variable',
    { A: pass({ Assign: { states: 1 } }) },
    "SCHEMA_VALIDATION_FAILED: The variable name 'states' is reserved at /States/A/Assign/states",
  ],
  [
    'a Distributed Map',
    {
      M: {
        Type: 'Map',
        ItemReader: {},
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'I',
          States: { I: pass() },
        },
        ...END,
      },
    },
    "SCHEMA_VALIDATION_FAILED: Field 'ItemReader' of Distributed Map is not supported by this runtime at /States/M, SCHEMA_VALIDATION_FAILED: Distributed Map is not supported by this runtime at /States/M/ItemProcessor/ProcessorConfig/Mode",
  ],
  [
    'a language for what is nested alone',
    {
      M: {
        Type: 'Map',
        ItemProcessor: { QueryLanguage: 'JSONata', StartAt: 'I', States: { I: pass() } },
        ...END,
      },
    },
    "SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/M/ItemProcessor",
  ],
  [
    'two states of one name',
    { A: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: pass() } }], ...END } },
    'DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A/Branches[0]/States/A',
  ],
  [
    '$states.errorOutput outside of Catch',
    { A: pass({ Output: '{% $states.errorOutput.Error %}' }) },
    "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.errorOutput' is only supported in Catch. at /States/A/Output",
  ],
])('refuses %s', (_, states, text) => {
  expect(said(machine(states))).toBe(text);
});

test.each<[string, string]>([
  ['a name after a step', '{% $states.input.(phone) %}'],
  ['a name in a predicate', '{% $states.input.list[size > 1] %}'],
  ['a name in a sort and in a group', '{% $states.input.list^(size){kind: size} %}'],
  ['a parameter of a function', '{% $map([1], function($v) { $v.size }) %}'],
  ['a transformation', '{% $states.input ~> |list|{"size": size}| %}'],
  ['text that only opens like an expression', '{% phone'],
])('accepts %s', (_, expression) => {
  expect(said(machine({ A: pass({ Output: expression }) }))).toBe('none');
});

test('accepts a machine whose states each say JSONata, and no comment that looks like an expression', () => {
  const { QueryLanguage, ...rest } = machine({ A: pass({ QueryLanguage: 'JSONata', Comment: '{% ( %}' }) });
  expect(said(rest)).toBe('none');
});

test('refuses a machine in JSONPath by name', () => {
  const { QueryLanguage, ...rest } = machine({ A: pass() });
  expect(said(rest)).toBe('SCHEMA_VALIDATION_FAILED: JSONPath is not supported by this runtime at /States/A');
});

test('refuses a definition that is not JSON', () => {
  expect(said('{')).toMatch(/^INVALID_JSON_DESCRIPTION: .* at null$/);
});
