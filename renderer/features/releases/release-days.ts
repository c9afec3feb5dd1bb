const dayMs = 86_400_000;

/** How many days there are until 'yyyy-mm-dd'; null without a day, and for one that is over. */
export function daysUntil(day: string, now = Date.now()): number | null {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return null;
  const here = new Date(now);
  const today = Date.UTC(here.getFullYear(), here.getMonth(), here.getDate());
  const days = Math.round((at - today) / dayMs);
  return days < 0 ? null : days;
}

const shown = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** '12 Feb 2027' of 'yyyy-mm-dd'; empty for none. */
export function dayInWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? '' : shown.format(at);
}
