import fc from 'fast-check';
import type { Db } from '#core/db/query.ts';
import { queryFieldNames } from '#shared/query/fields.ts';
import { quoteValue } from '#shared/query/format-query.ts';
import type { NaivePlaylist, Row } from './naive-query.ts';
import { insertFolderRow, insertTrack, openTestDb } from './temp-library.ts';

const word = fc.constantFrom(
  ...[
    'house',
    'deep',
    'Déep',
    'De',
    'MØ',
    'mo',
    'Straße',
    'strasse',
    'Łona',
    'lona',
    'Þórður',
    'thordur',
    'AC/DC',
    'ac',
  ],
  ...[
    'Hip-Hop',
    'hip',
    '100%',
    '&',
    '🎵',
    '東京',
    'がか',
    '한국',
    'Йод',
    'йод',
    'ΑΒΓ',
    'x',
    'a',
    "r'n'b",
    '12"',
    'fine',
  ],
);
export const phrase = fc.array(word, { maxLength: 3 }).map((words) => words.join(' '));
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });

/** Tracks of a library with the folders `libraryFolders`, ids 1 and 2. */
export const track = fc.record({
  folder_id: fc.constantFrom(1, 2),
  title: phrase,
  artist: phrase,
  album: phrase,
  genre: phrase,
  label: phrase,
  comment: phrase,
  composer: phrase,
  remixer: phrase,
  directory: phrase,
  format: fc.constantFrom('mp3', 'flac'),
  bpm: orNull(fc.constantFrom(62, 64, 124, 127.5, 127.6, 128, 128.49, 128.5, 130.3)),
  musical_key: orNull(fc.integer({ min: 0, max: 23 })),
  year: orNull(fc.integer({ min: 1998, max: 2003 })),
  track_number: orNull(fc.integer({ min: 1, max: 4 })),
  rating: fc.integer({ min: 0, max: 5 }),
  duration_ms: orNull(fc.constantFrom(299_400, 299_500, 300_000, 330_000, 330_500)),
  lufs: orNull(fc.constantFrom(-9.5, -9, -8.5, -14)),
  sample_rate: orNull(fc.constantFrom(44_100, 48_000)),
  is_lossless: fc.constantFrom(0 as const, 1 as const),
  artwork_hash: orNull(fc.constant('a')),
  missing_since: orNull(fc.constant(1)),
  analysis_state: fc.constantFrom('waiting' as const, 'done' as const, 'failed' as const),
  energy: orNull(fc.constantFrom(20, 64, 65, 70, 74, 75)),
  mood: fc.constantFrom('', 'happy', 'sad relaxed', 'party happy electronic'),
  quality_score: orNull(fc.constantFrom(3, 99, 100)),
  quality_verdict: orNull(fc.constantFrom('lossless' as const, 'transcode' as const)),
  review: fc.constantFrom(0, 1, 12),
  locked: fc.constantFrom(0, 0, 2),
});
export type TrackValues = typeof track extends fc.Arbitrary<infer Value> ? Value : never;

const numberValue = fc.constantFrom(
  ...['128', '=128', '>127.5', '<=128', '120..128', '2000', '1999-2001', '..64', '""', '*', '3', '-9', '5:00', '330'],
  ...['>5m', '44.1', '=48k', '1,2', 'x', ''],
);
const textValue = fc.oneof(
  word.map(quoteValue),
  phrase.map((text) => `"${text.replaceAll('"', '')}"`),
  word.map((text) => `=${quoteValue(text)}`),
  fc.constantFrom('""', '*', 'h', 'de', 'm', 'house,deep', ':^h', ':"e+p"', ':.$'),
);
const term = fc.oneof(
  word,
  fc
    .tuple(fc.constantFrom(...queryFieldNames), fc.oneof(textValue, numberValue))
    .map(([name, value]) => `${name}:${value}`),
  fc.constantFrom(
    'key:8A',
    '~key:am',
    'key:3',
    '~bpm:128',
    'is:missing,failed',
    'has:cover',
    'is:lossless',
    'is:offline,locked',
    'has:cues',
    '-has:cues,grid',
    'is:new',
    'is:rated',
    'playlist:""',
    'playlist:*',
    'crate:""',
    'crate:*',
    'drive:x',
    'drive:=system',
    'nope:1',
    ...[
      'mood:happy',
      'mood:sad,party',
      'is:unsure',
      'is:locked',
      'is:transcode',
      'energy:7',
      'energy:>6.5',
      'energy:>=7',
      'energy:6..7',
      'quality:fake',
      'quality:ok',
      'quality:lossless,lossy',
      'quality:100',
    ],
  ),
);
export const { query } = fc.letrec<{ query: string; part: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    term,
    tie('query').map((inner) => `(${inner})`),
    tie('part').map((part) => `-${part}`),
  ),
  query: fc
    .tuple(tie('part'), fc.array(fc.tuple(fc.constantFrom(' ', ' ', ' | ', ' OR '), tie('part')), { maxLength: 3 }))
    .map(([first, others]) => first + others.map(([join, part]) => join + part).join('')),
}));

/** Playlists of a library; `entries` name tracks by a number that may be any. */
export const playlists = fc.array(
  fc.record({ name: phrase, kind: fc.constantFrom('list', 'crate'), entries: fc.array(fc.nat(30), { maxLength: 6 }) }),
  { maxLength: 4 },
);
type PlaylistValues = typeof playlists extends fc.Arbitrary<infer Value> ? Value : never;

export const libraryFolders = ['/crates/Déep', '/Volumes/x'] as const;

/** A new library of these tracks in memory, and its rows by id. */
export function makeLibrary(tracks: TrackValues[], shelf: PlaylistValues = []): { db: Db; rows: Row[] } {
  const db = openTestDb();
  for (const path of libraryFolders) insertFolderRow(db, path);
  for (const values of tracks) insertTrackValues(db, values);
  for (const values of shelf) insertPlaylist(db, values);
  return { db, rows: listRows(db) };
}

let made = 0;

export function insertTrackValues(db: Db, { directory, ...values }: TrackValues): number {
  const file_name = `${made++} ${values.title.replaceAll('/', '_')}.${values.format}`;
  return insertTrack(db, { ...values, file_name, path: `${directory}/${file_name}` });
}

/** Tracks of ids that are not there (any more) are entries too. */
export function insertPlaylist(db: Db, { name, kind, entries }: PlaylistValues[number]): void {
  const { lastInsertRowid } = db
    .prepare('INSERT INTO playlist (position, kind, name, created_at, changed_at) VALUES (0, ?, ?, 0, 0)')
    .run(kind, name);
  for (const trackId of entries) insertEntry(db, Number(lastInsertRowid), trackId);
}

export function insertEntry(db: Db, playlistId: number, trackId: number): void {
  db.prepare('INSERT INTO playlist_entry (playlist_id, position, track_id, added_at) VALUES (?, 0, ?, 0)').run(
    playlistId,
    trackId,
  );
}

export function listRows(db: Db): Row[] {
  const sql = `SELECT track.*, folder.path AS folderPath, folder.state AS folderState,
      EXISTS (SELECT 1 FROM cue_point WHERE track_id = track.id) AS hasCues
    FROM track JOIN folder ON folder.id = folder_id ORDER BY track.id`;
  const shelf = listShelf(db);
  return (db.prepare(sql).all() as Row[]).map((row) => ({ ...row, shelf }));
}

function listShelf(db: Db): NaivePlaylist[] {
  const entries = db.prepare('SELECT track_id FROM playlist_entry WHERE playlist_id = ?').pluck();
  const all = db.prepare('SELECT id, name, kind FROM playlist').all() as { id: number; name: string; kind: string }[];
  return all.map(({ id, name, kind }) => ({ name, kind, trackIds: new Set(entries.all(id) as number[]) }));
}
