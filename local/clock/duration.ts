// Reads the durations people write in tests: `3 days`, `45 minutes`, `90s`.
const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Milliseconds of a duration: a number of ms, or text such as `3 days`. Throws `InvalidDuration` otherwise. */
export function durationMs(duration: number | string): number {
  if (typeof duration === 'number' && duration >= 0) return duration;
  const [, amount, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(String(duration)) ?? [];
  const unitMs = UNIT_MS[unit] ?? UNIT_MS[unit.replace(/s$/, '')];
  if (unitMs === undefined) {
    throw new Error(`InvalidDuration: ${duration}; write a number of milliseconds or, for example, '3 days'`);
  }
  return Number(amount) * unitMs;
}
