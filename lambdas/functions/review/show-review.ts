// What a genuine link shows: before its code, agent, action type and deadline; in a session, the briefing, or how things
// stand. GET comes here only; nothing here changes anything.
import type { WebAnswer } from '../../adapters/http.js';
import { DIMENSION_NAMES, type Dimension } from '../../contracts/context.js';
import { MAX_CODE_ATTEMPTS } from '../../contracts/link.js';
import type { Action } from '../../contracts/request.js';
import type { Settings } from '../../contracts/settings.js';
import { asideParts } from '../../core/briefing.js';
import { fold } from '../../core/evolve.js';
import { type DecisionDetail, outcomeParts } from '../../core/outcome.js';
import type { StoredPart } from '../../core/ports.js';
import type { HandoffState } from '../../core/state.js';
import { instantText } from '../instant-text.js';
import { otherWaysView, preconditionsView, questionsView } from './asides.js';
import { editableJson, editFields } from './edit-fields.js';
import { showEnrolment } from './enrol-passkey.js';
import { type ActionView, briefingPage } from './pages/briefing-page.js';
import { codePage, lockedPage } from './pages/code-page.js';
import type { FormsView, Refused } from './pages/decision-forms.js';
import { plainPage } from './pages/layout.js';
import { type OutcomeView, outcomePage, reversePage } from './pages/outcome-page.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';
import { headlineOf, isPending, progressOf, standingOf, statementsOf } from './standing.js';
import { briefingParts, partView } from './stored-parts.js';

const actionOf = (type: string, settings: Settings) =>
  Object.hasOwn(settings.actions, type) ? settings.actions[type] : undefined;

/** Deadline of the tier that is asked now; of a reversal, the end of its link. */
function deadlineOf(state: HandoffState, { link }: CalledLink): string {
  if (link.purpose === 'reverse') return link.expiresAt;
  return state.route[state.tier - 1]?.deadlineAt ?? link.expiresAt;
}

/** The form for the code, with as little as a stranger may see (rule R15). */
export async function showCodeForm(
  called: CalledLink,
  { log, settings, now }: ReviewDependencies,
  how: { readonly status?: number; readonly attemptsLeft?: number; readonly isSessionOver?: boolean } = {},
): Promise<WebAnswer> {
  const { link, path } = called;
  if (link.attempts >= MAX_CODE_ATTEMPTS) return { status: 403, html: lockedPage() };
  const { status = 200, ...shown } = how;
  if (link.purpose === 'enrol') return { status, html: codePage({ path, purpose: 'enrol', ...shown }) };
  const state = fold(link, await log.read(link));
  const isOpen = standingOf(state, link, { now, settings }) === 'open';
  return {
    status,
    html: codePage({
      path,
      purpose: link.purpose,
      agentId: state.requested?.agent.id ?? 'unknown',
      actionType: state.requested?.actionType ?? 'unknown',
      ...(isOpen && { deadline: instantText(deadlineOf(state, called), settings.timeZone) }),
      ...shown,
    }),
  };
}

/** The action under `digest`, beside the one first proposed where that is another. */
export function actionView(
  state: HandoffState,
  digest: string | undefined,
  parts: readonly StoredPart[],
  settings: Settings,
): ActionView {
  const { actionType: type = 'unknown', effect = 'irreversible', actionDigest } = state.requested ?? {};
  const isEdited = state.edited && actionDigest !== digest;
  return {
    title: actionOf(type, settings)?.title ?? type,
    type,
    effect,
    action: partView(parts, 'action', digest),
    ...(isEdited && { before: partView(parts, 'action', actionDigest) }),
  };
}

/** `2 days`, `3 hours`, `12 minutes`: rounded down, so that nobody counts on time that is not there. */
function timeLeft(milliseconds: number): string {
  const minutes = Math.max(Math.floor(milliseconds / 60_000), 0);
  const [count, unit] =
    minutes >= 2_880
      ? [Math.floor(minutes / 1_440), 'day']
      : minutes >= 120
        ? [Math.floor(minutes / 60), 'hour']
        : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function formsView(state: HandoffState, action: Action, path: string, settings: Settings): FormsView {
  const schema = actionOf(action.type, settings)?.parameters ?? {};
  return {
    path,
    fields: editFields(schema, action.parameters),
    json: editableJson(action.parameters),
    effect: state.requested?.effect ?? 'irreversible',
  };
}

/** The briefing with its forms; `refused` is what was posted and must be corrected. */
async function showBriefing(
  state: HandoffState,
  called: CalledLink,
  { context, settings, now }: ReviewDependencies,
  refused?: Refused,
): Promise<WebAnswer> {
  const parts = await context.read(state, briefingParts(state));
  const refs = state.requested?.partRefs ?? {};
  const view = actionView(state, state.actionDigest, parts, settings);
  const deadline = deadlineOf(state, called);
  // Doubt means not executed: what does not match the log is not decided on.
  const isIntact = view.action.kind === 'shown' && !parts.some(({ damaged }) => damaged);
  const action = view.action.kind === 'shown' ? (view.action.body as unknown as Action) : undefined;
  const agent = state.requested?.agent;
  return {
    status: refused ? 422 : 200,
    html: briefingPage({
      ...view,
      agent: `${agent?.id}, version ${agent?.version}`,
      onBehalfOf: state.requested?.onBehalfOf,
      deadline: instantText(deadline, settings.timeZone),
      timeLeft: timeLeft(Date.parse(deadline) - now),
      preconditions: preconditionsView(state, parts),
      takeOver: state.verdict?.pattern === 'live',
      rules: state.verdict?.rules ?? [],
      progress: progressOf(state, called.link, settings),
      confidence: state.requested?.confidence,
      assessment: partView(parts, 'assessment', refs.assessment),
      questions: questionsView(state, parts, called.link, { settings, now }),
      dimensions: Object.fromEntries(
        DIMENSION_NAMES.map((name) => [name, partView(parts, name, refs[name])]),
      ) as Record<Dimension, ReturnType<typeof partView>>,
      forms:
        isIntact && action
          ? {
              ...formsView(state, action, called.path, settings),
              refused,
              others: otherWaysView(state, parts, { settings, now }),
            }
          : undefined,
    }),
  };
}

async function outcomeView(
  state: HandoffState,
  called: CalledLink,
  { context, settings, now }: ReviewDependencies,
): Promise<OutcomeView> {
  const original = state.requested?.actionDigest;
  const isEdited = original !== undefined && original !== state.actionDigest;
  const wanted = [
    ...outcomeParts(state),
    ...asideParts(state),
    ...(isEdited ? [{ part: 'action' as const, digest: original }] : []),
  ];
  const parts = await context.read(state, wanted);
  const intact = (name: string) => parts.find(({ part, damaged }) => part === name && !damaged)?.body;
  return {
    path: called.path,
    headline: headlineOf(state, called.link, settings),
    when:
      state.phase === 'reviewing' || !state.decision
        ? undefined
        : instantText(state.decision.at, settings.timeZone),
    statements: statementsOf(state, called.link, settings),
    text: (intact('decision') as DecisionDetail | undefined)?.text,
    action: actionView(state, state.performance?.actionDigest ?? state.actionDigest, parts, settings),
    result: intact('result'),
    preconditions: preconditionsView(state, parts),
    questions: questionsView(state, parts, called.link, { settings, now }),
    isPending: isPending(state),
  };
}

const replacedPage = () =>
  plainPage('A newer link was sent', 'This one no longer works. Please use the one in your latest message.');

/** How things stand once nothing can be decided over this link; `status` says why not. */
export async function showOutcome(
  state: HandoffState,
  called: CalledLink,
  dependencies: ReviewDependencies,
  status = 200,
): Promise<WebAnswer> {
  if (standingOf(state, called.link, dependencies) === 'void') return { status: 410, html: replacedPage() };
  return { status, html: outcomePage(await outcomeView(state, called, dependencies)) };
}

async function showReversal(
  state: HandoffState,
  called: CalledLink,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const compensation = actionOf(state.requested?.actionType ?? '', dependencies.settings)?.compensation;
  const hasCompensation = compensation !== undefined && compensation.kind !== 'agent';
  const view = await outcomeView(state, called, dependencies);
  return { status: 200, html: reversePage({ ...view, hasCompensation }) };
}

/** The page of a session. `refused` re-draws the briefing with what must be corrected. */
export async function showReview(
  called: CalledLink,
  dependencies: ReviewDependencies,
  refused?: Refused,
): Promise<WebAnswer> {
  if (called.link.purpose === 'enrol') return showEnrolment(called, dependencies);
  const state = fold(called.link, await dependencies.log.read(called.link));
  if (standingOf(state, called.link, dependencies) !== 'open')
    return showOutcome(state, called, dependencies);
  if (called.link.purpose === 'reverse') return showReversal(state, called, dependencies);
  return showBriefing(state, called, dependencies, refused);
}
