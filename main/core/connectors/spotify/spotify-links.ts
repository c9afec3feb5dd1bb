import { type Db, prepare } from '#core/db/query.ts';
import { EntryMatcher, sureScore } from '#core/playlists/match-entry.ts';
import type { NewEntry } from '#core/playlists/playlist-changes.ts';
import type { SpotifyTrack } from '#shared/contract/spotify.ts';

/** A track of Spotify beside the library's own; null where it is not here, or nobody can be sure. */
export type Linked = { track: SpotifyTrack; trackId: number | null; score: number | null };

/** Finds the library's tracks: known links first, then ISRC, then title, artist and length. */
export function linkTracks(db: Db, tracks: readonly SpotifyTrack[]): Linked[] {
  const matcher = new EntryMatcher(db);
  return tracks.map((track) => {
    const { uri, ...facts } = track;
    const match = matcher.match({ ...facts, location: uri });
    return { track, trackId: match && match.score >= sureScore ? match.trackId : null, score: match?.score ?? null };
  });
}

/** Remembers which track is which; what the user said stays. */
export function keepLinks(db: Db, linked: readonly Linked[], now: number): void {
  const keep = prepare(
    db,
    `INSERT INTO service_link (service, track_id, item, confidence, at) VALUES ('spotify', ?, ?, ?, ?)
     ON CONFLICT (service, track_id) DO UPDATE SET item = excluded.item, confidence = excluded.confidence, at = excluded.at
       WHERE confidence IS NOT NULL`,
  );
  for (const { track, trackId, score } of linked) if (trackId !== null) keep.run(trackId, track.uri, score, now);
}

export function toEntry({ track, trackId }: Linked): NewEntry {
  const { uri, ...facts } = track;
  return { ...facts, location: uri, trackId };
}

/** What Spotify calls the track of an entry, as far as is known: by the entry itself, or by its track's link. */
export function uriOf(db: Db, entry: { trackId: number | null; location: string }): string | null {
  if (entry.location.startsWith('spotify:track:')) return entry.location;
  if (entry.trackId === null) return null;
  const item = prepare(db, "SELECT item FROM service_link WHERE service = 'spotify' AND track_id = ?").pluck();
  return (item.get(entry.trackId) as string | undefined) ?? null;
}
