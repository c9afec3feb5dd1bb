const withoutYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const withYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

const nearDays = 300;

/** A day ('yyyy-mm-dd') or a moment as '20 Nov', with the year where it is so far away that it would mislead. */
export function formatSongDay(day: string | number, now = Date.now()): string {
  const at = typeof day === 'number' ? day : Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return '';
  const isNear = Math.abs(at - now) < nearDays * 86_400_000;
  return (isNear ? withoutYear : withYear).format(at);
}

/** Hours and minutes as '2:10'; under a minute is '0:00'. */
export function formatHours(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
