// What somebody configures a `Handoff` with. Seven props, all with secure defaults but the first two.
import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Governance } from './governance.js';
import type { Performer } from './performer.js';
import type { SlackUser } from './slack.js';

/** Somebody who may decide. */
export interface ReviewerProps {
  /** Name as pages and messages show it. */
  readonly name: string;
  readonly email: string;
  /**
   * Tells people apart: two reviewers with one `person` are one person, and whoever an agent acts for never decides.
   * @default the reviewer's id
   */
  readonly person?: string;
  /** Further names of this person: other addresses, Slack ids, ids in your own systems. @default none */
  readonly aliases?: string[];
  /**
   * Messages go to this member of your Slack workspace, and by e-mail where Slack fails: `workspace.user('U012AB3CD')`.
   * @default e-mail only
   */
  readonly slack?: SlackUser;
  /** Roles, each from the instant `from` up to, not at, `until` (ISO 8601, UTC). @default none */
  readonly roles?: { readonly role: string; readonly from?: string; readonly until?: string }[];
}

/** What a review takes to count. */
export interface RequirementProps {
  /** Distinct people who must approve one and the same proposal: 1 to 10. @default 1 */
  readonly approvals?: number;
  /**
   * `quorum`: so many of those asked; `veto`: so many, and one rejection ends it; `unanimous`: everybody asked.
   * @default "quorum"
   */
  readonly rule?: 'quorum' | 'veto' | 'unanimous';
  /** Roles of which a voter must hold one at the moment of the vote. @default any reviewer who is asked */
  readonly roles?: string[];
  /** Whether a voter sees earlier votes only after voting. @default false */
  readonly blind?: boolean;
  /** Proof of presence. @default "code" */
  readonly presence?: 'code' | 'passkey';
}

/** Who may order a reversal, and until when. */
export interface ReversalProps {
  /** Ids of reviewers. @default whoever was asked about the action */
  readonly reviewers?: string[];
  /** Roles of which one must be held at the order. @default none is needed */
  readonly roles?: string[];
  /** Distinct people who must order it: 1 to 10. @default 1 */
  readonly approvals?: number;
  /** How long after the run it may be ordered. @default for ever */
  readonly within?: Duration;
  /** Proof of presence. @default what deciding about the action took */
  readonly presence?: 'code' | 'passkey';
}

/** An action that agents may propose. */
export interface ActionProps {
  /** What it does to the world: `reversible`, `compensatable` or `irreversible`. */
  readonly effect: 'reversible' | 'compensatable' | 'irreversible';
  /** JSON Schema (draft 2020-12) of the action's parameters; requests and edits are held to it. */
  readonly parameters: Record<string, unknown>;
  readonly performer: Performer;
  /** Undoes what the performer did. @default none: a reversal is "impossible", and says so */
  readonly compensation?: Performer;
  /** Who may order its reversal. @default any one of those who were asked, at any time */
  readonly reversal?: ReversalProps;
  /**
   * Answers the values, by name, that a request's `preconditions` are compared with before the action runs; invoked like the
   * performer, with those `preconditions`. It must change nothing. @default none: requests with preconditions are refused
   */
  readonly check?: IFunction;
  /** How long an approval is good: what is not run by then expires. One minute to 300 days. @default 1 day */
  readonly approvalTimeout?: Duration;
  /**
   * For how long, in all, the deadlines of a review stand still while the agent is asked for more context: one minute to seven
   * days. An agent that never answers delays a review by no more. @default they go on running
   */
  readonly contextStopsClock?: Duration;
  /** Stated confidence below which a human decides; 0 needs none stated. @default 0.9 */
  readonly confidenceThreshold?: number;
  /** The performer may be called again under the same idempotency key after an unknown result. @default false */
  readonly idempotent?: boolean;
  /** What a review of it takes to count. @default one approval */
  readonly requirement?: RequirementProps;
  /** Name as pages and messages show it. @default the action type */
  readonly title?: string;
  /**
   * How a human may be brought in. An agent may prefer one of these; the first is used when it prefers none of them. `patterns`
   * in the settings of `rules` count more.
   * @default only `durable`: a reviewer decides over a link
   */
  readonly patterns?: ('durable' | 'active' | 'live' | 'hybrid')[];
  /** How long a `hybrid` offer of a review may be taken up: one minute to seven days. @default 15 minutes */
  readonly offerTimeout?: Duration;
}

/** Reviewers asked together. */
export interface TierProps {
  /** Ids of reviewers. */
  readonly reviewers: string[];
  /** How long they have before the next tier is asked, or the handoff expires. */
  readonly timeout: Duration;
}

/** A rule that always calls a human. */
export interface RuleProps {
  readonly id: string;
  /** @default every action type */
  readonly actionTypes?: string[];
  /** @default every effect */
  readonly effects?: ('reversible' | 'compensatable' | 'irreversible')[];
  /** What a review takes once this rule matches; of several, the stricter holds. @default what the action says */
  readonly requirement?: RequirementProps;
  /** Top-level parameter that must be at least, or equal, a value for the rule to match. @default matches always */
  readonly parameter?: { readonly name: string; readonly atLeast?: number; readonly equals?: unknown };
}

/** How long things are kept. */
export interface RetentionProps {
  /** Context, which may hold personal data. @default 90 days */
  readonly context?: Duration;
  /**
   * Checkpoints of the log, in whole days: until then nobody can delete one, not even the account's root. What is written cannot
   * be shortened. @default 365 days; nothing is locked with RemovalPolicy.DESTROY
   */
  readonly checkpoints?: Duration;
}

export interface HandoffProps {
  /** Who may decide, by id. Ids are pseudonyms: they are on the log. */
  readonly reviewers: Record<string, ReviewerProps>;
  /** What agents may propose, by action type. Anything else is refused with this list. */
  readonly actions: Record<string, ActionProps>;
  /** Whom to ask, in order. @default everybody for 4 hours, then everybody for 20 hours more */
  readonly tiers?: TierProps[];
  /**
   * Rules beside confidence and explicit requests: a list, or policies as files (`Governance.fromDirectory`), under which
   * irreversible actions need a human, too. @default irreversible actions always need a human
   */
  readonly rules?: RuleProps[] | Governance;
  /** IANA time zone of deadlines in messages and on pages. @default UTC */
  readonly timeZone?: string;
  /** How long what is kept. The log stays for ever. */
  readonly retention?: RetentionProps;
  /** What becomes of the tables when the stack is deleted. @default RemovalPolicy.RETAIN, with deletion protection */
  readonly removalPolicy?: RemovalPolicy;
}
