// What the use cases need of the world. Adapters implement these; one behaviour suite runs on every implementation.
import type { PublicFact } from '../contracts/bus.js';
import type { PartName } from '../contracts/context.js';
import type { Fact } from '../contracts/event.js';
import type { HandoffKey } from '../contracts/ids.js';
import type { Json } from '../contracts/json.js';
import type { ReviewLink } from '../contracts/link.js';
import type { AssertionAnswer, Passkey, RegistrationAnswer } from '../contracts/passkey.js';
import type { PolicyAnswer, PolicyQuestion } from '../contracts/policies.js';
import type { Action } from '../contracts/request.js';
import type { Performer } from '../contracts/settings.js';

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

/** Signs the hash of a fact that records a person's word; answers its receipt. */
export type Sign = (hash: string) => Promise<string>;
/** Whether `receipt` is one for `hash`. */
export type IsGenuine = (hash: string, receipt: string) => boolean;
/** What a decision is believed by. Reads the secret on first use only. */
export interface Receipts {
  verifier(): Promise<IsGenuine>;
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

/** The hard rules as files. Never throws: what could not be asked is a fault in the answer. */
export interface PolicyEngine {
  judge(question: PolicyQuestion): Promise<PolicyAnswer>;
}

/** How negative each text sounds, from 0 to 1, in the order in which they were given; "unknown" when that cannot be told. */
export type Moods = readonly number[] | 'unknown';
/** A model that reads how people feel. Never throws: a failure is "unknown". */
export interface MoodReader {
  /** `language`: ISO 639-1 code; `texts`: one to four, of any length. */
  read(texts: readonly string[], language: string): Promise<Moods>;
}

/** Now, in epoch milliseconds. */
export type Now = () => number;

/** A part above the limit of its store. */
export class PartTooLargeError extends Error {
  override readonly name = 'PartTooLargeError';
  constructor(
    readonly part: PartName,
    readonly compressedBytes: number,
  ) {
    super(`the part "${part}" has ${compressedBytes} compressed bytes`);
  }
}

/** A wait as `await-decision` stores it. */
export interface NewWaitpoint {
  readonly taskToken: string;
  /** Of two waits, that of the later round is the later one, whatever their tiers. */
  readonly round: number;
  readonly tier: number;
  /** Instant at which the state was entered, as the context object tells it. */
  readonly enteredAt: string;
  readonly retryCount: number;
  readonly deadlineAt: string;
}
/** A wait as `wake` reads it. */
export interface Waitpoint {
  readonly key: HandoffKey;
  readonly taskToken: string;
  readonly tier: number;
  readonly deadlineAt: string;
}
export interface Waitpoints {
  /** Stores unless a later wait is stored (rule R2); false when one is. */
  put(key: HandoffKey, waitpoint: NewWaitpoint): Promise<boolean>;
  get(key: HandoffKey): Promise<Waitpoint | undefined>;
  /** Removes this very wait; a later one stays. */
  remove(waitpoint: Waitpoint): Promise<void>;
  all(): AsyncIterable<Waitpoint>;
}

/** Wakes waiting executions. */
export interface Tasks {
  /** `gone`: expired or already closed, which AWS does not tell apart. */
  wake(taskToken: string): Promise<'sent' | 'gone'>;
}

export interface Bus {
  /** Throws when the fact was not taken. */
  publish(fact: PublicFact): Promise<void>;
}

/** The series of checkpoints, in a store that overwrites nothing. */
export interface Checkpoints {
  /** The newest one, as written; nothing before the first. */
  newest(): Promise<{ readonly number: number; readonly note: Uint8Array } | undefined>;
  /** Writes it under its number; false when that is taken. Throws when the store cannot be reached. */
  append(number: number, note: string): Promise<boolean>;
}
/** Signs checkpoints with the stack's key. */
export interface NoteSigner {
  /** Origin of the series, and name of the key. */
  readonly name: string;
  /** The text with its signature line. */
  sign(text: string): Promise<string>;
  /** The public key as one line. */
  publicKey(): Promise<string>;
}

/** What a performer is called with: exactly the approved action. */
export interface PerformerCall extends HandoffKey {
  /** The same on every call for one approved action. */
  readonly idempotencyKey: string;
  readonly digest: string;
  readonly action: Action;
  /** For a check: what the request relies on, by name. */
  readonly preconditions?: Json;
  /** For a compensation: what the performer answered. */
  readonly result?: Json;
}
export interface PerformerResult {
  readonly status: 'performed' | 'failed' | 'in-doubt';
  readonly result?: Json;
  readonly error?: string;
}
export interface Performers {
  /** Never throws: a lost answer is `in-doubt`. */
  call(performer: Exclude<Performer, { kind: 'agent' }>, call: PerformerCall): Promise<PerformerResult>;
}

export interface GrantClaims extends HandoffKey {
  readonly agentId: string;
  readonly actionDigest: string;
  /** The same for every grant of one approved action: a verifier takes it once. */
  readonly grantId: string;
  /** What may run: a tool server, which knows no salt, compares its hash. */
  readonly action: Action;
}
export interface Grants {
  sign(claims: GrantClaims, nowEpochMs: number): Promise<string>;
}

/** An agent's clock hour (UTC), such as `2026-11-24T12`. */
export interface QuotaWindow {
  readonly tenant: string;
  readonly agentId: string;
  readonly hour: string;
}
/** How often people were asked for an agent. Throws the fault `LogUnavailable` when that cannot be counted. */
export interface Quotas {
  /** Counts the handoff, once however often it is counted; false when `limit` others were counted in this hour. */
  take(window: QuotaWindow, handoffId: string, limit: number): Promise<boolean>;
}

/** Which link: tenant, and SHA-256 of the link id. */
export type LinkRef = Pick<ReviewLink, 'tenant' | 'linkHash'>;

/** Review links, each by the hash of its id. */
export interface Links {
  /** Stores a link; one that is stored already stays as it is (rule R13). `remindAt` is an instant. */
  put(link: ReviewLink, remindAt?: string): Promise<void>;
  get(link: LinkRef): Promise<ReviewLink | undefined>;
  /** Counts one more attempt and answers the link; nothing when it is unknown or locked (rule R14). */
  countAttempt(link: LinkRef): Promise<ReviewLink | undefined>;
  /** Notes when a wrong code was entered. */
  noteWrongCode(link: LinkRef, at: string): Promise<void>;
  /** Opens a session in place of any earlier one, and takes the right attempt off the count. */
  openSession(link: LinkRef, session: { readonly hash: string; readonly expiresAt: string }): Promise<void>;
  /** Links whose reminder became due in the hour of `at` (an instant) and not after it. */
  dueReminders(at: string): Promise<LinkRef[]>;
  /** Whether the caller is the first to remind over this link (rule R16). */
  claimReminder(link: LinkRef, at: string): Promise<boolean>;
}

/** What a ceremony must have been made for. */
export interface Ceremony {
  /** base64url. */
  readonly challenge: string;
  readonly origin: string;
}

/** WebAuthn, for pages at one origin, the person verified by the authenticator. */
export interface Passkeys {
  /** The passkey that was made, with its first counter; nothing when the answer does not hold. */
  register(
    answer: RegistrationAnswer,
    ceremony: Ceremony,
  ): Promise<{ readonly passkey: Passkey; readonly counter: number } | undefined>;
  /** The counter after use; nothing when the answer does not hold. */
  assert(answer: AssertionAnswer, ceremony: Ceremony, passkey: Passkey): Promise<number | undefined>;
}

/** Whose each passkey is, and how often it was used: across all logs of a tenant. */
export interface Credentials {
  /** False when `credentialId` belongs to another log of enrolments (attack 42). */
  claim(
    owner: HandoffKey,
    credential: { readonly credentialId: string; readonly counter: number },
  ): Promise<boolean>;
  /** False when the counter does not rise: somebody has a copy. Authenticators that do not count always say 0. */
  raiseCounter(
    owner: HandoffKey,
    credential: { readonly credentialId: string; readonly counter: number },
  ): Promise<boolean>;
}

/** Where a message leads: the page, and the code that opens it. Who carries it decides how the code is shown. */
export interface Way {
  readonly label: 'Review' | 'Reverse' | 'Enrol';
  readonly url: string;
  readonly code: string;
}
/** A message to one reviewer: plain text; the subject is printable ASCII below 100 characters. */
export interface Message {
  readonly reviewerId: string;
  /** E-mail address. */
  readonly address: string;
  readonly slackUserId?: string | undefined;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly way?: Way | undefined;
}
export interface Channel {
  /** Why the message could not be sent; nothing when it is on its way. */
  send(message: Message): Promise<string | undefined>;
}
