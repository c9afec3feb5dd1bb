import { create } from 'zustand';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';
import { emptySelection, resolveWhole, type Selection, selectWhole } from './selection.ts';

/** The selected tracks of this window; every list shows and changes the same selection. */
export const useSelection = create<Selection>(() => emptySelection);

/** Ids a view gives at once. */
const idsPerCall = 100_000;

let resolving: Promise<void> = Promise.resolve();

export function changeSelection(change: (selection: Selection) => Selection): void {
  useSelection.setState(change);
}

/** Selects every track of a view at once; the ids follow. */
export function selectAllOf(view: string, total: number): void {
  changeSelection((selection) => selectWhole(selection, view, total));
  resolving = takeIds(view, total);
}

/** The ids of the selected tracks, as soon as all of them are known. */
export async function selectedIds(): Promise<TrackId[]> {
  await resolving;
  return [...useSelection.getState().ids];
}

/** Ids of a stretch of a view, both ends included, in as many calls as it takes. */
export async function viewIdsBetween(view: string, first: number, last: number): Promise<TrackId[]> {
  const ids: TrackId[] = [];
  for (let start = first; start <= last; start += idsPerCall) {
    const page = await call('tracks.viewIds', { view, start, count: Math.min(idsPerCall, last - start + 1) });
    for (const id of page) ids.push(id);
  }
  return ids;
}

async function takeIds(view: string, total: number): Promise<void> {
  try {
    const ids = total > 0 ? await viewIdsBetween(view, 0, total - 1) : [];
    changeSelection((selection) => resolveWhole(selection, view, ids));
  } catch {
    // The view is gone, and with it what "all of it" meant.
    changeSelection((selection) => resolveWhole(selection, view, []));
  }
}
