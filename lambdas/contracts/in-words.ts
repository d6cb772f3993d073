// A handoff's facts in plain words, one line each: for `handoff show` and for whoever draws a timeline. No handler uses it.
import type { Fact, FactOf, FactType, StopScope } from './event.js';

const short = (digest: string) => digest.slice(0, 12);
/** Instant as people read it: `2026-11-24 12:00:00 UTC`. */
export const moment = (instant: string) => instant.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');

const because = (reason: string | undefined) => (reason ? `: ${reason}` : '');

const DECISIONS = { approve: 'approved', edit: 'changed', reject: 'rejected', respond: 'answered' } as const;
const RUNS = {
  performed: 'The action ran',
  failed: 'The action failed',
  'in-doubt': 'Whether the action ran is in doubt: check by hand',
  granted: 'The agent was granted to run the action itself',
} as const;
const REVERSALS = {
  full: 'The action was reversed in full',
  partial: 'The action was reversed in part',
  impossible: 'The action cannot be reversed',
  'in-doubt': 'Whether the reversal ran is in doubt: check by hand',
} as const;
const ENDS = {
  deadline: 'nobody decided in time',
  unreachable: 'nobody could be reached',
  approval: 'its approval was too old to run',
} as const;

const REFUSED_VOTES = {
  left: 'no longer in the directory',
  interested: 'the request comes from this person or is made for them',
  'role-missing': 'the role it takes is not held, or not any more',
} as const;

const DISTRUST = {
  'no-receipt': 'it has no receipt',
  'false-receipt': 'its receipt does not hold',
  'out-of-order': 'nothing of ours writes it there',
  'broken-chain': 'it does not follow from what was before it',
} as const;
const VOIDED = {
  handoff: 'the handoff is closed, and nothing more is run',
  reversal: 'the order of the reversal is void',
} as const;

function stopWords(scope: StopScope): string {
  switch (scope.kind) {
    case 'tenant':
      return 'everything of this tenant';
    case 'agent':
      return `the agent ${scope.agentId}`;
    case 'handoff':
      return `the handoff ${scope.handoffId}`;
  }
}

function requestedWords({ data }: FactOf<'requested'>): string {
  const rules = data.verdict.rules.map(({ rule }) => rule).join(', ');
  const asked = `Agent ${data.agent.id} (version ${data.agent.version}) proposed ${data.actionType}`;
  const verdict = {
    proceed: 'no human was needed',
    durable: `a human was needed: ${rules}`,
    active: `a human was needed, in the calling application: ${rules}`,
    live: `a human was asked to take over: ${rules}`,
    hybrid: `a review was needed, and is offered: ${rules}`,
    refuse: `refused: ${rules}`,
  };
  return `${asked}; ${verdict[data.verdict.pattern]}`;
}

const WORDS: { [T in FactType]: (fact: FactOf<T>) => string } = {
  requested: requestedWords,
  refused: ({ data }) =>
    `Refused: ${data.problems.map(({ path, rule }) => `${path} ${rule}`).join('; ') || 'not acceptable'}`,
  continued: () => 'The durable workflow took over from the gate',
  offered: ({ data }) => `A review was offered to the agent, until ${moment(data.expiresAt)}`,
  offerAccepted: ({ data }) => `The ${data.by} accepted the offer: reviewers are asked`,
  offerWithdrawn: ({ data }) => `The ${data.by} did without a review${because(data.reason)}; nothing was run`,
  offerExpired: () => 'Nobody took the offer of a review up in time; nothing was run',
  reviewOpened: ({ data }) => `Tier ${data.tier} was asked, until ${moment(data.deadlineAt)}`,
  decided: ({ data }) =>
    `${data.reviewerId} ${DECISIONS[data.decision]} it (digest ${short(data.actionDigest)})${because(data.reasonCode)}${data.proof ? ', signed with a passkey' : ''}${data.reported ? `, as ${data.reported.application} reported` : ''}`,
  voteRefused: ({ data }) => `A vote of ${data.reviewerId} was not counted: ${REFUSED_VOTES[data.reason]}`,
  delegated: ({ data }) => `${data.reviewerId} passed the decision on to ${data.delegateId}`,
  contextAsked: ({ data: { reviewerId, clockStopsUntil } }) =>
    `${reviewerId} asked the agent for more context${clockStopsUntil ? `; the deadline stands still until ${moment(clockStopsUntil)} at the latest` : ''}`,
  contextGiven: ({ data }) => `The agent answered the question of fact ${data.question}`,
  reevaluated: ({ data }) =>
    data.requirementMet
      ? 'The changed proposal was judged again; its author’s approval suffices'
      : `The changed proposal was judged again; ${data.verdict.pattern === 'refuse' ? 'refused' : 'another review is needed'}`,
  changed: ({ data }) => `Not run: ${data.names.join(', ')} had changed since; it is judged again`,
  escalated: ({ data }) => `Escalated from tier ${data.fromTier} to ${data.toTier}: ${ENDS[data.reason]}`,
  expired: ({ data }) => `Expired at tier ${data.tier}: ${ENDS[data.reason]}; nothing was run`,
  cancelled: ({ data }) =>
    data.scope
      ? `Ended before its action ran: ${stopWords(data.scope)} had been stopped${because(data.reason)}`
      : `Cancelled by the ${data.by}${because(data.reason)}`,
  closed: ({ data }) => `Closed: the execution ended as ${data.executionStatus}; nothing was run`,
  performing: ({ data }) => `The run of digest ${short(data.actionDigest)} was claimed`,
  performed: ({ data }) => `${RUNS[data.status]}${because(data.error)}`,
  reversalOffered: ({ data }) => `A reversal link was issued for ${data.reviewerId}`,
  reversalVoted: ({ data }) => `${data.reviewerId} ordered the reversal; it takes others, too`,
  reversalRequested: ({ data }) => `${data.reviewerId} ordered the reversal`,
  reversing: () => 'The reversal was claimed',
  reversed: ({ data }) => `${REVERSALS[data.result]}${because(data.error)}`,
  resent: ({ data }) => `A new link was issued for ${data.reviewerId}; earlier ones are void`,
  enrolmentOffered: ({ data }) => `${data.reviewerId} was invited to enrol a passkey`,
  enrolled: ({ data }) => `${data.reviewerId} enrolled a passkey`,
  channelFailed: ({ data }) => `No message reached ${data.reviewerId}${because(data.reason)}`,
  voided: ({ data }) => `Fact ${data.fact} is not believed: ${DISTRUST[data.reason]}; ${VOIDED[data.of]}`,
  stopped: ({ data }) => `${data.by} stopped ${stopWords(data.scope)}: ${data.reason}`,
  stopLifted: ({ data }) => `${data.by} lifted the stop of ${stopWords(data.scope)}: ${data.reason}`,
};

/** What happened, in one line that may hold other people's text: print it through whatever makes text safe. */
export const inWords = (fact: Fact): string => (WORDS[fact.type] as (fact: Fact) => string)(fact);
