// Commands that only look: list, show, export.
import { writeFile } from 'node:fs/promises';
import { parseFact } from '../../lambdas/contracts/event.js';
import { inWords, moment } from '../../lambdas/contracts/in-words.js';
import type { HandoffSummary } from '../../lambdas/contracts/operator-api.js';
import type { AskOperator } from './operator.js';
import { CommandError, type Surroundings, styled, table, visible } from './terminal.js';

/** What every command gets: the operator to ask, where to write, and in which form. */
export interface Context {
  readonly ask: AskOperator;
  readonly tenant: string;
  readonly json: boolean;
  readonly surroundings: Surroundings;
}

/** Largest page of the operator function. */
const PAGE = 100;

/** Summaries, newest first, page by page, up to `limit`. */
async function* summaries({ ask, tenant }: Context, limit: number, openOnly: boolean) {
  let cursor: string | undefined;
  let left = limit;
  do {
    const page = await ask({
      operation: 'list',
      tenant,
      openOnly,
      limit: Math.min(PAGE, left),
      ...(cursor && { cursor }),
    });
    const handoffs = (page.handoffs ?? []).slice(0, left);
    yield* handoffs;
    left -= handoffs.length;
    cursor = page.cursor;
  } while (cursor && left > 0);
}

const listRow = (one: HandoffSummary) => [
  one.handoffId,
  moment(one.requestedAt),
  one.outcome ?? one.phase,
  one.reversal ? `${one.performance ?? ''}, reversed: ${one.reversal}` : one.performance,
  one.actionType,
  one.agentId,
  one.decidedBy,
  one.phase === 'reviewing' && one.deadlineAt ? moment(one.deadlineAt) : undefined,
];
const LIST_HEAD = ['handoff', 'requested', 'state', 'run', 'action', 'agent', 'decided by', 'deadline'];

/** `handoff list` */
export async function list(context: Context, options: { limit: number; open: boolean }): Promise<void> {
  const { out } = context.surroundings;
  const found: HandoffSummary[] = [];
  for await (const summary of summaries(context, options.limit, options.open)) {
    if (context.json) out.write(`${JSON.stringify(summary)}\n`);
    else found.push(summary);
  }
  if (context.json) return;
  if (found.length > 0) out.write(table(out, LIST_HEAD, found.map(listRow)));
  else out.write(`no ${options.open ? 'open ' : ''}handoffs of tenant "${context.tenant}"\n`);
}

/** `handoff show` */
export async function show(context: Context, handoffId: string): Promise<void> {
  const { ask, tenant, json, surroundings } = context;
  const { summary, outcome, facts = [] } = await ask({ operation: 'show', tenant, handoffId });
  const { out } = surroundings;
  if (json) {
    out.write(`${JSON.stringify({ summary, outcome, facts })}\n`);
    return;
  }
  const parsed = facts.map(parseFact);
  out.write(
    `${styled(out, 'bold', visible(handoffId))}  ${visible(summary?.outcome ?? summary?.phase ?? '')}\n\n`,
  );
  out.write(
    table(
      out,
      ['#', 'when', 'what happened'],
      parsed.map((fact) => [String(fact.sequence), moment(fact.at), inWords(fact)]),
    ),
  );
  if (outcome?.action) out.write(`\nAction   ${visible(JSON.stringify(outcome.action))}\n`);
  if (outcome?.decision?.text) out.write(`Reviewer ${visible(outcome.decision.text)}\n`);
  if (outcome?.performance?.result !== undefined)
    out.write(`Result   ${visible(JSON.stringify(outcome.performance.result))}\n`);
  out.write(`\nHead     ${parsed.at(-1)?.hash ?? '–'}\n`);
}

/** `handoff export`: the handoffs named, or all of the tenant. */
export async function exportHandoffs(
  context: Context,
  handoffIds: string[],
  file: string | undefined,
): Promise<void> {
  const { ask, tenant, surroundings } = context;
  const wanted = [...handoffIds];
  if (wanted.length === 0)
    for await (const { handoffId } of summaries(context, Number.MAX_SAFE_INTEGER, false))
      wanted.push(handoffId);
  const lines: string[] = [];
  const enrolments = new Set<string>();
  const take = async (handoffId: string) => {
    const answer = await ask({ operation: 'export', tenant, handoffId });
    const { facts = [], parts = [] } = answer;
    for (const id of answer.enrolments ?? []) enrolments.add(id);
    const line = `${JSON.stringify({ facts, parts })}\n`;
    if (file === undefined) surroundings.out.write(line);
    else lines.push(line);
  };
  for (const handoffId of wanted) await take(handoffId);
  // What the proofs are held to, each log once.
  for (const enrolmentId of [...enrolments]) await take(enrolmentId);
  if (file !== undefined) await save(file, lines);
  surroundings.error.write(`${wanted.length} handoff${wanted.length === 1 ? '' : 's'} exported\n`);
}

/** Exports hold personal data: readable by their owner only. */
async function save(file: string, lines: string[]): Promise<void> {
  try {
    await writeFile(file, lines.join(''), { mode: 0o600 });
  } catch (error) {
    throw new CommandError(`cannot write ${file}: ${(error as Error).message}`);
  }
}
