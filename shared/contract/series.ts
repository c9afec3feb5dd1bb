import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { songStatus } from './songs.ts';
import { packId, pictureHash, seriesId, songId, webLink } from './studio-ids.ts';

/** As many as one tracklist may have. */
export const mostSeriesRows = 1000;

/**
 * What is known of a row of a tracklist: a song of the series or its pack, one of ours elsewhere or marked as such, one of a
 * list of songs that exist, not wanted, or nothing.
 */
export const rowStates = ['inPack', 'preExisting', 'reference', 'irrelevant', 'missing'] as const;
export type RowState = (typeof rowStates)[number];

/** By what a song was found: chosen, the same title, nearly the same, or in another place of the same artist. */
export const rowMatches = ['chosen', 'exact', 'fuzzy', 'artist'] as const;

export const seriesRow = z.object({
  disc: z.number().int().min(1).max(99),
  title: z.string().trim().min(1).max(300),
  durationMs: z.number().int().min(0).max(86_400_000).nullable(),
});
export type SeriesRow = z.output<typeof seriesRow>;

export const coveredRow = seriesRow.extend({
  mark: z.enum(['', 'preExisting', 'irrelevant']),
  state: z.enum(rowStates),
  match: z.enum(rowMatches).nullable(),
  song: z.object({ id: songId, title: z.string(), artist: z.string(), status: songStatus }).nullable(),
  /** The list that names it. */
  reference: z.string().nullable(),
});
export type CoveredRow = z.output<typeof coveredRow>;

const name = z.string().trim().min(1).max(300);
export const seriesFacts = z.object({
  album: name,
  artist: name,
  year: z.number().int().min(1).max(9999).nullable(),
  description: z.string().max(2000),
  link: webLink,
  artworkHash: pictureHash.nullable(),
  packId: packId.nullable(),
});

const count = z.number().int().min(0);
export const series = seriesFacts.extend({
  id: seriesId,
  /** Given on its release. */
  number: z.number().int().nullable(),
  status: songStatus,
  packName: z.string(),
  songs: count,
  /** Rows that are there, of those that are wanted. */
  covered: count,
  wanted: count,
  /** 0 to 100; null without a row that is wanted. */
  coverage: z.number().int().min(0).max(100).nullable(),
  mayEdit: z.boolean(),
  createdAt: z.number(),
});
export type Series = z.output<typeof series>;

const seriesSong = z.object({
  id: songId,
  title: z.string(),
  artist: z.string(),
  album: z.string(),
  status: songStatus,
  isOptional: z.boolean(),
  /** Whether its album is the series'. */
  isOfAlbum: z.boolean(),
});

const done = z.object({ operation: operationId.nullable() });

export const seriesContract = {
  /** By their numbers; those without one come first. */
  'series.list': query(['packs', 'songs'], z.void(), z.array(series)),
  'series.get': query(
    ['packs', 'songs'],
    z.object({ id: seriesId }),
    series.extend({ rows: z.array(coveredRow), songList: z.array(seriesSong) }),
  ),
  /** Albums a pack has at least four songs of; two make a double series. */
  'series.eligible': query(
    ['packs', 'songs'],
    z.object({ packId }),
    z.array(z.object({ album: z.string(), artist: z.string(), count, seriesId: seriesId.nullable() })),
  ),
  /**
   * Makes a series of a pack's album. Throws SERIES_EXISTS where that album has one, SERIES_TOO_SMALL with fewer than four songs
   * of it.
   */
  'series.createFromPack': command(
    z.object({ packId, album: name, artist: name }),
    z.object({ id: seriesId, operation: operationId }),
  ),
  /** Throws SERIES_EXISTS, FORBIDDEN, NOT_FOUND. */
  'series.edit': command(z.object({ id: seriesId, patch: seriesFacts.partial() }), done),
  /** Its songs stay. */
  'series.remove': command(z.object({ id: seriesId }), done),
  /** Gives it the next number, and releases its songs that are in progress. Throws PACK_NOTHING_READY. */
  'series.release': command(z.object({ id: seriesId }), done.extend({ number: z.number().int(), released: count })),

  /** Rows of a pasted text or a CSV: title, length and disc where they are told. Throws IMPORT_INVALID. */
  'series.readTracklist': query([], z.object({ text: z.string().max(200_000) }), z.array(seriesRow)),
  /** Albums of that name at MusicBrainz, with their rows. Throws SERVICE_… errors. */
  'series.findTracklist': query(
    [],
    z.object({ album: name, artist: name }),
    z.array(z.object({ id: z.string(), title: z.string(), artist: z.string(), date: z.string(), tracks: count })),
  ),
  'series.getTracklist': query([], z.object({ releaseId: z.string().max(100) }), z.array(seriesRow)),
  /** What was marked and chosen stays with rows of the same title. */
  'series.setTracklist': command(z.object({ id: seriesId, rows: z.array(seriesRow).max(mostSeriesRows) }), done),
  /** Marks rows, by their numbers from 0, or chooses the song of one. Throws LIST_CHANGED where there are fewer. */
  'series.markRows': command(
    z.object({
      id: seriesId,
      rows: z.array(z.number().int().min(0)).min(1).max(mostSeriesRows),
      mark: z.enum(['', 'preExisting', 'irrelevant']),
    }),
    done,
  ),
  'series.chooseSong': command(
    z.object({ id: seriesId, row: z.number().int().min(0), songId: songId.nullable() }),
    done,
  ),
  /** Plans songs for rows that are missing, all of them where none are named. */
  'series.addMissing': command(
    z.object({ id: seriesId, rows: z.array(z.number().int().min(0)).max(mostSeriesRows).optional() }),
    done.extend({ added: count }),
  ),

  'series.references': query(
    ['packs'],
    z.void(),
    z.array(z.object({ id: z.number().int(), name: z.string(), count, createdAt: z.number() })),
  ),
  /** Reads a CSV with columns for title and artist; a list of that name is replaced. Throws IMPORT_INVALID. */
  'series.readReferences': command(
    z.object({ name: z.string().trim().min(1).max(100), text: z.string().max(20_000_000) }),
    done.extend({ count, skipped: count }),
  ),
  'series.removeReferences': command(z.object({ id: z.number().int().positive() }), done),
};
