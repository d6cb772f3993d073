// `policy test`: the Given/When/Then tables of a pack.
import { basename } from 'node:path';
import { styled, visible } from '../handoff/terminal.js';
import { type Judged, judgeLine } from './judging.js';
import { type PolicyCase, readCases } from './pack.js';
import { type PolicyWorld, packNamed, print } from './world.js';

/** What a case hoped for and did not get; nothing when it holds. */
function missed({ then }: PolicyCase, judged: Judged): string | undefined {
  const got = {
    pattern: judged.pattern,
    rules: judged.rules.map(({ id }) => id).sort(),
    ...(then.approvals && { approvals: judged.requirement?.approvals }),
    ...(then.reviewers && { reviewers: judged.route[0]?.reviewers }),
    ...(then.tiers && { tiers: judged.route.map(({ reviewers }) => reviewers) }),
    ...(then.expiryAnswer && { expiryAnswer: judged.expiryAnswer }),
  };
  const wanted = { ...then, rules: [...then.rules].sort() };
  const differs = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
    (key) => JSON.stringify(wanted[key]) !== JSON.stringify(got[key]),
  );
  if (differs.length === 0) return undefined;
  return differs
    .map((key) => `${key} is ${JSON.stringify(got[key])}, not ${JSON.stringify(wanted[key])}`)
    .join('; ');
}

/** Runs the table of a pack; answers how many cases do not hold. */
export async function testPack(name: string, json: boolean, world: PolicyWorld): Promise<number> {
  const pack = packNamed(name, world);
  let failures = 0;
  for (const one of readCases(pack)) {
    const request = {
      schemaVersion: 1,
      agent: { id: `${basename(pack.directory)}-agent`, version: '1' },
      ...one.when,
    };
    const why = missed(one, await judgeLine(one.given, request, pack, world.now));
    failures += why ? 1 : 0;
    if (json) print(world, { pack: name, given: one.given, passed: !why, ...(why && { why }) });
    else
      world.out.write(
        `${why ? styled(world.out, 'red', '✗') : styled(world.out, 'green', '✓')} ${name}: ${visible(one.given)}${why ? `\n    ${visible(why)}` : ''}\n`,
      );
  }
  return failures;
}
