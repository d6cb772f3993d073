// EventBridge's pattern language: compiles a pattern, refusing what AWS refuses, and matches events. Pure; used by the event
// bus, by SNS filter policies, and by event source filters.
// @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (read 2026-11)
import { compile, type Rule } from './compile.js';
import { type Field, fieldsOf, type Places, together } from './fields.js';
import { type Leaf, leafTest } from './matchers.js';

export type Matches = (event: unknown) => boolean;

interface FieldTest {
  readonly name: string;
  readonly matches: (leaf: Leaf) => boolean;
  readonly mayBeAbsent: boolean;
}

type Fields = ReadonlyMap<string, readonly Field[]>;

const testsOf = (rule: Rule): FieldTest[] =>
  [...rule]
    .map(([name, matchers]) => ({
      name,
      matches: leafTest(matchers),
      mayBeAbsent: matchers.some(({ kind }) => kind === 'absent'),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/**
 * Whether fields can be found for all tests from `index` on, at places that go together with `places`: two fields under one
 * array must come from the same element of it.
 */
function allMatch(tests: readonly FieldTest[], index: number, fields: Fields, places: Places): boolean {
  const test = tests[index];
  if (!test) return true;
  let isAbsent = true;
  for (const { leaf, places: own } of fields.get(test.name) ?? []) {
    const joint = together(places, own);
    if (!joint) continue;
    isAbsent = false;
    if (test.matches(leaf) && allMatch(tests, index + 1, fields, joint)) return true;
  }
  return isAbsent && test.mayBeAbsent && allMatch(tests, index + 1, fields, places);
}

/**
 * Compiles `pattern`, JSON text or the object that it writes.
 * Throws {@link InvalidPatternError} with the reason when it is no pattern.
 */
export function compilePattern(pattern: unknown): Matches {
  const rules = compile(typeof pattern === 'string' ? pattern : JSON.stringify(pattern)).map(testsOf);
  const names = new Set(rules.flatMap((tests) => tests.map(({ name }) => name)));
  return (event) => {
    const fields = fieldsOf(event, names);
    return rules.some((tests) => allMatch(tests, 0, fields, new Map()));
  };
}
