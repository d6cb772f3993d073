// What an agent sends: the input of an execution. Parsed by `evaluate`, built by `client/`, published as JSON Schema.
import * as z from 'zod/mini';
import { Context, ContextRefs, DIMENSION_NAMES } from './context.js';
import { ActionType, DEFAULT_TENANT, Effect, Name, PreconditionName, Tenant, text } from './ids.js';
import { JsonObject, JsonValue } from './json.js';
import { HumanPattern } from './verdict.js';

/** Values by name, such as a version, a balance or an ETag: 1 to 20. */
const Preconditions = z.record(PreconditionName, JsonValue).check(
  z.refine((stated) => Object.keys(stated).length > 0 && Object.keys(stated).length <= 20, {
    error: 'must name 1 to 20 values',
  }),
);

/** The action that an agent proposes, exactly as it would run. */
export const Action = z.strictObject({
  type: ActionType,
  resource: z.optional(text(512)),
  parameters: JsonObject,
});
export type Action = z.infer<typeof Action>;

/** The agent's own view of its proposal. A missing confidence is not a high one. */
export const Assessment = z.strictObject({
  confidence: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  rationale: z.optional(text(20_000)),
  alternatives: z.optional(
    z
      .array(
        z.strictObject({
          summary: text(2_000),
          confidence: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
        }),
      )
      .check(z.maxLength(10)),
  ),
});
export type Assessment = z.infer<typeof Assessment>;

/**
 * A handoff request. Unknown fields are refused.
 */
export const HandoffRequest = z
  .strictObject({
    schemaVersion: z.literal(1),
    tenant: z._default(Tenant, DEFAULT_TENANT),
    agent: z.strictObject({ id: Name, version: Name, owner: z.optional(Name) }),
    /** The person the agent acts for. That person never decides this handoff. */
    onBehalfOf: z.optional(z.strictObject({ id: Name })),
    /** BCP 47 language of the briefing, such as `en` or `pt-BR`. */
    locale: z.optional(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/))),
    action: z.extend(Action, { effect: z.optional(Effect) }),
    assessment: z._default(Assessment, {}),
    /** Set when somebody asked for a human outright; such a request always reaches one. */
    humanRequested: z.optional(
      z.strictObject({
        by: z.enum(['customer', 'agent']),
        reason: z.optional(text(2_000)),
      }),
    ),
    context: z._default(Context, {}),
    contextRefs: z._default(ContextRefs, {}),
    /** What the proposal relies on, by name: compared with what the action's `check` answers, right before it runs. */
    preconditions: z.optional(Preconditions),
    /** How the agent would have a human brought in; followed where the action's policy permits it. */
    preferredPattern: z.optional(HumanPattern),
    /** How the agent learns the outcome: it polls, listens on the bus, or waits as a parent state machine. */
    resume: z.optional(
      z.enum(['poll', 'event', 'parent'], {
        error: () => 'must be "poll", "event" or "parent"',
      }),
    ),
  })
  .check(
    z.refine(
      (request) =>
        DIMENSION_NAMES.every((dimension) => !(request.context[dimension] && request.contextRefs[dimension])),
      {
        path: ['contextRefs'],
        error: 'must not name a dimension that "context" also holds',
      },
    ),
  );
export type HandoffRequest = z.infer<typeof HandoffRequest>;
/** A request as a caller writes it, defaults left out. */
export type HandoffRequestInput = z.input<typeof HandoffRequest>;
