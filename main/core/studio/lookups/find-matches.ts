import type { MusicBrainzApis } from '#core/connectors/musicbrainz/musicbrainz-connectors.ts';
import type { SpotifyApi } from '#core/connectors/spotify/spotify-api.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { makeCandidates } from '#core/enrich/candidates.ts';
import { scorePieces, takeApart } from '#core/playlists/match-score.ts';
import type { SongMatch } from '#shared/contract/lookups.ts';
import { AppError } from '#shared/errors.ts';

export type SongFacts = { title: string; artist: string; album: string; durationMs: number | null };

/** What a song is looked up by; its length is that of its newest version. Throws NOT_FOUND. */
export function factsOfSong(db: Db, id: number): SongFacts {
  const song = prepare(
    db,
    `SELECT title, artist, album, (SELECT duration_ms FROM song_version JOIN track ON track.id = track_id
       WHERE song_id = song.id ORDER BY number DESC LIMIT 1) AS durationMs FROM song WHERE id = ?`,
  ).get(id) as SongFacts | undefined;
  if (!song) throw new AppError('NOT_FOUND', 'That song is not here any more.', { id });
  return song;
}

/** Recordings at MusicBrainz that may be the song, the best first. */
export async function findAtMusicBrainz({ musicbrainz }: MusicBrainzApis, facts: SongFacts): Promise<SongMatch[]> {
  const recordings = await musicbrainz.searchRecordings(facts);
  const found = recordings.map((recording) => ({ recording, by: 'search' as const, soundScore: null }));
  return makeCandidates(facts, found).map(({ id, fields, score, durationMs, releaseId }) => ({
    ...{ id, score, durationMs, service: 'musicbrainz' as const },
    releaseId: releaseId !== null && isUuid(releaseId) ? releaseId : null,
    title: fields.title ?? '',
    artist: fields.artist ?? '',
    album: fields.album ?? '',
    // The year it first came out, not that of an edition.
    year: yearOf(fields.originalDate ?? fields.date),
    isrc: fields.isrc ?? '',
  }));
}

/** The same at Spotify, which says no year. */
export async function findAtSpotify(spotify: SpotifyApi, facts: SongFacts): Promise<SongMatch[]> {
  const { tracks } = await spotify.search(`${facts.artist} ${facts.title}`.trim(), 0);
  return tracks
    .map(({ uri, title, artist, album, durationMs, isrc }) => ({
      ...{ id: uri, title, artist, album, durationMs, isrc, year: null, releaseId: null },
      service: 'spotify' as const,
      score: Math.min(1, scorePieces(takeApart(facts), takeApart({ title, artist, durationMs }))),
    }))
    .sort((a, b) => b.score - a.score);
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function yearOf(date: string | undefined): number | null {
  const year = Number(/^\d{4}/.exec(date ?? '')?.[0]);
  return year > 0 ? year : null;
}
