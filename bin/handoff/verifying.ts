// `handoff verify`: an export against itself, and against checkpoints where they are given. Reads files; calls nobody.
import { EnrolmentId } from '../../lambdas/contracts/ids.js';
import { moment } from '../../lambdas/contracts/in-words.js';
import { limitsOf } from '../../lambdas/core/limits.js';
import type { Sealing, Series } from '../../lambdas/core/sealed.js';
import { enrolmentsOf, type Verification, verifyHandoff } from '../../lambdas/core/verify.js';
import { readCheckpoints } from './checkpoint-files.js';
import { parseExportLine, readExport } from './export-file.js';
import type { Context } from './reading.js';
import { CommandError, table, visible } from './terminal.js';

type Checked = Verification & { readonly line: number };

/** Without checkpoints a log holds at most; only with them is it sealed, or not yet. */
type Verdict = 'holds' | 'sealed' | 'not sealed yet' | 'DOES NOT HOLD';

function verdictOf({ problems, sealing }: Checked): Verdict {
  if (problems.length > 0) return 'DOES NOT HOLD';
  if (!sealing) return 'holds';
  return sealing.upTo && sealing.unsealed === 0 ? 'sealed' : 'not sealed yet';
}

const isGood = (checked: Checked) => ['holds', 'sealed'].includes(verdictOf(checked));

/** Every line, held to the enrolments that the file holds, and to checkpoints where they are given. */
function checkLines(lines: Awaited<ReturnType<typeof readExport>>, series: Series | undefined): Checked[] {
  const all = lines.map(({ number, line }) => ({ number, parsed: parseExportLine(line) }));
  const enrolments = enrolmentsOf(all.flatMap(({ parsed }) => (parsed.ok ? parsed.handoff : [])));
  return all.map(({ number, parsed }) => {
    if (parsed.ok) return { line: number, ...verifyHandoff(parsed.handoff, { series, enrolments }) };
    const problems = [`line ${number} ${parsed.problem}`];
    return { line: number, problems, facts: 0, partsChecked: 0, partsAbsent: [] };
  });
}

const sealedCell = (sealing: Sealing | undefined) =>
  sealing?.upTo && `to fact ${sealing.upTo.sequence}, ${moment(sealing.upTo.at)}`;

function rowOf(one: Checked): (string | undefined)[] {
  return [
    one.handoffId ?? `line ${one.line}`,
    verdictOf(one),
    String(one.facts),
    `${one.partsChecked} checked, ${one.partsAbsent.length} absent`,
    one.outcome,
    one.decidedBy,
    one.headHash,
    ...(one.sealing ? [sealedCell(one.sealing)] : []),
  ];
}
const HEAD = ['handoff', 'verdict', 'facts', 'parts', 'outcome', 'decided by', 'head'];

/** How the verdicts add up, in words. */
const countsOf = (checked: readonly Checked[], isSealing: boolean) =>
  `${checked.filter(isGood).length} of ${checked.length} ${isSealing ? 'are sealed' : 'hold'}`;

function report({ surroundings: { out } }: Context, checked: readonly Checked[], series?: Series): void {
  out.write(table(out, series ? [...HEAD, 'sealed'] : HEAD, checked.map(rowOf)));
  for (const { handoffId, line, problems } of checked)
    for (const problem of problems) out.write(`  ${visible(`${handoffId ?? `line ${line}`}: ${problem}`)}\n`);
  if (series) {
    const { tip, problems } = series;
    out.write(`\nCheckpoint ${tip.number} of ${moment(tip.at)} is the newest, with root ${tip.root}\n`);
    for (const problem of problems) out.write(`  ${visible(problem)}\n`);
  }
  out.write(`\n${countsOf(checked, series !== undefined)}. What this cannot prove:\n`);
  for (const limit of limitsOf(series !== undefined)) out.write(`  - ${limit}\n`);
}

function writeLines({ surroundings: { out } }: Context, checked: readonly Checked[], series?: Series): void {
  for (const one of checked)
    out.write(`${JSON.stringify({ ok: isGood(one), verdict: verdictOf(one), ...one })}\n`);
  const ofPeople = checked.filter(({ handoffId }) => EnrolmentId.safeParse(handoffId).success).length;
  const totals = {
    handoffs: checked.length - ofPeople,
    enrolments: ofPeople,
    failed: checked.filter((one) => !isGood(one)).length,
    ...(series && { checkpoints: { problems: series.problems, newest: series.tip } }),
    limits: limitsOf(series !== undefined),
  };
  out.write(`${JSON.stringify(totals)}\n`);
}

/** `handoff verify`; throws when anything does not hold, or is not sealed though checkpoints are given. */
export async function verify(
  context: Context,
  file: string,
  { checkpoints: folder, key }: { checkpoints?: string; key?: string },
): Promise<void> {
  if (folder === undefined && key !== undefined)
    throw new CommandError('--key needs --checkpoints: it is for their signatures', 2);
  const lines = await readExport(file, context.surroundings.input);
  if (lines.length === 0) throw new CommandError(`${file} holds no handoffs`);
  const series = folder === undefined ? undefined : await readCheckpoints(folder, key);
  const checked = checkLines(lines, series);
  if (context.json) writeLines(context, checked, series);
  else report(context, checked, series);
  const failed = checked.filter((one) => !isGood(one)).length;
  if (series && series.problems.length > 0)
    throw new CommandError('the checkpoints are not one whole series');
  if (failed > 0)
    throw new CommandError(
      `${failed} of ${checked.length} handoffs ${series ? 'are not sealed' : 'do not hold'}`,
    );
}
