import { firstArtist } from '#core/playlists/match-score.ts';
import { foldTitle } from '#shared/song-title.ts';
import type { RecordingState } from './recording-records.ts';
import type { ReleaseState } from './release-records.ts';

/** As whom releases by several are filed in stores. */
export const variousArtists = 'Various Artists';

const minute = 60_000;
const mostOfSingle = 3;
const mostOfEp = 6;
const longestEpMs = 30 * minute;
const longestSingleTrackMs = 10 * minute;

/** Whose release it is: the artist of all its tracks; their first artist where only guests differ; else various. */
export function releaseArtist(artists: readonly string[]): string {
  const named = artists.filter((artist) => artist.trim() !== '');
  const [first] = named;
  if (first === undefined) return '';
  if (new Set(named.map(foldTitle)).size === 1) return first;
  const main = named.map((artist) => firstArtist(artist) || artist);
  return new Set(main.map(foldTitle)).size === 1 ? (main[0] as string) : variousArtists;
}

/**
 * What stores call it: up to three tracks under ten minutes are a single, up to six under half an hour an EP, more an album, and
 * one by various artists a compilation.
 */
export function releaseKind(
  tracks: readonly Pick<RecordingState, 'durationMs'>[],
  artist: string,
): ReleaseState['kind'] {
  const lengths = tracks.map(({ durationMs }) => durationMs ?? 0);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (tracks.length <= mostOfSingle && lengths.every((length) => length < longestSingleTrackMs)) return 'single';
  if (tracks.length <= mostOfEp && total <= longestEpMs) return 'ep';
  return artist === variousArtists ? 'compilation' : 'album';
}

/** The value that stands most often, the first of equals; empty values do not count. */
export function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? '';
}

/** The value that all have, or empty. */
export function sharedValue(values: readonly string[]): string {
  const [first = ''] = values;
  return values.every((value) => value === first) ? first : '';
}
