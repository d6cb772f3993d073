// The closed list of expected "no" answers, each with what to tell the caller. Values, never thrown.

/** Why a command was not accepted. */
export const REFUSALS = {
  NOT_FOUND: 'there is no such handoff',
  ALREADY_DECIDED: 'this handoff has already been decided',
  ALREADY_SETTLED: 'this handoff is over',
  BOUND_ELSEWHERE: 'this handoff id belongs to another execution',
  DEADLINE_PASSED: 'the time to decide has passed',
  NOT_A_REVIEWER: 'this person may not decide this handoff',
  ALREADY_VOTED: 'this person has already voted on this proposal',
  NO_LONGER_ELIGIBLE: 'this person may no longer decide this handoff',
  SUPERSEDED: 'the proposal has changed since the link was sent',
  LINK_VOID: 'a newer link was sent',
  NOT_CLEARED: 'the action has not been approved',
  ALREADY_PERFORMING: 'the action is already running',
  NOT_PERFORMED: 'nothing ran that could be reversed',
  ALREADY_REVERSED: 'a reversal has already been ordered',
  REVERSAL_TOO_LATE: 'the time in which this can be reversed has passed',
  REVERSAL_RUNNING: 'the reversal is running',
  NOT_ORDERED: 'no reversal has been ordered',
  NOT_OPEN: 'no review is open',
  NOT_OFFERED: 'no review is on offer',
  OFFER_OVER: 'the time to take the offer up has passed',
  NOT_ACTIVE: 'this handoff is not decided in an application',
  STALE_AUTHENTICATION: 'the person has to be authenticated again',
  PRESENCE_REQUIRED: 'this decision takes a passkey on the review page',
  ALREADY_STOPPED: 'this is stopped already',
  NOT_STOPPED: 'there is no stop of exactly this to lift',
  ENROLMENT_OVER: 'this invitation has been used, or a newer one was sent',
} as const;
export type RefusalCode = keyof typeof REFUSALS;
