import { z } from 'zod';
import { filterNames, generateOptions, matcherNames } from '../generate-options.ts';
import { reason } from '../reasons.ts';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { playlistId } from './playlists.ts';

const share = z.number().min(0).max(1);

/** A track that was chosen, and why. */
export const pick = z.object({
  trackId,
  /** The mean of the parts, each as much as its weight. */
  score: share,
  /** What each matcher that was asked said; 0 where it found nothing in common. */
  parts: z.array(z.object({ matcher: z.enum(matcherNames), weight: share, score: share })),
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
