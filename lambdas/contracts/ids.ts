// Names and digests that appear in more than one schema, each with its format and limit.
import * as z from 'zod/mini';

/** A lone surrogate has no UTF-8 form, hence no canonical JSON and no hash. */
export const wellFormed = z.refine<string>((value) => value.isWellFormed(), {
  error: 'must be well-formed Unicode',
});

/** Well-formed Unicode text of `1..max` UTF-16 code units. */
export const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max), wellFormed);

const name = (max: number) =>
  z.string().check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._:@/+-]*$/u), z.maxLength(max));

/** Tenant: first part of every key. Lower-case letters, digits and hyphens, 1–32. */
export const Tenant = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,31}$/));
/** Tenant of requests that name none. */
export const DEFAULT_TENANT = 'default';

/**
 * Handoff id: the name of the execution that carries it (rule R9), 1–80 characters that Step Functions accepts.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html (read 2026-11)
 */
export const HandoffId = z.string().check(
  // biome-ignore lint/suspicious/noControlCharactersInRegex: AWS forbids control characters in names
  z.regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/),
  wellFormed,
);

/** In place of a handoff id: the log of a tenant's stop switch. No handoff can have this name: it has a `~`. */
export const STOPS_ID = '~stops';
/** Likewise: the log of one person's enrolments of passkeys. */
export const EnrolmentId = z.string().check(z.regex(/^enrol~[0-9a-f]{32}$/));
/** Whose log a fact is on: a handoff's, the stop switch's, or a person's enrolments. */
export const LogId = z.union([HandoffId, z.literal(STOPS_ID), EnrolmentId]);

/** Registered action type, such as `refund_order`. */
export const ActionType = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/));
/** What a request relies on: the name is on the log, its value is not. */
export const PreconditionName = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/));
/** A reviewer's id in the settings; a pseudonym, so that the log holds no personal data. */
export const ReviewerId = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/));
/** Free name of an agent, its version, a person, a process. */
export const Name = name(128);
/** SHA-256 as 64 lower-case hexadecimal digits. */
export const Digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** An instant: ISO 8601, UTC, milliseconds, such as `2026-11-24T12:00:00.000Z`. */
export const Instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/));

/** What an action does to the world. */
export const Effect = z.enum(['reversible', 'compensatable', 'irreversible']);
export type Effect = z.infer<typeof Effect>;

/** The execution that a handoff is bound to; a re-used name has another start. */
export const ExecutionRef = z.strictObject({
  arn: z.string().check(z.maxLength(512)),
  startedAt: z.string(),
});
export type ExecutionRef = z.infer<typeof ExecutionRef>;

/** Key of a handoff in every table. */
export const HandoffKey = z.strictObject({
  tenant: Tenant,
  handoffId: HandoffId,
});
export type HandoffKey = z.infer<typeof HandoffKey>;
