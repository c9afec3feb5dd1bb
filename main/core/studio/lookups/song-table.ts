import { parse } from 'csv-parse/sync';
import { type Db, prepare } from '#core/db/query.ts';
import type { SongState } from '#core/studio/song-records.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { foldTitle } from '#shared/song-title.ts';

type Column = 'title' | 'artist' | 'album' | 'year' | 'genre' | 'isrc' | 'bpm';
export type TableRow = {
  line: number;
  title: string;
  artist: string;
  songId: number | null;
  values: Partial<SongState>;
};

const mostRows = 10_000;
const columnNames: Readonly<Record<Column, readonly string[]>> = {
  title: ['title', 'song', 'name', 'track'],
  artist: ['artist', 'artists', 'performer'],
  album: ['album', 'release'],
  year: ['year', 'date', 'released'],
  genre: ['genre'],
  isrc: ['isrc'],
  bpm: ['bpm', 'tempo'],
};

/** What a pasted table says of songs that are here. Throws IMPORT_INVALID and IMPORT_TOO_LARGE. */
export function readSongTable(db: Db, text: string): { rows: TableRow[]; unknownColumns: string[] } {
  const [head = [], ...lines] = readCells(text);
  const columns = head.map(columnOf);
  if (!columns.includes('title') || new Set(columns.filter(Boolean)).size < 2) {
    throw new AppError('IMPORT_INVALID', 'The first line names no column of titles, or nothing beside it.');
  }
  if (lines.length > mostRows) throw new AppError('IMPORT_TOO_LARGE', 'That is more than 10,000 songs.');
  return {
    rows: lines.map((cells, index) => toRow(db, index + 2, columns, cells)),
    unknownColumns: head.filter((name, index) => columns[index] === null && name !== ''),
  };
}

function readCells(text: string): string[][] {
  const [first = ''] = text.split('\n', 1);
  const [delimiter = ','] = [',', ';', '\t'].sort((one, other) => first.split(other).length - first.split(one).length);
  const form = { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, trim: true } as const;
  try {
    return parse(text, form) as string[][];
  } catch (cause) {
    throw new AppError('IMPORT_INVALID', 'This is no table.', {}, { cause });
  }
}

function columnOf(name: string): Column | null {
  const folded = foldText(name).replaceAll(/[^a-z]/g, '');
  return (Object.keys(columnNames) as Column[]).find((column) => columnNames[column].includes(folded)) ?? null;
}

function toRow(db: Db, line: number, columns: readonly (Column | null)[], cells: readonly string[]): TableRow {
  const take = (column: Column) => (cells[columns.indexOf(column)] ?? '').slice(0, 500);
  const title = take('title');
  const artist = take('artist');
  const songId = findSong(db, title, artist);
  const values: Partial<SongState> = {};
  for (const column of ['album', 'genre', 'isrc'] as const) if (take(column) !== '') values[column] = take(column);
  const year = Number(/\b\d{4}\b/.exec(take('year'))?.[0]);
  if (year > 0) values.year = year;
  const bpm = Number(take('bpm').replace(',', '.'));
  if (bpm >= 20 && bpm <= 400) values.bpm = bpm;
  // It was found by its title alone: the table knows whose it is.
  if (artist !== '' && songId !== null && artistOf(db, songId) === '') values.artist = artist;
  return { line, title, artist, songId, values };
}

/** By title and artist; by its title alone where there is one of it, and nothing speaks against that. */
function findSong(db: Db, title: string, artist: string): number | null {
  if (foldTitle(title) === '') return null;
  const named = prepare(db, 'SELECT id, artist_fold AS artist FROM song WHERE title_fold = ? ORDER BY id').all(
    foldTitle(title),
  ) as { id: number; artist: string }[];
  const same = named.find((song) => song.artist === foldTitle(artist));
  if (same) return same.id;
  const open = artist === '' ? named : named.filter((song) => song.artist === '');
  return open.length === 1 ? (open[0]?.id ?? null) : null;
}

function artistOf(db: Db, id: number): string {
  return prepare(db, 'SELECT artist FROM song WHERE id = ?').pluck().get(id) as string;
}
