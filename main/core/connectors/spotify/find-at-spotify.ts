import { sureScore } from '#core/playlists/match-entry.ts';
import { firstArtist, scorePieces, takeApart } from '#core/playlists/match-score.ts';
import type { EntryFacts } from '#shared/contract/playlists.ts';
import type { SpotifyTrack } from '#shared/contract/spotify.ts';
import type { SpotifyApi } from './spotify-api.ts';

/**
 * The track of Spotify that is the one meant: by its ISRC, else by title and artist, with the length to tell versions apart.
 * Null where none is sure enough.
 */
export async function findAtSpotify(api: SpotifyApi, facts: EntryFacts): Promise<SpotifyTrack | null> {
  const isrc = facts.isrc.replace(/[^a-zA-Z0-9]/g, '').toUpperCase();
  if (isrc.length === 12) {
    const found = best(facts, (await api.search(`isrc:${isrc}`, 0)).tracks);
    // Who gave it that code means this recording, unless everything else speaks against it.
    if (found && found.score > 0.4) return found.track;
  }
  if (facts.title === '') return null;
  // One of them is enough to find it; how several are joined differs from catalogue to catalogue.
  const artist = firstArtist(facts.artist);
  const words = [quoted('track', facts.title), ...(artist === '' ? [] : [quoted('artist', artist)])].join(' ');
  const named = best(facts, (await api.search(words, 0)).tracks);
  if (named && named.score >= sureScore) return named.track;
  // Filters want the exact words; without them a different spelling is found too.
  const loose = best(facts, (await api.search(`${artist} ${facts.title}`.trim().slice(0, 200), 0)).tracks);
  return loose && loose.score >= sureScore ? loose.track : null;
}

function best(facts: EntryFacts, tracks: readonly SpotifyTrack[]): { track: SpotifyTrack; score: number } | null {
  const wanted = takeApart(facts);
  const scored = tracks.map((track) => ({ track, score: scorePieces(wanted, takeApart(track)) }));
  return scored.sort((a, b) => b.score - a.score)[0] ?? null;
}

function quoted(filter: string, value: string): string {
  return `${filter}:"${value.replaceAll('"', ' ').slice(0, 90)}"`;
}
