// `policy explain`: one request, with every rule that fires, whom it asks, and what follows where nobody decides.
import { CommandError, styled, table, visible } from '../handoff/terminal.js';
import { INVALID, type Judged, judgeLine } from './judging.js';
import { type PolicyWorld, packNamed, print, readLines } from './world.js';

const MEANINGS: Readonly<Record<string, string>> = {
  proceed: 'it runs, and no human is asked',
  durable: 'a reviewer decides over a link',
  active: 'the calling application asks',
  live: 'a reviewer is asked to take over',
  hybrid: 'a review is offered; nobody is asked before that is accepted',
  refuse: 'nothing is run, whatever anybody says',
};

/** Who is asked, tier by tier, and what follows where nobody decides. */
function asked({ requirement, route, expiryAnswer }: Judged): string {
  if (!requirement) return '';
  const { approvals, presence } = requirement;
  const needed = `${approvals} approval${approvals === 1 ? '' : 's'}`;
  const tiers = route.map(({ reviewers, deadlineAt }) => `from ${reviewers.join(', ')} by ${deadlineAt}`);
  const answer = expiryAnswer === null ? '' : `, and the agent is told: “${expiryAnswer}”`;
  return [
    `\nneeds ${needed} by ${presence}, ${tiers.join('; then ')}`,
    `if nobody decides: nothing is run${answer}\n`,
  ].join('\n');
}

function explained(world: PolicyWorld, judged: Judged): string {
  const { id, pattern, rules } = judged;
  const rows = rules.map((rule) => [rule.id, rule.trigger, rule.evidence]);
  return [
    `${styled(world.out, 'bold', visible(id))}: ${pattern} (${MEANINGS[pattern]})\n`,
    rows.length > 0 ? table(world.out, ['rule', 'trigger', 'why'], rows) : 'no rule fires\n',
    asked(judged),
  ].join('');
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
  const problems = judged.rules.filter((rule) => rule.id === INVALID).map(({ evidence }) => evidence);
  if (options.json) print(world, judged);
  if (problems.length > 0) throw new CommandError(`${file} cannot be judged:\n  ${problems.join('\n  ')}`);
  if (options.json) return;
  world.out.write(explained(world, judged));
}
