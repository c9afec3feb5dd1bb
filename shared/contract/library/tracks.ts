import { z } from 'zod';
import { errorCodes } from '../../errors.ts';
import { qualityVerdicts } from '../../findings.ts';
import { wheelRelations } from '../../mixability.ts';
import { command, query } from '../define.ts';
import { operationId } from '../operation.ts';

export const trackId = z.number().int().positive().brand<'TrackId'>();
export type TrackId = z.output<typeof trackId>;
const trackIds = z.array(trackId).max(10_000);

/** Columns a list can be sorted by; the same names head the table's columns. */
export const sortFields = [
  'title',
  'artist',
  'album',
  'genre',
  'label',
  'bpm',
  'key',
  'length',
  'rating',
  'plays',
  'lastplayed',
  'year',
  'added',
  'lufs',
  'energy',
  'danceability',
  'quality',
  'bitrate',
  'format',
  'path',
] as const;
export type SortField = (typeof sortFields)[number];
export const sortTerm = z.object({ field: z.enum(sortFields), direction: z.enum(['ascending', 'descending']) });
export type SortTerm = z.output<typeof sortTerm>;

export const analysisState = z.enum(['waiting', 'done', 'failed', 'unsupported']);

/** One row of a list. */
export const trackRow = z.object({
  id: trackId,
  title: z.string(),
  artist: z.string(),
  album: z.string(),
  genre: z.string(),
  label: z.string(),
  year: z.number().int().nullable(),
  bpm: z.number().nullable(),
  /** 0 to 1, or null where the value does not come from analysis. */
  bpmConfidence: z.number().nullable(),
  /** 0 to 23 in Camelot order, see shared/music-key.ts. */
  key: z.number().int().nullable(),
  keyConfidence: z.number().nullable(),
  lufs: z.number().nullable(),
  durationMs: z.number().nullable(),
  rating: z.number().int(),
  plays: z.number().int(),
  lastPlayedAt: z.number().nullable(),
  format: z.string(),
  codec: z.string(),
  isLossless: z.boolean(),
  /** Bits a second. */
  bitrate: z.number().nullable(),
  sizeBytes: z.number(),
  addedAt: z.number(),
  fileName: z.string(),
  artworkHash: z.string().nullable(),
  analysisState,
  problemCode: z.enum(errorCodes).nullable(),
  isMissing: z.boolean(),
  isOffline: z.boolean(),
  /** 0 to 100. */
  energy: z.number().int().nullable(),
  /** Best first, with spaces between. */
  mood: z.string(),
  moodConfidence: z.number().nullable(),
  /** 0 to 100. */
  qualityScore: z.number().int().nullable(),
  qualityVerdict: z.enum(qualityVerdicts).nullable(),
  /** What waits in Review: bits 1 tempo, 2 key, 4 quality, 8 mood. */
  review: z.number().int(),
  /** What the user set by hand: bits 1 tempo, 2 key, 4 quality seen, 8 mood, 32 beat grid. */
  locked: z.number().int(),
  /** Has values that are not written into its file. */
  hasEdits: z.boolean(),
  /** The overview waveform, base64 of three bands by 120 points (shared/waveform.ts), or null before analysis. */
  waveform: z.string().nullable(),
});
export type TrackRow = z.output<typeof trackRow>;

/** Everything the inspector shows of one track. */
export const trackDetail = trackRow.extend({
  albumArtist: z.string(),
  composer: z.string(),
  remixer: z.string(),
  comment: z.string(),
  grouping: z.string(),
  isrc: z.string(),
  trackNumber: z.number().int().nullable(),
  discNumber: z.number().int().nullable(),
  folderId: z.number().int(),
  folderName: z.string(),
  /** Relative to the folder. */
  path: z.string(),
  sampleRate: z.number().nullable(),
  bitDepth: z.number().nullable(),
  channels: z.number().nullable(),
  truePeakDb: z.number().nullable(),
  loudnessRange: z.number().nullable(),
  alternativeKey: z.number().int().nullable(),
  tagBpm: z.number().nullable(),
  tagKey: z.number().int().nullable(),
  beatCount: z.number().int(),
  modifiedAt: z.number(),
  analysedAt: z.number().nullable(),
  /** Tracks in each compatible key, the track's own first; empty without a key. */
  mixesWith: z.array(z.object({ key: z.number().int(), relation: z.string(), count: z.number().int() })),
});
export type TrackDetail = z.output<typeof trackDetail>;

/** How far two tracks are apart in each respect; 0 is the same, random tracks are about 1.5, 0.75, 0.4, 0.25 and 1.5. */
export const soundParts = z.object({
  timbre: z.number(),
  rhythm: z.number(),
  chroma: z.number(),
  tempo: z.number(),
  mood: z.number(),
});

const partScore = z.number().min(0).max(1);
/** A track to mix with another, and what speaks for it. */
export const mixableTrack = z.object({
  track: trackRow,
  /** 0 to 1, of all that follows. */
  score: partScore,
  key: z.object({ relation: z.enum(wheelRelations), score: partScore }).nullable(),
  tempo: z
    .object({
      /** What its tempo is taken times: 1, 2 (it plays half as fast) or 0.5. */
      ratio: z.union([z.literal(0.5), z.literal(1), z.literal(2)]),
      /** How much faster it must play to fit, in percent; below 0 for slower. */
      changePercent: z.number(),
      score: partScore,
    })
    .nullable(),
  mood: z.object({ /** 0 the same, 1 opposite. */ distance: z.number(), score: partScore }).nullable(),
  energy: z.object({ /** To this track, in tenths of the scale. */ step: z.number(), score: partScore }).nullable(),
});
export type MixableTrack = z.output<typeof mixableTrack>;

export const queryError = z.object({
  code: z.enum(['UNKNOWN_FIELD', 'BAD_VALUE']),
  /** Where in the text the term stands. */
  start: z.number().int(),
  end: z.number().int(),
  field: z.string(),
  suggestion: z.string().nullable(),
});

export const listSummary = z.object({
  count: z.number().int(),
  durationMs: z.number(),
  sizeBytes: z.number(),
});

const ratings = z.array(z.object({ id: trackId, rating: z.number().int().min(0).max(5) })).max(10_000);

export const viewId = z.string().min(1).max(64);
const queryText = z.string().max(2000);

export const facetFields = ['genre', 'artist', 'album', 'label', 'key', 'year'] as const;
export type FacetField = (typeof facetFields)[number];

export const tracksContract = {
  /**
   * Evaluates a query and keeps the resulting order of ids in the core under an id of its own.
   *
   * The rows stay as they are while the library changes, until the view is opened again. The core keeps the last few
   * views; a forgotten one answers NOT_FOUND. `slot` names the list on screen: a newer request of the same slot ends an
   * older one that still runs with CANCELLED.
   */
  'tracks.openView': query(
    [],
    z.object({ slot: z.string().max(40), text: queryText, sort: z.array(sortTerm).max(5) }),
    z.object({ view: viewId, total: z.number().int(), summary: listSummary, errors: z.array(queryError) }),
  ),
  'tracks.viewRows': query(
    ['tracks'],
    z.object({ view: viewId, start: z.number().int().min(0), count: z.number().int().min(1).max(500) }),
    z.array(trackRow),
  ),
  /** Ids of a stretch of a view, for selecting; ask again with a later `start` for more. */
  'tracks.viewIds': query(
    [],
    z.object({ view: viewId, start: z.number().int().min(0), count: z.number().int().min(1).max(100_000) }),
    z.array(trackId),
  ),
  /** Where a track stands in a view, or null. */
  'tracks.viewIndex': query([], z.object({ view: viewId, id: trackId }), z.number().int().nullable()),
  /** The first row at or after `start` (going round) whose title begins so; for typing ahead. */
  'tracks.viewTypeAhead': query(
    [],
    z.object({ view: viewId, prefix: z.string().min(1).max(100), start: z.number().int().min(0) }),
    z.number().int().nullable(),
  ),
  'tracks.getMany': query(['tracks'], z.object({ ids: z.array(trackId).max(500) }), z.array(trackRow)),
  'tracks.get': query(['tracks'], z.object({ id: trackId }), trackDetail),
  /** Counts, total time and size, ranges, and the values all of them share: `''` where none has one, null where they differ. */
  'tracks.summarise': query(
    ['tracks'],
    z.object({ ids: trackIds }),
    listSummary.extend({
      shared: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      bpmRange: z.tuple([z.number(), z.number()]).nullable(),
    }),
  ),
  /** Values of a field with counts, for the column browser. `total` counts all distinct values. */
  'tracks.facet': query(
    ['tracks'],
    z.object({ field: z.enum(facetFields), text: queryText, limit: z.number().int().min(1).max(5000) }),
    z.object({
      values: z.array(z.object({ value: z.string(), count: z.number().int() })),
      total: z.number().int(),
    }),
  ),
  /**
   * Tracks that sound like one, the most like first: timbre, rhythm, chroma, tempo and mood, with hubs corrected. Empty
   * before analysis. `isSpread` takes one track by each artist, and none by the track's own.
   */
  'tracks.similar': query(
    ['tracks'],
    z.object({ id: trackId, count: z.number().int().min(1).max(200), isSpread: z.boolean().default(false) }),
    z.array(z.object({ track: trackRow, likeness: z.number().min(0).max(1), parts: soundParts })),
  ),
  /**
   * Tracks to mix with one, the best first: in a neighbouring key, at its tempo or half or double of it. Each with why,
   * null where one of the two tracks does not have it (shared/mixability.ts).
   */
  'tracks.compatible': query(
    ['tracks'],
    z.object({
      id: trackId,
      limit: z.number().int().min(1).max(200).default(50),
      /** How far the tempo may be changed, either way. */
      tempoPercent: z.number().min(0).max(20).default(6),
    }),
    z.array(mixableTrack),
  ),
  'tracks.count': query(['tracks'], z.void(), z.object({ total: z.number().int(), analysed: z.number().int() })),
  /** The files go to the system's trash, in the background; each track leaves the library with its file. Undo brings both back. */
  'tracks.trash': command(z.object({ ids: trackIds }), z.object({ operation: operationId, count: z.number().int() })),
  /** Takes missing tracks out of the library; others among them stay. Undo brings them back with all they had. */
  'tracks.forget': command(
    z.object({ ids: trackIds }),
    z.object({ operation: operationId.nullable(), count: z.number().int() }),
  ),
  /** Counts a play: half of the track was heard, or four minutes of it. */
  'tracks.played': command(z.object({ id: trackId }), z.void()),
  /** Sets ratings (0 to 5 stars). No operation where nothing changed; `count` are the tracks that are there. */
  'tracks.rate': command(
    z.object({ ratings }),
    z.object({ operation: operationId.nullable(), count: z.number().int() }),
  ),
};
