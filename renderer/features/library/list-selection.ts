import type { TrackId } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';
import {
  changeSelection,
  isSelected,
  moveFocus,
  type RowPlace,
  selectAllOf,
  selectOnly,
  selectRange,
  toggle,
  useSelection,
  viewIdsBetween,
} from '../tracks/index.ts';
import { revealRow, rowAt, useList } from './list.store.ts';

/**
 * How moving to a row changes the selection: it alone, the stretch from the anchor, that stretch besides what was
 * selected, the row in or out, or nothing but the focus.
 */
export type Move = 'only' | 'range' | 'addedRange' | 'toggle' | 'focus';

/** Counts moves, so that ids that arrive late do not undo a newer one. */
let newestMove = 0;

export function goToRow(index: number, move: Move): void {
  const { view, total } = useList.getState();
  if (view === null || total === 0) return;
  const request = ++newestMove;
  const row = Math.max(0, Math.min(index, total - 1));
  const place = placeOf(row);
  revealRow(row);
  if (move === 'range' || move === 'addedRange') {
    extendTo(view, place, move === 'addedRange', request);
    return;
  }
  changeSelection((selection) => {
    if (move === 'toggle') return toggle(selection, view, place);
    return move === 'focus' ? moveFocus(selection, place) : selectOnly(place);
  });
  if (place.id === null && move !== 'focus') void settle(view, row, move, request);
}

export function selectAll(): void {
  const { view, total } = useList.getState();
  newestMove++;
  if (view !== null) selectAllOf(view, total);
}

/** The row the keyboard stands on. */
export function focusedIndex(): number | null {
  return useSelection.getState().focus?.index ?? null;
}

export function isRowSelected(index: number): boolean {
  const { view } = useList.getState();
  const id = rowAt(index)?.id;
  return view !== null && id !== undefined && isSelected(useSelection.getState(), view, id);
}

/** After the list was opened anew: the focus and the anchor stay with their tracks. */
export async function followTracks(): Promise<void> {
  const { view } = useList.getState();
  const { focus, anchor } = useSelection.getState();
  if (view === null || !focus) return;
  const [newFocus, newAnchor] = await Promise.all([findPlace(view, focus), anchor && findPlace(view, anchor)]);
  if (useList.getState().view !== view || useSelection.getState().focus !== focus) return;
  useSelection.setState({ focus: newFocus, anchor: newAnchor });
}

/** Where a track stands in the list, or null. */
export async function findRow(id: TrackId): Promise<number | null> {
  const { view } = useList.getState();
  return view === null ? null : call('tracks.viewIndex', { view, id });
}

async function findPlace(view: string, { id }: RowPlace): Promise<RowPlace | null> {
  if (id === null) return null;
  const index = await call('tracks.viewIndex', { view, id });
  return index === null ? null : { index, id };
}

function placeOf(index: number): RowPlace {
  return { index, id: rowAt(index)?.id ?? null };
}

/** The row was not here yet when it was chosen: its id follows. */
async function settle(view: string, index: number, move: 'only' | 'toggle', request: number): Promise<void> {
  const [id] = await call('tracks.viewIds', { view, start: index, count: 1 });
  if (request !== newestMove || id === undefined || useList.getState().view !== view) return;
  const place = { index, id };
  changeSelection((selection) => (move === 'toggle' ? toggle(selection, view, place) : selectOnly(place)));
}

function extendTo(view: string, place: RowPlace, isAdded: boolean, request: number): void {
  const anchor = useSelection.getState().anchor ?? place;
  const first = Math.min(anchor.index, place.index);
  const last = Math.max(anchor.index, place.index);
  const known = loadedIds(first, last);
  if (known) {
    changeSelection((selection) => selectRange(selection, view, known, place, isAdded));
    return;
  }
  changeSelection((selection) => moveFocus(selection, place));
  void viewIdsBetween(view, first, last).then((ids) => {
    if (request !== newestMove || useList.getState().view !== view) return;
    changeSelection((selection) => selectRange(selection, view, ids, place, isAdded));
  });
}

/** The ids of a stretch where all its rows are here. */
function loadedIds(first: number, last: number): TrackId[] | null {
  const ids: TrackId[] = [];
  for (let index = first; index <= last; index++) {
    const row = rowAt(index);
    if (!row) return null;
    ids.push(row.id);
  }
  return ids;
}
