import { basename, dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { keyFromPitch } from '#shared/music-key.ts';
import type { ForeignFormat, ReadOptions } from '../foreign-format.ts';
import { emptyForeignTrack, type ForeignPart, type ForeignTrack } from '../foreign-library.ts';
import { readPlace } from '../foreign-path.ts';
import { note } from '../playlist-files/list-reader.ts';
import { shiftTimes } from '../shift-times.ts';
import { readBeatData, readLoops, readQuickCues } from './engine-data.ts';
import { readEngineLists } from './engine-lists.ts';
import { bytesIn, countIn, ForeignDatabase, isDatabase, numberIn, type Row, textIn } from './foreign-database.ts';

/** Of `Information`: Engine DJ 2.0 made the first of these, Engine DJ 4.3 the last that is documented. */
const oldestMajor = 2;
const newestMajor = 3;
const newestMinorOf: Readonly<Record<number, number>> = { 2: Number.POSITIVE_INFINITY, 3: 0 };

/** `m.db` of Engine DJ from 2.0 on, read from a copy. */
export const engineFormat: ForeignFormat = {
  id: 'engine',
  extensions: ['.db'],
  detects: ({ path, bytes, text }) =>
    isDatabase(bytes) &&
    (basename(path).toLowerCase() === 'm.db' || /\b(PlaylistEntity|originDatabaseUuid)\b/.test(text)),
  read: readEngine,
  holds: 'library',
};

const columns = [
  'length',
  'bpm',
  'bpmAnalyzed',
  'year',
  'path',
  'bitrate',
  'fileBytes',
  'title',
  'artist',
  'album',
  'genre',
  'comment',
  'label',
  'composer',
  'remixer',
  'key',
  'rating',
  'timeLastPlayed',
  'dateAdded',
  'originDatabaseUuid',
  'originTrackId',
  'beatData',
  'quickCues',
  'loops',
];

export async function* readEngine(file: string, options: ReadOptions): AsyncGenerator<ForeignPart> {
  const db = await ForeignDatabase.open(file, options);
  try {
    const uuid = checkVersion(db);
    const folder = libraryFolder(file);
    const there = db.columns('Track');
    const shown = columns.filter((column) => there.has(column));
    const query = `SELECT id, ${shown.join(', ')} FROM Track WHERE id > ? ORDER BY id LIMIT ?`;
    // Lists of several libraries name a track by where it came from.
    const origins = new Map<string, string>();
    for await (const page of db.pages(query, options.signal)) {
      for (const row of page) {
        origins.set(`${textIn(row, 'originDatabaseUuid')} ${row.originTrackId}`, String(row.id));
        origins.set(`${uuid} ${row.id}`, String(row.id));
        yield { part: 'track', track: shiftTimes(readTrack(row, folder), options.mp3ShiftMs ?? 0) };
      }
    }
    yield* readEngineLists(db, origins);
    if (db.columns('Smartlist').has('title'))
      for (const list of db.all('SELECT title FROM Smartlist ORDER BY title'))
        yield note('skippedSmartList', textIn(list, 'title'));
  } finally {
    await db.close();
  }
}

/** The library's own name. Throws IMPORT_INVALID, IMPORT_TOO_OLD, IMPORT_TOO_NEW. */
function checkVersion(db: ForeignDatabase): string {
  const there = db.columns('Information');
  const [row] = there.has('schemaVersionMajor') ? db.all('SELECT * FROM Information LIMIT 1') : [];
  if (!row) throw new AppError('IMPORT_INVALID', 'This is no library of Engine DJ.');
  const [major, minor] = [Number(row.schemaVersionMajor), Number(row.schemaVersionMinor)];
  const version = `${major}.${minor}`;
  if (!(major >= oldestMajor)) throw new AppError('IMPORT_TOO_OLD', 'Engine Prime wrote this library.', { version });
  if (major > newestMajor || minor > (newestMinorOf[major] ?? 0))
    throw new AppError('IMPORT_TOO_NEW', 'A newer Engine DJ wrote this library.', { version });
  if (!db.columns('Track').has('path') || !db.columns('PlaylistEntity').has('nextEntityId'))
    throw new AppError('IMPORT_INVALID', 'This library of Engine DJ is damaged.', { version });
  return textIn(row, 'uuid');
}

/** What paths start from: `Engine Library`, in which the database lies in `Database2`. */
function libraryFolder(file: string): string {
  const folder = dirname(file);
  return basename(folder) === 'Database2' ? dirname(folder) : folder;
}

function readTrack(row: Row, folder: string): ForeignTrack {
  const { path } = readPlace(textIn(row, 'path'), folder, () => true);
  const seconds = countIn(row, 'length');
  const kilobits = countIn(row, 'bitrate');
  const rating = countIn(row, 'rating');
  const bpm = numberIn(row, 'bpmAnalyzed') || numberIn(row, 'bpm');
  const beatData = bytesIn(row, 'beatData');
  const beats = beatData && readBeatData(beatData);
  const [quickCues, loops] = [bytesIn(row, 'quickCues'), bytesIn(row, 'loops')];
  return {
    ...emptyForeignTrack(String(row.id)),
    path,
    title: textIn(row, 'title'),
    artist: textIn(row, 'artist'),
    album: textIn(row, 'album'),
    genre: textIn(row, 'genre'),
    comment: textIn(row, 'comment'),
    label: textIn(row, 'label'),
    composer: textIn(row, 'composer'),
    remixer: textIn(row, 'remixer'),
    year: countIn(row, 'year'),
    durationMs: seconds === null ? null : seconds * 1000,
    sizeBytes: countIn(row, 'fileBytes'),
    bitrate: kilobits === null ? null : kilobits * 1000,
    sampleRate: beats ? Math.round(beats.sampleRate) : null,
    bpm: bpm !== null && bpm > 0 && bpm < 1000 ? bpm : null,
    musicalKey: keyOf(numberIn(row, 'key')),
    rating: rating === null || rating > 100 ? null : Math.round(rating / 20),
    lastPlayedAt: momentOf(countIn(row, 'timeLastPlayed')),
    addedAt: momentOf(countIn(row, 'dateAdded')),
    grid: beats?.grid ?? [],
    cues: beats
      ? [
          ...(quickCues ? readQuickCues(quickCues, beats.sampleRate) : []),
          ...(loops ? readLoops(loops, beats.sampleRate) : []),
        ]
      : [],
  };
}

/** 0 is C major, 1 A minor, and so on around the circle of fifths. */
function keyOf(value: number | null): number | null {
  if (value === null || !Number.isInteger(value) || value < 0 || value > 23) return null;
  const fifths = Math.floor(value / 2);
  return value % 2 === 0 ? keyFromPitch((fifths * 7) % 12, 'major') : keyFromPitch((9 + fifths * 7) % 12, 'minor');
}

/** Unix seconds. */
function momentOf(seconds: number | null): number | null {
  return seconds !== null && seconds < 1e11 ? seconds * 1000 : null;
}
