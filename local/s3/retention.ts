// Object Lock: which versions may go, and which retention may take another's place. Pure; used by the objects.
// @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html (read 2026-11)
import { AwsError } from '../service.js';

export const MODES = ['COMPLIANCE', 'GOVERNANCE'] as const;

export interface Retention {
  readonly mode: (typeof MODES)[number];
  /** Epoch milliseconds. */
  readonly until: number;
}

/** What a bucket gives every new version that brings no retention of its own. */
export interface DefaultRetention {
  readonly mode: Retention['mode'];
  readonly days: number;
}

const DAY_MS = 86_400_000;

export const byDefault = ({ mode, days }: DefaultRetention, now: number): Retention => ({
  mode,
  until: now + days * DAY_MS,
});

/** `bypass`: the caller may, and wants to, bypass governance; nobody bypasses compliance. */
export function isHeld(retention: Retention | undefined, now: number, bypass: boolean): boolean {
  if (!retention || retention.until <= now) return false;
  return retention.mode === 'COMPLIANCE' || !bypass;
}

/** Longer in the same mode is free to everyone; anything else only when nothing holds the version. */
export function mayReplace(
  current: Retention | undefined,
  next: Retention | undefined,
  now: number,
  bypass: boolean,
): boolean {
  const isLonger = current && next && next.mode === current.mode && next.until >= current.until;
  return isLonger || !isHeld(current, now, bypass);
}

/** The retention that a request asks for; undefined when it asks for none. Throws InvalidArgument. */
export function readRetention(mode: unknown, until: unknown, now: number): Retention | undefined {
  if (mode === undefined && until === undefined) return undefined;
  const found = MODES.find((one) => one === mode);
  const at = Date.parse(String(until));
  if (!found || Number.isNaN(at))
    throw new AwsError('InvalidArgument', 'A retention has a mode, COMPLIANCE or GOVERNANCE, and a date.');
  if (at <= now) throw new AwsError('InvalidArgument', 'The retain until date must be in the future!');
  return { mode: found, until: at };
}
