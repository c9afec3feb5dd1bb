import { z } from 'zod';
import { keyFindings, moods, qualityReasons, qualityVerdicts, tempoFindings } from '../findings.ts';
import { trackAnalysis } from './analysis.ts';
import { command, query } from './define.ts';
import { trackId, trackRow } from './library/tracks.ts';
import { operationId } from './operation.ts';

export const reviewKinds = ['tempo', 'key', 'quality', 'mood'] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/** One question of the lane: a track and what is not sure of it. */
export const reviewItem = z.object({
  id: trackId,
  title: z.string(),
  artist: z.string(),
  fileName: z.string(),
  artworkHash: z.string().nullable(),
  question: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('tempo'),
      candidates: tempoFindings.shape.candidates,
      isVariable: z.boolean(),
      /** The slowest and the fastest window, for music that drifts. */
      range: z.tuple([z.number(), z.number()]).nullable(),
    }),
    z.object({ kind: z.literal('key'), candidates: keyFindings.shape.candidates }),
    z.object({
      kind: z.literal('quality'),
      verdict: z.enum(qualityVerdicts),
      /** The reason that costs most. */
      reason: z.enum(qualityReasons).nullable(),
      value: z.number(),
    }),
    z.object({ kind: z.literal('mood'), moods: z.array(z.enum(moods)), confidence: z.number() }),
  ]),
});
export type ReviewItem = z.output<typeof reviewItem>;

const counts = z.object({
  tempo: z.number().int(),
  key: z.number().int(),
  quality: z.number().int(),
  mood: z.number().int(),
  /** Tracks with at least one question. */
  tracks: z.number().int(),
});

export const reviewContract = {
  'review.count': query(['tracks'], z.void(), counts),
  /** Waiting questions, tempo first, then key, quality, mood; by title within each. */
  'review.list': query(
    ['tracks'],
    z.object({
      kind: z.enum([...reviewKinds, 'all']),
      start: z.number().int().min(0),
      count: z.number().int().min(1).max(500),
    }),
    z.array(reviewItem),
  ),
  /** What helps to answer one question. */
  'review.get': query(
    ['tracks'],
    z.object({ id: trackId }),
    z.object({
      track: trackRow,
      waiting: z.array(z.enum(reviewKinds)),
      analysis: trackAnalysis,
      tagBpm: z.number().nullable(),
      tagKey: z.number().int().nullable(),
      /** Tempi of other tracks by the artist: the middle half, how many are in it or its half or double, of how many. */
      sameArtist: z
        .object({ low: z.number(), high: z.number(), agreeing: z.number().int(), total: z.number().int() })
        .nullable(),
      /** Tempi of the genre in this library, the middle four fifths. */
      sameGenre: z.object({ genre: z.string(), low: z.number(), high: z.number(), total: z.number().int() }).nullable(),
    }),
  ),
  /** Takes what analysis says wherever its best candidate has at least this share. */
  'review.acceptAll': command(
    z.object({ kind: z.enum([...reviewKinds, 'all']), minimumShare: z.number().min(0).max(1) }),
    z.object({ count: z.number().int(), operation: operationId.nullable() }),
  ),
};
