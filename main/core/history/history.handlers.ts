import type { Context } from '#core/context.ts';
import { getSettings } from '#core/settings/settings.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { historyContract } from '#shared/contract/history.ts';
import { listEvents } from './history.repository.ts';
import { getOperationDetail, measureUndoSpace } from './operation-detail.ts';
import { listOperations } from './operations.repository.ts';
import { mayShow, undoRule } from './require-undo.ts';
import { hiddenKinds } from './seen-operations.ts';

export function historyHandlers({ db, history }: Context): Handlers<typeof historyContract> {
  return {
    'history.list': (request) => listEvents(db, request),
    'history.operations': (filter) => listOperations(db, { ...filter, hidden: hiddenKinds() }),
    'history.operation': ({ id }) => mayShow(db, getOperationDetail(db, id)),
    'history.next': () => history.next(undoRule(db)),
    'history.undo': ({ id }) => history.undo(id, undoRule(db)),
    'history.redo': () => history.redo(undoRule(db)),
    'history.resume': ({ id }) => history.resume(id, undoRule(db)),
    'history.space': () => {
      const { undoLimitBytes, undoKeepDays } = getSettings(db);
      return { ...measureUndoSpace(db), limitBytes: undoLimitBytes, keepDays: undoKeepDays };
    },
  };
}
