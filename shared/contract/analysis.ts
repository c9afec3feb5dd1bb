import { z } from 'zod';
import { findings, moods } from '../findings.ts';
import { keyCount } from '../music-key.ts';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';

/** A moment of a track; none is eleven days long. */
const gridMs = z.number().min(0).max(1e9);

/** What a user can set by hand. Analysis never overwrites it; null gives the field back to analysis. */
export const override = z.discriminatedUnion('field', [
  z.object({ id: trackId, field: z.literal('bpm'), value: z.number().min(20).max(400).nullable() }),
  z.object({
    id: trackId,
    field: z.literal('key'),
    value: z
      .number()
      .int()
      .min(0)
      .max(keyCount - 1)
      .nullable(),
  }),
  /** The quality report was looked at and is fine so. */
  z.object({ id: trackId, field: z.literal('quality'), value: z.literal(true).nullable() }),
  z.object({ id: trackId, field: z.literal('mood'), value: z.array(z.enum(moods)).max(3).nullable() }),
  /**
   * The grid is moved so that the first beat of a bar falls on the anchor, milliseconds from the start. With `tempos` it is
   * no longer the one that was found: from each `startMs` on (rising) there is this tempo, with beat 1 to 4 of a bar there.
   */
  z.object({
    id: trackId,
    field: z.literal('grid'),
    value: z
      .object({
        anchorMs: gridMs,
        tempos: z
          .array(
            z.object({
              startMs: gridMs,
              bpm: z.number().min(20).max(400),
              beat: z.number().int().min(1).max(4),
            }),
          )
          .min(1)
          .max(5000)
          .optional(),
      })
      .nullable(),
  }),
]);
export type Override = z.output<typeof override>;
export type OverrideField = Override['field'];

const overrides = z.array(override).max(10_000);

/** Everything that is known about a track's sound. */
export const trackAnalysis = z.object({
  id: trackId,
  /** Null before analysis, and for results of an older version until they are made again. */
  findings: findings.nullable(),
  /** Some algorithm is newer than these results; they are made again in the background. */
  isOutdated: z.boolean(),
  analysedAt: z.number().nullable(),
  overrides,
  /** Milliseconds from the start; with the user's tempo and grid where they were set. */
  beatsMs: z.array(z.number()),
  /** Index of the first beat of a bar among the beats. */
  firstDownbeat: z.number().int().nullable(),
  /** shared/spectrum-picture.ts, base64. */
  spectrum: z.string().nullable(),
  genreSuggestion: z.object({ genre: z.string(), confidence: z.number() }).nullable(),
  /** What optional models said. */
  models: z.array(
    z.object({ id: z.string(), name: z.string(), version: z.string(), output: z.record(z.string(), z.number()) }),
  ),
});
export type TrackAnalysis = z.output<typeof trackAnalysis>;

export const analysisContract = {
  /** Puts these tracks at the head of the queue: rows on screen are analysed first. */
  'analysis.prioritise': command(z.object({ ids: z.array(trackId).max(500) }), z.void()),
  /** Analyses again, even where a result is cached. */
  'analysis.repeat': command(z.object({ ids: z.array(trackId).max(10_000) }), z.object({ count: z.number().int() })),
  /** Learns the user's genres from tagged tracks and suggests them for the others, in the background. */
  'analysis.suggestGenres': command(z.void(), z.void()),
  'analysis.get': query(['tracks'], z.object({ id: trackId }), trackAnalysis),
  /** Sets values by hand or gives them back. No operation where nothing changed. */
  'analysis.override': command(z.object({ overrides }), z.object({ operation: operationId.nullable() })),
};
