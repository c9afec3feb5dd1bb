import { z } from 'zod';
import { reason } from '../reasons.ts';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { playlistId } from './playlists.ts';

/** Who looks for tracks like a seed: main/core/playlists/matchers has one file for each, with its explanation. */
export const matcherNames = ['sounds', 'mix', 'mood', 'era', 'artist', 'listening'] as const;
export type MatcherName = (typeof matcherNames)[number];

const weight = z.number().min(0).max(1);
/** How much each matcher counts beside the others; 0 leaves it out. */
export const blend = z.object({
  sounds: weight,
  mix: weight,
  mood: weight,
  era: weight,
  artist: weight,
  listening: weight,
});
export type Blend = z.output<typeof blend>;

const queryText = z.string().max(2000);

/** What is left out, whatever it scores. */
export const generateFilters = z.object({
  /** Names as they are written in credits; their remixes and guest parts too. */
  artists: z.array(z.string().max(300)).max(500),
  genres: z.array(z.string().max(200)).max(200),
  /** Tracks of these playlists. */
  playlists: z.array(playlistId).max(200),
  /** A query tracks are taken from; empty for the whole library. */
  from: queryText,
  /** A query whose tracks are left out; empty for none. */
  without: queryText,
  /** Tracks that were played in the last so many days; 0 for none. */
  notPlayedDays: z.number().int().min(0).max(3650),
  /** Beats a minute, as they are; tracks without a tempo are left out too. */
  tempo: z.object({ from: z.number().min(20).max(400), to: z.number().min(20).max(400) }).nullable(),
});
export type GenerateFilters = z.output<typeof generateFilters>;

/** Also 'artistSpacing', which is not one of them, can be what leaves out most. */
export const filterNames = ['artists', 'genres', 'playlists', 'from', 'without', 'notPlayedDays', 'tempo'] as const;
export type FilterName = (typeof filterNames)[number];

/** With the seed. */
export const generateLength = z.discriminatedUnion('unit', [
  z.object({ unit: z.literal('tracks'), amount: z.number().int().min(2).max(500) }),
  z.object({ unit: z.literal('minutes'), amount: z.number().int().min(5).max(1440) }),
]);
export type GenerateLength = z.output<typeof generateLength>;

/** How playlists are generated; a setting. */
export const generateOptions = z.object({
  blend,
  filters: generateFilters,
  length: generateLength,
  /** Tracks between two that share an artist. */
  artistSpacing: z.number().int().min(0).max(50),
});
export type GenerateOptions = z.output<typeof generateOptions>;

export const defaultGenerateOptions: GenerateOptions = {
  blend: { sounds: 1, mix: 0.6, mood: 0.4, era: 0.5, artist: 0.3, listening: 0.5 },
  filters: { artists: [], genres: [], playlists: [], from: '', without: '', notPlayedDays: 0, tempo: null },
  length: { unit: 'tracks', amount: 20 },
  artistSpacing: 3,
};

const share = z.number().min(0).max(1);

/** A track that was chosen, and why. */
export const pick = z.object({
  trackId,
  /** The mean of the parts, each as much as its weight. */
  score: share,
  /** What each matcher that was asked said; 0 where it found nothing in common. */
  parts: z.array(z.object({ matcher: z.enum(matcherNames), weight, score: share })),
  reasons: z.array(reason),
});
export type Pick = z.output<typeof pick>;

const generated = z.object({
  picks: z.array(pick),
  /** Matchers with a weight that know nothing of the seed: it is not analysed, or has no tags. */
  unknown: z.array(z.enum(matcherNames)),
  /** Tracks each filter would leave out if it were alone, the most first; those that leave out none are not named. */
  leftOut: z.array(z.object({ filter: z.enum(filterNames), count: z.number().int() })),
  /** Tracks that were passed over because one of their artists stands too near. */
  spaced: z.number().int(),
});
export type Generated = z.output<typeof generated>;

const request = z.object({ seedId: trackId, ...generateOptions.shape });
const rejected = z.array(trackId).max(2000).default([]);

export const generateContract = {
  /**
   * A playlist that begins with a seed: `picks` are what follows it, the best first, without repeats, copies of one
   * recording, or an artist too near itself. Fewer than asked for, or none, where nothing else fits: `leftOut` and
   * `unknown` say why. `rejected` are tracks the user did not want. The same question has the same answer as long as the
   * library stays as it is. Throws NOT_FOUND, QUERY_INVALID.
   */
  'generate.playlist': query([], request.extend({ rejected }), generated),
  /**
   * What could stand in the place `index` of such a playlist instead, the best first; the other tracks stay. `trackIds` are
   * all of them with the seed, which has the place 0 and cannot be replaced.
   */
  'generate.alternatives': query(
    [],
    request.extend({
      trackIds: z.array(trackId).min(2).max(501),
      index: z.number().int().min(1).max(500),
      rejected,
      count: z.number().int().min(1).max(50),
    }),
    generated,
  ),
  /** Keeps such a playlist as one of the user's. One operation, undoable. */
  'generate.save': command(
    z.object({
      seedId: trackId,
      trackIds: z.array(trackId).min(1).max(501),
      name: z.string().trim().min(1).max(200),
      note: z.string().max(2000),
    }),
    z.object({ operation: operationId.nullable(), id: playlistId }),
  ),
  /** Which matchers can be asked: 'listening' only while ListenBrainz is connected. */
  'generate.matchers': query(['connectors'], z.void(), z.array(z.enum(matcherNames))),
};
