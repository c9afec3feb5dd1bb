import { z } from 'zod';
import { query } from './define.ts';
import { trackId } from './library/tracks.ts';

/** One change that happened. Values are those of the field: a number, a text, a list of moods, or null for none. */
export const historyEvent = z.object({
  id: z.number().int(),
  at: z.number(),
  actor: z.enum(['user', 'analysis']),
  kind: z.enum(['overridden', 'reset', 'analysed']),
  trackId: trackId.nullable(),
  field: z.string(),
  oldValue: z.json().nullable(),
  newValue: z.json().nullable(),
  confidence: z.number().nullable(),
  /** What found the new value, with its version: 'tempo 2'. */
  algorithm: z.string().nullable(),
});
export type HistoryEvent = z.output<typeof historyEvent>;

export const historyContract = {
  /** Newest first; `before` is the id of the last event of the page before. */
  'history.list': query(
    ['tracks'],
    z.object({
      trackId: trackId.optional(),
      before: z.number().int().optional(),
      count: z.number().int().min(1).max(500),
    }),
    z.array(historyEvent),
  ),
};
