import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistEntryId } from '#shared/contract/playlists.ts';
import { call } from '../../api/client.ts';
import {
  changeSelection,
  countSelected,
  isSelected,
  moveFocus,
  type RowPlace,
  type SelectedEntries,
  selectAllOf,
  selectEntries,
  selectedIds,
  selectOnly,
  selectRange,
  type TrackDrag,
  toggle,
  useSelection,
  viewIdsBetween,
} from '../tracks/index.ts';
import { revealRow, rowAt, useList } from './list.store.ts';
import type { OpenedEntries } from './list-source.ts';

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
  if (place.id === null && place.entry === undefined && move !== 'focus') void settle(view, row, move, request);
}

export function selectAll(): void {
  const { view, total, entries } = useList.getState();
  newestMove++;
  if (view === null) return;
  if (!entries) selectAllOf(view, total);
  else changeSelection(({ focus, anchor }) => selectEntries(entriesBetween(entries, 0, total - 1), focus, anchor));
}

/** The entries of a stretch with their tracks. */
function entriesBetween({ entryIds, trackIds }: OpenedEntries, first: number, last: number): SelectedEntries {
  const stretch = entryIds.slice(first, last + 1);
  return new Map(stretch.map((entry, index) => [entry, trackOf(trackIds[first + index])]));
}

function trackOf(id: number | undefined): TrackId | null {
  return id ? (id as TrackId) : null;
}

/** The row the keyboard stands on. */
export function focusedIndex(): number | null {
  return useSelection.getState().focus?.index ?? null;
}

export function isRowSelected(index: number): boolean {
  const { view } = useList.getState();
  const { id, entry } = placeOf(index);
  if (view === null || (id === null && entry === undefined)) return false;
  return isSelected(useSelection.getState(), view, id ?? (0 as TrackId), entry);
}

/** After the list was opened anew: the focus and the anchor stay with their tracks. */
export async function followTracks(): Promise<void> {
  const { view } = useList.getState();
  fitSelection();
  const { focus, anchor } = useSelection.getState();
  if (view === null || !focus) return;
  const [newFocus, newAnchor] = await Promise.all([findPlace(view, focus), anchor && findPlace(view, anchor)]);
  if (useList.getState().view !== view || useSelection.getState().focus !== focus) return;
  useSelection.setState({ focus: newFocus, anchor: newAnchor });
}

/**
 * Of a playlist its entries are selected, elsewhere tracks. What was selected of this playlist stays as far as it is here;
 * tracks that were selected elsewhere are not what Delete is about in a playlist.
 */
function fitSelection(): void {
  const { entries } = useList.getState();
  changeSelection((selection) => {
    if (!entries) return selection.entries ? { ...selection, entries: null } : selection;
    const chosen = selection.entries ?? new Map<number, TrackId | null>();
    const rows = entries.entryIds.flatMap((entry, index) =>
      chosen.has(entry) ? [[entry, trackOf(entries.trackIds[index])] as const] : [],
    );
    return selectEntries(new Map(rows), selection.focus, selection.anchor);
  });
}

/** What a drag of a row carries: all that is selected, in the order of the list. */
export function draggedTracks(index: number): TrackDrag | null {
  const { entries } = useList.getState();
  const row = rowAt(index);
  const selection = useSelection.getState();
  if (!row || countSelected(selection) === 0) return null;
  const artworkHash = row.artworkHash;
  if (!entries) return { count: countSelected(selection), artworkHash, trackIds: selectedIds, entries: null };
  const chosen = selection.entries ?? new Map<number, TrackId | null>();
  const entryIds = entries.entryIds.filter((entry) => chosen.has(entry));
  const trackIds = entryIds.flatMap((entry) => chosen.get(entry) ?? []);
  const from = { playlistId: entries.playlistId, entryIds };
  return { count: entryIds.length, artworkHash, trackIds: async () => trackIds, entries: from };
}

/** Where a track stands in the list, or null. */
export async function findRow(id: TrackId): Promise<number | null> {
  const { view, entries } = useList.getState();
  if (entries) return indexOrNull(entries.trackIds.indexOf(id));
  return view === null ? null : call('tracks.viewIndex', { view, id });
}

async function findPlace(view: string, { id, entry }: RowPlace): Promise<RowPlace | null> {
  const { entries } = useList.getState();
  if (entries) {
    const index = indexOrNull(entries.entryIds.indexOf(entry as PlaylistEntryId));
    return index === null ? null : placeOf(index);
  }
  if (id === null || entry !== undefined) return null;
  const index = await call('tracks.viewIndex', { view, id });
  return index === null ? null : { index, id };
}

function indexOrNull(index: number): number | null {
  return index === -1 ? null : index;
}

function placeOf(index: number): RowPlace {
  const { entries } = useList.getState();
  const entry = entries?.entryIds[index];
  if (entry !== undefined) return { index, entry, id: trackOf(entries?.trackIds[index]) };
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
  const { entries } = useList.getState();
  if (entries) {
    changeSelection((selection) => {
      const stretch = entriesBetween(entries, first, last);
      const kept = isAdded && selection.entries ? selection.entries : new Map();
      return selectEntries(new Map([...kept, ...stretch]), place, anchor);
    });
    return;
  }
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
