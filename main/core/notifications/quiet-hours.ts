import type { NotificationPreferences } from '#shared/contract/notifications.ts';

/** Whether a clock that shows `minute` of the day (0 to 1439) lies in the quiet hours. */
export function isQuiet(quiet: NotificationPreferences['quiet'], minute: number): boolean {
  if (!quiet) return false;
  const from = minuteOf(quiet.from);
  const to = minuteOf(quiet.to);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
