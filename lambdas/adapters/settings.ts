// Reads what the stack is configured with: settings.json beside the bundle, written by the construct at synth time.
import { readFileSync } from 'node:fs';
import { Settings } from '../contracts/settings.js';
import { canonicalJson, sha256 } from '../core/digest.js';
import type { Policy } from '../core/judge.js';

/** The settings beside the bundle at `bundleUrl` (its `import.meta.url`), with their digest. Throws when they are invalid. */
export function readPolicy(bundleUrl: string): Policy {
  const settings = Settings.parse(JSON.parse(readFileSync(new URL('./settings.json', bundleUrl), 'utf8')));
  return { settings, digest: sha256(canonicalJson(settings)) };
}
