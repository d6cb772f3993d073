// Adds up a replay. Pure; the field names are a contract: users script them.
import type { Replayed } from './replay.js';

/** The last line of `npm run replay`. */
export interface Summary {
  readonly files: number;
  readonly simulations: number;
  /** escalated + autonomous + failed. */
  readonly requests: number;
  readonly escalated: number;
  readonly autonomous: number;
  readonly approved: number;
  readonly rejected: number;
  readonly responded: number;
  readonly expired: number;
  readonly performed: number;
  /** Undone in full or in part. */
  readonly reversed: number;
  /** Neither escalated nor autonomous: refused by the stack, or never known to it. */
  readonly failed: number;
  /** Without a settled outcome on the log. */
  readonly lost: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly billedTransitions: number;
  readonly seconds: number;
}

/** Nearest rank; 0 of nothing. */
function percentile(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
}

export function summarize(
  replayed: readonly Replayed[],
  { files, simulations, seconds }: Pick<Summary, 'files' | 'simulations' | 'seconds'>,
): Summary {
  const count = (test: (one: Replayed) => boolean) => replayed.filter(test).length;
  const times = replayed.map(({ ms }) => ms).sort((a, b) => a - b);
  const escalated = count(({ verdict }) => verdict === 'durable');
  const autonomous = count(({ verdict }) => verdict === 'proceed');
  return {
    files,
    simulations,
    requests: replayed.length,
    escalated,
    autonomous,
    approved: count(({ outcome }) => outcome === 'approved'),
    rejected: count(({ outcome }) => outcome === 'rejected'),
    responded: count(({ outcome }) => outcome === 'responded'),
    expired: count(({ outcome }) => outcome === 'expired'),
    performed: count(({ performance }) => performance === 'performed'),
    reversed: count(({ reversal }) => reversal === 'full' || reversal === 'partial'),
    failed: replayed.length - escalated - autonomous,
    lost: count(({ outcome }) => outcome === undefined),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    billedTransitions: replayed.reduce((sum, one) => sum + one.billedTransitions, 0),
    seconds,
  };
}
