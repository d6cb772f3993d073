// How a handoff stands, in the words of a page. Folded state in, sentences out; reads nothing.
import { identityOf } from '../../contracts/directory.js';
import type { ReviewLink } from '../../contracts/link.js';
import type { Settings } from '../../contracts/settings.js';
import { requirementOf, voterOf } from '../../core/quorum.js';
import { reversalAdmission } from '../../core/reverse.js';
import { admissionRefusal, generationOf } from '../../core/review.js';
import type { HandoffState } from '../../core/state.js';
import type { Statement } from './pages/outcome-page.js';

/** What a genuine link is still good for. */
export type Standing = 'open' | 'void' | 'over';

/** `void`: a newer link was sent. `open`: this very reviewer may decide, or reverse, now. */
export function standingOf(
  state: HandoffState,
  link: ReviewLink,
  { now, settings }: { readonly now: number; readonly settings: Settings },
): Standing {
  if (link.generation < generationOf(state, link.reviewerId)) return 'void';
  // The proof that it takes is asked for when the vote is cast.
  if (link.purpose === 'reverse')
    return now >= Date.parse(link.expiresAt) || reversalAdmission(state, link, { now, settings })
      ? 'over'
      : 'open';
  // The log knows the deadline; the link, made before it may have been moved, does not.
  return admissionRefusal(state, link, now, settings.reviewers) ? 'over' : 'open';
}

/** Name of a reviewer as the settings have it, or "You". */
export function nameOf(reviewerId: string | undefined, reader: string, settings: Settings): string {
  if (reviewerId === undefined) return 'Somebody';
  if (reviewerId === reader) return 'You';
  return settings.reviewers[reviewerId]?.name ?? reviewerId;
}

const VERBS = {
  approve: 'approved this',
  edit: 'changed and approved this',
  reject: 'rejected this',
  respond: 'answered the agent instead',
} as const;

const ENDS: Partial<Record<NonNullable<HandoffState['outcome']>, string>> = {
  expired: 'Nobody decided in time',
  cancelled: 'The request was withdrawn',
  refused: 'The proposal was refused by the rules',
  closed: 'The request was closed unfinished',
  autonomous: 'This needed no decision',
};

/** The vote of the link's person over the proposal as it stands. */
const ownVote = ({ votes }: HandoffState, link: ReviewLink, { reviewers }: Settings) =>
  votes.find((vote) => identityOf(reviewers, voterOf(vote)) === identityOf(reviewers, link.reviewerId));

/** What it takes and what there is, for a review of several votes; who voted how is hidden until a blind voter has voted. */
export function progressOf(state: HandoffState, link: ReviewLink, settings: Settings): string | undefined {
  const { approvals, rule, blind } = requirementOf(state.verdict);
  if (state.phase !== 'reviewing' || (approvals === 1 && rule === 'quorum')) return undefined;
  const needed =
    rule === 'unanimous' ? 'everybody who is asked must approve' : `${approvals} people must approve`;
  const takes = `For this to run, ${needed}${rule === 'veto' ? ', and nobody may reject it' : ''}.`;
  if (blind && !ownVote(state, link, settings))
    return `${takes} You see the other votes once you have voted.`;
  const votes = state.votes.map(
    ({ reviewerId, decision }) => `${nameOf(reviewerId, link.reviewerId, settings)} ${VERBS[decision]}`,
  );
  return `${takes} ${votes.length > 0 ? `So far: ${votes.join('; ')}.` : 'Nobody has voted yet.'}`;
}

/** Who did what, as one line. */
export function headlineOf(state: HandoffState, link: ReviewLink, settings: Settings): string {
  if (state.stop) return 'An operator stopped this before it ran';
  const end = state.outcome && ENDS[state.outcome];
  if (end) return end;
  const own = ownVote(state, link, settings);
  if (state.phase === 'reviewing' && own) return `You ${VERBS[own.decision]}`;
  const passed = state.delegations.find(({ reviewerId }) => reviewerId === link.reviewerId);
  if (state.phase === 'reviewing' && passed)
    return `You passed this on to ${nameOf(passed.delegateId, link.reviewerId, settings)}`;
  if (state.decision)
    return `${nameOf(state.decision.reviewerId, link.reviewerId, settings)} ${VERBS[state.decision.decision]}`;
  if (state.change && state.phase !== 'settled')
    return 'What the request relies on has changed: it is asked again';
  return 'The time to decide has passed';
}

const RAN = {
  performed: { tone: 'good', text: 'The action ran.' },
  failed: { tone: 'bad', text: 'The action failed.' },
  'in-doubt': {
    tone: 'warn',
    text: 'It is in doubt whether the action ran. Please check the system that it acts on.',
  },
  granted: { tone: 'good', text: 'The agent was allowed to run exactly this action itself.' },
} as const satisfies Record<string, Statement>;

const withError = (statement: Statement, error: string | undefined): Statement =>
  error ? { ...statement, text: `${statement.text} It was said: ${error}` } : statement;

function runStatement(state: HandoffState, progress: string | undefined): Statement {
  if (progress) return { tone: 'good', text: progress };
  if (state.performance) return withError(RAN[state.performance.status], state.performance.error);
  switch (state.phase) {
    case 'edited':
      return state.decision
        ? { tone: 'good', text: 'The changed proposal is being checked.' }
        : { tone: 'warn', text: 'Nothing ran; a newer link follows.' };
    case 'cleared':
    case 'performing':
      return { tone: 'good', text: 'The action is about to run.' };
    case 'reviewing':
      return state.decision
        ? { tone: 'good', text: 'The changed proposal waits for another reviewer.' }
        : { tone: 'warn', text: 'Nothing runs unless somebody else decides in time.' };
    default:
      return { tone: 'warn', text: 'Nothing ran.' };
  }
}

const REVERSED = {
  full: { tone: 'good', text: 'It was reversed in full.' },
  partial: { tone: 'warn', text: 'It was reversed in part. Please check what is left of it.' },
  impossible: { tone: 'bad', text: 'It could not be reversed. Somebody has to put it right by hand.' },
  'in-doubt': {
    tone: 'warn',
    text: 'It is in doubt whether it was reversed. Please check the system that it acts on.',
  },
} as const satisfies Record<string, Statement>;

function reversalStatements(state: HandoffState, link: ReviewLink, settings: Settings): Statement[] {
  const { reversal } = state;
  if (reversal?.phase === 'offered' && reversal.votes) {
    const names = reversal.votes.map(({ reviewerId }) => nameOf(reviewerId, link.reviewerId, settings));
    return [{ tone: 'good', text: `${names.join(', ')} ordered the reversal; it takes others, too.` }];
  }
  if (!reversal || reversal.phase === 'offered') return [];
  const who = nameOf(reversal.reviewerId, link.reviewerId, settings);
  const ordered: Statement = { tone: 'good', text: `${who} ordered the reversal.` };
  return reversal.result
    ? [ordered, withError(REVERSED[reversal.result], reversal.error)]
    : [ordered, { tone: 'good', text: 'The reversal is about to run.' }];
}

/** What became of the action, and of its reversal. */
export const statementsOf = (state: HandoffState, link: ReviewLink, settings: Settings): Statement[] => [
  runStatement(state, progressOf(state, link, settings)),
  ...reversalStatements(state, link, settings),
];

/** Whether more is still to be told without anybody deciding. */
export const isPending = (state: HandoffState): boolean =>
  ['edited', 'cleared', 'performing'].includes(state.phase) ||
  state.reversal?.phase === 'requested' ||
  state.reversal?.phase === 'reversing';
