// What a stack is configured with. `lib/` writes it as settings.json beside each handler at synth time and validates it
// there; handlers parse it once per cold start. Its digest is on every handoff: the policy it was judged by.
import * as z from 'zod/mini';
import { Governance } from './governance.js';
import { ActionType, Effect, Instant, Name, ReviewerId, text } from './ids.js';
import { JsonObject, JsonValue } from './json.js';
import { SlackSettings, SlackUserId } from './slack.js';
import { HumanPattern, PolicySetName, Presence, Requirement } from './verdict.js';

/** Seconds a tier may wait: one minute to 300 days (an execution may stay open for one year; AWS, read 2026-11). */
const TierSeconds = z.number().check(z.int(), z.minimum(1), z.maximum(300 * 86_400));

const CalledFunction = z.strictObject({
  kind: z.literal('lambda'),
  target: z.number().check(z.int(), z.minimum(0)),
});

/**
 * Who runs an action or undoes it: a Lambda function or a state machine (`target` is an index into PERFORMER_ARNS),
 * or the agent itself, which is handed a signed grant.
 */
export const Performer = z.discriminatedUnion('kind', [
  CalledFunction,
  z.strictObject({
    kind: z.literal('stateMachine'),
    target: z.number().check(z.int(), z.minimum(0)),
  }),
  z.strictObject({ kind: z.literal('agent') }),
]);
export type Performer = z.infer<typeof Performer>;

/** Who may order a reversal. */
export const ReversalRule = z.strictObject({
  /** Whoever was asked about the action when absent. */
  reviewers: z.optional(z.array(ReviewerId).check(z.minLength(1), z.maxLength(20))),
  /** Roles of which one must be held at the order. */
  roles: z.optional(z.array(Name).check(z.minLength(1), z.maxLength(20))),
  /** Distinct people who must order it. */
  approvals: z.number().check(z.int(), z.minimum(1), z.maximum(10)),
  /** Seconds from the end of the run; for ever when absent. */
  withinSeconds: z.optional(z.number().check(z.int(), z.minimum(60))),
  /** The weakest proof of presence with which an order counts; that of the decision about the action when absent. */
  presence: z.optional(Presence),
});
export type ReversalRule = z.infer<typeof ReversalRule>;

/** One registered action (rule R11). */
export const RegisteredAction = z.strictObject({
  title: z.optional(text(128)),
  effect: Effect,
  /** JSON Schema (draft 2020-12) of `action.parameters`; edits are held to it too. */
  parameters: JsonObject,
  performer: Performer,
  compensation: z.optional(Performer),
  /** Who may order its reversal, how many of them it takes, and for how long; when absent one of those who were asked. */
  reversal: z.optional(ReversalRule),
  /** Answers how the world is now, for requests with preconditions: a Lambda function that changes nothing. */
  check: z.optional(CalledFunction),
  /** Seconds for which an approval is good: one minute to 300 days. One day when absent. */
  approvalSeconds: z.optional(z.number().check(z.int(), z.minimum(60), z.maximum(300 * 86_400))),
  /**
   * Seconds, in all, for which the deadlines of a review stand still while the agent is asked: one minute to seven days. They go
   * on running when absent.
   */
  contextStopsClockSeconds: z.optional(z.number().check(z.int(), z.minimum(60), z.maximum(7 * 86_400))),
  /** Confidence below this escalates; 0 lets the action run without a stated confidence. */
  confidenceThreshold: z.number().check(z.minimum(0), z.maximum(1)),
  /** The performer may be called again with the same idempotency key after an unknown result (rule R10). */
  idempotent: z.boolean(),
  /** Patterns that an agent may ask for; the first is used when it asks for none of them. Only `durable` when absent. */
  patterns: z.optional(z.array(HumanPattern).check(z.minLength(1), z.maxLength(4))),
  /** Seconds for which a `hybrid` offer may be taken up: one minute to seven days. */
  offerSeconds: z.optional(z.number().check(z.int(), z.minimum(60), z.maximum(7 * 86_400))),
  /** What a review of it takes to count; one approval when absent. */
  requirement: z.optional(Requirement),
});
export type RegisteredAction = z.infer<typeof RegisteredAction>;

/** A rule that always calls a human when it matches, whatever the confidence. */
export const HardRule = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
  /** Action types it applies to; all when absent. */
  actionTypes: z.optional(z.array(ActionType)),
  /** Effects it applies to; all when absent. */
  effects: z.optional(z.array(Effect)),
  /** What a review takes to count once this rule has fired; the stricter of several holds. */
  requirement: z.optional(Requirement),
  /** Top-level parameter that must be at least / equal this value; a missing or non-numeric one matches (doubt). */
  parameter: z.optional(
    z
      .strictObject({
        name: text(128),
        atLeast: z.optional(z.number()),
        equals: z.optional(JsonValue),
      })
      // A rule that compares with nothing would never match: it would protect nobody.
      .check(
        z.refine(({ atLeast, equals }) => atLeast !== undefined || equals !== undefined, {
          error: 'must have "atLeast" or "equals"',
        }),
      ),
  ),
});
export type HardRule = z.infer<typeof HardRule>;

/** Somebody who may decide. `person` tells people apart; two addresses of one person are one person. */
export const Reviewer = z.strictObject({
  name: text(128),
  email: z.string().check(z.regex(/^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/)),
  person: Name,
  /** Messages go there first, and by e-mail where that fails. */
  slack: z.optional(z.strictObject({ userId: SlackUserId })),
  /** Further names of the same person: addresses, Slack ids, ids of other systems. */
  aliases: z.optional(z.array(text(256)).check(z.maxLength(20))),
  /** Roles, each from its first instant up to, not at, its last; for good where none is given. */
  roles: z.optional(
    z
      .array(z.strictObject({ role: Name, from: z.optional(Instant), until: z.optional(Instant) }))
      .check(z.maxLength(20)),
  ),
});
export type Reviewer = z.infer<typeof Reviewer>;

/** Reviewers asked together, and for how long, before the next tier or the end. */
export const Tier = z.strictObject({
  reviewers: z.array(ReviewerId).check(z.minLength(1), z.maxLength(20)),
  timeoutSeconds: TierSeconds,
});
export type Tier = z.infer<typeof Tier>;

function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

export const Settings = z.strictObject({
  schemaVersion: z.literal(1),
  actions: z.record(ActionType, RegisteredAction),
  reviewers: z.record(ReviewerId, Reviewer),
  tiers: z.array(Tier).check(z.minLength(1), z.maxLength(5)),
  hardRules: z.array(HardRule).check(z.maxLength(50)),
  /** IANA time zone in which messages and pages show deadlines, besides UTC. */
  timeZone: z
    .string()
    .check(z.refine(isTimeZone, { error: 'must be an IANA time zone, such as "Europe/London"' })),
  /** Present when the stack has Cedar policies: the set that judges new requests. */
  policySet: z.optional(PolicySetName),
  governance: z.optional(Governance),
  /** Present when a reviewer has Slack. */
  slack: z.optional(SlackSettings),
  /** Days after which context parts expire; the log stays. */
  contextRetentionDays: z.number().check(z.int(), z.minimum(1), z.maximum(3_650)),
});
export type Settings = z.infer<typeof Settings>;
