import { readDate } from './about-lines.ts';
import { writeTime } from './read-time.ts';
import { columnOf, type EntryValues, entryFromValues, toParts } from './table-list.ts';
import {
  type EntryFacts,
  noFacts,
  type ParsedLine,
  type ParsedTracklist,
  type TracklistFacts,
} from './tracklist-parts.ts';

const listNames = ['tracks', 'tracklist', 'entries', 'items', 'songs', 'list', 'chapters'] as const;
const artistNames = ['artist', 'dj', 'performer'] as const;
const longestFact = 200;

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a list of objects, or an object that holds one under a usual name. Null for text that is no such JSON. */
export function parseJson(text: string): ParsedTracklist | null {
  const value = tryParse(text);
  const list = Array.isArray(value) ? value : isObject(value) ? listIn(value) : null;
  if (!list) return null;
  const entries: EntryFacts[] = [];
  const lines: ParsedLine[] = [];
  for (const [index, item] of list.entries()) {
    const entry = entryFromValues(valuesOf(item));
    const line = { number: index + 1, text: (JSON.stringify(item) ?? '').slice(0, 600) };
    if (!entry) {
      lines.push({ ...line, confidence: 0.8, role: 'leftOut', reason: 'noName' });
      continue;
    }
    lines.push({ ...line, confidence: entry.confidence ?? 0, role: 'track', part: 0, entry: entries.length });
    entries.push(entry);
  }
  return { format: 'json', lines, parts: toParts(entries, isObject(value) ? factsOf(value) : noFacts) };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listIn(value: JsonObject): unknown[] | null {
  for (const name of listNames) {
    const list = value[name];
    if (Array.isArray(list)) return list;
  }
  return null;
}

/** Plain strings are lines of text; numbers of times are seconds unless their name says milliseconds. */
function valuesOf(item: unknown): EntryValues {
  if (typeof item === 'string') return { track: item };
  if (!isObject(item)) return {};
  const values: EntryValues = {};
  for (const [name, value] of Object.entries(item)) {
    const column = columnOf(name);
    if (column === undefined || values[column] !== undefined) continue;
    const isTime = column === 'start' || column === 'end' || column === 'time';
    const text = isTime && typeof value === 'number' ? timeText(value, name) : textOf(value);
    // A version left empty says that there is none in the title either.
    if (text !== '' || (column === 'remix' && value === '')) values[column] = text;
  }
  return values;
}

function timeText(value: number, name: string): string {
  return Number.isFinite(value) && value >= 0 ? writeTime(/ms$/i.test(name) ? value : value * 1000, 3) : '';
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : '';
  if (Array.isArray(value)) return value.map((each) => textOf(isObject(each) ? each.name : each)).join(', ');
  if (isObject(value)) return typeof value.name === 'string' ? value.name : '';
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

function factsOf(value: JsonObject): TracklistFacts {
  const named = (name: string) => (typeof value[name] === 'string' ? (value[name] as string).trim() : '');
  const first = (...names: readonly string[]) =>
    (names.map(named).find((text) => text !== '') ?? '').slice(0, longestFact);
  return {
    name: first('name', 'title'),
    artist: first(...artistNames),
    event: first('event'),
    venue: first('venue', 'location'),
    date: readDate(first('date')) || (/^\d{4}$/.test(first('date')) ? first('date') : ''),
    genre: first('genre'),
  };
}
