import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { Playlist, PlaylistId, PlaylistKind } from '#shared/contract/playlists.ts';
import { call } from '../../api/client.ts';
import { queryClient } from '../../api/query.ts';
import { showView, useView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { playList } from '../player/index.ts';
import { openNewSmart } from '../rules/index.ts';
import { viewIdsBetween } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { foldersAround, type Place } from './playlist-nodes.ts';
import { openDialog, openFolders, usePlaylists } from './playlists.store.ts';

export function showPlaylist(id: PlaylistId): void {
  showView('playlists', id);
}

/** All playlists, as they were when somebody last asked; undefined where nobody has. */
export function knownPlaylists(): Playlist[] | undefined {
  return queryClient.getQueryData<Playlist[]>(['playlists.list', null]);
}

export async function listPlaylists(): Promise<Playlist[]> {
  return knownPlaylists() ?? call('playlists.list');
}

/** Asks anew, for what has to know at once what was just made. */
async function refreshPlaylists(): Promise<Playlist[]> {
  const playlists = await call('playlists.list');
  queryClient.setQueryData(['playlists.list', null], playlists);
  return playlists;
}

/** Where something new goes: into the folder that is open or around what is. */
export async function folderHere(): Promise<PlaylistId | null> {
  const { view, item } = useView.getState();
  if (view !== 'playlists' || item === null) return null;
  const here = (await listPlaylists()).find(({ id }) => id === item);
  return here?.kind === 'folder' ? here.id : (here?.parentId ?? null);
}

const newNames = {
  list: 'playlists.newName',
  crate: 'playlists.newCrateName',
  folder: 'playlists.newFolderName',
} as const;

type NewPlaylist = {
  kind: Exclude<PlaylistKind, 'smart'>;
  name?: string;
  parentId?: PlaylistId | null;
  trackIds?: readonly TrackId[];
};

/** Makes a playlist and shows it; one without a name gets its name in the tree. */
export async function makePlaylist({ kind, name, parentId, trackIds = [] }: NewPlaylist): Promise<PlaylistId> {
  const parent = parentId === undefined ? await folderHere() : parentId;
  const made = await call('playlists.create', {
    kind,
    name: name ?? text(newNames[kind]),
    parentId: parent,
    trackIds: [...trackIds],
  });
  const playlists = await refreshPlaylists();
  openFolders(foldersAround(playlists, made.id));
  showPlaylist(made.id);
  if (name === undefined) usePlaylists.setState({ renaming: made.id, focused: made.id });
  else showUndoable({ text: text('playlists.made', { name }), operations: [made.operation] });
  return made.id;
}

export async function makeSmart(parentId?: PlaylistId | null): Promise<void> {
  const parent = parentId === undefined ? await folderHere() : parentId;
  openNewSmart({ parentId: parent });
}

export async function renamePlaylist({ id, name }: Pick<Playlist, 'id' | 'name'>): Promise<void> {
  const { operation } = await call('playlists.rename', { id, name });
  await refreshPlaylists();
  if (operation !== null) showUndoable({ text: text('playlists.renamed', { name }), operations: [operation] });
}

export async function placePlaylist({ id, name }: Pick<Playlist, 'id' | 'name'>, place: Place): Promise<void> {
  const { operation } = await call('playlists.place', { ids: [id], ...place });
  const playlists = await refreshPlaylists();
  openFolders(foldersAround(playlists, id));
  if (operation !== null) showUndoable({ text: text('playlists.moved', { name }), operations: [operation] });
}

export async function removePlaylist({ id, name }: Pick<Playlist, 'id' | 'name'>): Promise<void> {
  const playlists = await listPlaylists();
  const { operation, count } = await call('playlists.remove', { ids: [id] });
  const { view, item } = useView.getState();
  const isShown = item === id || (item !== null && foldersAround(playlists, item as PlaylistId).includes(id));
  if (view === 'playlists' && isShown) showView('playlists');
  await refreshPlaylists();
  const said = count > 1 ? text('playlists.removedMany', { count }) : text('playlists.removed', { name });
  showUndoable({ text: said, operations: [operation] });
}

export async function duplicatePlaylist({ id, name }: Pick<Playlist, 'id' | 'name'>): Promise<void> {
  const copy = text('playlists.copyName', { name });
  const made = await call('playlists.duplicate', { id, name: copy });
  await refreshPlaylists();
  showPlaylist(made.id);
  showUndoable({ text: text('playlists.made', { name: copy }), operations: [made.operation] });
}

/** Plays a playlist from its beginning. */
export async function playPlaylist({ id, kind, layout }: Playlist): Promise<void> {
  if (kind === 'folder') return;
  if (kind === 'smart') {
    const { view, total } = await call('playlists.openSmart', { slot: 'play', id, sort: layout?.sort ?? [] });
    return playList(total === 0 ? [] : await viewIdsBetween(view, 0, Math.min(total, 5000) - 1), 0);
  }
  const { trackIds } = await call('playlists.open', { id });
  await playList(trackIds.filter((trackId) => trackId !== 0) as TrackId[], 0);
}

type Adding = { id: PlaylistId; name: string; trackIds: readonly TrackId[]; at?: number | null };

/** Adds tracks to a playlist; asks first where some are in it already. */
export async function addTracksTo(
  { id, name, trackIds, at = null }: Adding,
  ifPresent: 'ask' | 'add' | 'skip' = 'ask',
): Promise<void> {
  if (trackIds.length === 0) return;
  const done = await call('playlists.addTracks', { id, trackIds: [...trackIds], at, ifPresent });
  if (done.operation === null && ifPresent === 'ask' && done.present.length > 0 && done.added === 0) {
    const isCrate = (await listPlaylists()).find((each) => each.id === id)?.kind === 'crate';
    if (!isCrate) return openDialog({ kind: 'present', id, name, trackIds, present: done.present.length, at });
  }
  const said = done.added === 0 ? 'playlists.addedNone' : 'playlists.added';
  showUndoable({ text: text(said, { name, count: done.added }), operations: [done.operation] });
}
