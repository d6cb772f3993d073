// `policy explain`: one request, with every rule that fires, whom it asks, and what follows where nobody decides.
import { CommandError, styled, table, visible } from '../handoff/terminal.js';
import { type Judged, judgeLine } from './judging.js';
import { type PolicyWorld, packNamed, print, readLines } from './world.js';

/** Who is asked, tier by tier, and what follows where nobody decides. */
function asked({ requirement, route, expiryAnswer }: Judged): string {
  if (!requirement) return '';
  const tiers = route.map(({ reviewers, deadlineAt }) => `from ${reviewers.join(', ')} by ${deadlineAt}`);
  const answer = expiryAnswer === null ? '' : `, and the agent is told: “${expiryAnswer}”`;
  return [
    `needs ${requirement.approvals} approval(s) by ${requirement.presence}, ${tiers.join('; then ')}`,
    `if nobody decides: nothing is run${answer}\n`,
  ].join('\n');
}

function explained(world: PolicyWorld, judged: Judged): string {
  const { id, pattern, rules } = judged;
  const rows = rules.map((rule) => [rule.id, rule.trigger, rule.evidence]);
  return [
    `${styled(world.out, 'bold', visible(id))}: ${pattern}`,
    rows.length > 0
      ? table(world.out, ['rule', 'trigger', 'why'], rows)
      : 'no rule fires: no human is asked\n',
    asked(judged),
  ].join('\n');
}

export async function explain(file: string, options: { pack: string; json?: true }, world: PolicyWorld) {
  const pack = packNamed(options.pack, world);
  const text = (await readLines(file, world)).map((line) => line.text).join('\n');
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new CommandError(`${file} is not one JSON request; for many lines use: policy evaluate ${file}`);
  }
  const judged = await judgeLine(file, raw, pack, world.now);
  if (options.json) print(world, judged);
  else world.out.write(explained(world, judged));
}
