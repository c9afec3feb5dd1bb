/** A day, a month, a quarter or a half year, by its first and last day: 'yyyy-mm-dd'. */
export type Period = { from: string; to: string };

export type DateOrder = 'dmy' | 'mdy';

/** January first, as headings of English, German, French, Spanish, Italian, Dutch and Portuguese files begin them. */
const monthNames = [
  'jan ene gen janv januar enero gennaio',
  'feb fev fév févr februar febrero',
  'mar mär mrz märz mars marzo maart mrt',
  'apr avr abr abril avril aprile',
  'may mai mei mayo maggio maio mag',
  'jun juin giu junio giugno juni junho',
  'jul juil lug julio luglio juli julho juillet',
  'aug aoû août aout ago agosto augustus',
  'sep sept set septiembre settembre setembro',
  'oct okt ott out oktober octobre octubre ottobre outubro',
  'nov novembre noviembre novembro',
  'dec dez déc dic décembre diciembre dicembre dezember dezembro',
].map((names) => names.split(' '));

const monthNumber = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const english = 'january february march april may june july august september october november december'.split(' ');
for (const [index, name] of english.entries()) monthNumber.set(name, index + 1);

const time = String.raw`(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?`;
/** Longer texts are no dates, and would cost time for nothing. */
const longest = 80;

const timeAtEnd = new RegExp(`${time}$`, 'i');

/**
 * A date or period as statements write it: '2022-08-01', '2019/08', '202208', '2017M10', '2023_01', '2023Q1', '1/6/2020',
 * '15.10.2023', 'JUN-25', 'June 2025', '11/25/22 5:45pm'. Null for anything else, also for a day that no calendar has.
 * `order` says what '1/6/2020' is.
 */
export function parseStatementDate(text: string, order: DateOrder): Period | null {
  if (text.length > longest) return null;
  const plain = text.trim().replace(timeAtEnd, '');
  if (plain === '') return null;
  return (
    (/\p{L}{3}/u.test(plain) ? null : fromDigits(plain, order)) ??
    fromParts(plain) ??
    fromNames(plain) ??
    fromRange(plain, order)
  );
}

function fromDigits(text: string, order: DateOrder): Period | null {
  const ymd = /^(\d{4})([-/._]?)(\d{2})\2(\d{2})$/.exec(text) ?? /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (ymd) return day(Number(ymd[1]), Number(ymd[3]), Number(ymd[4]));
  const month = /^(\d{4})[-/._ ]?(?:M)?(\d{2})$/i.exec(text) ?? /^(\d{4})(?:[-/._ ]|M)(\d{1,2})$/i.exec(text);
  if (month) return months(Number(month[1]), Number(month[2]), 1);
  const behind = /^(\d{1,2})[-/._](\d{4})$/.exec(text);
  if (behind) return months(Number(behind[2]), Number(behind[1]), 1);
  const parts = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text);
  if (!parts) return null;
  const [first, second] = [Number(parts[1]), Number(parts[3])];
  const year = yearOf(parts[4] as string);
  return order === 'dmy' ? day(year, second, first) : day(year, first, second);
}

/** Quarters and halves: '2023Q1', 'Q1 2023', '2023-H2'. */
function fromParts(text: string): Period | null {
  const match = /^(\d{4})[-/._ ]?([QH])([1-4])$/i.exec(text) ?? /^(?:([QH])([1-4]))[-/._ ]?(\d{4})$/i.exec(text);
  if (!match) return null;
  const isBehind = /^\d/.test(text);
  const year = Number(isBehind ? match[1] : match[3]);
  const kind = (isBehind ? match[2] : match[1]) as string;
  const index = Number(isBehind ? match[3] : match[2]);
  const length = kind.toUpperCase() === 'Q' ? 3 : 6;
  return index * length > 12 ? null : months(year, (index - 1) * length + 1, length);
}

/** 'JUN-25', 'June 2025', '1 June 2025', 'Jun 1, 2025'. */
function fromNames(text: string): Period | null {
  const words = text
    .toLowerCase()
    .split(/[\s,./_-]+/)
    .filter((word) => word !== '' && word !== 'de' && word !== 'of');
  const at = words.findIndex((word) => monthNumber.has(word));
  const month = monthNumber.get(words[at] ?? '');
  if (!month || words.length > 3) return null;
  const numbers = words
    .filter((_, index) => index !== at)
    .map((word) => word.replace(/^(\d{1,2})(?:st|nd|rd|th)$/, '$1'));
  if (!numbers.every((word) => /^(?:\d{1,2}|\d{4})$/.test(word))) return null;
  const [first = '', second] = numbers;
  if (second === undefined) return first === '' ? null : months(yearOf(first), month, 1);
  return first.length === 4 ? day(yearOf(first), month, Number(second)) : day(yearOf(second), month, Number(first));
}

/** '2022-08-01 - 2022-08-31', '1/6/2020 to 30/6/2020'. */
function fromRange(text: string, order: DateOrder): Period | null {
  const ends = text.split(/\s+(?:-|–|to)\s+/);
  if (ends.length !== 2) return null;
  const [first, last] = ends.map((end) => parseStatementDate(end, order));
  return first && last && first.from <= last.to ? { from: first.from, to: last.to } : null;
}

const monthWithin = /(?<!\d)(\d{4})[-./_](\d{2})(?!\d)/;

/** The first month that stands in a text: '2019.08 Streams'. */
export function findMonth(text: string): Period | null {
  const match = monthWithin.exec(text);
  return match ? months(Number(match[1]), Number(match[2]), 1) : null;
}

/** The whole months that a period touches. */
export function monthOf({ from, to }: Period): Period {
  const [year = 0, month = 0] = to.split('-').map(Number);
  return { from: `${from.slice(0, 7)}-01`, to: `${to.slice(0, 7)}-${two(daysOf(year, month))}` };
}

/** '99' is no year to come, whose sales no period would ever count. */
function yearOf(text: string): number {
  const year = Number(text);
  if (text.length !== 2) return year;
  return year < 90 ? 2000 + year : 1900 + year;
}

function day(year: number, month: number, dayOfMonth: number): Period | null {
  if (!isYear(year) || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysOf(year, month)) return null;
  const text = `${year}-${two(month)}-${two(dayOfMonth)}`;
  return { from: text, to: text };
}

function months(year: number, month: number, length: number): Period | null {
  if (!isYear(year) || month < 1 || month > 12) return null;
  const last = month + length - 1;
  return { from: `${year}-${two(month)}-01`, to: `${year}-${two(last)}-${two(daysOf(year, last))}` };
}

function isYear(year: number): boolean {
  return year >= 1990 && year <= 2100;
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * In what order days and months stand in dates like '1/6/2020'. `either`: no value says it; null: no such dates.
 */
export function dateOrderOf(values: Iterable<string>): DateOrder | 'either' | null {
  let found: DateOrder | 'either' | null = null;
  for (const value of values) {
    const match = /^\s*(\d{1,2})([-/.])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/.exec(value);
    if (!match) continue;
    if (Number(match[1]) > 12) return 'dmy';
    if (Number(match[3]) > 12) return 'mdy';
    found = 'either';
  }
  return found;
}
