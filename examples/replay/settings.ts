// The replay's settings: a file, read and checked here, printed by the command, and deployed as a stack of their own.
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

export const ReplaySettings = z.strictObject({
  reviewers: z.record(z.string(), z.strictObject({ name: z.string(), email: z.string() })),
  /** Hours that the reviewers have before the handoff expires. */
  tierHours: z.number().check(z.positive()),
  timeZone: z.string(),
  /** Every call by one of these names becomes a request; the others read, and are context. */
  actions: z.record(
    z.string(),
    z.strictObject({
      effect: z.enum(['reversible', 'compensatable', 'irreversible']),
      /** The recordings state no confidence, and a missing one escalates unless this is 0. */
      confidenceThreshold: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.9),
    }),
  ),
});
export type ReplaySettings = z.infer<typeof ReplaySettings>;

/** Reads settings; throws an error that names the file and every field that is wrong. */
export function readSettings(file: string): ReplaySettings {
  const parsed = ReplaySettings.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`${file}: ${problems.join('; ')}`);
}
