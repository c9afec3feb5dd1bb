import { type Db, prepare } from '#core/db/query.ts';
import type { MatchContext } from './matcher.ts';
import { shares, type TrackFacts } from './track-table.ts';

/** How an artist is related to those of a seed. `strength` is 0 to 1. */
export type Relation = { strength: number; through: 'credit' | 'remix' | 'label' | 'playlist' };

const strengths = { credit: 0.7, remix: 0.65, label: 0.45, playlist: 0.3, playlistStep: 0.1, playlistMost: 0.65 };
/** A label of so many artists still is a circle; of more, the less it says. */
const circle = 20;
/** Longer playlists say nothing about what belongs together. */
const longestPlaylist = 500;
/** So many tracks of an artist are looked for in playlists. */
const mostAsked = 500;

/** Artists related to the seed's, by number; the seed's own are not among them. */
export function relatedArtists(seed: TrackFacts, { tracks, db }: MatchContext): Map<number, Relation> {
  const own = new Set(seed.makers);
  const relations = new Map<number, Relation>();
  const relate = (artist: number, strength: number, through: Relation['through']) => {
    if (own.has(artist)) return;
    const known = relations.get(artist);
    if (!known || known.strength < strength) relations.set(artist, { strength, through });
  };
  const labelMates = new Set<number>();
  const ownTracks: number[] = [];
  for (const track of tracks.all) {
    const isOwn = shares(seed.makers, track.makers);
    if (isOwn && ownTracks.length < mostAsked) ownTracks.push(track.id);
    if (isOwn || shares(seed.makers, track.guests)) {
      for (const other of [...track.makers, ...track.guests]) relate(other, strengths.credit, 'credit');
    }
    if (isOwn) for (const other of track.remixers) relate(other, strengths.remix, 'remix');
    if (shares(seed.makers, track.remixers)) for (const other of track.makers) relate(other, strengths.remix, 'remix');
    if (seed.label !== 0 && track.label === seed.label) for (const other of track.makers) labelMates.add(other);
  }
  const labelStrength = strengths.label * Math.min(1, Math.sqrt(circle / Math.max(1, labelMates.size)));
  for (const artist of labelMates) relate(artist, labelStrength, 'label');
  for (const [artist, count] of playedBeside([seed.id, ...ownTracks], tracks, db)) {
    const strength = strengths.playlist + strengths.playlistStep * (count - 1);
    relate(artist, Math.min(strengths.playlistMost, strength), 'playlist');
  }
  return relations;
}

/** In how many playlists and tracklists artists stand beside any of these tracks. */
function playedBeside(ids: readonly number[], tracks: MatchContext['tracks'], db: Db): Map<number, number> {
  const lists = new Map<number, Set<string>>();
  for (const [list, trackId] of listMates(db, ids)) {
    for (const artist of tracks.get(trackId)?.makers ?? []) {
      const known = lists.get(artist);
      if (known) known.add(list);
      else lists.set(artist, new Set([list]));
    }
  }
  return new Map([...lists].map(([artist, each]) => [artist, each.size]));
}

/** In how many playlists and tracklists each other track stands together with one. */
export function playedTogether(db: Db, id: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [, trackId] of listMates(db, [id])) counts.set(trackId, (counts.get(trackId) ?? 0) + 1);
  return counts;
}

/** What was generated is no evidence for generating. Tracklists are what somebody played. */
const selectMates = `WITH wanted (id) AS (SELECT value FROM json_each(?)),
  near (id) AS (
    SELECT DISTINCT playlist_id FROM playlist_entry JOIN playlist ON playlist.id = playlist_id
    WHERE track_id IN (SELECT id FROM wanted) AND (source IS NULL OR source ->> 'kind' <> 'generate')),
  heard (id) AS (SELECT DISTINCT tracklist_id FROM tracklist_entry WHERE track_id IN (SELECT id FROM wanted))
  SELECT DISTINCT 'playlist ' || playlist_id, track_id FROM playlist_entry
    WHERE playlist_id IN (SELECT id FROM near) AND track_id IS NOT NULL AND track_id NOT IN (SELECT id FROM wanted)
      AND (SELECT count(*) FROM playlist_entry AS each WHERE each.playlist_id = playlist_entry.playlist_id) <= ?
  UNION ALL
  SELECT DISTINCT 'tracklist ' || tracklist_id, track_id FROM tracklist_entry
    WHERE tracklist_id IN (SELECT id FROM heard) AND track_id IS NOT NULL AND track_id NOT IN (SELECT id FROM wanted)
  LIMIT 20000`;

function listMates(db: Db, ids: readonly number[]): [list: string, trackId: number][] {
  return prepare(db, selectMates).raw().all(JSON.stringify(ids), longestPlaylist) as [string, number][];
}
