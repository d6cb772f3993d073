// What crosses a wire around checkpoints: the messages that ask for one, names in the bucket, the key that signs.
import * as z from 'zod/mini';
import type { FactType } from './event.js';
import { LogId, Tenant } from './ids.js';

/** A message of the sealer's queue: where a fact stands. What the fact is, is read from the log. */
export const AnnouncedFact = z.object({
  tenant: Tenant,
  handoffId: LogId,
  sequence: z.int().check(z.positive()),
});
export type AnnouncedFact = z.infer<typeof AnnouncedFact>;

/** What the function that seals answers to an event without records. */
export const SealKey = z.strictObject({
  /** Public key of the checkpoints, `name+id+base64` (C2SP signed note); the name is {@link originOf} the bucket. */
  key: z.string(),
});
export type SealKey = z.infer<typeof SealKey>;

/**
 * Facts that another follows at once: who seals that one seals these, so that a handoff which needs nobody costs one message.
 * Should nothing follow, they are "not sealed yet" for as long.
 */
export const PASSING_FACTS: FactType[] = ['requested', 'continued', 'performing', 'reversing'];

/** What takes longer to be sealed raises an alarm, and is no longer "not sealed yet" to a verifier. */
export const SEALED_WITHIN_MINUTES = 30;

const ORIGIN = 'agent-handoff/';
/** Origin of the series in `bucket`. Bucket names are unique in the world, and outlive the stack. */
export const originOf = (bucket: string) => `${ORIGIN}${bucket}`;
/** The bucket of a series; nothing when `origin` is not one of ours. */
export const bucketOf = (origin: string) =>
  origin.startsWith(ORIGIN) ? origin.slice(ORIGIN.length) : undefined;

/** Every checkpoint's key begins so. */
export const CHECKPOINT_PREFIX = 'checkpoints/';
const LAST = 999_999_999_999;
/** Counted down, so that the newest checkpoint is the first that S3 lists. */
export const checkpointKey = (number: number) =>
  `${CHECKPOINT_PREFIX}${String(LAST - number).padStart(12, '0')}`;
/** The number of a key; NaN of any other. */
export const checkpointNumber = (key: string) =>
  /^checkpoints\/\d{12}$/.test(key) ? LAST - Number(key.slice(CHECKPOINT_PREFIX.length)) : Number.NaN;
