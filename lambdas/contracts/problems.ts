// Turns a failed parse into what a caller can act on: path, rule, and (never on the log) the value.
import type * as z from 'zod/mini';

/** One thing wrong with an input. `path` is a JSON path such as `action.parameters.amount`. */
export interface Problem {
  readonly path: string;
  readonly rule: string;
  /** The offending value, cut to 80 characters; callers drop it where personal data must not go. */
  readonly value?: string;
}

/** Most problems that one answer lists. */
export const MAX_PROBLEMS = 20;

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || issue.message !== 'Invalid input') return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected}`;
    case 'too_big':
      return `must have at most ${issue.maximum} (${issue.origin})`;
    case 'too_small':
      return `must have at least ${issue.minimum} (${issue.origin})`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'unrecognized_keys':
      return `has unknown fields: ${issue.keys
        .slice(0, 10)
        .map((key) => cut(key, 64))
        .join(', ')}`;
    case 'invalid_format':
      return `must match ${issue.format === 'regex' ? String(issue.pattern) : issue.format}`;
    default:
      return `is not valid (${issue.code})`;
  }
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

/** `text` cut to `max` UTF-16 code units, well-formed: what others wrote must never make a record unwritable. */
export const cut = (text: string, max: number) =>
  (text.length > max ? `${text.slice(0, max - 1)}…` : text).toWellFormed();

/** Scalars as they are, containers by their kind: writing out hostile nesting would exhaust the stack. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value);
}

/** The problems of a failed parse of `input`, at most {@link MAX_PROBLEMS}. */
export function problemsOf(error: { issues: z.core.$ZodIssue[] }, input: unknown): Problem[] {
  return error.issues.slice(0, MAX_PROBLEMS).map((issue) => ({
    path: cut(issue.path.map(String).join('.'), 256) || '(whole input)',
    rule: ruleOf(issue),
    value: cut(shown(valueAt(input, issue.path)), 80),
  }));
}
