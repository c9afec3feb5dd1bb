import { z } from 'zod';
import type { SpotifyTrack } from '#shared/contract/spotify.ts';

/**
 * What Spotify answers, as far as we look at it (documented state of November 2026). Lists of a playlist are called `items`
 * since February 2026 and `tracks` before; both are read.
 */

export const token = z.object({
  access_token: z.string(),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
});

export const me = z.object({
  account_id: z.string().optional(),
  id: z.string().default(''),
  display_name: z.string().nullish(),
});

const artist = z.object({ name: z.string().catch('') });

/** Of a track or, without a uri of a track, something else that a playlist may hold. */
export const track = z.object({
  uri: z.string(),
  name: z.string().catch(''),
  type: z.string().catch('track'),
  duration_ms: z.number().nullish().catch(null),
  artists: z.array(artist).catch([]),
  album: z
    .object({ name: z.string().catch('') })
    .nullish()
    .catch(null),
  external_ids: z.object({ isrc: z.string().nullish() }).nullish().catch(null),
  is_local: z.boolean().nullish().catch(null),
});

const paging = <Item extends z.ZodType>(item: Item) =>
  z.object({ total: z.number().default(0), next: z.string().nullish(), items: z.array(item).default([]) });

export const searchAnswer = z.object({ tracks: paging(track.nullable().catch(null)) });

const itemCount = z.object({ total: z.number().default(0) }).nullish();
export const playlist = z.object({
  id: z.string(),
  name: z.string().catch(''),
  description: z.string().nullish(),
  public: z.boolean().nullish(),
  collaborative: z.boolean().default(false),
  owner: z.object({ id: z.string().default(''), display_name: z.string().nullish() }).nullish(),
  snapshot_id: z.string().default(''),
  items: itemCount,
  tracks: itemCount,
});
export const playlists = paging(playlist.nullable().catch(null));

/** Entries of a playlist (`item`) and liked tracks (`track`). */
export const entries = paging(
  z
    .object({ item: track.nullish().catch(null), track: track.nullish().catch(null) })
    .catch({ item: null, track: null }),
);

export const snapshot = z.object({ snapshot_id: z.string().default('') });

export function toSpotifyTrack(found: z.output<typeof track>): SpotifyTrack {
  return {
    uri: found.uri,
    title: found.name,
    artist: found.artists.map(({ name }) => name).join(', '),
    album: found.album?.name ?? '',
    durationMs: found.duration_ms ?? null,
    isrc: found.external_ids?.isrc ?? '',
  };
}
