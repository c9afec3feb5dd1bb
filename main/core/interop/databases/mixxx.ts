import { basename } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { keyFromPitch, parseKey } from '#shared/music-key.ts';
import type { ForeignFormat, ReadOptions } from '../foreign-format.ts';
import { emptyForeignTrack, type ForeignCue, type ForeignPart, type ForeignTrack } from '../foreign-library.ts';
import { readPlace } from '../foreign-path.ts';
import { note } from '../playlist-files/list-reader.ts';
import { shiftTimes } from '../shift-times.ts';
import { bytesIn, countIn, ForeignDatabase, isDatabase, numberIn, type Row, textIn } from './foreign-database.ts';
import { readMixxxBeats } from './mixxx-beats.ts';

/** Of `mixxx.schema.version`: Mixxx 1.8 made the first of these, 2.5 the last. */
const versions = { oldest: 3, newest: 39 };

/** The database of Mixxx, read from a copy. */
export const mixxxFormat: ForeignFormat = {
  id: 'mixxx',
  extensions: ['.sqlite'],
  detects: ({ path, bytes, text }) =>
    isDatabase(bytes) && (/mixxx/i.test(basename(path)) || text.includes('track_locations')),
  read: readMixxx,
  holds: 'library',
};

const columns = [
  'artist',
  'title',
  'album',
  'album_artist',
  'year',
  'genre',
  'tracknumber',
  'comment',
  'composer',
  'grouping',
  'duration',
  'bitrate',
  'samplerate',
  'bpm',
  'key',
  'key_id',
  'rating',
  'timesplayed',
  'datetime_added',
  'last_played_at',
  'color',
  'beats',
  'beats_version',
];

export async function* readMixxx(file: string, options: ReadOptions): AsyncGenerator<ForeignPart> {
  const db = await ForeignDatabase.open(file, options);
  try {
    checkVersion(db);
    const known = new Set<string>();
    const cuesOf = cueReader(db);
    for await (const page of db.pages(trackQuery(db), options.signal)) {
      const cues = Map.groupBy(cuesOf(Number(page[0]?.id), Number(page.at(-1)?.id)), (cue) => cue.track_id);
      for (const row of page) {
        const own = cues.get(row.id) ?? [];
        const track = shiftTimes(readTrack(row, own), options.mp3ShiftMs ?? 0);
        known.add(track.key);
        if (own.some((cue) => (numberIn(cue, 'hotcue') ?? -1) >= hotCues)) yield note('moreCuesThanSlots', track.path);
        yield { part: 'track', track };
      }
    }
    yield* readLists(db, known);
  } finally {
    await db.close();
  }
}

function checkVersion(db: ForeignDatabase): void {
  const isMixxx = db.columns('library').has('location') && db.columns('track_locations').has('location');
  const rows = db.columns('settings').has('value')
    ? db.all("SELECT value FROM settings WHERE name = 'mixxx.schema.version'")
    : [];
  const version = Number(rows[0]?.value);
  if (!isMixxx || !Number.isInteger(version)) throw new AppError('IMPORT_INVALID', 'This is no database of Mixxx.');
  if (version > versions.newest) throw new AppError('IMPORT_TOO_NEW', 'A newer Mixxx wrote this library.', { version });
  if (version < versions.oldest)
    throw new AppError('IMPORT_TOO_OLD', 'A Mixxx before 1.8 wrote this library.', { version });
}

function trackQuery(db: ForeignDatabase): string {
  const there = db.columns('library');
  const shown = columns.filter((column) => there.has(column)).map((column) => `library.${column}`);
  return `SELECT library.id, track_locations.location AS path, track_locations.filesize, ${shown.join(', ')}
    FROM library JOIN track_locations ON track_locations.id = library.location
    WHERE coalesce(library.mixxx_deleted, 0) = 0 AND library.id > ? ORDER BY library.id LIMIT ?`;
}

/** The rows of cues of all tracks between two numbers. */
function cueReader(db: ForeignDatabase): (from: number, to: number) => Row[] {
  const there = db.columns('cues');
  if (!there.has('hotcue')) return () => [];
  // Mixxx has no index of these.
  db.index('cues', 'track_id');
  const colour = there.has('color') ? 'color' : 'NULL AS color';
  const sql = `SELECT track_id, type, position, length, hotcue, label, ${colour} FROM cues WHERE track_id BETWEEN ? AND ? ORDER BY id`;
  return (from, to) => db.all(sql, from, to);
}

function readTrack(row: Row, cues: readonly Row[]): ForeignTrack {
  const { path } = readPlace(textIn(row, 'path'), '', () => true);
  const sampleRate = countIn(row, 'samplerate');
  const kilobits = countIn(row, 'bitrate');
  const bpm = numberIn(row, 'bpm');
  const seconds = numberIn(row, 'duration');
  const rating = numberIn(row, 'rating');
  const beats = bytesIn(row, 'beats');
  return {
    ...emptyForeignTrack(String(row.id)),
    path,
    title: textIn(row, 'title'),
    artist: textIn(row, 'artist'),
    album: textIn(row, 'album'),
    albumArtist: textIn(row, 'album_artist'),
    genre: textIn(row, 'genre'),
    comment: textIn(row, 'comment'),
    grouping: textIn(row, 'grouping'),
    composer: textIn(row, 'composer'),
    year: Number(/^\d{4}/.exec(textIn(row, 'year'))?.[0]) || null,
    trackNumber: Number(/^\d{1,6}/.exec(textIn(row, 'tracknumber'))?.[0]) || null,
    durationMs: seconds !== null && seconds > 0 ? Math.round(seconds * 1000) : null,
    sizeBytes: countIn(row, 'filesize'),
    bitrate: kilobits === null ? null : kilobits * 1000,
    sampleRate,
    bpm: bpm !== null && bpm > 0 && bpm < 1000 ? bpm : null,
    musicalKey: parseKey(textIn(row, 'key')) ?? keyOfId(countIn(row, 'key_id')),
    rating: rating !== null && rating >= 0 && rating <= 5 ? Math.round(rating) : null,
    playCount: numberIn(row, 'timesplayed'),
    lastPlayedAt: momentOf(textIn(row, 'last_played_at')),
    addedAt: momentOf(textIn(row, 'datetime_added')),
    colour: colourOf(numberIn(row, 'color')),
    grid: beats && sampleRate ? readMixxxBeats(textIn(row, 'beats_version'), beats, sampleRate) : [],
    cues: sampleRate ? cues.flatMap((cue) => readCue(cue, sampleRate) ?? []) : [],
  };
}

/** 1 to 12 are C to B major, 13 to 24 C to B minor. */
function keyOfId(id: number | null): number | null {
  if (id === null || id > 24) return null;
  return id <= 12 ? keyFromPitch(id - 1, 'major') : keyFromPitch(id - 13, 'minor');
}

const cueTypes = { hotCue: 1, main: 2, loop: 4 } as const;
const hotCues = 8;
/** Mixxx counts samples of two channels, whatever the file has. */
const channels = 2;

/** Null for what Mixxx finds by itself (intro, outro, where sound begins), and for what has no place. */
function readCue(row: Row, sampleRate: number): ForeignCue | null {
  const position = numberIn(row, 'position');
  const type = numberIn(row, 'type');
  const isLoop = type === cueTypes.loop;
  if (position === null || position < 0 || !(type === cueTypes.hotCue || type === cueTypes.main || isLoop)) return null;
  // A main cue at the beginning is what every track has.
  if (type === cueTypes.main && position === 0) return null;
  const toMs = (samples: number) => Math.round((samples / channels / sampleRate) * 1e6) / 1000;
  const length = numberIn(row, 'length') ?? 0;
  if (isLoop && length <= 0) return null;
  const hotcue = numberIn(row, 'hotcue') ?? -1;
  return {
    kind: isLoop ? 'loop' : 'cue',
    slot: hotcue >= 0 && hotcue < hotCues ? hotcue : null,
    startMs: toMs(position),
    endMs: isLoop ? toMs(position + length) : null,
    name: textIn(row, 'label'),
    colour: colourOf(numberIn(row, 'color')),
  };
}

function colourOf(value: number | null): string {
  return value === null || value < 0 ? '' : `#${(value & 0xffffff).toString(16).padStart(6, '0')}`;
}

/** '2026-05-01 12:00:00' is in universal time, as what says so itself. */
function momentOf(text: string): number | null {
  if (text === '') return null;
  const hasZone = /(?:z|[+-]\d\d:?\d\d)$/i.test(text);
  const at = Date.parse(`${text.replace(' ', 'T')}${hasZone ? '' : 'Z'}`);
  return at > 0 ? at : null;
}

/** What `hidden` of a playlist means. */
const hidden = { no: 0, autoDj: 1, history: 2 } as const;

function* readLists(db: ForeignDatabase, known: ReadonlySet<string>): Generator<ForeignPart> {
  db.index('PlaylistTracks', 'playlist_id');
  for (const list of db.all('SELECT id, name, hidden FROM Playlists ORDER BY position, id')) {
    if (Number(list.hidden) !== hidden.no) yield note('skippedInternalList', textIn(list, 'name'));
    else {
      const entries = db.all(
        'SELECT track_id FROM PlaylistTracks WHERE playlist_id = ? ORDER BY position, id',
        list.id,
      );
      yield* listParts([textIn(list, 'name')], entries, known);
    }
  }
  const crates = db.columns('crates').has('name') ? db.all('SELECT id, name FROM crates ORDER BY name, id') : [];
  if (crates.length === 0) return;
  yield { part: 'playlist', playlist: { path: ['Crates'], kind: 'folder', keys: [], rules: '' } };
  for (const crate of crates) {
    const entries = db.all('SELECT track_id FROM crate_tracks WHERE crate_id = ? ORDER BY rowid', crate.id);
    yield* listParts(['Crates', textIn(crate, 'name')], entries, known);
  }
}

function* listParts(path: string[], entries: readonly Row[], known: ReadonlySet<string>): Generator<ForeignPart> {
  const keys = entries.map((entry) => String(entry.track_id));
  yield {
    part: 'playlist',
    playlist: { path, kind: 'list', keys: keys.filter((key) => known.has(key)), rules: '' },
  };
  for (const key of keys) if (!known.has(key)) yield note('unknownEntry', `${path.join('/')}: ${key}`);
}
