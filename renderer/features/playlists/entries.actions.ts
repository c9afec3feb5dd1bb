import type { SortTerm, TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistEntryId, PlaylistId } from '#shared/contract/playlists.ts';
import { call } from '../../api/client.ts';
import { text } from '../../messages/use-text.ts';
import { editCell, focusedIndex, goToRow, reopenList, rowAt, useList } from '../library/index.ts';
import { useSelection } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { knownPlaylists, listPlaylists } from './playlists.actions.ts';
import { openDialog } from './playlists.store.ts';

/** What can be done with the entries that are selected in the playlist on screen. */

type Chosen = { id: PlaylistId; entryIds: PlaylistEntryId[] };

/** In the order they are shown; null where no playlist is on screen or none is selected. */
export function chosenEntries(): Chosen | null {
  const { entries } = useList.getState();
  const selected = useSelection.getState().entries;
  if (!entries || !selected || selected.size === 0) return null;
  return { id: entries.playlistId, entryIds: entries.entryIds.filter((entry) => selected.has(entry)) };
}

/** Whether what is on screen is in the order of the list, so that places in it mean something; a crate has none. */
export function isInOwnOrder(): boolean {
  const { source, sort, text: query } = useList.getState();
  if (source.kind !== 'playlist' || sort.length > 0 || query !== '') return false;
  return knownPlaylists()?.find(({ id }) => id === source.id)?.kind === 'list';
}

async function nameOf(id: PlaylistId): Promise<string> {
  return (await listPlaylists()).find((each) => each.id === id)?.name ?? '';
}

export async function removeChosen(): Promise<void> {
  const chosen = chosenEntries();
  if (!chosen) return;
  const first = focusedIndex() ?? 0;
  const gone = new Set<number>(chosen.entryIds);
  const { entries } = useList.getState();
  const before = entries?.entryIds.slice(0, first).filter((entry) => !gone.has(entry)).length ?? 0;
  const { operation, count } = await call('playlists.removeEntries', chosen);
  await reopenList();
  goToRow(before, 'only');
  const said = text('playlists.removedEntries', { count, name: await nameOf(chosen.id) });
  showUndoable({ text: said, operations: [operation] });
}

/** Moves entries to before the row at `at`. */
export async function moveEntriesTo(id: PlaylistId, entryIds: readonly number[], at: number): Promise<void> {
  await call('playlists.moveEntries', { id, entryIds: [...entryIds] as PlaylistEntryId[], at });
  await reopenList();
}

/** Moves the chosen entries together by one row. */
export async function moveChosen(step: -1 | 1): Promise<void> {
  const chosen = chosenEntries();
  const { entries } = useList.getState();
  if (!chosen || !entries || !isInOwnOrder()) return;
  const places = chosen.entryIds.map((entry) => entries.entryIds.indexOf(entry));
  const at = step === -1 ? Math.min(...places) - 1 : Math.max(...places) + 2;
  if (at < 0 || at > entries.entryIds.length) return;
  await moveEntriesTo(chosen.id, chosen.entryIds, at);
}

export async function keepOrder(id: PlaylistId, sort: readonly SortTerm[]): Promise<void> {
  const { operation } = await call('playlists.sortEntries', { id, sort: [...sort] });
  showUndoable({ text: text('playlists.keptOrder', { name: await nameOf(id) }), operations: [operation] });
}

export function editNote(): void {
  const index = focusedIndex();
  // A menu that closes keeps the focus until it is gone.
  if (index !== null) requestAnimationFrame(() => void editCell(index, 'note'));
}

/** Whether the row the keyboard stands on has lost its track. */
export function isFocusedDead(): boolean {
  const index = focusedIndex();
  return index !== null && rowAt(index)?.isDead === true;
}

export function chooseTrack(): void {
  const index = focusedIndex();
  const row = index === null ? undefined : rowAt(index);
  const { entries } = useList.getState();
  if (!row?.entryId || !entries) return;
  const facts = [row.artist, row.title, row.album, row.fileName].filter(Boolean).join(' · ');
  openDialog({ kind: 'link', id: entries.playlistId, entryId: row.entryId, title: row.title, facts });
}

export async function linkEntry(id: PlaylistId, entryId: PlaylistEntryId, trackId: TrackId, title: string) {
  const { operation } = await call('playlists.linkEntry', { id, entryId, trackId });
  await reopenList();
  showUndoable({ text: text('playlists.linked', { title }), operations: [operation] });
}

export async function findInLibrary(id: PlaylistId): Promise<void> {
  const { operation, linked, unsure } = await call('playlists.findInLibrary', { id });
  if (linked > 0) await reopenList();
  showUndoable({ text: text('playlists.linkedSome', { linked, unsure }), operations: [operation] });
}
