import { type DelimitedRow, readDelimited } from './tracklist/delimited-rows.ts';
import { readTime } from './tracklist/read-time.ts';

/** A row of an album's tracklist. */
export type AlbumRow = { disc: number; title: string; durationMs: number | null };

/** A song of a list of songs that exist elsewhere. */
export type ListedSong = { title: string; artist: string };

const longestTitle = 300;
const longestLine = 1000;
const delimiters = ['\t', ';', ',', '|'] as const;
type Column = 'title' | 'artist' | 'disc' | 'length' | 'lengthMs';
const columns: Readonly<Record<string, Column>> = {
  title: 'title',
  track: 'title',
  tracktitle: 'title',
  trackname: 'title',
  song: 'title',
  songtitle: 'title',
  songname: 'title',
  name: 'title',
  artist: 'artist',
  artists: 'artist',
  artistname: 'artist',
  band: 'artist',
  performer: 'artist',
  disc: 'disc',
  disk: 'disc',
  discnumber: 'disc',
  cd: 'disc',
  length: 'length',
  duration: 'length',
  time: 'length',
  durationms: 'lengthMs',
  lengthms: 'lengthMs',
};

const discHeading = /^(?:disc|disk|cd|lp|side|part)\s*#?\s*(\d{1,2}|[a-z])\b[:.\s-]*$/i;
const numberBefore =
  /^(?:(\d{1,2})[-.](\d{1,3})\s*[.):\s-]\s*|[A-H]?\d{1,3}\s*(?:[.):]|\s-|\s–)\s*|\d{1,3}\s{2,}|\d{1,3}\t)/;
const lengthBehind = /\s*[([–-]?\s*(\d{1,3}:\d{2}(?::\d{2})?)\s*[)\]]?$/;

/**
 * Reads a tracklist of a table whose first row names its columns, or of lines as albums print them: with or without numbers and
 * lengths, and with headings for discs. Never throws; what names no title is left out.
 */
export function readAlbumRows(text: string): AlbumRow[] {
  const table = readTable(text, ['title']);
  return table ? table.flatMap(rowOfTable) : readLines(text);
}

/** Reads a table with a column for the title and one for the artist; null where its first row names none. */
export function readListedSongs(text: string): { songs: ListedSong[]; skipped: number } | null {
  const table = readTable(text, ['title', 'artist']);
  if (!table) return null;
  const songs = table.flatMap(({ title = '', artist = '' }) =>
    title === '' || artist === ''
      ? []
      : [{ title: title.slice(0, longestTitle), artist: artist.slice(0, longestTitle) }],
  );
  return { songs, skipped: table.length - songs.length };
}

type Values = Partial<Record<Column, string>>;

/** The rows below a head with those columns, by the first delimiter that gives them; null without one. */
function readTable(given: string, needed: readonly Column[]): Values[] | null {
  const text = given.replace(/^\uFEFF/, '').trimStart();
  const [head = ''] = text.split(/\r?\n/, 1);
  for (const delimiter of delimiters) {
    if (!head.includes(delimiter)) continue;
    const [names, ...rows] = readDelimited(text, delimiter);
    const found = (names?.cells ?? []).map(columnOf);
    if (needed.every((column) => found.includes(column))) return rows.map((row) => valuesOf(row, found));
  }
  return null;
}

function columnOf(name: string): Column | undefined {
  const plain = name.toLowerCase().replace(/[^\p{L}]/gu, '');
  return Object.hasOwn(columns, plain) ? columns[plain] : undefined;
}

/** Of two columns with one meaning the first counts. */
function valuesOf({ cells }: DelimitedRow, found: readonly (Column | undefined)[]): Values {
  const values: Values = {};
  for (const [index, column] of found.entries()) {
    const cell = (cells[index] ?? '').replace(/\s+/g, ' ').trim();
    if (column && values[column] === undefined) values[column] = cell;
  }
  return values;
}

function rowOfTable({ title = '', disc = '', length = '', lengthMs = '' }: Values): AlbumRow[] {
  if (title === '') return [];
  const ms = /^\d{1,8}$/.test(lengthMs) ? Number(lengthMs) : readTime(length);
  return [
    { disc: discOf(Number.parseInt(disc, 10)), title: title.slice(0, longestTitle), durationMs: ms === 0 ? null : ms },
  ];
}

function readLines(text: string): AlbumRow[] {
  const rows: AlbumRow[] = [];
  let disc = 1;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const plain = line.slice(0, longestLine).trim();
    if (plain === '') continue;
    const heading = discHeading.exec(plain)?.[1];
    if (heading !== undefined) {
      disc = discOf(/\d/.test(heading) ? Number(heading) : heading.toLowerCase().charCodeAt(0) - 96);
      continue;
    }
    const number = numberBefore.exec(plain);
    if (number?.[1] !== undefined) disc = discOf(Number(number[1]));
    // Runs of blanks would make the pattern for lengths try for long.
    const named = plain.slice(number?.[0].length ?? 0).replace(/\s+/g, ' ');
    const length = lengthBehind.exec(named);
    const title = (length ? named.slice(0, length.index) : named).trim();
    if (!/[\p{L}\p{N}]/u.test(title)) continue;
    rows.push({ disc, title: title.slice(0, longestTitle), durationMs: length?.[1] ? readTime(length[1]) : null });
  }
  return rows;
}

function discOf(number: number): number {
  return Number.isInteger(number) && number >= 1 && number <= 99 ? number : 1;
}
