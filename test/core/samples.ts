// Literal facts, settings and requests for the tests of core: one handoff, told fact by fact.
import type { Fact, FactData, Unsealed } from '../../lambdas/contracts/event.js';
import type { ReviewLink } from '../../lambdas/contracts/link.js';
import { HandoffRequest } from '../../lambdas/contracts/request.js';
import type { Settings } from '../../lambdas/contracts/settings.js';
import { seal } from '../../lambdas/core/chain.js';
import { evolve, fold } from '../../lambdas/core/evolve.js';
import { unknownHandoff } from '../../lambdas/core/state.js';

export const KEY = { tenant: 'default', handoffId: 'refund-42' } as const;
export const START = Date.parse('2026-11-24T12:00:00.000Z');
export const DIGEST = { action: 'a'.repeat(64), edited: 'b'.repeat(64), other: 'c'.repeat(64) } as const;
export const EXECUTION = {
  arn: 'arn:aws:states:eu-west-1:111122223333:execution:Handoff:refund-42',
  startedAt: '2026-11-24T12:00:00.000Z',
} as const;

export const SETTINGS: Settings = {
  schemaVersion: 1,
  actions: {
    refund_order: {
      effect: 'compensatable',
      parameters: {
        type: 'object',
        properties: { orderId: { type: 'string' }, amount: { type: 'number', minimum: 0 } },
        required: ['orderId', 'amount'],
        additionalProperties: false,
      },
      performer: { kind: 'lambda', target: 0 },
      compensation: { kind: 'lambda', target: 1 },
      confidenceThreshold: 0.9,
      idempotent: false,
    },
    send_note: {
      effect: 'reversible',
      parameters: { type: 'object' },
      performer: { kind: 'agent' },
      confidenceThreshold: 0,
      idempotent: true,
    },
  },
  reviewers: {
    ana: { name: 'Ana', email: 'ana@example.com', person: 'ana' },
    ben: { name: 'Ben', email: 'ben@example.com', person: 'ben' },
    cleo: { name: 'Cleo', email: 'cleo@example.com', person: 'cleo' },
  },
  tiers: [
    { reviewers: ['ana', 'ben'], timeoutSeconds: 3_600 },
    { reviewers: ['cleo'], timeoutSeconds: 7_200 },
  ],
  hardRules: [{ id: 'large-refund', parameter: { name: 'amount', atLeast: 500 } }],
  timeZone: 'Europe/London',
  contextRetentionDays: 90,
};
export const POLICY = { settings: SETTINGS, digest: 'd'.repeat(64) };

/** A request that needs a human, with `changes` on top. */
export const request = (changes: Record<string, unknown> = {}): HandoffRequest =>
  HandoffRequest.parse({
    schemaVersion: 1,
    agent: { id: 'support-agent', version: '3' },
    action: { type: 'refund_order', parameters: { orderId: '#W1', amount: 20 } },
    assessment: { confidence: 0.5 },
    ...changes,
  });

const VERDICT = {
  durable: {
    pattern: 'durable',
    rules: [{ rule: 'confidence-below-threshold', evidence: 'the stated confidence 0.5 is below 0.9' }],
    settingsDigest: 'd'.repeat(64),
  },
  hybrid: {
    pattern: 'hybrid',
    rules: [{ rule: 'confidence-below-threshold', evidence: 'the stated confidence 0.5 is below 0.9' }],
    settingsDigest: 'd'.repeat(64),
  },
  active: {
    pattern: 'active',
    rules: [{ rule: 'confidence-below-threshold', evidence: 'the stated confidence 0.5 is below 0.9' }],
    settingsDigest: 'd'.repeat(64),
  },
  proceed: { pattern: 'proceed', rules: [], settingsDigest: 'd'.repeat(64) },
  refuse: {
    pattern: 'refuse',
    rules: [{ rule: 'nobody-available', evidence: 'no reviewer is left who may decide this' }],
    settingsDigest: 'd'.repeat(64),
  },
} as const;

export const ROUTE = [
  { reviewers: ['ana', 'ben'], deadlineAt: '2026-11-24T13:00:00.000Z' },
  { reviewers: ['cleo'], deadlineAt: '2026-11-24T15:00:00.000Z' },
];

const requestedData = (pattern: keyof typeof VERDICT): FactData<'requested'> => ({
  execution: EXECUTION,
  agent: { id: 'support-agent', version: '3' },
  actionType: 'refund_order',
  effect: 'compensatable',
  actionDigest: DIGEST.action,
  partRefs: { assessment: DIGEST.other },
  requestDigest: 'e'.repeat(64),
  confidence: 0.5,
  verdict: { ...VERDICT[pattern], rules: [...VERDICT[pattern].rules] },
  route: ROUTE,
});

/** Facts by a short name, as a handoff meets them. */
export const FACT = {
  requested: { type: 'requested', data: requestedData('durable') },
  hybrid: {
    type: 'requested',
    data: { ...requestedData('hybrid'), offerExpiresAt: '2026-11-24T12:15:00.000Z' },
  },
  active: { type: 'requested', data: requestedData('active') },
  atGate: {
    type: 'requested',
    data: {
      ...requestedData('durable'),
      execution: {
        arn: 'arn:aws:states:eu-west-1:111122223333:express:Gate:refund-42:6a1f0f4e-0000-4000-8000-000000000000',
        startedAt: '2026-11-24T12:00:00.000Z',
      },
    },
  },
  continued: { type: 'continued', data: { execution: EXECUTION } },
  offerMade: { type: 'offered', data: { expiresAt: '2026-11-24T12:15:00.000Z' } },
  offerTaken: { type: 'offerAccepted', data: { by: 'user' } },
  offerWithdrawn: { type: 'offerWithdrawn', data: { by: 'agent', reason: 'too small to bother' } },
  offerLapsed: { type: 'offerExpired', data: {} },
  proceeding: { type: 'requested', data: requestedData('proceed') },
  nobody: { type: 'requested', data: requestedData('refuse') },
  refused: {
    type: 'refused',
    data: { execution: EXECUTION, problems: [{ path: 'agent', rule: 'must be object' }] },
  },
  opened: {
    type: 'reviewOpened',
    data: { tier: 1, actionDigest: DIGEST.action, deadlineAt: '2026-11-24T13:00:00.000Z' },
  },
  openedSecond: {
    type: 'reviewOpened',
    data: { tier: 2, actionDigest: DIGEST.action, deadlineAt: '2026-11-24T15:00:00.000Z' },
  },
  approved: {
    type: 'decided',
    data: { decision: 'approve', reviewerId: 'ana', tier: 1, actionDigest: DIGEST.action },
  },
  reported: {
    type: 'decided',
    data: {
      decision: 'approve',
      reviewerId: 'ana',
      tier: 1,
      actionDigest: DIGEST.action,
      reported: {
        application: 'support-desk',
        authentication: 'oidc:example-idp',
        authenticatedAt: '2026-11-24T11:59:00.000Z',
      },
    },
  },
  edited: {
    type: 'decided',
    data: {
      decision: 'edit',
      reviewerId: 'ana',
      tier: 1,
      actionDigest: DIGEST.action,
      editedDigest: DIGEST.edited,
      detailDigest: DIGEST.other,
    },
  },
  needsTwo: {
    type: 'requested',
    data: {
      ...requestedData('durable'),
      verdict: {
        ...requestedData('durable').verdict,
        requirement: { approvals: 2, rule: 'quorum', roles: ['controller'], blind: true, presence: 'code' },
      },
    },
  },
  anaVotes: {
    type: 'decided',
    data: { decision: 'approve', reviewerId: 'ana', tier: 1, actionDigest: DIGEST.action, person: 'ana' },
  },
  benVotes: {
    type: 'decided',
    data: { decision: 'approve', reviewerId: 'ben', tier: 1, actionDigest: DIGEST.action, person: 'ben' },
  },
  benRefused: {
    type: 'voteRefused',
    data: { reviewerId: 'ben', tier: 1, actionDigest: DIGEST.action, reason: 'role-missing' },
  },
  rejected: {
    type: 'decided',
    data: {
      decision: 'reject',
      reviewerId: 'ben',
      tier: 1,
      actionDigest: DIGEST.action,
      detailDigest: DIGEST.other,
    },
  },
  responded: {
    type: 'decided',
    data: { decision: 'respond', reviewerId: 'ben', tier: 1, actionDigest: DIGEST.action },
  },
  admitted: {
    type: 'reevaluated',
    data: {
      actionDigest: DIGEST.edited,
      verdict: requestedData('durable').verdict,
      route: ROUTE,
      requirementMet: true,
    },
  },
  notAdmitted: {
    type: 'reevaluated',
    data: {
      actionDigest: DIGEST.edited,
      verdict: requestedData('durable').verdict,
      route: [{ reviewers: ['cleo'], deadlineAt: '2026-11-24T16:00:00.000Z' }],
      requirementMet: false,
    },
  },
  forbidden: {
    type: 'reevaluated',
    data: {
      actionDigest: DIGEST.edited,
      verdict: requestedData('refuse').verdict,
      route: [],
      requirementMet: false,
    },
  },
  escalated: { type: 'escalated', data: { fromTier: 1, toTier: 2, reason: 'deadline' } },
  expired: { type: 'expired', data: { tier: 2, reason: 'deadline' } },
  approvalExpired: { type: 'expired', data: { tier: 1, reason: 'approval' } },
  cancelled: { type: 'cancelled', data: { by: 'agent', reason: 'no longer needed' } },
  withPreconditions: {
    type: 'requested',
    data: { ...requestedData('durable'), partRefs: { preconditions: '1'.repeat(64) } },
  },
  changed: {
    type: 'changed',
    data: {
      actionDigest: DIGEST.action,
      newDigest: DIGEST.edited,
      names: ['balance'],
      observedDigest: '2'.repeat(64),
    },
  },
  stopped: {
    type: 'stopped',
    data: { scope: { kind: 'agent', agentId: 'support-agent' }, by: 'olga', reason: 'it refunds twice' },
  },
  stoppedAll: { type: 'stopped', data: { scope: { kind: 'tenant' }, by: 'olga', reason: 'incident 7' } },
  lifted: {
    type: 'stopLifted',
    data: { scope: { kind: 'agent', agentId: 'support-agent' }, by: 'olga', reason: 'fixed' },
  },
  endedByStop: {
    type: 'cancelled',
    data: { by: 'stop', scope: { kind: 'agent', agentId: 'support-agent' }, reason: 'it refunds twice' },
  },
  closed: { type: 'closed', data: { executionStatus: 'ABORTED' } },
  performing: {
    type: 'performing',
    data: {
      actionDigest: DIGEST.action,
      idempotencyKey: `default/refund-42/${DIGEST.action}`,
      idempotent: false,
    },
  },
  performingIdempotent: {
    type: 'performing',
    data: {
      actionDigest: DIGEST.action,
      idempotencyKey: `default/refund-42/${DIGEST.action}`,
      idempotent: true,
    },
  },
  performed: {
    type: 'performed',
    data: { status: 'performed', actionDigest: DIGEST.action, resultDigest: DIGEST.other },
  },
  failed: {
    type: 'performed',
    data: { status: 'failed', actionDigest: DIGEST.action, error: 'the shop said no' },
  },
  performingEdited: {
    type: 'performing',
    data: {
      actionDigest: DIGEST.edited,
      idempotencyKey: `default/refund-42/${DIGEST.edited}`,
      idempotent: false,
    },
  },
  performedEdited: {
    type: 'performed',
    data: { status: 'performed', actionDigest: DIGEST.edited, resultDigest: DIGEST.other },
  },
  offered: { type: 'reversalOffered', data: { reviewerId: 'ana' } },
  ordered: { type: 'reversalRequested', data: { reviewerId: 'ana', actionDigest: DIGEST.action } },
  reversalVoted: {
    type: 'reversalVoted',
    data: { reviewerId: 'ana', person: 'ana', actionDigest: DIGEST.action },
  },
  orderedByRule: {
    type: 'reversalRequested',
    data: {
      reviewerId: 'ben',
      actionDigest: DIGEST.action,
      rule: { approvals: 2, reviewers: ['ana', 'ben'] },
    },
  },
  reversing: {
    type: 'reversing',
    data: { idempotencyKey: `default/refund-42/${DIGEST.action}/reverse` },
  },
  reversed: { type: 'reversed', data: { result: 'full', resultDigest: DIGEST.other } },
  anaPassesOn: {
    type: 'delegated',
    data: { reviewerId: 'ana', delegateId: 'dora', tier: 1, actionDigest: DIGEST.action },
  },
  doraVotes: {
    type: 'decided',
    data: { decision: 'approve', reviewerId: 'dora', tier: 1, actionDigest: DIGEST.action, person: 'dora' },
  },
  anaAsks: {
    type: 'contextAsked',
    data: { reviewerId: 'ana', tier: 1, actionDigest: DIGEST.action, questionDigest: '3'.repeat(64) },
  },
  agentAnswers: { type: 'contextGiven', data: { question: 3, answerDigest: '4'.repeat(64) } },
  resent: { type: 'resent', data: { reviewerId: 'ana', generation: 1 } },
  anaFailed: { type: 'channelFailed', data: { tier: 1, reviewerId: 'ana', reason: 'mailbox full' } },
  benFailed: { type: 'channelFailed', data: { tier: 1, reviewerId: 'ben', reason: 'no such mailbox' } },
} as const satisfies Record<string, Unsealed>;
export type FactName = keyof typeof FACT;

/** The log that holds `names`, sealed, one second apart. */
export function logOf(...names: FactName[]): Fact[] {
  const facts: Fact[] = [];
  let state = unknownHandoff(KEY);
  for (const name of names) {
    const at = new Date(START + state.sequence * 1_000).toISOString();
    const fact = seal(state, FACT[name] as Unsealed, `command-${state.sequence}`, at);
    facts.push(fact);
    state = evolve(state, fact);
  }
  return facts;
}

/** The state after `names`. */
export const stateOf = (...names: FactName[]) => fold(KEY, logOf(...names));

/** A genuine review link of `reviewerId` for the first digest, with `changes` on top. */
export const link = (reviewerId = 'ana', changes: Partial<ReviewLink> = {}): ReviewLink => ({
  schemaVersion: 1,
  ...KEY,
  linkHash: 'f'.repeat(64),
  reviewerId,
  purpose: 'review',
  actionDigest: DIGEST.action,
  tier: 1,
  generation: 0,
  expiresAt: '2026-11-25T12:00:00.000Z',
  codeHash: '0'.repeat(64),
  attempts: 0,
  wrongAt: [],
  ...changes,
});

/** Paths to phases, for tables of command × state. */
export const PATHS = {
  unknown: [],
  reviewing: ['requested', 'opened'],
  'second tier': ['requested', 'opened', 'escalated', 'openedSecond'],
  unreachable: ['requested', 'opened', 'anaFailed', 'benFailed'],
  edited: ['requested', 'opened', 'edited'],
  approved: ['requested', 'opened', 'approved'],
  autonomous: ['proceeding'],
  performing: ['requested', 'opened', 'approved', 'performing'],
  performed: ['requested', 'opened', 'approved', 'performing', 'performed'],
  failed: ['requested', 'opened', 'approved', 'performing', 'failed'],
  rejected: ['requested', 'opened', 'rejected'],
  responded: ['requested', 'opened', 'responded'],
  expired: ['requested', 'opened', 'escalated', 'openedSecond', 'expired'],
  cancelled: ['requested', 'opened', 'cancelled'],
  closed: ['requested', 'opened', 'closed'],
  refused: ['refused'],
  offered: ['requested', 'opened', 'approved', 'performing', 'performed', 'offered'],
  ordered: ['requested', 'opened', 'approved', 'performing', 'performed', 'offered', 'ordered'],
  reversing: [
    'requested',
    'opened',
    'approved',
    'performing',
    'performed',
    'offered',
    'ordered',
    'reversing',
  ],
  reversed: [
    'requested',
    'opened',
    'approved',
    'performing',
    'performed',
    'offered',
    'ordered',
    'reversing',
    'reversed',
  ],
} as const satisfies Record<string, readonly FactName[]>;
export type PathName = keyof typeof PATHS;
export const PATH_NAMES = Object.keys(PATHS) as PathName[];
export const at = (path: PathName) => stateOf(...PATHS[path]);
