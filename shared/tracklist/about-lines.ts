import { noFacts, type TracklistFacts } from './tracklist-parts.ts';

const known =
  /^\s*(artist|dj|mixed by|event|venue|location|club|country|released|date|genre|style|title|name)\s*:\s*(.+?)\s*$/i;
/** Lines that head any list and name none. */
const generic =
  /^(?:the\s+)?(?:full\s+)?(?:track\s?-?list(?:ing)?|set\s?-?list|play\s?-?list|history|tracks|listen|download|#)\W*$/i;
const labelled = /^\s*[\p{L}# ]{2,20}:\s*\S*/u;
const isoDate = /\b((?:19|20)\d{2})[-./](\d{1,2})(?:[-./](\d{1,2}))?\b/;
const dayFirst = /\b(\d{1,2})[-./](\d{1,2})[-./]((?:19|20)\d{2})\b/;
const namedDate = /\b(\d{1,2})(?:st|nd|rd|th)?\.?\s+([a-z]{3,9})\.?,?\s+((?:19|20)\d{2})\b/i;
const onlyYear = /^\s*((?:19|20)\d{2})\s*$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const longestName = 200;

/** What the lines above a list say of the mix. */
export function readAbout(lines: readonly string[]): TracklistFacts {
  const facts = { ...noFacts };
  for (const line of lines) {
    const pair = known.exec(line);
    if (pair) takePair(facts, (pair[1] as string).toLowerCase(), pair[2] as string);
    if (pair || isOtherPair(line)) continue;
    if (facts.name === '' && !isGenericTitle(line)) takeName(facts, line.trim());
    facts.date ||= readDate(line);
  }
  return facts;
}

/** "Tracklist" names no list. */
export function isGenericTitle(line: string): boolean {
  return generic.test(line.trim());
}

/** "Rating: 4.6/5" says nothing of the mix; "TF02: Cascais" is a name. */
function isOtherPair(line: string): boolean {
  return labelled.test(line);
}

function takePair(facts: TracklistFacts, key: string, value: string): void {
  const text = value.slice(0, longestName);
  if (key === 'artist' || key === 'dj' || key === 'mixed by') facts.artist ||= text;
  else if (key === 'event') facts.event ||= text;
  else if (key === 'venue' || key === 'location' || key === 'club') facts.venue ||= text;
  else if (key === 'genre') facts.genre ||= text;
  else if (key === 'title' || key === 'name') facts.name ||= text;
  else if (key === 'released' || key === 'date') facts.date ||= readDate(value);
}

/** "Ada Quill @ Kanal 9, Berlin 2026-11-14" */
function takeName(facts: TracklistFacts, line: string): void {
  facts.name = line.slice(0, longestName);
  const at = line.indexOf(' @ ');
  if (at <= 0) return;
  const [event = '', ...venue] = withoutDate(line.slice(at + 3)).split(',');
  facts.artist ||= line.slice(0, at).trim().slice(0, longestName);
  facts.event ||= event.trim().slice(0, longestName);
  facts.venue ||= venue.join(',').trim().slice(0, longestName);
}

function withoutDate(text: string): string {
  return text
    .replace(isoDate, '')
    .replace(dayFirst, '')
    .replace(namedDate, '')
    .replace(/[\s\-–(),]+$/, '');
}

/** 'yyyy-mm-dd' and shorter, or empty. Days before months, as most of the world writes. */
export function readDate(text: string): string {
  const iso = isoDate.exec(text);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), iso[3] === undefined ? null : Number(iso[3]));
  const day = dayFirst.exec(text);
  if (day) {
    const [first, second, year] = [Number(day[1]), Number(day[2]), Number(day[3])];
    return second > 12 ? dateOf(year, first, second) : dateOf(year, second, first);
  }
  const named = namedDate.exec(text);
  if (named) {
    const month = months.indexOf((named[2] as string).slice(0, 3).toLowerCase()) + 1;
    if (month > 0) return dateOf(Number(named[3]), month, Number(named[1]));
  }
  return onlyYear.exec(text)?.[1] ?? '';
}

function dateOf(year: number, month: number, day: number | null): string {
  const two = (value: number) => String(value).padStart(2, '0');
  if (month < 1 || month > 12 || (day !== null && (day < 1 || day > 31))) return '';
  if (day === null) return `${year}-${two(month)}`;
  return `${year}-${two(month)}-${two(day)}`;
}
