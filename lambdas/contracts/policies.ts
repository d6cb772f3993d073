// Hard rules as files: what a policy set is, what is asked of it, and what it answers. Written by `lib/` beside the policy
// function, asked by Evaluate, run offline by `npm run policy`.
import * as z from 'zod/mini';
import { Digest, Effect, Name } from './ids.js';
import { JsonObject } from './json.js';
import { HumanPattern } from './verdict.js';

/** A set of Cedar policies. `policies` are file texts by file name; together at most 256 KB. */
export const PolicySet = z.strictObject({
  version: Name,
  schema: z.string().check(z.maxLength(100_000)),
  policies: z.record(z.string().check(z.maxLength(128)), z.string().check(z.maxLength(100_000))),
});
export type PolicySet = z.infer<typeof PolicySet>;

/** policies.json beside the policy function: the set that judges new requests, and those that open handoffs still need. */
export const PolicyFile = z.strictObject({
  current: Digest,
  sets: z.record(Digest, PolicySet),
});
export type PolicyFile = z.infer<typeof PolicyFile>;

/** What is asked of a policy set: the proposal without the agent's prose. */
export const PolicyQuestion = z.strictObject({
  /** Digest of the set to ask; the current one when absent. */
  set: z.optional(Digest),
  agent: z.strictObject({ id: Name, version: Name }),
  action: z.strictObject({
    type: z.string().check(z.maxLength(64)),
    resource: z.optional(z.string().check(z.maxLength(512))),
    parameters: JsonObject,
  }),
  effect: Effect,
  /** Absent when none was stated. */
  confidence: z.optional(z.number()),
});
export type PolicyQuestion = z.infer<typeof PolicyQuestion>;

/** From least to most severe. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** What a matching rule asks for, from its annotations; nothing but a human when empty. */
export const Demand = z.strictObject({
  /** `@route`: the class of problem; the settings say who is asked about it. */
  route: z.optional(Name),
  /** `@severity`. */
  severity: z.optional(Severity),
  /** `@quorum`: distinct people who must approve, 1–10. */
  approvals: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(10))),
  /** `@sla`, in seconds: the last deadline at the latest; one minute to 300 days. */
  slaSeconds: z.optional(z.number().check(z.int(), z.minimum(60), z.maximum(300 * 86_400))),
  /** `@regulation`: the article it serves. */
  regulation: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
  /** `@pattern`. */
  pattern: z.optional(HumanPattern),
  /** `@description`: what the rule is about, in words for whoever decides. */
  description: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
  /** `@refuse`: why this is never done, not even by a human. */
  refuse: z.optional(z.string().check(z.maxLength(128))),
});
export type Demand = z.infer<typeof Demand>;

/** A rule that matched: its `@id`, and what it asks for. */
export const PolicyMatch = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/)),
  demand: Demand,
});
export type PolicyMatch = z.infer<typeof PolicyMatch>;

/** Why a set could not answer. Each means that a human looks. */
export const PolicyFault = z.enum([
  'policy-set-gone',
  'policy-set-invalid',
  'policy-action-unknown',
  'policy-input-mismatch',
  'policy-evaluation-error',
  'policy-unavailable',
]);
export type PolicyFault = z.infer<typeof PolicyFault>;

/** Every rule that matched, or why none can be trusted. */
export const PolicyAnswer = z.strictObject({
  matches: z.array(PolicyMatch).check(z.maxLength(200)),
  fault: z.optional(PolicyFault),
});
export type PolicyAnswer = z.infer<typeof PolicyAnswer>;
