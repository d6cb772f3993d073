// What the use cases need of the world. Adapters implement these; one behaviour suite runs on every implementation.
import type { PartName } from '../contracts/context.js';
import type { Fact } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import type { Json } from '../contracts/json.js';

/** The append-only log. Throws the fault `LogUnavailable` when the store cannot be reached. */
export interface EventLog {
  /** All facts of a handoff, oldest first, strongly consistent. */
  read(key: HandoffKey): Promise<Fact[]>;
  /**
   * Appends unless the sequence is taken. Two writers can decide on the same state; the condition lets one fact in.
   * Answers false when another fact holds that sequence.
   */
  append(fact: Fact): Promise<boolean>;
}

/** A stored part of a handoff: body, and the salt without which its digest says nothing. */
export interface Part {
  readonly part: PartName;
  readonly digest: string;
  readonly salt: string;
  readonly body: Json;
}

/** Personal data beside the log. Parts are immutable: their key holds their digest. */
export interface ContextStore {
  /** Stores parts; throws the fault `LogUnavailable` when that fails, `PartTooLargeError` above 390 000 compressed bytes. */
  put(key: HandoffKey, parts: readonly Part[], expiresAtEpochSeconds: number): Promise<void>;
  /** The parts that still exist, in no particular order; a part whose bytes do not match its digest has `damaged`. */
  read(key: HandoffKey, wanted: readonly { part: PartName; digest: string }[]): Promise<StoredPart[]>;
}
/** A part as read back; `damaged` when its bytes no longer give its digest. */
export type StoredPart = Part & { readonly damaged: boolean };

/** Now, in epoch milliseconds. */
export type Now = () => number;
/** Fresh random text, for salts and sessions. */
export type RandomText = () => string;
