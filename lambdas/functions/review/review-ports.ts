// What the routes of review need of the world; handler.ts makes it, tests make it in memory.
import type { WebRequest } from '../../adapters/http.js';
import type { ReviewLink } from '../../contracts/link.js';
import type { Settings } from '../../contracts/settings.js';
import type {
  ContextStore,
  Credentials,
  EventLog,
  LinkRef,
  Links,
  Passkeys,
  Sign,
} from '../../core/ports.js';

export interface ReviewDependencies {
  readonly log: EventLog;
  readonly context: ContextStore;
  readonly links: Links;
  readonly settings: Settings;
  /** Signs what a person decides, orders or passes on. */
  readonly sign: Sign;
  /** Loaded when a passkey is used, not before. */
  readonly passkeys: () => Promise<{ readonly webauthn: Passkeys; readonly credentials: Credentials }>;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly newSessionId: () => string;
  readonly randomSalt: () => string;
  /** Notes an attempt that was turned away; nothing secret may go into it. */
  readonly report: (rejected: string, link?: LinkRef) => void;
}

/** A genuine link as it was called for: the secret id, and what is stored under its hash. */
export interface CalledLink {
  readonly request: WebRequest;
  readonly path: string;
  readonly link: ReviewLink;
}
