import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { reopenList, useList } from '../library/index.ts';
import { selectedIds, viewIdsBetween } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';

/** One call takes so many tracks. */
const perCall = 10_000;

/** The tracks that wait, as a query. */
export const inboxQuery = 'is:inbox';

/** Accepts the selected tracks; all of the Inbox where none is selected. */
export async function acceptTracks(): Promise<void> {
  const { operations, count } = await inParts('inbox.accept', await chosenIds());
  showUndoable({ text: text('inbox.accepted', { count }), operations, after: reopenList });
  await reopenList();
}

/** The files of the selected tracks go to the trash. */
export async function rejectTracks(): Promise<void> {
  const ids = await selectedIds();
  if (ids.length === 0) return;
  const { operations, count } = await inParts('inbox.reject', ids);
  showUndoable({ text: text('library.trashed', { count }), operations, after: reopenList });
}

async function inParts(
  method: 'inbox.accept' | 'inbox.reject',
  ids: readonly TrackId[],
): Promise<{ operations: (OperationId | null)[]; count: number }> {
  const operations: (OperationId | null)[] = [];
  let count = 0;
  for (let start = 0; start < ids.length; start += perCall) {
    const done = await call(method, { ids: ids.slice(start, start + perCall) });
    operations.push(done.operation);
    count += done.count;
  }
  return { operations, count };
}

async function chosenIds(): Promise<readonly TrackId[]> {
  const selected = await selectedIds();
  if (selected.length > 0) return selected;
  const { view, total, text: query } = useList.getState();
  if (view === null || total === 0 || query !== inboxQuery) return [];
  return viewIdsBetween(view, 0, total - 1);
}
