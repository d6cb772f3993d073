// `policy diff`: prints a backtest. What it compares, and how, is in ./backtest.ts.
import { readExport } from '../handoff/export-file.js';
import { CommandError, table, visible } from '../handoff/terminal.js';
import { type Compared, compareLine, isChanged, type Summary, summaryOf } from './backtest.js';
import { type PolicyWorld, packNamed, print } from './world.js';

/** Most handoffs that are named in one line of text; `--json` names all. */
const MAX_NAMED = 20;

function named(ids: readonly string[]): string {
  if (ids.length === 0) return 'none';
  const more = ids.length > MAX_NAMED ? ` and ${ids.length - MAX_NAMED} more` : '';
  return `${ids.length}: ${ids.slice(0, MAX_NAMED).join(', ')}${more}`;
}

function timeOf({ medianReviewSeconds: median, reviewSecondsDelta: delta }: Summary): string {
  if (median === null || delta === null) return 'reviewers’ time: unknown, nobody decided any of these';
  return `reviewers’ time: ${delta > 0 ? '+' : ''}${delta} s, at a median of ${median} s a review`;
}

const inWords = (summary: Summary) =>
  [
    `${summary.changed} of ${summary.handoffs} verdicts change: ${summary.moreReviews} more and ${summary.fewerReviews} fewer reviews`,
    timeOf(summary),
    `people had rejected, edited or answered them, and they would run unasked: ${named(summary.slippedThrough)}`,
    `nobody was asked, what ran was reversed, and somebody would be asked: ${named(summary.caught)}`,
  ].map((line) => `${visible(line)}\n`);

/** Compares every handoff of an export; what cannot be judged is named on stderr. */
async function compared(old: string, newer: string, log: string, world: PolicyWorld): Promise<Compared[]> {
  const [before, after] = [packNamed(old, world), packNamed(newer, world)];
  const found: Compared[] = [];
  for (const { number, line } of await readExport(log, world.input)) {
    const one = await compareLine(line, before, after);
    if (typeof one === 'string') world.error.write(`${visible(`${log}, line ${number}: ${one}`)}\n`);
    else found.push(one);
  }
  if (found.length === 0)
    throw new CommandError(
      `${log} holds no handoff that can be judged; \`npx handoff export\` and \`npm run replay -- --export FILE\` write such files`,
    );
  return found;
}

export async function diff(
  old: string,
  newer: string,
  options: { on: string; json?: true },
  world: PolicyWorld,
) {
  const all = await compared(old, newer, options.on, world);
  const changed = all.filter(isChanged);
  const summary = summaryOf(all);
  if (options.json) {
    for (const one of [...changed, summary]) print(world, one);
    return;
  }
  const rows = changed.map((one) => [
    one.id,
    `${one.old} → ${one.new}`,
    one.newRules.join(', ') || 'no rule',
    one.decision ?? '–',
  ]);
  if (rows.length > 0)
    world.out.write(table(world.out, ['handoff', 'verdict', 'rules now', 'decided'], rows));
  for (const line of inWords(summary)) world.out.write(line);
}
