const dayMs = 86_400_000;

/** '2026-11' of '2026-11-21'. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Another month, so many later or earlier. */
export function shiftMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const moved = new Date(Date.UTC(year, number - 1 + by, 1));
  return moved.toISOString().slice(0, 7);
}

/** Whole weeks that hold a month, as days 'yyyy-mm-dd'. `weekStart`: 1 is Monday, 7 is Sunday. */
export function monthDays(month: string, weekStart: number): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const next = Date.parse(`${shiftMonth(month, 1)}-01T00:00:00Z`);
  const weekday = new Date(first).getUTCDay() || 7;
  const weeks: string[][] = [];
  for (let start = first - ((weekday - weekStart + 7) % 7) * dayMs; start < next; start += 7 * dayMs) {
    weeks.push(Array.from({ length: 7 }, (_, day) => new Date(start + day * dayMs).toISOString().slice(0, 10)));
  }
  return weeks;
}
