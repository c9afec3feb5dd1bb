/** Readings of single values that several programs write down alike. Null where there is none, or none that can be. */

/** Twelve hours into a day, so that it stays that day wherever clocks are set. */
const noon = 12;

/** Numbers of a year that a file may claim. */
const years = { first: 1000, last: 9999 };

/** A finite number, also with a comma as some systems write it. */
export function readNumber(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '') return null;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}

/** A whole number above 0: counts and years say 0 where they know nothing. */
export function readPositive(text: string | undefined): number | null {
  const value = readNumber(text);
  return value !== null && value >= 1 && value < 2 ** 53 ? Math.round(value) : null;
}

/** Stars of a rating from 0 to 255 in steps of 51; null for other numbers. */
export function readRating255(text: string | undefined): number | null {
  const value = readNumber(text);
  return value === null || value < 0 || value > 255 ? null : Math.round(value / 51);
}

/** '2026-09-01' or '2026/9/1' as noon of that day here, Unix milliseconds; null for no day of the calendar. */
export function readDay(text: string | undefined): number | null {
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text?.trim() ?? '') ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day), noon);
  const isReal = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
  return isReal && date.getFullYear() >= years.first ? date.getTime() : null;
}

export type Day = { year: string; month: number; day: number };

/** The day it was here at a moment; null for no moment, and for years that are not written with four digits. */
export function dayOf(at: number | null): Day | null {
  if (at === null) return null;
  const date = new Date(at);
  const year = date.getFullYear();
  if (!(year >= years.first && year <= years.last)) return null;
  return { year: String(year), month: date.getMonth() + 1, day: date.getDate() };
}

/** '#25fde9' of three values from 0 to 255; empty where one is missing. */
export function colourOf(red: number | null, green: number | null, blue: number | null): string {
  if (red === null || green === null || blue === null) return '';
  return `#${[red, green, blue]
    .map((part) =>
      Math.max(0, Math.min(255, Math.round(part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** [37, 253, 233] of '#25fde9'; null for anything else. */
export function partsOfColour(colour: string): [number, number, number] | null {
  const [, digits] = /^#([0-9a-f]{6})$/i.exec(colour) ?? [];
  if (!digits) return null;
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
