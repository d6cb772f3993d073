// What the application function answers: the briefing of an active handoff, and what became of a reported decision.
// Nothing is resumed here: the log's stream does that.
import type * as z from 'zod/mini';
import { type ApplicationAnswer, ApplicationCall } from '../../contracts/application-api.js';
import type { HandoffKey } from '../../contracts/ids.js';
import { problemsOf } from '../../contracts/problems.js';
import { briefingOf, briefingParts } from '../../core/briefing.js';
import { fold } from '../../core/evolve.js';
import { outcomeOf, outcomeParts } from '../../core/outcome.js';
import { REFUSALS, type RefusalCode } from '../../core/refusals.js';
import { decideReported } from '../../core/report.js';
import type { HandoffState } from '../../core/state.js';
import { type RecordDependencies, recordDecision } from '../record-decision.js';

const refused = (refusal: RefusalCode): ApplicationAnswer => ({
  ok: false,
  refusal,
  message: REFUSALS[refusal],
});

/** How a handoff stands, with what a person needs while one is wanted. */
async function standing(
  state: HandoffState,
  { context, settings }: RecordDependencies,
): Promise<ApplicationAnswer> {
  if (state.phase === 'unknown') return refused('NOT_FOUND');
  if (state.verdict?.pattern !== 'active') return refused('NOT_ACTIVE');
  const settled = state.phase === 'settled';
  const parts = await context.read(state, settled ? outcomeParts(state) : briefingParts(state));
  const intact = parts.filter(({ damaged }) => !damaged);
  const briefing = briefingOf(state, intact, settings);
  return {
    ok: true,
    phase: state.phase,
    ...(briefing && { briefing }),
    ...(settled && { outcome: outcomeOf(state, intact) }),
  };
}

type ReportCall = Extract<z.infer<typeof ApplicationCall>, { operation: 'report' }>;

async function report(
  key: HandoffKey,
  call: ReportCall,
  dependencies: RecordDependencies,
): Promise<ApplicationAnswer> {
  const { person, actionDigest, decision, text = '', parameters } = call;
  const { application, authentication, authenticatedAt } = call;
  const reported = { application, authentication, authenticatedAt };
  const { settings, now } = dependencies;
  const recorded = await recordDecision(
    {
      key,
      commandId: `report:${actionDigest}:${person}`,
      stated: { decision, text, parameters: () => ({ parameters: parameters ?? {} }) },
      decide: (state, decided) =>
        decideReported(state, { person, actionDigest, reported }, decided, settings, now),
    },
    dependencies,
  );
  if ('problems' in recorded) {
    const message = recorded.problems.map(({ path, rule }) => `${path} ${rule}`).join('; ');
    return { ok: false, refusal: 'INVALID_DECISION', message, problems: [...recorded.problems] };
  }
  const { state, fact, refusal } = recorded;
  if (refusal) return refused(refusal);
  // A repeated report finds its own fact; one that says something else is told what stands.
  if (fact?.type !== 'decided' || fact.data.decision !== decision) return refused('ALREADY_DECIDED');
  return standing(state, dependencies);
}

/** Answers one call; what is wrong with a malformed one is said by field. */
export async function answerApplication(
  event: unknown,
  dependencies: RecordDependencies,
): Promise<ApplicationAnswer> {
  const parsed = ApplicationCall.safeParse(event);
  if (!parsed.success) {
    const message = problemsOf(parsed.error, event)
      .map(({ path, rule }) => `${path} ${rule}`)
      .join('; ');
    return { ok: false, refusal: 'INVALID_CALL', message };
  }
  const { tenant, handoffId } = parsed.data;
  const key = { tenant, handoffId };
  if (parsed.data.operation === 'report') return report(key, parsed.data, dependencies);
  return standing(fold(key, await dependencies.log.read(key)), dependencies);
}
