import type { DateOrder } from './time-rows.ts';

const secondMs = 1000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

/** Whether numbers of a file have a decimal comma: '20,0' and '2.000,0' and no '20.5'. */
export function hasDecimalComma(cells: Iterable<string>): boolean {
  let commas = 0;
  for (const cell of cells) {
    if (/^-?\d+\.\d{1,2}$|^-?\d{1,3}(,\d{3})+\.\d+$/.test(cell)) return false;
    if (/^-?\d+,\d{1,2}$|^-?\d{1,3}(\.\d{3})+,\d+$/.test(cell)) commas += 1;
  }
  return commas > 0;
}

/** Decimal text with a point, without signs between thousands; null for what is no number. */
export function readNumber(cell: string, isComma: boolean): string | null {
  const plain = cell.replaceAll(/[\s\u00a0'’]/g, '');
  const text = isComma ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', '');
  return /^-?\d+(\.\d+)?$/.test(text) ? text : null;
}

/**
 * A length in milliseconds: '1:30', '01:00:01', '1h 30m', 'PT1H30M', or a number in `unit` ('hours', 'minutes', 'seconds').
 * Null for what is none.
 */
export function readDuration(cell: string, unit: DurationUnit, isComma: boolean): number | null {
  const text = cell.trim();
  const sign = /^[-−]/.test(text) ? -1 : 1;
  const clock = /^[-−]?(\d+):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?$/.exec(text);
  if (clock) {
    const [, hours, minutes, seconds = '0'] = clock;
    return sign * (Number(hours) * hourMs + Number(minutes) * minuteMs + Number(seconds) * secondMs);
  }
  const words =
    /^(?:PT)?(?:(\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?)?)?)?\s*(?:(\d+)\s*s(?:ec(?:onds?)?)?)?$/i.exec(
      text,
    );
  if (words && /[hms]/i.test(text)) {
    const [, hours = '0', minutes = '0', seconds = '0'] = words;
    return (
      Math.round(Number(hours.replace(',', '.')) * hourMs) + Number(minutes) * minuteMs + Number(seconds) * secondMs
    );
  }
  const number = readNumber(text.replace('−', '-'), isComma);
  return number === null
    ? null
    : Math.round(Number(number) * { hours: hourMs, minutes: minuteMs, seconds: secondMs }[unit]);
}

export type DurationUnit = 'hours' | 'minutes' | 'seconds';

/** A day as a moment in UTC at midnight: '2024-03-04', '20240304', '03/04/2024', '4.3.2024', '4 Mar 2024'. */
export function readDay(cell: string, order: DateOrder): number | null {
  const text = cell.trim();
  const iso = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})$/.exec(text);
  if (iso) return dayAt(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = dateParts(text);
  if (parts) {
    const isDayFirst = parts.divider === '.' || order === 'dayFirst';
    return isDayFirst ? dayAt(parts.year, parts.second, parts.first) : dayAt(parts.year, parts.first, parts.second);
  }
  const named = /^(?:[a-z]+,?\s+)?(?:(\d{1,2})\.?\s+([a-z]{3})[a-z]*|([a-z]{3})[a-z]*\s+(\d{1,2}),?)\s+(\d{4})$/i.exec(
    text,
  );
  if (!named) return null;
  const month = 1 + months.indexOf((named[2] ?? named[3] ?? '').toLowerCase());
  return month === 0 ? null : dayAt(Number(named[5]), month, Number(named[1] ?? named[4]));
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function dateParts(text: string): { first: number; second: number; year: number; divider: string } | null {
  const match = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text);
  if (!match) return null;
  const year = Number(match[4]);
  return {
    first: Number(match[1]),
    second: Number(match[3]),
    year: year < 100 ? 2000 + year : year,
    divider: match[2] as string,
  };
}

function dayAt(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1970 && year < 2200;
  return isReal ? at : null;
}

/** Which order the dates of a file can have, and whether both. */
export function findDateOrder(cells: Iterable<string>, usual: DateOrder): { order: DateOrder; isUnsure: boolean } {
  let hasParts = false;
  for (const cell of cells) {
    const parts = dateParts(cell.trim());
    if (!parts || parts.divider === '.') continue;
    hasParts = true;
    if (parts.first > 12) return { order: 'dayFirst', isUnsure: false };
    if (parts.second > 12) return { order: 'monthFirst', isUnsure: false };
  }
  return { order: usual, isUnsure: hasParts };
}

/** A time of day in milliseconds: '10:23', '10:23:52 AM', '9 pm', '24:00'. */
export function readClock(cell: string): number | null {
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?$/i.exec(
    cell.trim().replaceAll(/[\u00a0\u202f]/g, ' '),
  );
  if (!match) return null;
  const [, hourText, minuteText, secondText = '0', half] = match;
  if (minuteText === undefined && half === undefined) return null;
  const shown = Number(hourText);
  const [minute, second] = [Number(minuteText ?? 0), Number(secondText)];
  if (half && (shown < 1 || shown > 12)) return null;
  const hour = half ? (shown % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : shown;
  const isDay = hour < 24 || (hour === 24 && minute === 0 && second === 0);
  return isDay && minute < 60 && second < 60 ? hour * hourMs + minute * minuteMs + second * secondMs : null;
}

/**
 * A moment in one cell: with 'Z' or an offset it is a moment, without one what a clock showed. Null for what is neither.
 */
export function readMoment(cell: string, order: DateOrder): { at: number; isLocal: boolean } | null {
  const text = cell.trim();
  const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (iso) {
    const [, day = '', clock = '', zone] = iso;
    const local = sumOf(readDay(day, order), readClock(clock));
    if (local === null) return null;
    if (!zone) return { at: local, isLocal: true };
    return { at: local - offsetOf(zone), isLocal: false };
  }
  const split = /^(.+?)[,\s]+(\d{1,2}[:.]\d{2}.*)$/.exec(text);
  const local = split ? sumOf(readDay(split[1] as string, order), readClock(split[2] as string)) : null;
  return local === null ? null : { at: local, isLocal: true };
}

function offsetOf(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * hourMs + Number(match[3]) * minuteMs);
}

export function sumOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

/** Null where nothing is said. */
export function readFlag(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  if (['yes', 'true', '1', 'y', 'x', 'billable', 'ja', 'oui', 'sí', 'si'].includes(text)) return true;
  return ['no', 'false', '0', 'n', 'non-billable', 'nonbillable', 'not billable', 'nein', 'non'].includes(text)
    ? false
    : null;
}

/** 'Development, Backend' or '["one","two"]'; each tag once. */
export function readTags(cell: string): string[] {
  const text = cell.trim();
  let parts: unknown = null;
  if (text.startsWith('[')) {
    try {
      parts = JSON.parse(text);
    } catch {
      // Then it is a list between brackets.
    }
  }
  const words = Array.isArray(parts) ? parts.map(String) : text.replace(/^\[(.*)\]$/, '$1').split(/[,;|]/);
  return [...new Set(words.map((word) => word.trim()).filter(Boolean))];
}

/** 'Euro - EUR', 'EUR', '€'; empty for what is no currency. */
export function readCurrency(cell: string): string {
  const text = cell.trim();
  const code = /(?:^|[^A-Za-z])([A-Z]{3})$/.exec(text)?.[1] ?? '';
  return code || ({ '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' }[text] ?? '');
}
