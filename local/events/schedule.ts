// When a schedule fires next: rate(…), cron(…) in UTC, at(…). @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html (read 2026-11)
import { AwsError } from '../service.js';

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
/** How far ahead a cron expression is searched for its next minute. */
const HORIZON_MINUTES = 366 * 24 * 60;

const invalid = () => new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.');

function numberOf(text: string, names: readonly string[], first: number): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + first : Number(text);
  if (!Number.isInteger(value)) throw invalid();
  return value;
}

/** A test for one field of a cron expression: `*`, `?`, lists, ranges, steps. */
function fieldTest(
  field: string,
  first: number,
  last: number,
  names: readonly string[] = [],
): (value: number) => boolean {
  const tests = field.split(',').map((part) => {
    const [range = '', step] = part.split('/');
    const [low, high] =
      range === '*' || range === '?'
        ? [first, last]
        : range.split('-').map((one) => numberOf(one, names, first));
    if (low === undefined) throw invalid();
    const top = high ?? (step ? last : low);
    const every = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(every) || every < 1) throw invalid();
    return (value: number) => value >= low && value <= top && (value - low) % every === 0;
  });
  return (value) => tests.some((test) => test(value));
}

function nextCron(expression: string, now: number): number {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 6) throw invalid();
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  const tests = [
    fieldTest(minute, 0, 59),
    fieldTest(hour, 0, 23),
    fieldTest(day, 1, 31),
    fieldTest(month, 1, 12, MONTHS),
    fieldTest(weekday, 1, 7, DAYS),
    fieldTest(year, 1970, 2199),
  ];
  const start = Math.floor(now / 60_000) + 1;
  for (let minutes = start; minutes < start + HORIZON_MINUTES; minutes += 1) {
    const at = new Date(minutes * 60_000);
    const values = [
      at.getUTCMinutes(),
      at.getUTCHours(),
      at.getUTCDate(),
      at.getUTCMonth() + 1,
      at.getUTCDay() + 1,
      at.getUTCFullYear(),
    ];
    if (tests.every((test, index) => test(values[index] ?? -1))) return minutes * 60_000;
  }
  return Number.POSITIVE_INFINITY;
}

/** Epoch milliseconds of the first firing after `now`. Throws ValidationException on an expression that AWS refuses. */
export function nextFiring(expression: string, now: number): number {
  const [, kind, body = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'cron') return nextCron(body, now);
  if (kind === 'at') return Date.parse(`${body}Z`);
  const [, count, unit = '', plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(body) ?? [];
  const every = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (kind !== 'rate' || !(every > 0) || (Number(count) === 1) === (plural === 's')) throw invalid();
  return now + every;
}
