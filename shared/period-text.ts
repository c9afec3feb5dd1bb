const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * A day, week or month by its first day: 'Fri 20 Nov 2026', '16–22 Nov 2026', 'Nov 2026'; short 'Fri 20', '16 Nov', 'Nov 26'.
 */
export function periodText(step: 'day' | 'week' | 'month', from: string, form: 'long' | 'short'): string {
  const start = new Date(`${from}T00:00:00Z`);
  const { day, month, year } = partsOf(start);
  if (step === 'month') return form === 'long' ? `${month} ${year}` : `${month} ${String(year).slice(2)}`;
  if (step === 'day') {
    const weekday = weekdays[start.getUTCDay()];
    return form === 'long' ? `${weekday} ${day} ${month} ${year}` : `${weekday} ${day}`;
  }
  if (form === 'short') return `${day} ${month}`;
  return rangeText(from, new Date(start.getTime() + 6 * 86_400_000).toISOString().slice(0, 10));
}

/** '16–22 Nov 2026', '30 Nov – 6 Dec 2026', '28 Dec 2026 – 3 Jan 2027', '5 Nov 2026'. */
export function rangeText(from: string, to: string): string {
  const [start, end] = [partsOf(new Date(`${from}T00:00:00Z`)), partsOf(new Date(`${to}T00:00:00Z`))];
  const tail = `${end.day} ${end.month} ${end.year}`;
  if (from === to) return tail;
  if (start.year !== end.year) return `${start.day} ${start.month} ${start.year} – ${tail}`;
  return start.month === end.month ? `${start.day}–${tail}` : `${start.day} ${start.month} – ${tail}`;
}

function partsOf(date: Date): { day: number; month: string; year: number } {
  return { day: date.getUTCDate(), month: months[date.getUTCMonth()] ?? '', year: date.getUTCFullYear() };
}
