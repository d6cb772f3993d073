// Patterns of rules, compiled once each; refused in AWS's words. Used by the bus and its rules.
import { InvalidPatternError } from '../patterns/invalid-pattern.js';
import { compilePattern } from '../patterns/pattern.js';
import { AwsError } from '../service.js';

const cache = new Map<string, ReturnType<typeof compilePattern>>();

/** The compiled pattern; throws InvalidEventPatternException as AWS does. */
export function compiled(pattern: string): ReturnType<typeof compilePattern> {
  const known = cache.get(pattern);
  if (known) return known;
  try {
    const matches = compilePattern(pattern);
    cache.set(pattern, matches);
    return matches;
  } catch (error) {
    if (!(error instanceof InvalidPatternError)) throw error;
    throw new AwsError(
      'InvalidEventPatternException',
      `Event pattern is not valid. Reason: ${error.message}`,
    );
  }
}
