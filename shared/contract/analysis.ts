import { z } from 'zod';
import { command } from './define.ts';
import { trackId } from './library/tracks.ts';

export const analysisContract = {
  /** Puts these tracks at the head of the queue: rows on screen are analysed first. */
  'analysis.prioritise': command(z.object({ ids: z.array(trackId).max(500) }), z.void()),
  /** Analyses again, even where a result is cached. */
  'analysis.repeat': command(z.object({ ids: z.array(trackId).max(10_000) }), z.object({ count: z.number().int() })),
};
