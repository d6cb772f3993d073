// The five context dimensions: what a human needs to judge a proposal. Each is stored, read, expired and erased alone.
import * as z from 'zod/mini';
import { Digest, Instant, Name, text, wellFormed } from './ids.js';
import { JsonObject, JsonValue } from './json.js';

/** Largest compressed dimension in bytes: an item may have 400 KB (DynamoDB, read 2026-11); the rest is for its keys. */
export const MAX_COMPRESSED_PART_BYTES = 390_000;

const at = z.optional(Instant);

export const ConversationHistory = z.strictObject({
  turns: z
    .array(
      z.strictObject({
        speaker: z.enum(['customer', 'agent', 'human', 'tool', 'system']),
        // May be empty: a turn that only called a tool.
        text: z.string().check(z.maxLength(100_000), wellFormed),
        at,
      }),
    )
    .check(z.maxLength(2_000)),
});

export const AgentReasoning = z.strictObject({
  summary: text(20_000),
  steps: z.optional(z.array(text(4_000)).check(z.maxLength(200))),
  model: z.optional(text(128)),
});

export const ProcessState = z.strictObject({
  process: z.optional(text(128)),
  completed: z
    .array(
      z.strictObject({
        action: Name,
        parameters: z.optional(JsonObject),
        result: z.optional(JsonValue),
        at,
      }),
    )
    .check(z.maxLength(1_000)),
  pending: z.optional(z.array(text(512)).check(z.maxLength(200))),
});

export const EnvironmentalData = z.strictObject({
  observations: z.array(z.strictObject({ source: Name, data: JsonValue, at })).check(z.maxLength(1_000)),
});

/** Schema of each dimension, by its name; `customerProfile` is the customer's record as it is. */
export const DIMENSIONS = {
  conversationHistory: ConversationHistory,
  agentReasoning: AgentReasoning,
  customerProfile: JsonObject,
  processState: ProcessState,
  environmentalData: EnvironmentalData,
} as const;

export type Dimension = keyof typeof DIMENSIONS;
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as Dimension[];

/** Context given inline. It stays in the execution's history for 90 days; use `contextRefs` to keep it out. */
export const Context = z.strictObject({
  conversationHistory: z.optional(ConversationHistory),
  agentReasoning: z.optional(AgentReasoning),
  customerProfile: z.optional(JsonObject),
  processState: z.optional(ProcessState),
  environmentalData: z.optional(EnvironmentalData),
});
export type Context = z.infer<typeof Context>;

/** Digests of dimensions that the client has already put into the context table. */
export const ContextRefs = z.strictObject({
  conversationHistory: z.optional(Digest),
  agentReasoning: z.optional(Digest),
  customerProfile: z.optional(Digest),
  processState: z.optional(Digest),
  environmentalData: z.optional(Digest),
});
export type ContextRefs = z.infer<typeof ContextRefs>;

/** Everything that is stored beside the log: the five dimensions, and what else may hold personal data. */
export const PART_NAMES = [
  ...DIMENSION_NAMES,
  'assessment',
  'action',
  'decision',
  'result',
  'compensation',
  'evidence',
  'preconditions',
  'question',
  'answer',
] as const;
export type PartName = (typeof PART_NAMES)[number];
