import { parseKey } from '../music-key.ts';
import { type DelimitedRow, readDelimited } from './delimited-rows.ts';
import { readTime, writeTime } from './read-time.ts';
import { finishEntry, readTrackName, splitRemix } from './track-name.ts';
import {
  type EntryFacts,
  emptyEntry,
  listConfidence,
  noFacts,
  type ParsedLine,
  type ParsedTracklist,
  type Transition,
  transitions,
} from './tracklist-parts.ts';

/** What a value of a table or of JSON is about. */
export type Column =
  | 'start'
  | 'end'
  | 'length'
  | 'time'
  | 'artist'
  | 'title'
  | 'remix'
  | 'label'
  | 'isrc'
  | 'bpm'
  | 'key'
  | 'transition'
  | 'note'
  | 'unknown'
  | 'track';

const columnNames: Readonly<Record<string, Column>> = {
  start: 'start',
  starttime: 'start',
  starts: 'start',
  cue: 'start',
  cuetime: 'start',
  timestamp: 'start',
  startms: 'start',
  startseconds: 'start',
  end: 'end',
  endtime: 'end',
  endms: 'end',
  length: 'length',
  duration: 'length',
  playtime: 'length',
  time: 'time',
  artist: 'artist',
  artists: 'artist',
  artistname: 'artist',
  performer: 'artist',
  title: 'title',
  name: 'title',
  tracktitle: 'title',
  trackname: 'title',
  song: 'title',
  songtitle: 'title',
  track: 'track',
  remix: 'remix',
  mix: 'remix',
  mixname: 'remix',
  version: 'remix',
  label: 'label',
  isrc: 'isrc',
  bpm: 'bpm',
  tempo: 'bpm',
  key: 'key',
  musicalkey: 'key',
  tonality: 'key',
  transition: 'transition',
  note: 'note',
  notes: 'note',
  comment: 'note',
  isunknown: 'unknown',
  unknown: 'unknown',
};

/** What a column is called here; undefined for one that says nothing of a tracklist. */
export function columnOf(name: string): Column | undefined {
  return Object.hasOwn(columnNames, plainName(name)) ? columnNames[plainName(name)] : undefined;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Values of one entry by what they are about, and those columns whose names give times in milliseconds. */
export type EntryValues = Partial<Record<Column, string>>;

const delimiters = ['\t', ',', ';', '|'] as const;

/** The delimiter of a table whose first row heads columns we know, with a title among them; null for other text. */
export function tableDelimiter(text: string): string | null {
  const end = text.search(/[\r\n]/);
  const head = (end < 0 ? text : text.slice(0, end)).slice(0, 2000);
  for (const delimiter of delimiters) {
    const columns = (readDelimited(head, delimiter)[0]?.cells ?? []).map(columnOf);
    const known = new Set(columns.filter((column) => column !== undefined));
    if (known.size >= 2 && (known.has('title') || known.has('track'))) return delimiter;
  }
  return null;
}

/** Reads CSV and the tab-separated histories of DJ programs; the first row names the columns. Never throws. */
export function parseTable(text: string, delimiter: string): ParsedTracklist {
  const [head, ...rows] = readDelimited(text, delimiter);
  const names = (head?.cells ?? []).map((name) => plainName(name));
  const columns = names.map((name, index) => columnFor(names, name, index));
  const entries: EntryFacts[] = [];
  const lines: ParsedLine[] = [];
  for (const row of rows) {
    const values: EntryValues = {};
    for (const [index, column] of columns.entries()) {
      if (column && values[column] === undefined) values[column] = cellText(row, names, index);
    }
    const entry = entryFromValues(values);
    const line = { number: row.line, text: row.cells.join(delimiter === '\t' ? '\t' : `${delimiter} `).slice(0, 600) };
    if (!entry) {
      lines.push({ ...line, confidence: 0.8, role: 'leftOut', reason: 'noName' });
      continue;
    }
    lines.push({ ...line, confidence: entry.confidence ?? 0, role: 'track', part: 0, entry: entries.length });
    entries.push(entry);
  }
  const settled = settleStarts(entries, rows, columns);
  return { format: 'csv', lines, parts: toParts(settled) };
}

/** A title stands in one column only; where `title` and `track` are both there, `track` is its number. */
function columnFor(names: readonly string[], name: string, index: number): Column | undefined {
  const column = columnOf(name);
  if (names.indexOf(name) !== index) return undefined;
  if (column === 'track') return names.some((other) => columnNames[other] === 'title') ? undefined : 'track';
  return column;
}

/** Milliseconds are told by the column's name, as in files this program writes. */
function cellText({ cells }: DelimitedRow, names: readonly string[], index: number): string {
  const text = (cells[index] ?? '').trim();
  return names[index]?.endsWith('ms') && /^\d+(?:\.\d+)?$/.test(text) ? writeTime(Number(text), 3) : text;
}

export function toParts(entries: EntryFacts[], facts = noFacts): ParsedTracklist['parts'] {
  return entries.length === 0 ? [] : [{ facts, entries, confidence: listConfidence(entries, facts) }];
}

/** Null where a row names no track. */
export function entryFromValues(values: EntryValues): EntryFacts | null {
  const { title = '', artist = '', track = '', remix } = values;
  if (title === '' && artist === '' && track === '') return null;
  const named = title === '' && track !== '' ? readTrackName(track, 'dash') : null;
  // Where no column tells versions, titles do.
  const own = remix === undefined ? splitRemix(title) : { title, remix };
  const base: EntryFacts = named ?? { ...emptyEntry, ...own };
  const bpm = Number((values.bpm ?? '').replace(',', '.'));
  return finishEntry({
    ...base,
    artist: artist === '' ? base.artist : artist,
    label: values.label ?? base.label,
    isrc: (values.isrc ?? '').replace(/[^0-9A-Za-z]/g, '').toUpperCase(),
    startMs: clockTime(values.start ?? values.time ?? ''),
    endMs: clockTime(values.end ?? ''),
    bpm: bpm >= 20 && bpm <= 400 ? bpm : null,
    musicalKey: parseKey(values.key ?? ''),
    transition: readTransition(values.transition ?? ''),
    note: values.note ?? '',
    isUnknown: /^(?:1|true|yes)$/i.test(values.unknown ?? ''),
  });
}

function readTransition(text: string): Transition {
  return transitions.find((transition) => transition === text.trim().toLowerCase()) ?? 'unknown';
}

/** A time of a mix, or of day: "10/11/2019, 9:13:42 PM". */
function clockTime(text: string): number | null {
  const day = /(\d{1,2}:\d{2}(?::\d{2})?)\s*([ap])\.?m\.?$/i.exec(text);
  const plain = day ? (day[1] as string) : (text.split(/[ T,]+/).at(-1) ?? '');
  const ms = readTime(day && plain.split(':').length === 2 ? `${plain}:00` : plain);
  if (!day || ms === null) return ms;
  const halfDay = 12 * 3_600_000;
  return (ms % halfDay) + ((day[2] as string).toLowerCase() === 'p' ? halfDay : 0);
}

/** Times of day count from the first track; a column "Time" that goes up and down holds lengths, which say no start. */
function settleStarts(
  entries: EntryFacts[],
  rows: readonly DelimitedRow[],
  columns: (Column | undefined)[],
): EntryFacts[] {
  const starts = entries.flatMap(({ startMs }) => (startMs === null ? [] : [startMs]));
  const grows = starts.filter((start, index) => index > 0 && start > (starts[index - 1] as number)).length;
  if (columns.includes('time') && !columns.includes('start') && grows < 0.75 * (starts.length - 1)) {
    return entries.map((entry) => ({ ...entry, startMs: null }));
  }
  const isOfDay = columns.includes('start') && rows.some(({ cells }) => cells.some((cell) => isTimeOfDay(cell)));
  const first = starts[0] ?? 0;
  if (!isOfDay && !(columns.includes('length') && first > 3_600_000)) return entries;
  const day = 24 * 3_600_000;
  const since = (ms: number | null) => (ms === null ? null : (ms - first + day) % day);
  return entries.map((entry) => ({ ...entry, startMs: since(entry.startMs), endMs: since(entry.endMs) }));
}

function isTimeOfDay(cell: string): boolean {
  return /\d{1,2}:\d{2}(?::\d{2})?\s*[ap]\.?m\.?$/i.test(cell) || /\d{4}.*\d{1,2}:\d{2}:\d{2}$/.test(cell);
}
