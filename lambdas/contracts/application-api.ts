// What the application function answers: the briefing of a handoff of pattern `active`, and the report of what a person
// decided in the calling application. Callers are IAM-authorised; agents are not, or they could approve their own actions.
import * as z from 'zod/mini';
import { HandoffPhase } from './agent-api.js';
import { Context } from './context.js';
import { DecisionKind, MAX_DECISION_TEXT, ReportedBy } from './event.js';
import { DEFAULT_TENANT, Digest, Effect, HandoffId, Instant, Name, PreconditionName, Tenant } from './ids.js';
import { JsonObject, JsonValue } from './json.js';
import { Outcome } from './outcome.js';
import { Action } from './request.js';
import { FiredRule, Pattern, Requirement } from './verdict.js';

const key = { tenant: z._default(Tenant, DEFAULT_TENANT), handoffId: HandoffId };

/** Minutes for which an authentication counts. */
export const AUTHENTICATION_MINUTES = 30;

export const ApplicationCall = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('brief'), ...key }),
  z.strictObject({
    operation: z.literal('report'),
    ...key,
    decision: DecisionKind,
    /** Digest of the action that the person was shown. */
    actionDigest: Digest,
    /** A remark; required of those who reject or respond. */
    text: z.optional(z.string().check(z.maxLength(MAX_DECISION_TEXT))),
    /** Of an edit: every parameter as it shall be. */
    parameters: z.optional(JsonObject),
    /** Who decided, as the directory of reviewers names the person. */
    person: Name,
    ...ReportedBy.shape,
  }),
]);
export type ApplicationCall = z.input<typeof ApplicationCall>;

/** What a person needs to decide. Text in `assessment`, `evidence` and `context` is the agent's and other people's: show it as such. */
export const Briefing = z.strictObject({
  ...key,
  pattern: Pattern,
  rules: z.array(FiredRule),
  requirement: z.optional(Requirement),
  agent: z.strictObject({ id: Name, version: Name }),
  onBehalfOf: z.optional(Name),
  title: z.string(),
  effect: Effect,
  /** What would run, with the digest to report; absent when it is not stored as it was: then nothing can be decided. */
  action: z.optional(z.extend(Action, { digest: Digest })),
  assessment: z.optional(JsonValue),
  /** What the rules quote of the context. */
  evidence: z.optional(JsonValue),
  context: Context,
  /** What reviewers asked the agent, oldest first, and its answers, in their words; `text` is absent where it was erased. */
  questions: z.optional(
    z.array(
      z.strictObject({
        by: Name,
        at: Instant,
        text: z.optional(z.string()),
        answer: z.optional(z.strictObject({ at: Instant, text: z.optional(z.string()) })),
      }),
    ),
  ),
  /** What the request relies on, as it is; `before`, and the names in `changed`, where that has stopped a run. */
  preconditions: z.optional(
    z.strictObject({
      now: z.optional(JsonObject),
      before: z.optional(JsonObject),
      changed: z.optional(z.array(PreconditionName)),
    }),
  ),
  /** Who may decide. */
  reviewers: z.array(z.strictObject({ person: Name, name: z.string() })),
  deadlineAt: Instant,
});
export type Briefing = z.infer<typeof Briefing>;

export const ApplicationAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    phase: HandoffPhase,
    /** While a decision is wanted of the application. */
    briefing: z.optional(Briefing),
    outcome: z.optional(Outcome),
  }),
  z.strictObject({
    ok: z.literal(false),
    refusal: z.string(),
    message: z.string(),
    /** What is wrong with the text or the edited parameters. */
    problems: z.optional(
      z.array(z.strictObject({ path: z.string(), rule: z.string(), value: z.optional(z.string()) })),
    ),
  }),
]);
export type ApplicationAnswer = z.infer<typeof ApplicationAnswer>;
