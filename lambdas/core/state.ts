// What the log says a handoff is, folded from its facts. Everything that decides reads this; nobody stores it.

import type { HandoffPhase } from '../contracts/agent-api.js';
import type { Distrust, FactData, PerformanceStatus, ReversalResult, StopScope } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import type { OutcomeStatus } from '../contracts/outcome.js';
import type { Route, Verdict } from '../contracts/verdict.js';
import { GENESIS_HASH, type Head } from './chain.js';
import type { StoppedClock } from './clock.js';
import type { Enrolment } from './enrolment.js';

/** The decision that counts, with the instant of its fact. */
export type RecordedDecision = FactData<'decided'> & { readonly at: string };

/** How far a reversal has come; `offered` by the operator, `requested` by an authorised human. */
export interface Reversal {
  readonly phase: 'offered' | 'requested' | 'reversing' | 'reversed';
  readonly reviewerId?: string;
  /** People who ordered it while it takes more of them. */
  readonly votes?: readonly Pick<FactData<'reversalVoted'>, 'reviewerId' | 'person' | 'presence'>[];
  /** Instant of the claim. */
  readonly claimedAt?: string;
  readonly result?: ReversalResult;
  readonly resultDigest?: string;
  readonly error?: string;
}

export interface Performance {
  readonly status: PerformanceStatus;
  /** When its end was recorded. */
  readonly at: string;
  readonly actionDigest: string;
  readonly resultDigest?: string;
  readonly error?: string;
}

/** A stop in force, with the instant of its fact. */
export type Stop = FactData<'stopped'> & { readonly at: string };

/** What a reviewer asked the agent, by the sequence of its fact. */
export interface Question {
  readonly question: number;
  readonly reviewerId: string;
  readonly at: string;
  readonly questionDigest: string;
  readonly answer?: { readonly at: string; readonly answerDigest: string };
}

/** State of one handoff. `phase` is `unknown` before the first fact. */
export interface HandoffState extends Head {
  readonly phase: HandoffPhase;
  readonly requestedAt?: string;
  readonly requested?: FactData<'requested'>;
  readonly problems?: FactData<'refused'>['problems'];
  /** Execution that the first fact bound (rule R9). */
  readonly execution?: FactData<'requested'>['execution'];
  /** The proposal as it stands: after an edit, the edited one. */
  readonly actionDigest?: string;
  readonly verdict?: Verdict;
  readonly route: Route;
  /** Until when the offer of a review may be taken up. */
  readonly offerExpiresAt?: string;
  /** How often a changed proposal has opened the review anew: its first tier comes after any tier before it. */
  readonly round: number;
  /** 1-based tier whose turn it is; 0 while a review is only offered. */
  readonly tier: number;
  /** Tier and digest for which links were allowed out; an edit or escalation opens anew. */
  readonly openedFor?: { readonly tier: number; readonly actionDigest: string };
  /** Reviewers of the current tier whom no channel could reach. */
  readonly unreachable: readonly string[];
  /** Link generation of each reviewer; 0 when never resent. */
  readonly generations: Readonly<Record<string, number>>;
  readonly edited: boolean;
  /** Who passed the decision on, and to whom, oldest first; the route names the delegates already. */
  readonly delegations: readonly Pick<FactData<'delegated'>, 'reviewerId' | 'delegateId'>[];
  /** Oldest first. */
  readonly questions: readonly Question[];
  /** Present while the clock stands still, or did until the end of its stop. */
  readonly clock?: StoppedClock | undefined;
  /** For how long it stood before that, milliseconds. */
  readonly stoppedMs: number;
  /** Votes over the proposal as it stands: an edit or a verdict on it voids those before. */
  readonly votes: readonly RecordedDecision[];
  /** The decision that counts: the vote that ended the review. */
  readonly decision?: RecordedDecision | undefined;
  /** The last claim to perform, and how many there were. */
  readonly claim?: FactData<'performing'> & {
    readonly count: number;
    readonly commandId: string;
  };
  /** The part `preconditions` that the next run is compared with; absent when the request has none. */
  readonly preconditionsDigest?: string;
  /** The last change of the world that stopped a run: the part before, and the names that differ. */
  readonly change?: { readonly beforeDigest: string; readonly names: readonly string[] };
  readonly performance?: Performance | undefined;
  readonly reversal?: Reversal | undefined;
  /** Why something on its log is not believed; it is closed then. */
  readonly distrust?: Distrust;
  /** Of a handoff that a stop ended: what was stopped, and why. */
  readonly stop?: { readonly scope: StopScope; readonly reason?: string };
  /** Stops in force; on the stop switch's own log only. */
  readonly stops: readonly Stop[];
  readonly outcome?: OutcomeStatus;
  /** Why it expired under review; absent when nobody took an offer up. */
  readonly expiredFor?: FactData<'expired'>['reason'];
  /** Sequence of the fact that settled it. */
  readonly settledAtSequence?: number;
  /** On the log of a person's enrolments only. */
  readonly enrolment?: Enrolment;
}

/** A handoff of which nothing is known. */
export const unknownHandoff = (key: HandoffKey): HandoffState => ({
  ...key,
  sequence: 0,
  headHash: GENESIS_HASH,
  phase: 'unknown',
  route: [],
  round: 0,
  tier: 1,
  unreachable: [],
  generations: {},
  votes: [],
  edited: false,
  delegations: [],
  questions: [],
  stoppedMs: 0,
  stops: [],
});
