import type { TracklistEntryTable, TracklistTable } from '#core/db/playlist-tables.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { getRows } from '#core/library/tracks.repository.ts';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type {
  Tracklist,
  TracklistEntry,
  TracklistEntryId,
  TracklistId,
  TracklistVersion,
} from '#shared/contract/tracklists.ts';
import { AppError } from '#shared/errors.ts';
import { usualLengthMs } from '#shared/tracklist/timing.ts';
import type { EntryState, TracklistState, VersionState } from './tracklist-state.ts';

type TracklistRecord = TracklistTable & {
  mix_duration_ms: number | null;
  known_ms: number | null;
  count: number;
  matched: number;
  unknown: number;
};

const selectTracklist = `SELECT tracklist.*, track.duration_ms AS mix_duration_ms, known_ms,
    coalesce(count, 0) AS count, coalesce(matched, 0) AS matched, coalesce(unknown, 0) AS unknown
  FROM tracklist
  LEFT JOIN track ON track.id = mix_track_id
  LEFT JOIN (SELECT tracklist_id, count(*) AS count, sum(entry.is_unknown) AS unknown, count(found.id) AS matched,
      max(coalesce(end_ms, start_ms + ${usualLengthMs})) AS known_ms
    FROM tracklist_entry AS entry LEFT JOIN track AS found ON found.id = entry.track_id
    GROUP BY tracklist_id) ON tracklist_id = tracklist.id`;

/** Those changed last first. */
export function listTracklists(db: Db): Tracklist[] {
  const rows = prepare(db, `${selectTracklist} ORDER BY changed_at DESC, tracklist.id DESC`).all() as TracklistRecord[];
  return rows.map(toTracklist);
}

/** Throws NOT_FOUND. */
export function getTracklist(db: Db, id: number): Tracklist & { mixTrackId: number | null; mixScore: number | null } {
  const row = prepare(db, `${selectTracklist} WHERE tracklist.id = ?`).get(id) as TracklistRecord | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That tracklist is gone.', { id });
  return { ...toTracklist(row), mixTrackId: row.mix_track_id, mixScore: row.mix_score };
}

function toTracklist(row: TracklistRecord): Tracklist {
  return {
    id: row.id as TracklistId,
    name: row.name,
    artist: row.artist,
    event: row.event,
    venue: row.venue,
    date: row.date,
    genre: row.genre,
    note: row.note,
    source: row.source,
    confidence: row.confidence,
    version: row.version,
    state: row.state,
    durationMs: row.mix_duration_ms ?? row.duration_ms ?? row.known_ms,
    count: row.count,
    matchedCount: row.matched,
    unknownCount: row.unknown,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

/** All entries of a tracklist in order. */
export function readEntries(db: Db, tracklistId: number): EntryState[] {
  const rows = prepare(db, 'SELECT * FROM tracklist_entry WHERE tracklist_id = ? ORDER BY position').all(
    tracklistId,
  ) as TracklistEntryTable[];
  return rows.map((row) => ({
    id: row.id,
    startMs: row.start_ms,
    endMs: row.end_ms,
    artist: row.artist,
    title: row.title,
    remix: row.remix,
    label: row.label,
    isrc: row.isrc,
    isUnknown: row.is_unknown === 1,
    transition: row.transition,
    bpm: row.bpm,
    musicalKey: row.musical_key,
    note: row.note,
    confidence: row.confidence,
    trackId: row.track_id,
    matchScore: row.match_score,
    isMatchFixed: row.is_match_fixed === 1,
    isManual: row.is_manual === 1,
  }));
}

/** Entries with their tracks. */
export function withTracks(db: Db, entries: readonly EntryState[]): TracklistEntry[] {
  const tracks = tracksById(
    db,
    entries.flatMap(({ trackId }) => (trackId === null ? [] : [trackId])),
  );
  return entries.map(({ trackId, id, ...entry }) => ({
    ...entry,
    id: id as TracklistEntryId,
    track: trackId === null ? null : (tracks.get(trackId) ?? null),
  }));
}

const rowsPerRead = 500;

/** Rows of tracks by their numbers; those that are gone are left out. */
export function tracksById(db: Db, ids: readonly number[]): Map<number, TrackRow> {
  const wanted = [...new Set(ids)];
  const found = new Map<number, TrackRow>();
  for (let start = 0; start < wanted.length; start += rowsPerRead) {
    for (const row of getRows(db, wanted.slice(start, start + rowsPerRead))) found.set(row.id, row);
  }
  return found;
}

type VersionRow = { number: number; at: number; state: TracklistVersion['state']; change: TracklistVersion['change'] };

/** Newest first. */
export function listVersions(db: Db, tracklistId: number): TracklistVersion[] {
  return prepare(
    db,
    `SELECT number, at, state, change, json_array_length(content, '$.entries') AS count FROM tracklist_version
     WHERE tracklist_id = ? ORDER BY number DESC`,
  ).all(tracklistId) as TracklistVersion[];
}

export function findVersion(db: Db, tracklistId: number, number: number): VersionState | undefined {
  const row = prepare(
    db,
    'SELECT at, state, change, content FROM tracklist_version WHERE tracklist_id = ? AND number = ?',
  ).get(tracklistId, number) as (Omit<VersionRow, 'number'> & { content: string }) | undefined;
  return row && { ...row, content: JSON.parse(row.content) };
}

/** A tracklist with all it holds; undefined where it is gone. */
export function readState(db: Db, id: number): TracklistState | undefined {
  const row = prepare(db, 'SELECT * FROM tracklist WHERE id = ?').get(id) as TracklistTable | undefined;
  if (!row) return undefined;
  const { name, artist, event, venue, date, genre, note } = row;
  const numbers = prepare(db, 'SELECT number FROM tracklist_version WHERE tracklist_id = ? ORDER BY number')
    .pluck()
    .all(id) as number[];
  return {
    facts: { name, artist, event, venue, date, genre, note },
    origin: {
      mixTrackId: row.mix_track_id,
      mixScore: row.mix_score,
      durationMs: row.duration_ms,
      source: row.source,
      confidence: row.confidence,
    },
    version: row.version,
    state: row.state,
    createdAt: row.created_at,
    entries: readEntries(db, id),
    versions: numbers.flatMap((number) => {
      const version = findVersion(db, id, number);
      return version ? [{ number, ...version }] : [];
    }),
  };
}

/** Throws NOT_FOUND. */
export function getState(db: Db, id: number): TracklistState {
  const state = readState(db, id);
  if (!state) throw new AppError('NOT_FOUND', 'That tracklist is gone.', { id });
  return state;
}

/** How long the mix is; null where the list has none, or it was never read. */
export function mixDuration(db: Db, { mixTrackId, durationMs }: TracklistState['origin']): number | null {
  if (mixTrackId === null) return durationMs;
  const found = prepare(db, 'SELECT duration_ms FROM track WHERE id = ?').pluck().get(mixTrackId);
  return (found as number | null | undefined) ?? durationMs;
}
