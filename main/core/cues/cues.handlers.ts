import type { Context } from '#core/context.ts';
import type { cuesContract } from '#shared/contract/cues.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { prepare } from '../db/query.ts';
import { cuesChange, readCues, withHotCue } from './cues.repository.ts';
import { readSeratoCues } from './read-serato-cues.ts';

export function cuesHandlers(context: Context): Handlers<typeof cuesContract> {
  const { db, history, changes } = context;
  const set = (trackId: number, cues: Parameters<typeof cuesChange>[2]): OperationId | null => {
    if (prepare(db, 'SELECT 1 FROM track WHERE id = ?').get(trackId) === undefined) {
      throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id: trackId });
    }
    const change = cuesChange(db, trackId, cues);
    if (!change) return null;
    const { operation } = history.apply('editCues', [change]);
    changes.add({ topics: ['cues', 'tracks'], trackIds: [trackId] });
    return operation;
  };
  return {
    'cues.get': ({ trackId }) => readCues(db, trackId),
    'cues.set': ({ trackId, cues }) => ({ operation: set(trackId, cues) }),
    'cues.readSerato': (input) => readSeratoCues(context, input),
    'cues.setHot': ({ trackId, slot, atMs }) => ({
      operation: set(trackId, withHotCue(readCues(db, trackId), slot, atMs)),
    }),
  };
}
