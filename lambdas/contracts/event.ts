// The facts. One command appends exactly one; nothing on the log is ever changed. No personal data: whatever may hold
// some is stored beside the log and named here by its salted digest.
import * as z from 'zod/mini';
import { PART_NAMES } from './context.js';
import { REVIEW_FACTS } from './event-review.js';
import { Distrust, TRUST_FACTS } from './event-trust.js';
import { ReversalResult, StopScope, UNDO_FACTS } from './event-undo.js';
import {
  ActionType,
  Digest,
  Effect,
  ExecutionRef,
  Instant,
  LogId,
  Name,
  PreconditionName,
  ReviewerId,
  Tenant,
} from './ids.js';
import { Passkey, PresenceProof } from './passkey.js';
import { Presence, Route, Verdict } from './verdict.js';

export { Distrust, ReversalResult, StopScope };

const tier = z.number().check(z.int(), z.minimum(1), z.maximum(5));
const reason = z.string().check(z.maxLength(256));

const offerer = z.enum(['agent', 'user']);

export const DecisionKind = z.enum(['approve', 'edit', 'reject', 'respond']);
export type DecisionKind = z.infer<typeof DecisionKind>;
/** Longest reason, answer or remark, in UTF-16 code units. */
export const MAX_DECISION_TEXT = 4_000;

/** An application that reports a decision, and how and when it authenticated the person who made it. */
export const ReportedBy = z.strictObject({
  application: Name,
  /** Such as `oidc:example-idp`; what the application's operators agreed on. */
  authentication: Name,
  authenticatedAt: Instant,
});
export type ReportedBy = z.infer<typeof ReportedBy>;

/** Why a proposal was rejected, for agents to act on; the words beside it say more. */
export const ReasonCode = z.enum([
  'wrong-values',
  'wrong-target',
  'against-policy',
  'missing-information',
  'not-needed',
  'other',
]);
export type ReasonCode = z.infer<typeof ReasonCode>;

export const PerformanceStatus = z.enum(['performed', 'failed', 'in-doubt', 'granted']);
export type PerformanceStatus = z.infer<typeof PerformanceStatus>;

/** Data of each fact, by its type. */
export const FACTS = {
  /** First fact of a valid request: binds the execution, holds verdict and route. */
  requested: z.strictObject({
    execution: ExecutionRef,
    agent: z.strictObject({ id: Name, version: Name }),
    onBehalfOf: z.optional(Name),
    locale: z.optional(z.string()),
    actionType: ActionType,
    effect: Effect,
    actionDigest: Digest,
    /** Digest of every stored part but the action's, by part. */
    partRefs: z.partialRecord(z.enum(PART_NAMES), Digest),
    requestDigest: Digest,
    confidence: z.optional(z.number()),
    verdict: Verdict,
    route: Route,
    /** Pattern `hybrid` only: until when the offer of a review may be taken up. */
    offerExpiresAt: z.optional(Instant),
    /** People's decisions on it carry receipts; absent where an earlier release opened it. */
    receipts: z.optional(z.literal(true)),
  }),
  /** First fact of a request that could not be accepted. Paths and rules only, no values. */
  refused: z.strictObject({
    execution: ExecutionRef,
    problems: z.array(z.strictObject({ path: z.string(), rule: z.string() })),
  }),
  /** A durable execution goes on with what an Express one had judged: it holds the handoff from here on (rule R9). */
  continued: z.strictObject({ execution: ExecutionRef }),
  /** The wait for an answer to the offer of a review has begun. Nobody is asked before it is accepted. */
  offered: z.strictObject({ expiresAt: Instant }),
  /** The agent or its user wants the review: reviewers have their full time from here on. */
  offerAccepted: z.strictObject({ by: offerer }),
  offerWithdrawn: z.strictObject({ by: offerer, reason: z.optional(reason) }),
  /** Nobody took the offer up in time; nothing is run. */
  offerExpired: z.strictObject({}),
  /** The wait of one tier over one digest has begun; links may go out. */
  reviewOpened: z.strictObject({
    tier,
    actionDigest: Digest,
    deadlineAt: Instant,
  }),
  /** A reviewer decided. An edit names the digest it makes; text and edited parameters are the part `decision`. */
  decided: z.strictObject({
    decision: DecisionKind,
    reviewerId: ReviewerId,
    tier,
    actionDigest: Digest,
    editedDigest: z.optional(Digest),
    detailDigest: z.optional(Digest),
    /** Taken outside our pages: by which application, and how it knew the person. */
    reported: z.optional(ReportedBy),
    /** The natural person whose vote it is; the reviewer where it is absent (release 0.1). */
    person: z.optional(Name),
    /** How the voter proved presence; the code of the message where it is absent. */
    presence: z.optional(Presence),
    /** With a passkey: the signed assertion, which shows offline who decided exactly what. */
    proof: z.optional(PresenceProof),
    reasonCode: z.optional(ReasonCode),
  }),
  /** Somebody who was asked voted, and may not any more; nothing was counted. */
  voteRefused: z.strictObject({
    reviewerId: ReviewerId,
    tier,
    actionDigest: Digest,
    reason: z.enum(['left', 'interested', 'role-missing']),
  }),
  /** An edited proposal was judged again; `requirementMet` when its author's approval suffices (rule R12). */
  reevaluated: z.strictObject({
    actionDigest: Digest,
    verdict: Verdict,
    route: Route,
    requirementMet: z.boolean(),
    /** The edit is its author's approval, and the requirement takes more of them; no vote when absent (rule R12). */
    authorCounts: z.optional(z.boolean()),
    /** The part `evidence` of this verdict, where a rule quotes somebody. */
    evidenceDigest: z.optional(Digest),
  }),
  /** What the request relied on was otherwise when it came to perform: the same action is a new proposal, and judged again. */
  changed: z.strictObject({
    actionDigest: Digest,
    /** Digest of the same action under a new salt: votes and links over the old one are void. */
    newDigest: Digest,
    names: z.array(PreconditionName).check(z.minLength(1), z.maxLength(20)),
    /** The part `preconditions` as it is now; the next run is compared with that. */
    observedDigest: Digest,
  }),
  escalated: z.strictObject({
    fromTier: tier,
    toTier: tier,
    reason: z.enum(['deadline', 'unreachable']),
  }),
  expired: z.strictObject({
    tier,
    /** `approval`: approved, and not run within the time that an approval is good for. */
    reason: z.enum(['deadline', 'unreachable', 'approval']),
  }),
  cancelled: z.strictObject({
    /** `stop`: it came to perform while a stop covered it. */
    by: z.enum(['agent', 'operator', 'stop']),
    reason: z.optional(reason),
    /** Of a stop: what was stopped. */
    scope: z.optional(StopScope),
  }),
  /** The execution ended without settling (rule R4). */
  closed: z.strictObject({
    executionStatus: z.string().check(z.maxLength(32)),
  }),
  /** Claim before the call: whoever finds it without a result never calls again (rule R10). */
  performing: z.strictObject({
    actionDigest: Digest,
    idempotencyKey: z.string().check(z.maxLength(256)),
    idempotent: z.boolean(),
  }),
  performed: z.strictObject({
    status: PerformanceStatus,
    actionDigest: Digest,
    resultDigest: z.optional(Digest),
    error: z.optional(reason),
  }),
  /** The operator had a reviewer's link replaced; links of earlier generations are void. */
  resent: z.strictObject({
    reviewerId: ReviewerId,
    generation: z.number().check(z.int(), z.minimum(1)),
  }),
  /** On the log of a person's enrolments: an operator invited that person to enrol a passkey. */
  enrolmentOffered: z.strictObject({ reviewerId: ReviewerId }),
  /** The person enrolled a passkey, in place of any earlier one. */
  enrolled: z.strictObject({ reviewerId: ReviewerId, ...Passkey.shape }),
  /** A channel could not reach a reviewer of this tier. */
  channelFailed: z.strictObject({ tier, reviewerId: ReviewerId, reason }),
  ...REVIEW_FACTS,
  ...TRUST_FACTS,
  ...UNDO_FACTS,
} as const;

export type FactType = keyof typeof FACTS;
export type FactData<T extends FactType> = z.infer<(typeof FACTS)[T]>;

const envelope = {
  schemaVersion: z.literal(1),
  tenant: Tenant,
  handoffId: LogId,
  /** 1-based position in this handoff's log. */
  sequence: z.number().check(z.int(), z.minimum(1)),
  /** Deterministic id of the command: a repeated command finds its own fact (rule R6). */
  commandId: z.string().check(z.minLength(1), z.maxLength(256)),
  at: Instant,
  /** Hash of the fact before; 64 zeros for the first. */
  previousHash: Digest,
  /** Of a person's word: Ed25519 signature (base64url) over the hash that the fact has without it. */
  receipt: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/))),
  /** SHA-256 over the canonical JSON of everything but `hash`. */
  hash: Digest,
};

/** A fact of type `T` as it stands on the log. */
export type FactOf<T extends FactType> = {
  readonly schemaVersion: 1;
  readonly tenant: string;
  readonly handoffId: string;
  readonly sequence: number;
  readonly commandId: string;
  readonly at: string;
  readonly previousHash: string;
  readonly receipt?: string;
  readonly hash: string;
  readonly type: T;
  readonly data: FactData<T>;
};
/** Any fact, discriminated by `type`. */
export type Fact = { [T in FactType]: FactOf<T> }[FactType];
/** A fact before it is sealed: its type and data. */
export type Unsealed = {
  [T in FactType]: { readonly type: T; readonly data: FactData<T> };
}[FactType];

const Envelope = z.looseObject({
  ...envelope,
  type: z.enum(Object.keys(FACTS) as FactType[]),
});

/** Parses a stored fact; throws a ZodError when it is not one. */
export function parseFact(value: unknown): Fact {
  const { data, ...rest } = Envelope.parse(value);
  return { ...rest, data: FACTS[rest.type].parse(data) } as unknown as Fact;
}
