/** Months as statements keep them: yyyymm; 0 is no month. */

export function monthText(month: number): string {
  return month === 0
    ? ''
    : `${String(Math.floor(month / 100)).padStart(4, '0')}-${String(month % 100).padStart(2, '0')}`;
}

export function monthNumber(text: string): number {
  return Number(text.slice(0, 4)) * 100 + Number(text.slice(5, 7));
}

/** Counted from the year 0, so that months can be reckoned with. */
export function monthIndex(month: number): number {
  return Math.floor(month / 100) * 12 + (month % 100) - 1;
}

export function monthOfIndex(index: number): number {
  return Math.floor(index / 12) * 100 + (index % 12) + 1;
}

export type Span = { from: number; to: number };

/** All months of a span, both ends inclusive. */
export function monthsOf({ from, to }: Span): number[] {
  const first = monthIndex(from);
  return Array.from({ length: Math.max(0, monthIndex(to) - first + 1) }, (_, at) => monthOfIndex(first + at));
}

/** The span of as many months that ends right before this one. */
export function spanBefore(span: Span): Span {
  const first = monthIndex(span.from);
  return { from: monthOfIndex(first - (monthIndex(span.to) - first + 1)), to: monthOfIndex(first - 1) };
}
