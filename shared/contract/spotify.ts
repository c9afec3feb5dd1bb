import { z } from 'zod';
import { command, query } from './define.ts';
import { trackRow } from './library/tracks.ts';
import { playlistId } from './playlists.ts';

/** A list of the user's at Spotify: 'liked', or a playlist's id. */
export const spotifyListId = z.string().regex(/^[A-Za-z0-9]{1,64}$/);

export const spotifyList = z.object({
  id: spotifyListId,
  name: z.string(),
  /** Empty for the user's own. */
  owner: z.string(),
  count: z.number().int(),
  /** Whether its contents may be read: Spotify shows those of lists the user owns or works on. */
  isReadable: z.boolean(),
  /** The playlist here that came from it, or is kept there too. */
  playlistId: playlistId.nullable(),
});
export type SpotifyList = z.output<typeof spotifyList>;

/** A track at Spotify as far as a list keeps it. */
export const spotifyTrack = z.object({
  uri: z.string(),
  title: z.string(),
  artist: z.string(),
  album: z.string(),
  durationMs: z.number().nullable(),
  isrc: z.string(),
});
export type SpotifyTrack = z.output<typeof spotifyTrack>;

export const spotifyContract = {
  /** The liked tracks and all playlists. Asked of Spotify each time: no event asks again. Throws SERVICE_… errors. */
  'spotify.lists': query([], z.void(), z.array(spotifyList)),
  /**
   * Brings lists into the library as playlists, in the background: tracks that are here are linked, the others stay as wishes.
   * One that was brought before is brought up to date.
   */
  'spotify.import': command(
    z.object({
      lists: z
        .array(z.object({ id: spotifyListId, name: z.string().max(300) }))
        .min(1)
        .max(500),
    }),
    z.void(),
  ),
  /** What Spotify finds, each with the library's own track where there is one. */
  'spotify.search': query(
    [],
    z.object({ text: z.string().min(1).max(200), start: z.number().int().min(0).max(990).default(0) }),
    z.object({
      total: z.number().int(),
      found: z.array(spotifyTrack.extend({ match: trackRow.nullable(), score: z.number().nullable() })),
    }),
  ),
  /** Makes a playlist at Spotify of one here, in the background; private unless the user says otherwise. */
  'spotify.export': command(
    z.object({ id: playlistId, name: z.string().trim().min(1).max(200), isPublic: z.boolean().default(false) }),
    z.void(),
  ),
  /**
   * How a playlist differs from its list at Spotify, and which side changed since they were equal. Throws NOT_FOUND where it
   * has no such list, and SERVICE_… errors.
   */
  'spotify.compare': query(
    [],
    z.object({ id: playlistId }),
    z.object({
      name: z.string(),
      addedThere: z.array(spotifyTrack),
      removedThere: z.array(spotifyTrack),
      addedHere: z.array(spotifyTrack),
      removedHere: z.array(spotifyTrack),
      /** Entries here that Spotify has no track for, as far as is known. */
      unknownHere: z.number().int(),
    }),
  ),
  /**
   * In the background: with `pull` takes over what changed there, undoably; then, with `push`, changes there what was changed
   * here. What both sides did stays on both.
   */
  'spotify.sync': command(z.object({ id: playlistId, pull: z.boolean(), push: z.boolean() }), z.void()),
  /** What the last import or export could not place. */
  'spotify.report': query(
    ['connectors', 'interop'],
    z.void(),
    z
      .object({
        at: z.number(),
        kind: z.enum(['import', 'export']),
        subject: z.string(),
        matched: z.number().int(),
        missed: z.array(
          z.object({ artist: z.string(), title: z.string(), reason: z.enum(['notHere', 'notThere', 'unsure']) }),
        ),
      })
      .nullable(),
  ),
};
