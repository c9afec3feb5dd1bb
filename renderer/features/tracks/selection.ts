import type { TrackId } from '#shared/contract/library/tracks.ts';

/**
 * A row of a view: where it stands and which track it is. The track is null until the row is here. In a playlist, where a
 * track may stand twice or be gone, `entry` tells rows apart.
 */
export type RowPlace = { index: number; id: TrackId | null; entry?: number };

/** The entries of a playlist that are selected, each with its track. */
export type SelectedEntries = ReadonlyMap<number, TrackId | null>;

/**
 * Which tracks are selected, by id, so that sorting and filtering leave it alone.
 *
 * `whole` stands for every track of a view, less the excluded ones, from the moment all were asked for until their ids
 * are here: selecting a million rows takes no time.
 */
export type Selection = {
  ids: ReadonlySet<TrackId>;
  /** Of a playlist: `ids` are the tracks of these then. Null everywhere else. */
  entries: SelectedEntries | null;
  whole: { view: string; total: number; excluded: ReadonlySet<TrackId> } | null;
  /** The row the keyboard stands on. */
  focus: RowPlace | null;
  /** Where a range starts. */
  anchor: RowPlace | null;
};

const none: ReadonlySet<TrackId> = new Set();

export const emptySelection: Selection = { ids: none, entries: null, whole: null, focus: null, anchor: null };

export function isSelected(selection: Selection, view: string, id: TrackId, entry?: number): boolean {
  if (entry !== undefined) return selection.entries?.has(entry) ?? false;
  if (selection.ids.has(id)) return true;
  return selection.whole?.view === view && !selection.whole.excluded.has(id);
}

/** How many rows are selected. */
export function countSelected({ ids, entries, whole }: Selection): number {
  if (entries) return entries.size;
  return ids.size + (whole ? whole.total - whole.excluded.size : 0);
}

export function selectOnly(place: RowPlace): Selection {
  if (place.entry !== undefined) return selectEntries(new Map([[place.entry, place.id]]), place, place);
  return {
    ids: place.id === null ? none : new Set([place.id]),
    entries: null,
    whole: null,
    focus: place,
    anchor: place,
  };
}

/** Selects entries of a playlist, and with them their tracks. */
export function selectEntries(entries: SelectedEntries, focus: RowPlace | null, anchor: RowPlace | null): Selection {
  const ids = new Set([...entries.values()].filter((id) => id !== null));
  return { ids, entries, whole: null, focus, anchor };
}

/** Selects these and nothing else, as other parts of the window do: a palette, an album. */
export function selectTracks(ids: readonly TrackId[], focus: RowPlace | null): Selection {
  return { ids: new Set(ids), entries: null, whole: null, focus, anchor: focus };
}

export function toggle(selection: Selection, view: string, place: RowPlace): Selection {
  const { id, entry } = place;
  if (entry !== undefined) {
    const entries = new Map(selection.entries ?? []);
    if (!entries.delete(entry)) entries.set(entry, id);
    return selectEntries(entries, place, place);
  }
  const moved = { ...selection, entries: null, focus: place, anchor: place };
  if (id === null) return moved;
  const { whole } = selection;
  if (whole?.view !== view) return { ...moved, ids: withToggled(selection.ids, id) };
  // Inside a whole view a track is taken out of it and put back.
  return { ...moved, whole: { ...whole, excluded: withToggled(whole.excluded, id) } };
}

/** Selects a stretch of a view; the anchor stays. `isAdded` keeps what was selected before. */
export function selectRange(
  selection: Selection,
  view: string,
  ids: readonly TrackId[],
  focus: RowPlace,
  isAdded: boolean,
): Selection {
  const anchor = selection.anchor ?? focus;
  if (!isAdded) return { ids: new Set(ids), entries: null, whole: null, focus, anchor };
  const { whole } = selection;
  if (whole?.view !== view) return { ...selection, ids: new Set([...selection.ids, ...ids]), focus, anchor };
  const excluded = new Set(whole.excluded);
  for (const id of ids) excluded.delete(id);
  return { ...selection, whole: { ...whole, excluded }, focus, anchor };
}

export function selectWhole(selection: Selection, view: string, total: number): Selection {
  return { ...selection, ids: none, entries: null, whole: { view, total, excluded: none } };
}

/** Puts the ids in the place of the whole view they stand for; nothing where another selection came meanwhile. */
export function resolveWhole(selection: Selection, view: string, ids: readonly TrackId[]): Selection {
  const { whole } = selection;
  if (whole?.view !== view) return selection;
  const resolved = new Set(selection.ids);
  for (const id of ids) if (!whole.excluded.has(id)) resolved.add(id);
  return { ...selection, ids: resolved, whole: null };
}

/** Moves the keyboard alone; a range still starts where it did. */
export function moveFocus(selection: Selection, focus: RowPlace): Selection {
  return { ...selection, focus, anchor: selection.anchor ?? focus };
}

export function clearSelection(selection: Selection): Selection {
  return { ...selection, ids: none, entries: null, whole: null };
}

function withToggled(ids: ReadonlySet<TrackId>, id: TrackId): ReadonlySet<TrackId> {
  const toggled = new Set(ids);
  if (!toggled.delete(id)) toggled.add(id);
  return toggled;
}
