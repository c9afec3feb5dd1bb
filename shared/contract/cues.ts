import { z } from 'zod';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';

/** Hot cues A to H. */
export const cueSlots = 8;
/** What a track can have of them, memory cues too. */
export const mostCues = 200;

export const cueKinds = ['cue', 'loop', 'fadeIn', 'fadeOut', 'load'] as const;

/** The last moment a cue can stand at: eleven days. */
export const latestCueMs = 1e9;

const ms = z.number().min(0).max(latestCueMs);

/** A moment of a track that the user marked. */
export const cuePoint = z
  .object({
    kind: z.enum(cueKinds),
    /** 0 to 7 for hot cues A to H; null for memory cues. */
    slot: z
      .number()
      .int()
      .min(0)
      .max(cueSlots - 1)
      .nullable(),
    /** Milliseconds from the start of the sound. */
    startMs: ms,
    /** Of loops; null for all else. */
    endMs: ms.nullable(),
    name: z.string().max(200),
    /** '#rrggbb', or empty. */
    colour: z.union([z.literal(''), z.string().regex(/^#[0-9a-f]{6}$/)]),
  })
  .refine(({ kind, startMs, endMs }) => (kind === 'loop' ? endMs !== null && endMs > startMs : endMs === null), {
    message: 'A loop ends after it starts, and nothing else has an end',
  });
export type CuePoint = z.output<typeof cuePoint>;

/** In the order of their times; each slot once. */
export const cuePoints = z
  .array(cuePoint)
  .max(mostCues)
  .refine(
    (cues) => {
      const slots = cues.flatMap(({ slot }) => (slot === null ? [] : [slot]));
      return new Set(slots).size === slots.length;
    },
    { message: 'Two cues have the same letter' },
  );

export const cuesContract = {
  'cues.get': query(['cues'], z.object({ trackId }), cuePoints),
  /** Replaces a track's cues. No operation where nothing changed. */
  'cues.set': command(z.object({ trackId, cues: cuePoints }), z.object({ operation: operationId.nullable() })),
  /**
   * Takes the cues, loops and beat grids that Serato left in the files of tracks; one operation. Those a track has stay,
   * unless `conflicts` says otherwise. `found` are files that hold any, `failed` those that cannot be read.
   */
  'cues.readSerato': command(
    z.object({
      trackIds: z.array(trackId).min(1).max(1000),
      conflicts: z.enum(['mine', 'theirs']).default('mine'),
    }),
    z.object({
      operation: operationId.nullable(),
      found: z.number().int(),
      changed: z.number().int(),
      failed: z.number().int(),
    }),
  ),
  /** Puts a hot cue at a moment, or takes it away where that is null; what it is called and its colour stay. */
  'cues.setHot': command(
    z.object({
      trackId,
      slot: z
        .number()
        .int()
        .min(0)
        .max(cueSlots - 1),
      atMs: ms.nullable(),
    }),
    z.object({ operation: operationId.nullable() }),
  ),
};
