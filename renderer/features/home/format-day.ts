const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** '20 Nov 2026', of a moment. */
export function formatDay(at: number): string {
  return format.format(at);
}

/** '20 Nov', of a day 'yyyy-mm-dd'. */
export function formatShortDay(day: string): string {
  return short.format(Date.parse(`${day}T00:00:00Z`));
}
