// Checks every expression of a state before anything runs: its syntax, and that it reads only what AWS offers where it
// stands. An expression has no context item: a path must begin at `$states` or at a variable.

import { isObject, type Json, type Report } from './diagnostic.js';
import { compileExpression, isExpression } from './expression.js';

/** Fields that are evaluated, at the top of a state and in its rules; everything below them is. */
const EVALUATED = [
  ...['Output', 'Assign', 'Arguments', 'Condition', 'Seconds', 'Timestamp', 'Error', 'Cause'],
  ...['Items', 'ItemSelector', 'MaxConcurrency', 'TimeoutSeconds', 'HeartbeatSeconds'],
];

/** Checks the expressions of `state`, not those of machines inside of it. */
export function checkExpressions(state: Json, location: string, report: Report): void {
  for (const [field, value] of Object.entries(state))
    if (EVALUATED.includes(field)) checkValue(value, `${location}/${field}`, report);
  for (const rules of ['Choices', 'Catch'])
    if (Array.isArray(state[rules]))
      for (const [index, rule] of state[rules].entries())
        if (isObject(rule)) checkExpressions(rule, `${location}/${rules}[${index}]`, report);
}

function checkValue(value: unknown, location: string, report: Report): void {
  if (typeof value === 'string') {
    if (isExpression(value)) checkExpression(value, location, report);
  } else if (Array.isArray(value))
    for (const [index, one] of value.entries()) checkValue(one, `${location}[${index}]`, report);
  else if (isObject(value))
    for (const [name, one] of Object.entries(value)) checkValue(one, `${location}/${name}`, report);
}

function checkExpression(text: string, location: string, report: Report): void {
  let root: Node;
  try {
    root = compileExpression(text).ast() as unknown as Node;
  } catch (error) {
    report({ code: 'INVALID_JSONATA_EXPRESSION', message: (error as Error).message, location });
    return;
  }
  const isCatcher = location.includes('/Catch[');
  for (const name of new Set(outerReferences(root)))
    if (name !== ERROR_OUTPUT || !isCatcher)
      report({
        code: 'UNSUPPORTED_JSONATA_EXPRESSION',
        message:
          name === ERROR_OUTPUT
            ? `Reference to '${name}' is only supported in Catch.`
            : `Reference to '${name}' at the top level is not supported.`,
        location,
      });
}

/** As much of jsonata's syntax tree as the check reads. */
interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly [member: string]: unknown;
}

const ERROR_OUTPUT = '$states.errorOutput';

/** Members under which there is a context item: what they read is not at the top level. */
const WITHIN = ['predicate', 'stages', 'group', 'pattern', 'update', 'delete'];

/** Names that are read where no context item is, in their order. */
function outerReferences(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(outerReferences);
  if (typeof node !== 'object' || node === null) return [];
  const { type, value, steps } = node as Node;
  if (type === 'path') return pathReferences(steps ?? []);
  if (type === 'variable' && value === '$') return ['$$'];
  if (type === 'name') return [String(value)];
  return Object.entries(node).flatMap(([member, child]) =>
    WITHIN.includes(member) ? [] : outerReferences(child),
  );
}

function pathReferences([first, second]: readonly Node[]): string[] {
  const isErrorOutput =
    first?.type === 'variable' && first.value === 'states' && second?.value === 'errorOutput';
  return isErrorOutput ? [ERROR_OUTPUT] : outerReferences(first);
}
