// Inputs and outputs that come over the wire: JSON text within AWS's limits. Used by the actions that take one.
import { AwsError } from '../../service.js';

/** Bytes of an input or output (Step Functions, read 2026-11). */
const MAX_DATA_BYTES = 262_144;
/** Levels of nesting in data. AWS names no limit; this is the one of the JSON parser that AWS's own SDK for Java uses. */
const MAX_DEPTH = 1_000;

/** What is wrong with `text`, or nothing. */
function problemOf(text: unknown, what: string): string | undefined {
  if (typeof text !== 'string') return `the ${what} must be JSON text`;
  if (Buffer.byteLength(text) > MAX_DATA_BYTES) return `the ${what} is longer than ${MAX_DATA_BYTES} bytes`;
  try {
    JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  return depthOf(text) > MAX_DEPTH ? `the ${what} is nested more than ${MAX_DEPTH} levels deep` : undefined;
}

/** Refuses an execution's input that is not JSON text within the limits. */
export function checkInput(input: unknown): void {
  const problem = problemOf(input, 'input');
  if (problem)
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${problem}'`);
}

/** Refuses a task's output that is not JSON text within the limits. */
export function checkOutput(output: unknown): void {
  const problem = problemOf(output, 'output');
  if (problem) throw new AwsError('InvalidOutput', `Invalid Output: '${problem}'`);
}

/** Deepest nesting of JSON text, without recursion: what is nested too deep would exhaust the stack later on. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth);
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}
