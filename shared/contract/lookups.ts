import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { songId } from './studio-ids.ts';

/** A recording that may be the song, on a release. */
export const songMatch = z.object({
  id: z.string().max(200),
  service: z.enum(['musicbrainz', 'spotify']),
  title: z.string().max(500),
  artist: z.string().max(500),
  album: z.string().max(500),
  year: z.number().int().min(1).max(9999).nullable(),
  isrc: z.string().max(20),
  durationMs: z.number().nullable(),
  /** 0 to 1. */
  score: z.number().min(0).max(1),
  /** Whose cover can be fetched with `enrich.cover`. */
  releaseId: z.uuid().nullable(),
});
export type SongMatch = z.output<typeof songMatch>;

export const songLookUp = z.object({
  songId,
  title: z.string(),
  artist: z.string(),
  album: z.string(),
  year: z.number().int().nullable(),
  state: z.enum(['waiting', 'found', 'none', 'failed']),
  error: z.enum(errorCodes).nullable(),
  /** The best first. */
  matches: z.array(songMatch),
});
export type SongLookUp = z.output<typeof songLookUp>;

const songIds = z.array(songId).min(1).max(10_000);
const done = z.object({
  operation: operationId.nullable(),
  count: z.number().int(),
  /** Songs that would be called as another one of their owner. */
  duplicates: z.array(z.string()),
});

export const lookupsContract = {
  /**
   * What MusicBrainz, and Spotify where it is connected, know by a song's name or another text. Asked each time. Throws
   * SERVICE_NOT_CONNECTED where neither is connected, and SERVICE_… errors.
   */
  'lookups.search': query([], z.object({ songId, text: z.string().trim().max(300).default('') }), z.array(songMatch)),
  /** Looks songs up at MusicBrainz in the background, one after the other. Throws SERVICE_NOT_CONNECTED. */
  'lookups.lookUp': command(z.object({ songIds }), z.void()),
  /** What was found and is not decided, in the order it was asked for. */
  'lookups.list': query(
    ['connectors', 'songs'],
    z.object({ start: z.number().int().min(0).default(0), count: z.number().int().min(1).max(200).default(100) }),
    z.object({ total: z.number().int(), waiting: z.number().int(), lookUps: z.array(songLookUp) }),
  ),
  /**
   * Takes album, year, artist, and a cover that was fetched. Where artist and album are kept, only what is empty of them is
   * set. One operation.
   */
  'lookups.apply': command(
    z.object({
      choices: z
        .array(z.object({ songId, match: songMatch, coverHash: z.string().max(200).nullable().default(null) }))
        .min(1)
        .max(10_000),
      keepsArtistAndAlbum: z.boolean().default(false),
    }),
    done,
  ),
  /** The best match of each song that was looked up, from a score on. */
  'lookups.applyBest': command(
    z.object({ minimumScore: z.number().min(0).max(1), keepsArtistAndAlbum: z.boolean().default(false) }),
    done,
  ),
  'lookups.dismiss': command(z.object({ songIds }), z.void()),
  /**
   * The same without a service: a pasted table with a line of names of columns, of which one is the title. Throws IMPORT_INVALID
   * and IMPORT_TOO_LARGE.
   */
  'lookups.previewTable': query(
    ['songs'],
    z.object({ text: z.string().max(2_000_000) }),
    z.object({
      rows: z.array(
        z.object({
          line: z.number().int(),
          title: z.string(),
          artist: z.string(),
          songId: songId.nullable(),
          /** Values that would be others, by column. */
          changes: z.record(z.string(), z.string()),
        }),
      ),
      unknownColumns: z.array(z.string()),
    }),
  ),
  'lookups.applyTable': command(z.object({ text: z.string().max(2_000_000) }), done),
};
