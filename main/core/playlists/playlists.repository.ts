import type { PlaylistEntryTable, PlaylistTable } from '#core/db/playlist-tables.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { getRows } from '#core/library/tracks.repository.ts';
import type { EntryFacts, Playlist, PlaylistEntry, PlaylistId, PlaylistKind } from '#shared/contract/playlists.ts';
import { AppError } from '#shared/errors.ts';

type PlaylistRecord = PlaylistTable & { count: number; duration: number | null };

const selectPlaylist = `SELECT playlist.*,
  (SELECT count(*) FROM playlist_entry WHERE playlist_id = playlist.id) AS count,
  (SELECT sum(duration_ms) FROM playlist_entry WHERE playlist_id = playlist.id) AS duration
  FROM playlist`;

/** All of them; siblings in order. What their entries keep is summed up: that needs no look at tracks. */
export function listPlaylists(db: Db): Playlist[] {
  const rows = prepare(db, `${selectPlaylist} ORDER BY position, id`).all() as PlaylistRecord[];
  return rows.map(toPlaylist);
}

/** Throws NOT_FOUND. */
export function getPlaylist(db: Db, id: number): Playlist {
  const row = prepare(db, `${selectPlaylist} WHERE id = ?`).get(id) as PlaylistRecord | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That playlist is gone.', { id });
  const duration = prepare(
    db,
    `SELECT sum(coalesce(track.duration_ms, playlist_entry.duration_ms)) FROM playlist_entry
       LEFT JOIN track ON track.id = track_id WHERE playlist_id = ?`,
  ).pluck();
  return toPlaylist({ ...row, duration: row.count === 0 ? 0 : (duration.get(id) as number | null) });
}

/** Its name and kind, without looking at what it holds. Throws NOT_FOUND. */
export function requirePlaylist(db: Db, id: number): { id: number; kind: PlaylistKind; name: string } {
  const row = prepare(db, 'SELECT id, kind, name FROM playlist WHERE id = ?').get(id);
  if (!row) throw new AppError('NOT_FOUND', 'That playlist is gone.', { id });
  return row as { id: number; kind: PlaylistKind; name: string };
}

/** The same of one that holds entries. Throws INVALID_INPUT for folders and smart ones. */
export function requireEntries(db: Db, id: number): { id: number; kind: PlaylistKind; name: string } {
  const found = requirePlaylist(db, id);
  if (found.kind === 'list' || found.kind === 'crate') return found;
  throw new AppError('INVALID_INPUT', 'That playlist holds no tracks of its own.', { id });
}

function toPlaylist(row: PlaylistRecord): Playlist {
  const holdsEntries = row.kind === 'list' || row.kind === 'crate';
  return {
    id: row.id as PlaylistId,
    parentId: row.parent_id as PlaylistId | null,
    position: row.position,
    kind: row.kind,
    name: row.name,
    note: row.note,
    rules: row.rules === null ? null : JSON.parse(row.rules),
    plan: row.plan === null ? null : JSON.parse(row.plan),
    source: row.source === null ? null : JSON.parse(row.source),
    layout: row.layout === null ? null : JSON.parse(row.layout),
    count: holdsEntries ? row.count : null,
    durationMs: holdsEntries ? (row.duration ?? 0) : null,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

/** An entry as it is kept; what history notes of it. */
export type EntryState = EntryFacts & {
  id: number;
  trackId: number | null;
  note: string;
  isLocked: boolean;
  addedAt: number;
};

/** All entries of a playlist in order. */
export function readEntries(db: Db, playlistId: number): EntryState[] {
  const rows = prepare(db, 'SELECT * FROM playlist_entry WHERE playlist_id = ? ORDER BY position').all(
    playlistId,
  ) as PlaylistEntryTable[];
  return rows.map(toEntryState);
}

function toEntryState(row: PlaylistEntryTable): EntryState {
  return {
    id: row.id,
    trackId: row.track_id,
    title: row.title,
    artist: row.artist,
    album: row.album,
    durationMs: row.duration_ms,
    isrc: row.isrc,
    location: row.location,
    note: row.note,
    isLocked: row.is_locked === 1,
    addedAt: row.added_at,
  };
}

/** A stretch of entries with their tracks. */
export function listEntries(db: Db, playlistId: number, start: number, count: number): PlaylistEntry[] {
  const rows = prepare(db, 'SELECT * FROM playlist_entry WHERE playlist_id = ? ORDER BY position LIMIT ? OFFSET ?').all(
    playlistId,
    count,
    start,
  ) as PlaylistEntryTable[];
  return withTracks(db, rows.map(toEntryState));
}

/** Entries by their numbers, in that order; one that is gone is left out. */
export function getEntries(db: Db, ids: readonly number[]): EntryState[] {
  const rows = prepare(db, 'SELECT * FROM playlist_entry WHERE id IN (SELECT value FROM json_each(?))').all(
    JSON.stringify(ids),
  ) as PlaylistEntryTable[];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toEntryState(row)] : [];
  });
}

/** Entries as a window shows them, each with its track where that is in the library. */
export function withTracks(db: Db, entries: readonly EntryState[]): PlaylistEntry[] {
  const ids = entries.flatMap(({ trackId }) => (trackId === null ? [] : [trackId]));
  const tracks = new Map(getRows(db, [...new Set(ids)]).map((row) => [row.id as number, row]));
  return entries.map(({ id, trackId, note, isLocked, addedAt, ...kept }) => {
    const track = trackId === null ? null : (tracks.get(trackId) ?? null);
    return { id: id as PlaylistEntry['id'], track, kept, note, isLocked, addedAt };
  });
}

/** What an entry keeps of each track, in the order of the ids; a track that is gone is left out. */
export function factsOfTracks(db: Db, ids: readonly number[]): (EntryFacts & { trackId: number })[] {
  const rows = prepare(
    db,
    `SELECT track.id, coalesce(nullif(title, ''), file_name) AS title, artist, album, duration_ms, isrc
     FROM track WHERE id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(ids)) as (Pick<PlaylistEntryTable, 'id' | 'title' | 'artist' | 'album' | 'isrc'> & {
    duration_ms: number | null;
  })[];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((trackId) => {
    const row = byId.get(trackId);
    if (!row) return [];
    const { title, artist, album, duration_ms, isrc } = row;
    return [{ trackId, title, artist, album, durationMs: duration_ms, isrc, location: '' }];
  });
}
