import type { Context } from '#core/context.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { historyContract } from '#shared/contract/history.ts';
import { listEvents } from './history.repository.ts';
import { getOperationDetail, measureUndoSpace } from './operation-detail.ts';
import { listOperations } from './operations.repository.ts';

export function historyHandlers({ db, history }: Context): Handlers<typeof historyContract> {
  return {
    'history.list': (request) => listEvents(db, request),
    'history.operations': (filter) => listOperations(db, filter),
    'history.operation': ({ id }) => getOperationDetail(db, id),
    'history.next': () => history.next(),
    'history.undo': ({ id }) => history.undo(id),
    'history.redo': () => history.redo(),
    'history.resume': ({ id }) => history.resume(id),
    'history.space': () => {
      const { undoLimitBytes, undoKeepDays } = getSettings(db);
      return { ...measureUndoSpace(db), limitBytes: undoLimitBytes, keepDays: undoKeepDays };
    },
  };
}
