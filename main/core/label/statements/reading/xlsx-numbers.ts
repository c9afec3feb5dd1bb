/** Formats of Excel that show days, by their numbers. */
const dayFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether a format of numbers shows days: 'yyyy\-mm', not '[Red]0.00' or 'h:mm'. */
export function showsDays(formatId: number, code: string | undefined): boolean {
  if (code === undefined) return dayFormats.has(formatId);
  const plain = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '');
  return /[yd]/i.test(plain) || /m{3}/i.test(plain);
}

const dayMs = 86_400_000;

/** 'yyyy-mm-dd' of the number of a day; null for one that no calendar has. */
export function dayOfSerial(text: string, is1904: boolean): string | null {
  const serial = Number(text);
  if (!Number.isFinite(serial) || serial < 1 || serial > 80_000) return null;
  // Excel takes 1900 for a leap year, so its days count from 30 December 1899 once that day is over.
  const start = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  return new Date(start + Math.floor(serial) * dayMs).toISOString().slice(0, 10);
}

/**
 * The number that a workbook shows. It keeps binary fractions with 17 digits, whose last ones are noise: 0.1 + 0.2 is
 * 0.30000000000000004. Like Excel we take 15.
 */
export function shownNumber(text: string): string {
  const digits = text.replace(/^-?0*\.?0*|[eE].*$|\./g, '');
  if (digits.length <= 15 || !/^-?[\d.]+(?:[eE][-+]?\d+)?$/.test(text)) return text;
  return String(Number(Number(text).toPrecision(15)));
}
