/* Hours as people write and read them. */

const minuteMs = 60_000;

/**
 * Whole minutes of '1:30', '1.5', '1,5h', '90m', '1h30', '1h 30m', '2' (hours) or ':45'; 0 of an empty text or a dash. Null for
 * what is none of these, and for more than a day.
 */
export function parseDuration(text: string): number | null {
  const plain = text.trim().toLowerCase().replace(/\s+/g, '');
  if (plain === '' || /^[-–—·.]$/.test(plain)) return 0;
  const minutes = minutesOf(plain);
  return minutes !== null && minutes <= 1440 ? minutes : null;
}

function minutesOf(text: string): number | null {
  const clock = /^(\d{0,3}):(\d{1,2})$/.exec(text);
  if (clock) return Number(clock[2]) < 60 ? Number(clock[1] || 0) * 60 + Number(clock[2]) : null;
  const units = /^(?:(\d{1,3}(?:[.,]\d{1,4})?)h)?(?:(\d{1,4})(?:m|min)?)?$/.exec(text);
  if (units && (units[1] !== undefined || /m/.test(text))) {
    const hours = decimal(units[1] ?? '0');
    if (units[1] !== undefined && units[2] !== undefined && Number(units[2]) > 59) return null;
    return Math.round(hours * 60) + Number(units[2] ?? 0);
  }
  return /^(?:\d{1,3}(?:[.,]\d{0,4})?|[.,]\d{1,4})$/.test(text) ? Math.round(decimal(text) * 60) : null;
}

function decimal(text: string): number {
  return Number(text.replace(',', '.'));
}

/** '1:24' of milliseconds; parts of a minute are not shown, as on a clock. */
export function formatHours(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / minuteMs);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** '1:24:08'. */
export function formatStopwatch(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  return `${formatHours(ms)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** '09:05' of what clocks show: milliseconds as if they stood in UTC. */
export function formatClock(localMs: number): string {
  return new Date(localMs).toISOString().slice(11, 16);
}

/** '2026-11-20T13:02'. */
export function formatLocalTime(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 16);
}

/** The opposite; null where it is no time of a calendar. */
export function parseLocalTime(text: string): number | null {
  const at = Date.parse(`${text}:00Z`);
  return Number.isNaN(at) || formatLocalTime(at) !== text ? null : at;
}
