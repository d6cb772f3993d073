// Bounded JSON: what may cross our edges inside free-form fields. Used by every schema that holds somebody else's data.
// Must stay free of anything but zod.
import * as z from 'zod/mini';

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Deepest nesting accepted in free-form JSON. Deeper input is refused, not truncated. */
export const MAX_JSON_DEPTH = 32;
/** Most values (of any type) accepted in one free-form field. */
export const MAX_JSON_VALUES = 20_000;
/** Longest string accepted inside free-form JSON, in UTF-16 code units. */
export const MAX_JSON_STRING = 100_000;

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

function scalarProblem(value: unknown): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'must be a finite number';
  if (typeof value !== 'string') return `must be JSON, not ${typeof value}`;
  if (value.length > MAX_JSON_STRING) return `holds a string longer than ${MAX_JSON_STRING} characters`;
  // A lone surrogate has no UTF-8 form, hence no canonical JSON and no digest.
  return value.isWellFormed() ? undefined : 'holds text that is not well-formed Unicode';
}

const TOO_MANY = `holds more than ${MAX_JSON_VALUES} values`;

function keysProblem(value: object): string | undefined {
  if (Array.isArray(value)) return value.length > MAX_JSON_VALUES ? TOO_MANY : undefined;
  const keys = Object.keys(value);
  if (keys.length > MAX_JSON_VALUES) return TOO_MANY;
  const forbidden = keys.find((key) => FORBIDDEN_KEYS.has(key));
  if (forbidden) return `has the forbidden key "${forbidden}"`;
  return keys.map(scalarProblem).find((problem) => problem !== undefined);
}

function problemAt(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return scalarProblem(value);
  return depth >= MAX_JSON_DEPTH ? `is nested deeper than ${MAX_JSON_DEPTH} levels` : keysProblem(value);
}

/** Says why `value` is not acceptable JSON, or nothing. Walks iteratively: deep nesting cannot exhaust the stack. */
export function jsonProblem(root: unknown): string | undefined {
  const pending: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let seen = 0; pending.length > 0; seen += 1) {
    if (seen > MAX_JSON_VALUES) return TOO_MANY;
    const { value, depth } = pending.pop() as { value: unknown; depth: number };
    const problem = problemAt(value, depth);
    if (problem) return problem;
    if (typeof value !== 'object' || value === null) continue;
    for (const child of Object.values(value)) pending.push({ value: child, depth: depth + 1 });
  }
  return undefined;
}

const bounded = <T>(name: string, matches: (value: unknown) => boolean) =>
  z.custom<T>((value) => matches(value) && jsonProblem(value) === undefined, {
    error: (issue) => `${matches(issue.input) ? jsonProblem(issue.input) : `must be ${name}`}`,
  });

/** Any bounded JSON value. */
export const JsonValue = bounded<Json>('a JSON value', (value) => value !== undefined);

/** A bounded JSON object. */
export const JsonObject = bounded<{ [key: string]: Json }>(
  'a JSON object',
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
/** A bounded JSON object. */
export type JsonObject = { [key: string]: Json };
