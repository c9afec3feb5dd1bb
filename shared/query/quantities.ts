import type { NumberFieldKind } from './fields.ts';

/**
 * A number as typed: its value, and half of the last digit's worth, which is how exact it was meant. `isStep` where it
 * names a step of a coarse scale: all that is shown as that step is meant, in comparisons and ranges too.
 */
export type Quantity = { value: number; halfStep: number; isStep?: boolean };

/** From `start` to `end`, excluded, in milliseconds since 1970. `isRelative` for spans counted back from now. */
export type DateSpan = { start: number; end: number; isRelative: boolean };

const plainNumber = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*(\p{L}*)$/u;

const byteUnits: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  t: 1e12,
  tb: 1e12,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** Reads a number in the unit people use for the field and answers in the column's: bits, hertz, bytes. */
export function parseQuantity(text: string, unit?: NumberFieldKind['unit']): Quantity | null {
  const [, digits, suffix = ''] = plainNumber.exec(text) ?? [];
  if (digits === undefined) return null;
  const number = Number(digits);
  const factor = unitFactor(unit, suffix.toLowerCase(), number);
  if (factor === null || !Number.isFinite(number)) return null;
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
  const halfStep = 0.5 * 10 ** -decimals * factor;
  return unit === 'tenth' && decimals === 0
    ? { value: number * factor, halfStep, isStep: true }
    : { value: number * factor, halfStep };
}

function unitFactor(unit: NumberFieldKind['unit'], suffix: string, number: number): number | null {
  switch (unit) {
    case 'byte':
      return byteUnits[suffix] ?? null;
    case 'kilobit':
      return ['', 'k', 'kbit', 'kbps', 'kb'].includes(suffix) ? 1000 : null;
    case 'tenth':
      return suffix === '' ? 10 : null;
    case 'kilohertz':
      if (suffix === 'hz') return 1;
      if (suffix === 'k' || suffix === 'khz') return 1000;
      // Nobody has a file of 44 hertz or of 44,100 kilohertz.
      return suffix === '' ? (Math.abs(number) < 1000 ? 1000 : 1) : null;
    default:
      return ['', 'bpm', 'db', 'lufs', 'lu', 'bit'].includes(suffix) ? 1 : null;
  }
}

/** Reads `5:30`, `1:02:30`, `330` (seconds), `5m`, `90s`, `1h20m`; answers in milliseconds. */
export function parseDuration(text: string): Quantity | null {
  const [, hours, minutes, seconds, fraction] = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{2})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  if (minutes !== undefined && seconds !== undefined) {
    const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
    const step = fraction === undefined ? 1000 : 1000 * 10 ** -fraction.length;
    return { value: whole * 1000 + Number(fraction ?? 0) * step, halfStep: step / 2 };
  }
  if (/^\d+(\.\d*)?$/.test(text)) {
    const quantity = parseQuantity(text);
    return quantity && { value: quantity.value * 1000, halfStep: quantity.halfStep * 1000 };
  }
  const named = /^(?:(\d{1,5})h)?(?:(\d{1,6})m(?:in)?)?(?:(\d{1,8})s(?:ec)?)?$/i.exec(text);
  if (!named || text === '') return null;
  const [, h, m, s] = named;
  const step = s !== undefined ? 1000 : m !== undefined ? 60_000 : 3_600_000;
  return { value: Number(h ?? 0) * 3_600_000 + Number(m ?? 0) * 60_000 + Number(s ?? 0) * 1000, halfStep: step / 2 };
}

/** Reads `2026`, `2026-08`, `2026-08-15`, `today`, `yesterday`, `-2w` (d, w, m, y); in the local time zone. */
export function parseDateSpan(text: string, now: number): DateSpan | null {
  const lower = text.toLowerCase();
  if (lower === 'today') return daySpan(now, 0, false);
  if (lower === 'yesterday') return daySpan(now, 1, false);
  const [, count, unit] = /^-?(\d{1,4})([dwmy])$/.exec(lower) ?? [];
  if (count !== undefined && unit !== undefined) return relativeSpan(now, Number(count), unit);
  const [, yearText, monthText, dayText] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(lower) ?? [];
  if (yearText === undefined || Number(yearText) < 1000) return null;
  return calendarSpan(Number(yearText), monthText, dayText);
}

function calendarSpan(year: number, monthText: string | undefined, dayText: string | undefined): DateSpan | null {
  if (monthText === undefined) return span(new Date(year, 0), new Date(year + 1, 0));
  const month = Number(monthText) - 1;
  if (month < 0 || month > 11) return null;
  if (dayText === undefined) return span(new Date(year, month), new Date(year, month + 1));
  const day = Number(dayText);
  const start = new Date(year, month, day);
  if (day < 1 || start.getMonth() !== month) return null;
  return span(start, new Date(year, month, day + 1));
}

function relativeSpan(now: number, count: number, unit: string): DateSpan {
  if (unit === 'd' || unit === 'w') return daySpan(now, count * (unit === 'w' ? 7 : 1), true);
  const today = new Date(now);
  const months = count * (unit === 'y' ? 12 : 1);
  const target = new Date(today.getFullYear(), today.getMonth() - months, 1);
  const lastDay = new Date(target.getFullYear(), target.getMonth() + 1, 0).getDate();
  target.setDate(Math.min(today.getDate(), lastDay));
  return daySpan(target.getTime(), 0, true);
}

/** The local day that began `daysBack` days before today. */
function daySpan(now: number, daysBack: number, isRelative: boolean): DateSpan {
  const today = new Date(now);
  const day = (shift: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + shift);
  return { ...span(day(-daysBack), day(1 - daysBack)), isRelative };
}

function span(start: Date, end: Date): DateSpan {
  return { start: start.getTime(), end: end.getTime(), isRelative: false };
}
