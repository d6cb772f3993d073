// `npm run permissions`: plays the suites that use the deployed reference stack, with IAM on, and holds every grant of its
// roles to a call that was made. Writes docs/permissions.md; exit code 1 names what no call used.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { grantsIn, type Template } from './permissions/grants.js';
import { type Seen, seenKey, unusedGrants, withPermissions } from './permissions/page.js';

const PAGE = 'docs/permissions.md';
const SUITES = ['test/scenarios', 'test/attacks', 'test/bin', 'test/client'];
const HELP = `npm run permissions [-- --record DIR]

Plays ${SUITES.join(', ')} on the embedded runtime, records every AWS call that a role was allowed,
and writes ${PAGE}. Exit code 1 when a grant was used by no call.

  --record DIR   uses the calls that an earlier run recorded with ACCESS_RECORD=DIR
`;

/** Runs the suites; answers the folder of their records. Throws when one fails. */
function played(): string {
  const folder = mkdtempSync(join(tmpdir(), 'access-'));
  const vitest = ['--no-install', 'vitest', 'run', ...SUITES, '--reporter', 'dot'];
  const { status } = spawnSync('npx', vitest, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ACCESS_RECORD: folder },
  });
  if (status !== 0) throw new Error('a suite failed: what it recorded is not whole');
  return folder;
}

function seenIn(folder: string): Seen {
  const lines = readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8').trim().split('\n'),
  );
  return new Set(lines.map((line) => seenKey(...(JSON.parse(line) as [string, string, string]))));
}

const { values } = parseArgs({
  options: { record: { type: 'string' }, help: { type: 'boolean', default: false } },
});
if (values.help) process.stdout.write(HELP);
else {
  const folder = values.record ?? played();
  const seen = seenIn(folder);
  if (!values.record) rmSync(folder, { recursive: true });
  const template = JSON.parse(readFileSync('dist/assembly/Handoff.template.json', 'utf8')) as Template;
  const grants = grantsIn(template);
  writeFileSync(PAGE, withPermissions(readFileSync(PAGE, 'utf8'), grants, seen));
  const unused = unusedGrants(grants, seen);
  for (const { who, action, resource } of unused)
    process.stderr.write(`unused: ${who} may ${action} on ${resource}, and no call did\n`);
  process.stdout.write(`${grants.length} grants, ${seen.size} kinds of calls, ${unused.length} unused\n`);
  process.exitCode = unused.length > 0 ? 1 : 0;
}
