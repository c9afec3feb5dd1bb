import { type PackColour, packColours } from '#shared/contract/packs.ts';

/** The colour of a pack, as CSS; packs without one have the colour of lines. */
export function packColour(colour: string): string {
  const place = packColours.indexOf(colour as PackColour);
  return place <= 0 ? 'var(--line-control)' : `var(--series-${place})`;
}

const dayInYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayWithYear = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
} as const);

/** '2026-12-12' as '12 Dec', with its year where that is not this one; empty stays empty. */
export function deadlineText(day: string, now: number): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return '';
  return day.slice(0, 4) === String(new Date(now).getFullYear()) ? dayInYear.format(at) : dayWithYear.format(at);
}

/** Whether a day is over where the window is. */
export function isPast(day: string, now: number): boolean {
  const today = new Date(now);
  const two = (value: number) => String(value).padStart(2, '0');
  return day !== '' && day < `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
}
