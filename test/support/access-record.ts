// Writes down what every role of a deployed stack was allowed to do, for `npm run permissions`; nothing without ACCESS_RECORD.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Local } from '../../local/index.js';

const recorded = new Set<string>();

/** Logical id of the resource with this ARN, or that it is part of, with the rest of the ARN. */
function logicalId(local: Local, arn: string): string | undefined {
  for (const { logicalId, physicalId, attributes } of local.stacks.flatMap(({ resources }) => resources))
    for (const one of [attributes.Arn, physicalId])
      if (one && `${arn}/`.startsWith(`${one}/`)) return `${logicalId}${arn.slice(String(one).length)}`;
  return undefined;
}

/** Each role, action and resource once, as a JSON line `[role, action, resource]` of logical ids. */
export function recordAccess(local: Local): void {
  const folder = process.env.ACCESS_RECORD;
  if (!folder) return;
  local.onAccess(({ principal, action, resource, isAllowed }) => {
    const role = logicalId(local, principal);
    if (!isAllowed || !role) return;
    const line = JSON.stringify([role, action, logicalId(local, resource) ?? resource]);
    if (recorded.has(line)) return;
    recorded.add(line);
    appendFileSync(join(folder, `${process.pid}.jsonl`), `${line}\n`);
  });
}
