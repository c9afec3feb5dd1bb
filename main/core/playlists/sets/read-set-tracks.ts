import { type Db, prepare } from '#core/db/query.ts';
import { foldText } from '#shared/fold-text.ts';
import type { EntryState } from '../playlists.repository.ts';
import { type SetTrackFacts, type SetTracks, SetTracksBuilder } from './set-tracks.ts';

const columns = `track.id, title_fold AS title, artist_fold AS artist, album_fold AS album,
  album_artist_fold AS albumArtist, musical_key AS key, bpm, energy, arousal, valence, duration_ms AS durationMs,
  track.audio_hash AS audioHash, duplicate_file.group_id AS duplicateGroup, last_played_at AS lastPlayedAt`;
/** What may be the same recording, but nobody is sure of, counts as two. */
const source = `track LEFT JOIN duplicate_file ON duplicate_file.track_id = track.id
  AND EXISTS (SELECT 1 FROM duplicate_group WHERE duplicate_group.id = group_id AND kind <> 'maybe')`;

/** All tracks that can be played, in the order of their ids. */
export function readLibraryTracks(db: Db): SetTracksBuilder {
  const count = prepare(db, 'SELECT count(*) FROM track').pluck().get() as number;
  const builder = new SetTracksBuilder(count);
  const rows = prepare(db, `SELECT ${columns} FROM ${source} WHERE missing_since IS NULL ORDER BY track.id`);
  let lastId = -1;
  for (const facts of rows.iterate() as IterableIterator<SetTrackFacts>) {
    if (facts.id !== lastId) builder.add(facts);
    lastId = facts.id;
  }
  return builder;
}

/** The tracks of entries, a row each in their order, also of those that are not in the library. Knows their ends too. */
export function readEntryTracks(db: Db, entries: readonly EntryState[]): SetTracks {
  const builder = new SetTracksBuilder(entries.length);
  const found = prepare(db, `SELECT ${columns} FROM ${source} WHERE track.id IN (SELECT value FROM json_each(?))`).all(
    JSON.stringify(entries.flatMap(({ trackId }) => trackId ?? [])),
  ) as SetTrackFacts[];
  const byId = new Map(found.map((facts) => [facts.id, facts]));
  for (const entry of entries) {
    builder.add((entry.trackId === null ? undefined : byId.get(entry.trackId)) ?? factsOfEntry(entry));
  }
  readEnds(db, builder.tracks, entries.keys());
  return builder.tracks;
}

/** What is known of an entry by itself. Its id is 0: no track. */
export function factsOfEntry(entry: Pick<EntryState, 'title' | 'artist' | 'album' | 'durationMs'>): SetTrackFacts {
  return {
    id: 0,
    title: foldText(entry.title),
    artist: foldText(entry.artist),
    album: foldText(entry.album),
    albumArtist: '',
    key: null,
    bpm: null,
    energy: null,
    arousal: null,
    valence: null,
    durationMs: entry.durationMs,
    audioHash: null,
    duplicateGroup: null,
    lastPlayedAt: null,
  };
}

type Segment = { startMs: number; endMs: number; kind: string };

/** Reads how long the intros and outros of some rows are. Half a megabyte of findings a hundred tracks: not for all. */
export function readEnds(db: Db, tracks: SetTracks, rows: Iterable<number>): void {
  const read = prepare(
    db,
    `SELECT json_extract(findings, '$.segments') FROM analysis
     JOIN track ON track.audio_hash = analysis.audio_hash WHERE track.id = ?`,
  ).pluck();
  for (const row of rows) {
    const id = tracks.ids[row];
    const text = id ? (read.get(id) as string | null | undefined) : null;
    const segments = typeof text === 'string' ? (JSON.parse(text) as Segment[]) : [];
    const first = segments[0];
    const last = segments.at(-1);
    // One part alone is a piece nobody could divide.
    if (!first || !last || segments.length < 2) continue;
    tracks.introMs[row] = first.kind === 'intro' ? first.endMs - first.startMs : 0;
    tracks.outroMs[row] = last.kind === 'outro' ? last.endMs - last.startMs : 0;
  }
}
