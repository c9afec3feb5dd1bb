import { lockBits } from '#core/analysis/overrides.repository.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { AnalysisState } from '#core/db/schema.ts';
import { keepEdits } from '#core/tags/keep-edits.ts';
import type { FileContent, FileStamp, SoundColumns, TagColumns } from './file-reading.ts';
import { emptyTags } from './reading/track-tags.ts';

export type ScanFolder = { id: number; path: string; isWatched: boolean; isOffline: boolean };

export function findScanFolder(db: Db, id: number): ScanFolder | undefined {
  const row = prepare(db, 'SELECT id, path, is_watched, state FROM folder WHERE id = ?').get(id) as
    | { id: number; path: string; is_watched: number; state: string }
    | undefined;
  return row && { id: row.id, path: row.path, isWatched: row.is_watched === 1, isOffline: row.state === 'offline' };
}

export function listInterrupted(db: Db): number[] {
  return prepare(db, `SELECT id FROM folder WHERE scan_state = 'scanning' ORDER BY id`).pluck().all() as number[];
}

export function setScanState(db: Db, id: number, state: 'idle' | 'scanning'): void {
  prepare(db, 'UPDATE folder SET scan_state = ? WHERE id = ?').run(state, id);
}

export function setFolderState(db: Db, id: number, state: 'online' | 'offline'): void {
  prepare(db, 'UPDATE folder SET state = ? WHERE id = ?').run(state, id);
}

export function setScannedAt(db: Db, id: number, now: number): void {
  prepare(db, 'UPDATE folder SET scanned_at = ? WHERE id = ?').run(now, id);
}

/** A track as far as a scan needs to know it. */
export type KnownTrack = FileStamp & {
  id: number;
  folderId: number;
  path: string;
  fileName: string;
  quickHash: string | null;
  /** Null before analysis. */
  audioHash: string | null;
  isMissing: boolean;
  analysisState: AnalysisState;
};

type KnownRow = {
  id: number;
  folder_id: number;
  path: string;
  file_name: string;
  size_bytes: number;
  modified_us: number;
  file_key: string | null;
  quick_hash: string | null;
  audio_hash: string | null;
  missing_since: number | null;
  analysis_state: AnalysisState;
};

const knownColumns =
  'id, folder_id, path, file_name, size_bytes, modified_us, file_key, quick_hash, audio_hash, missing_since, analysis_state';

function toKnown(row: KnownRow): KnownTrack {
  return {
    id: row.id,
    folderId: row.folder_id,
    path: row.path,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    modifiedUs: row.modified_us,
    fileKey: row.file_key,
    quickHash: row.quick_hash,
    audioHash: row.audio_hash,
    isMissing: row.missing_since !== null,
    analysisState: row.analysis_state,
  };
}

export function hasTracks(db: Db, folderId: number): boolean {
  return prepare(db, 'SELECT 1 FROM track WHERE folder_id = ? LIMIT 1').get(folderId) !== undefined;
}

export function findByPath(db: Db, folderId: number, path: string): KnownTrack | undefined {
  const sql = `SELECT ${knownColumns} FROM track WHERE folder_id = ? AND path = ?`;
  const row = prepare(db, sql).get(folderId, path) as KnownRow | undefined;
  return row && toKnown(row);
}

/** Never more than `limit`: a thousand copies of one file must not make each of them look at all the others. */
export function listByFileKey(db: Db, fileKey: string, limit: number): KnownTrack[] {
  const sql = `SELECT ${knownColumns} FROM track WHERE file_key = ? LIMIT ?`;
  return (prepare(db, sql).all(fileKey, limit) as KnownRow[]).map(toKnown);
}

export function listByQuickHash(db: Db, quickHash: string, limit: number): KnownTrack[] {
  const sql = `SELECT ${knownColumns} FROM track WHERE quick_hash = ? LIMIT ?`;
  return (prepare(db, sql).all(quickHash, limit) as KnownRow[]).map(toKnown);
}

/**
 * Tracks that are tagged as a file is: title, artist and album, folded, in its format and as long. Empty where the file
 * has no title or no artist to go by.
 */
export function listByTags(db: Db, { tags, sound }: FileContent, limit: number): KnownTrack[] {
  if (tags.title_fold === '' || tags.artist_fold === '' || sound.duration_ms === null) return [];
  const sql = `SELECT ${knownColumns} FROM track WHERE title_fold = ? AND artist_fold = ? AND album_fold = ?
    AND format = ? AND duration_ms BETWEEN ? AND ? LIMIT ?`;
  const { title_fold, artist_fold, album_fold } = tags;
  const { format, duration_ms } = sound;
  const rows = prepare(db, sql).all(
    title_fold,
    artist_fold,
    album_fold,
    format,
    duration_ms - sameLengthMs,
    duration_ms + sameLengthMs,
    limit,
  ) as KnownRow[];
  return rows.map(toKnown);
}

/** Encoders and analysis differ by so much about one recording's length. */
const sameLengthMs = 100;

/** Tracks of a folder that are not marked missing, in the order of their ids, after the id `after`. */
export function listPresent(db: Db, folderId: number, after: number, limit: number): { id: number; path: string }[] {
  return prepare(
    db,
    // The plus keeps SQLite from walking another index than the one on the id.
    'SELECT id, path FROM track WHERE id > ? AND +folder_id = ? AND +missing_since IS NULL ORDER BY id LIMIT ?',
  ).all(after, folderId, limit) as { id: number; path: string }[];
}

export function maxTrackId(db: Db): number {
  return (prepare(db, 'SELECT max(id) FROM track').pluck().get() as number | null) ?? 0;
}

export function countPresent(db: Db, folderId: number): number {
  const sql = 'SELECT count(*) FROM track WHERE folder_id = ? AND missing_since IS NULL';
  return prepare(db, sql).pluck().get(folderId) as number;
}

const stampColumns = ['size_bytes', 'modified_us', 'file_key', 'quick_hash'] as const;
const tagColumnNames = [
  'title',
  'artist',
  'album',
  'album_artist',
  'genre',
  'label',
  'comment',
  'grouping',
  'composer',
  'remixer',
  'isrc',
  'year',
  'track_number',
  'disc_number',
  'tag_bpm',
  'tag_key',
  'rating',
  'artwork_hash',
  'title_fold',
  'artist_fold',
  'album_fold',
  'album_artist_fold',
  'genre_fold',
  'label_fold',
] as const satisfies readonly (keyof TagColumns)[];
const soundColumnNames = [
  'format',
  'codec',
  'is_lossless',
  'bitrate',
  'sample_rate',
  'bit_depth',
  'channels',
  'duration_ms',
  'analysis_state',
] as const satisfies readonly (keyof SoundColumns)[];

const insertColumns = [
  'folder_id',
  'path',
  'file_name',
  'added_at',
  ...stampColumns,
  ...tagColumnNames,
  ...soundColumnNames,
  'bpm',
  'musical_key',
];
/** A number is never given twice: what was taken out comes back under its own, and the history speaks of it. */
const freeNumberSql = '(SELECT last + 1 FROM track_number)';
const insertTrackSql = `INSERT INTO track (id, ${insertColumns.join(', ')})
  VALUES (${freeNumberSql}, ${insertColumns.map((name) => `@${name}`).join(', ')})
  ON CONFLICT (folder_id, path) DO NOTHING RETURNING id`;

export type TrackPlace = { folderId: number; path: string; fileName: string };

function stampValues({ stamp, quickHash }: FileContent) {
  return {
    size_bytes: stamp.sizeBytes,
    modified_us: stamp.modifiedUs,
    file_key: stamp.fileKey,
    quick_hash: quickHash,
  };
}

/** Undefined when the folder has a track at this path already. */
export function insertTrack(db: Db, place: TrackPlace, content: FileContent, now: number): number | undefined {
  const row = prepare(db, insertTrackSql).get({
    folder_id: place.folderId,
    path: place.path,
    file_name: place.fileName,
    added_at: now,
    ...stampValues(content),
    ...content.tags,
    ...content.sound,
    bpm: content.tags.tag_bpm,
    musical_key: content.tags.tag_key,
  }) as { id: number } | undefined;
  return row?.id;
}

const placeSql = `UPDATE track SET folder_id = @folder_id, path = @path, file_name = @file_name,
  size_bytes = @size_bytes, modified_us = @modified_us, file_key = @file_key,
  quick_hash = coalesce(@quick_hash, quick_hash), missing_since = NULL WHERE id = @id`;

// What the user set stays: the file may hold older values (tags: keep-edits.ts). What analysis found stays as long as the sound does.
const tagsSql = `UPDATE track SET
  ${tagColumnNames
    .filter((name) => name !== 'rating')
    .map((name) => `${name} = @${name}`)
    .join(', ')},
  rating = CASE rating WHEN 0 THEN @rating ELSE rating END,
  bpm = CASE WHEN bpm_confidence IS NULL AND NOT locked & ${lockBits.bpm} THEN @tag_bpm ELSE bpm END,
  musical_key = CASE WHEN key_confidence IS NULL AND NOT locked & ${lockBits.key} THEN @tag_key ELSE musical_key END
  WHERE id = @id`;

const describeSoundSql = `UPDATE track SET ${soundColumnNames
  .filter((name) => name !== 'analysis_state' && name !== 'duration_ms')
  .map((name) => `${name} = @${name}`)
  .join(', ')},
  duration_ms = CASE WHEN analysis_state = 'done' THEN duration_ms ELSE @duration_ms END
  WHERE id = @id`;

const newSoundSql = `UPDATE track SET ${soundColumnNames.map((name) => `${name} = @${name}`).join(', ')},
  audio_hash = NULL, bpm_confidence = NULL, key_confidence = NULL, lufs = NULL, true_peak_db = NULL,
  bpm = CASE WHEN locked & ${lockBits.bpm} THEN bpm ELSE tag_bpm END,
  musical_key = CASE WHEN locked & ${lockBits.key} THEN musical_key ELSE tag_key END,
  loudness_range = NULL, energy = NULL, danceability = NULL, arousal = NULL, valence = NULL, voice = NULL,
  mood = CASE WHEN locked & ${lockBits.mood} THEN mood ELSE '' END, mood_confidence = NULL,
  quality_score = NULL, quality_verdict = NULL, review = 0, suggested_genre = '', suggested_genre_confidence = NULL
  WHERE id = @id`;

/** Brings a track up to its file, wherever that now lies. `isNewSound` drops what analysis knew. */
export function updateTrack(db: Db, id: number, place: TrackPlace, content: FileContent, isNewSound: boolean): void {
  prepare(db, 'UPDATE OR REPLACE problem SET folder_id = ?, path = ? WHERE track_id = ?').run(
    place.folderId,
    place.path,
    id,
  );
  prepare(db, placeSql).run({
    id,
    folder_id: place.folderId,
    path: place.path,
    file_name: place.fileName,
    ...stampValues(content),
  });
  if (content.hasTags) prepare(db, tagsSql).run({ id, ...keepEdits(db, id, content.tags, place.fileName) });
  if (isNewSound) prepare(db, newSoundSql).run({ id, ...content.sound });
  else if (content.hasTags) prepare(db, describeSoundSql).run(withoutState(id, content.sound));
}

function withoutState(id: number, { analysis_state: _state, ...sound }: SoundColumns) {
  return { id, ...sound };
}

/** Brings a track to where its file was moved. Without a title it sorts by its file name. */
export function moveTrack(db: Db, id: number, place: TrackPlace, stamp: FileStamp): void {
  prepare(db, 'UPDATE OR REPLACE problem SET folder_id = ?, path = ? WHERE track_id = ?').run(
    place.folderId,
    place.path,
    id,
  );
  prepare(db, placeSql).run({
    id,
    folder_id: place.folderId,
    path: place.path,
    file_name: place.fileName,
    size_bytes: stamp.sizeBytes,
    modified_us: stamp.modifiedUs,
    file_key: stamp.fileKey,
    quick_hash: null,
  });
  const { title_fold } = emptyTags(place.fileName);
  prepare(db, `UPDATE track SET title_fold = ? WHERE id = ? AND title = ''`).run(title_fold, id);
}

/** Takes a track off its path, so that another one can have it; a path of its own follows in the same transaction. */
export function parkTrack(db: Db, id: number): void {
  prepare(db, `UPDATE track SET path = char(0) || id WHERE id = ?`).run(id);
}

export function markPresent(db: Db, id: number): void {
  prepare(db, 'UPDATE track SET missing_since = NULL WHERE id = ?').run(id);
}

/** Whether analysis looked for the file in vain. */
export function wasNotFound(db: Db, id: number): boolean {
  const sql = `SELECT 1 FROM job WHERE kind = 'analysis' AND subject_id = ? AND error_code = 'FILE_NOT_FOUND'`;
  return prepare(db, sql).get(id) !== undefined;
}

export function putIntoInbox(db: Db, id: number, at: number): void {
  prepare(db, 'UPDATE track SET inbox_at = ? WHERE id = ?').run(at, id);
}

export function markMissing(db: Db, id: number, now: number): void {
  prepare(db, 'UPDATE track SET missing_since = ? WHERE id = ? AND missing_since IS NULL').run(now, id);
}

/** Problems from scanning, by path. */
export function listScanProblems(db: Db, folderId: number): Map<string, string> {
  const sql = `SELECT path, code FROM problem WHERE folder_id = ? AND stage = 'scan'`;
  const rows = prepare(db, sql).all(folderId) as { path: string; code: string }[];
  return new Map(rows.map(({ path, code }) => [path, code]));
}

/** Paths of a folder's tracks, the missing ones too. */
export function listKnownPaths(db: Db, folderId: number): string[] {
  return prepare(db, 'SELECT path FROM track WHERE folder_id = ?').pluck().all(folderId) as string[];
}
