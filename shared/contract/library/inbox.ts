import { z } from 'zod';
import { command, query } from '../define.ts';
import { operationId } from '../operation.ts';
import { trackId } from './tracks.ts';

const someTracks = z.object({ ids: z.array(trackId).min(1).max(10_000) });
/** `operation` takes it back; null where there was nothing to do. */
const done = z.object({ operation: operationId.nullable(), count: z.number().int() });

/** Tracks that newly arrived and wait for the user. In queries they are `is:inbox`. */
export const inboxContract = {
  'inbox.count': query(['tracks'], z.void(), z.number().int()),
  /** They are in the library for good. */
  'inbox.accept': command(someTracks, done),
  /** Their files go to the system's trash, in the background; they leave the library as each does. */
  'inbox.reject': command(someTracks, done),
};
