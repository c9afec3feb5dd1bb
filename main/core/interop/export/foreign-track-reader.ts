import { userBeatGrid } from '#core/analysis/beat-grid.ts';
import { findOverrides } from '#core/analysis/overrides.repository.ts';
import { beatsFrom } from '#core/analysis/track-analysis.ts';
import { readCues } from '#core/cues/cues.repository.ts';
import type { Db } from '#core/db/query.ts';
import { prepare } from '#core/db/query.ts';
import { formatKey } from '#shared/music-key.ts';
import { temposOfBeats } from '../foreign-grid.ts';
import { emptyForeignTrack, type ForeignTempo, type ForeignTrack } from '../foreign-library.ts';

/** Bit of `track.locked` for a grid of the user's, and for a tempo. */
const gridLocks = 32 | 1;

export type ExportRow = {
  id: number;
  folder: string;
  path: string;
  file_name: string;
  title: string;
  artist: string;
  album: string;
  album_artist: string;
  genre: string;
  label: string;
  comment: string;
  grouping: string;
  composer: string;
  remixer: string;
  isrc: string;
  year: number | null;
  track_number: number | null;
  disc_number: number | null;
  duration_ms: number | null;
  size_bytes: number;
  bitrate: number | null;
  sample_rate: number | null;
  bpm: number | null;
  musical_key: number | null;
  rating: number;
  play_count: number;
  last_played_at: number | null;
  added_at: number;
  mood: string;
  energy: number | null;
  locked: number;
  beats: Uint8Array | null;
  found_bpm: number | null;
  downbeat_ms: number | null;
};

type GridRow = Pick<ExportRow, 'id' | 'duration_ms' | 'locked' | 'beats' | 'found_bpm' | 'downbeat_ms'>;

/** Columns and tables of an `ExportRow`; conditions come behind. */
export const selectExportRows = `SELECT track.id, folder.path AS folder, track.path, file_name, title, artist, album,
    album_artist, genre, label, comment, "grouping", composer, remixer, isrc, year, track_number, disc_number,
    track.duration_ms, size_bytes, bitrate, sample_rate, track.bpm, track.musical_key, rating, play_count, last_played_at,
    track.added_at, mood, energy, locked, analysis.beats, analysis.bpm AS found_bpm,
    CASE WHEN analysis.beats IS NULL THEN NULL ELSE findings ->> '$.tempo.firstDownbeatMs' END AS downbeat_ms
  FROM track JOIN folder ON folder.id = track.folder_id
  LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash AND track.analysis_state = 'done'`;

/** A track as other programs are told of it, at its path here with '/' between the parts. */
export function toForeignTrack(db: Db, row: ExportRow, commentTemplate: string): ForeignTrack {
  return {
    ...emptyForeignTrack(String(row.id)),
    path: pathOfRow(row),
    title: row.title || row.file_name.replace(/\.[^.]+$/, ''),
    artist: row.artist,
    album: row.album,
    albumArtist: row.album_artist,
    genre: row.genre,
    label: row.label,
    comment: commentTemplate === '' ? row.comment : fillComment(commentTemplate, row),
    grouping: row.grouping,
    composer: row.composer,
    remixer: row.remixer,
    isrc: row.isrc,
    year: row.year,
    trackNumber: row.track_number,
    discNumber: row.disc_number,
    durationMs: row.duration_ms,
    sizeBytes: row.size_bytes,
    bitrate: row.bitrate,
    sampleRate: row.sample_rate,
    bpm: row.bpm,
    musicalKey: row.musical_key,
    rating: row.rating,
    playCount: row.play_count,
    lastPlayedAt: row.last_played_at,
    addedAt: row.added_at,
    grid: gridOf(db, row),
    cues: readCues(db, row.id),
  };
}

export function pathOfRow({ folder, path }: { folder: string; path: string }): string {
  return `${(/^[a-z]:|^\\\\/i.test(folder) ? folder.replaceAll('\\', '/') : folder).replace(/\/+$/, '')}/${path}`;
}

/** The user's grid, or what was found; none where there are no beats. */
function gridOf(db: Db, row: GridRow): ForeignTempo[] {
  const user = (row.locked & gridLocks) === 0 ? {} : findOverrides(db, row.id);
  if (user.grid?.tempos) return user.grid.tempos;
  const found = {
    beatsMs: row.beats ? beatsFrom(row.beats) : [],
    bpm: row.found_bpm,
    firstDownbeatMs: row.downbeat_ms,
    durationMs: row.duration_ms ?? 0,
  };
  if (found.beatsMs.length === 0 && user.bpm === undefined) return [];
  const grid = userBeatGrid(found, { bpm: user.bpm, anchorMs: user.grid?.anchorMs });
  return temposOfBeats(grid.beatsMs, grid.firstDownbeat);
}

/** '/* mood:dark *\/' and the like, so that programs without such fields show them. */
function fillComment(template: string, row: ExportRow): string {
  const values: Readonly<Record<string, string>> = {
    comment: row.comment,
    mood: row.mood.replaceAll(' ', ', '),
    energy: row.energy === null ? '' : String(row.energy),
    key: row.musical_key === null ? '' : formatKey(row.musical_key, 'camelot'),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole).trim();
}

/** The tempos of a track's beat grid as an export tells them. */
export function readTempos(db: Db, id: number): ForeignTempo[] {
  const row = prepare(
    db,
    `SELECT track.id, track.duration_ms, locked, beats, analysis.bpm AS found_bpm,
       findings ->> '$.tempo.firstDownbeatMs' AS downbeat_ms
     FROM track JOIN analysis ON analysis.audio_hash = track.audio_hash WHERE track.id = ?`,
  ).get(id) as GridRow | undefined;
  return row ? gridOf(db, row) : [];
}

/** Empty where a track is gone. */
export function readPath(db: Db, id: number): string {
  const row = prepare(
    db,
    'SELECT folder.path AS folder, track.path FROM track JOIN folder ON folder.id = folder_id WHERE track.id = ?',
  ).get(id) as { folder: string; path: string } | undefined;
  return row ? pathOfRow(row) : '';
}
