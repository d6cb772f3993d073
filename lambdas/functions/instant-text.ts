// Instants as people read them, in messages and on pages: the stack's time zone first, UTC beside it (rule R16).

const shown = (at: Date, timeZone: string, withDate: boolean) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...(withDate && { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);

const dayIn = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

/** `Tue, 24 Nov 2026, 17:00 CET (16:00 UTC)`; the UTC date too where it is another day. */
export function instantText(instant: string, timeZone: string): string {
  const at = new Date(instant);
  const local = shown(at, timeZone, true);
  if (['UTC', 'Etc/UTC', 'GMT'].includes(timeZone)) return local;
  return `${local} (${shown(at, 'UTC', dayIn(at, timeZone) !== dayIn(at, 'UTC'))})`;
}
