// The settings document of governance: settings.json beside the .cedar files. Validated at synth and by `npm run policy --
// lint`, published as JSON Schema, read by Evaluate. Thresholds, money and routes; hard rules are Cedar.
import * as z from 'zod/mini';
import { ActionType, Name, ReviewerId, text } from './ids.js';
import { SEVERITIES } from './policies.js';
import { HumanPattern } from './verdict.js';

/** An exact decimal, such as `10000.00`: up to 18 digits, a point, 12 more. Never a JSON number: those are binary. */
export const DecimalText = z.string().check(z.regex(/^-?\d{1,18}(\.\d{1,12})?$/));
/** ISO 4217 code. */
export const Currency = z.string().check(z.regex(/^[A-Z]{3}$/));
const ruleId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
/** Name of a top-level parameter. */
const parameter = text(128);
const fraction = z.number().check(z.minimum(0), z.maximum(1));
const seconds = z.number().check(z.int(), z.minimum(60), z.maximum(300 * 86_400));

/** For whom a setting holds: an agent, an action type, or both; for all when empty. The most specific one counts. */
const scope = { agent: z.optional(Name), actionType: z.optional(ActionType) };
export type Scope = { readonly agent?: string | undefined; readonly actionType?: string | undefined };

/** Patterns that an agent may ask for; the first is used where it asks for none of them. */
const permitted = z.array(HumanPattern).check(z.minLength(1), z.maxLength(4));

const expiry = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ ...shape, kind: z.literal('expire') }),
      z.strictObject({ ...shape, kind: z.literal('respond'), answer: text(500) }),
      z.strictObject({ ...shape, kind: z.literal('escalate'), to: Name, answer: z.optional(text(500)) }),
    ],
    {
      error:
        'must be "expire", "respond" or "escalate": what nobody decided is never run, because an approval takes a person',
    },
  );

/**
 * What follows where nobody decides by the last deadline. `expire`: the outcome says so. `respond`: it holds `answer`, too, a
 * fixed text for the agent, of at most 500 characters; it is on the log, so no personal data. `escalate`: the tiers of the
 * route `to` are asked after the last one, and then the same, with or without an answer. The action runs in none of them.
 */
export const OnExpiry = expiry({});
export type OnExpiry = z.infer<typeof OnExpiry>;

/** A rule that the law gives: matches when each of its parts does. A part that cannot be checked matches (doubt). */
export const RegulatoryRule = z.strictObject({
  id: ruleId,
  /** The article that it serves, such as `31 CFR 1010.311`. */
  regulation: text(128),
  /** Action types it applies to; all when absent. */
  actionTypes: z.optional(z.array(ActionType)),
  /** Reached by an amount of at least this much. A currency that is not listed matches. */
  amount: z.optional(
    z.strictObject({
      parameter,
      /** Parameter with the currency; or the one currency of this action. */
      currencyParameter: z.optional(parameter),
      currency: z.optional(Currency),
      atLeast: z.record(Currency, DecimalText),
    }),
  ),
  /** A parameter that is one of these values, in any case. */
  category: z.optional(z.strictObject({ parameter, anyOf: z.array(text(128)).check(z.minLength(1)) })),
  /** Parameter with the ISO 3166 code of the country, and the countries where the rule holds. */
  jurisdiction: z.optional(z.strictObject({ parameter, anyOf: z.array(text(16)).check(z.minLength(1)) })),
  /** Distinct people who must approve. */
  quorum: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(10))),
  route: z.optional(Name),
  severity: z.optional(z.enum(SEVERITIES)),
});
export type RegulatoryRule = z.infer<typeof RegulatoryRule>;

const AskedPerHour = z.number().check(z.int(), z.minimum(1), z.maximum(1_000));

/** Requests of one agent that may be put to people in a clock hour (UTC). */
const Quota = z.strictObject({
  /** Of every agent that has none of its own; no limit when absent. */
  askedPerHour: z.optional(AskedPerHour),
  /** By agent id. */
  agents: z.optional(z.record(Name, AskedPerHour)),
});

export const Governance = z.strictObject({
  $schema: z.optional(z.string()),
  schemaVersion: z.literal(1),
  /** Version of this directory, as its authors count: on the log of every handoff. */
  version: Name,
  confidence: z.optional(
    z.strictObject({
      /** An alternative that the agent rates as near as this to its choice is a doubt. */
      closeAlternatives: z.optional(fraction),
      /** Thresholds of an agent, an action type, or both; the most specific one counts, over that of the action. */
      thresholds: z.optional(
        z.array(z.strictObject({ ...scope, atLeast: fraction })).check(z.maxLength(200)),
      ),
    }),
  ),
  /** Frustration of customers, over their own turns. @default off */
  sentiment: z.optional(
    z.strictObject({
      /** A human is asked where frustration rises, over two turns or more, to this level: from 0 to 1. */
      frustrationAtLeast: fraction,
      /**
       * Who reads it: word lists in eight languages; or those and Amazon Comprehend, to which the customer's newest four turns
       * are sent. Whichever finds more counts.
       * @default "words"
       */
      reader: z.optional(z.enum(['words', 'comprehend'])),
      /** What follows where nobody can tell how two turns or more sound. @default "ignore" */
      whenUnknown: z.optional(z.enum(['ignore', 'hand-off'])),
    }),
  ),
  regulatory: z.optional(z.array(RegulatoryRule).check(z.maxLength(100))),
  /** How a human may be brought in, over the action's own `patterns`. A rule's `@pattern` counts more, and a route's list. */
  patterns: z.optional(z.array(z.strictObject({ ...scope, permitted })).check(z.maxLength(200))),
  /** What follows where nobody decides; a route's own counts more. @default expire */
  onExpiry: z.optional(z.array(expiry(scope)).check(z.maxLength(200))),
  /** Whom to ask about a class of problem (`@route`), tier by tier; the stack's tiers for any other. */
  routes: z.optional(
    z.record(
      Name,
      z.strictObject({
        tiers: z
          .array(
            z.strictObject({
              reviewers: z.array(ReviewerId).check(z.minLength(1), z.maxLength(20)),
              timeoutSeconds: seconds,
            }),
          )
          .check(z.minLength(1), z.maxLength(5)),
        /** Of which a voter must hold one. */
        roles: z.optional(z.array(Name).check(z.minLength(1), z.maxLength(10))),
        /** How a human may be brought in about this class of problem. */
        patterns: z.optional(permitted),
        onExpiry: z.optional(OnExpiry),
      }),
    ),
  ),
  /** How often an agent may have people asked; further requests are refused, and an alarm is raised. @default no limit */
  quota: z.optional(Quota),
  /** From this severity on a vote takes a passkey, which people enrol first; `never` leaves it at the code. @default "high" */
  passkeyFrom: z.optional(z.enum([...SEVERITIES, 'never'])),
  /** From this many approvals on nobody sees earlier votes before voting. */
  blindVotes: z.optional(z.boolean()),
});
export type Governance = z.infer<typeof Governance>;
