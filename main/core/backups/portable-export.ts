import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readCues } from '#core/cues/cues.repository.ts';
import { openReader } from '#core/db/open-library.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { CuePoint } from '#shared/contract/cues.ts';
import { exportPlaylists } from './portable-playlists.ts';
import { exportRecords } from './portable-records.ts';
import { exportTracklists } from './portable-tracklists.ts';

/** One line of an export: a track with everything the user gave it. Times are milliseconds since 1970. */
export type ExportedTrack = {
  type: 'track';
  audioHash: string | null;
  quickHash: string | null;
  path: string;
  title: string;
  artist: string;
  addedAt: number;
  rating: number;
  playCount: number;
  lastPlayedAt: number | null;
  /** By field, as the contract's `override` has them. */
  overrides: Record<string, unknown>;
  /** What was not written to the file yet, by field. */
  edits: Record<string, string[]>;
  /** In the order of their times. */
  cues: CuePoint[];
};

type Row = {
  id: number;
  audio_hash: string | null;
  quick_hash: string | null;
  folder: string;
  path: string;
  title: string;
  artist: string;
  added_at: number;
  rating: number;
  play_count: number;
  last_played_at: number | null;
};

const selectTracks = `SELECT track.id, audio_hash, quick_hash, folder.path AS folder, track.path, title, artist,
    track.added_at, rating, play_count, last_played_at
  FROM track JOIN folder ON folder.id = track.folder_id
  WHERE rating > 0 OR play_count > 0 OR has_edits = 1 OR locked <> 0
    OR EXISTS (SELECT 1 FROM cue_point WHERE track_id = track.id) ORDER BY track.id`;

/**
 * Writes what a user made and no scan can find again as lines of JSON: folders, settings, the tracks with ratings,
 * plays, values set by hand, edits or cues, playlists and tracklists, people, songs, packs, projects, hours and money. A format anybody can read, for the day when nothing else can. Returns how many tracks.
 */
export function writePortableExport({ file, target, now }: { file: string; target: string; now: number }): number {
  const db = openReader(file);
  const draft = `${target}.draft`;
  const fd = openSync(draft, 'w');
  let count = 0;
  try {
    const write = (line: unknown) => void writeSync(fd, `${JSON.stringify(line)}\n`);
    write({ type: 'ledgerline', format: 1, at: now });
    for (const { path } of prepare(db, 'SELECT path FROM folder ORDER BY id').all() as { path: string }[]) {
      write({ type: 'folder', path });
    }
    for (const setting of prepare(db, 'SELECT key, value FROM setting ORDER BY key').all() as SettingRow[]) {
      write({ type: 'setting', key: setting.key, value: JSON.parse(setting.value) });
    }
    for (const record of exportRecords(db)) write(record);
    for (const row of prepare(db, selectTracks).iterate() as Iterable<Row>) {
      write(toLine(db, row));
      count += 1;
    }
    for (const playlist of exportPlaylists(db)) write(playlist);
    for (const tracklist of exportTracklists(db)) write(tracklist);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
    db.close();
  }
  renameSync(draft, target);
  return count;
}

type SettingRow = { key: string; value: string };
type FieldRow = { field: string; value: string };

function toLine(db: Db, row: Row): ExportedTrack {
  const fields = (sql: string) =>
    Object.fromEntries(
      (prepare(db, sql).all(row.id) as FieldRow[]).map(({ field, value }) => [field, JSON.parse(value)]),
    );
  return {
    type: 'track',
    audioHash: row.audio_hash,
    quickHash: row.quick_hash,
    path: join(row.folder, row.path),
    title: row.title,
    artist: row.artist,
    addedAt: row.added_at,
    rating: row.rating,
    playCount: row.play_count,
    lastPlayedAt: row.last_played_at,
    overrides: fields('SELECT field, value FROM track_override WHERE track_id = ?'),
    edits: fields('SELECT field, value FROM tag_edit WHERE track_id = ?'),
    cues: readCues(db, row.id),
  };
}
