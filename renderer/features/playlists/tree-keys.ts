import type { KeyboardEvent } from 'react';
import type { Playlist, PlaylistId } from '#shared/contract/playlists.ts';
import { attempt } from '../commands/index.ts';
import { stepFrom, type TreeRow } from './playlist-nodes.ts';
import { placePlaylist, removePlaylist, showPlaylist } from './playlists.actions.ts';
import { setFolderOpen, usePlaylists } from './playlists.store.ts';
import { treeItemId } from './tree-item.tsx';

type TreeShape = {
  rows: readonly TreeRow[];
  playlists: readonly Playlist[];
  focusedId: PlaylistId;
  openMenu: (id: PlaylistId) => void;
};

const moves = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'into', ArrowLeft: 'out' } as const;
/** Letters typed within so long of each other are one word. */
const wordPauseMs = 900;
let typed = '';
let typedAt = 0;

/** Keys of the tree. Answers whether the key was one of them. */
export function handleTreeKey(event: KeyboardEvent, shape: TreeShape, now: number): boolean {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  const row = shape.rows.find(({ playlist }) => playlist.id === shape.focusedId);
  if (!row || ctrlKey || metaKey) return false;
  if (altKey) return move(key, row, shape.playlists);
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) shape.openMenu(row.playlist.id);
  else if (key === 'F2') usePlaylists.setState({ renaming: row.playlist.id });
  else if (key === 'Delete' || key === 'Backspace') void attempt(() => remove(row, shape.rows));
  else if (key === 'Enter' || (key === ' ' && typed === '')) showPlaylist(row.playlist.id);
  else if (key === 'ArrowRight' || key === 'ArrowLeft') fold(key === 'ArrowRight', row, shape);
  else return focusByKey(key, row, shape.rows, now);
  return true;
}

function move(key: string, { playlist }: TreeRow, playlists: readonly Playlist[]): boolean {
  const step = moves[key as keyof typeof moves];
  const place = step && stepFrom(playlists, playlist.id, step);
  if (place) void attempt(() => placePlaylist(playlist, place));
  return step !== undefined;
}

async function remove(row: TreeRow, rows: readonly TreeRow[]): Promise<void> {
  const index = rows.indexOf(row);
  const next = rows.slice(index + 1).find(({ level }) => level <= row.level) ?? rows[index - 1];
  await removePlaylist(row.playlist);
  focus(next);
}

/** Right unfolds, then goes in; left folds, then goes out. */
function fold(isRight: boolean, row: TreeRow, { rows, playlists }: TreeShape): void {
  const { playlist, isOpen } = row;
  if (isRight && isOpen === false) setFolderOpen(playlist.id, true);
  else if (isRight && isOpen) focus(rows[rows.indexOf(row) + 1]);
  else if (!isRight && isOpen) setFolderOpen(playlist.id, false);
  else if (!isRight) {
    const folder = playlists.find(({ id }) => id === playlist.parentId);
    focus(rows.find((each) => each.playlist === folder));
  }
}

function focusByKey(key: string, row: TreeRow, rows: readonly TreeRow[], now: number): boolean {
  const index = rows.indexOf(row);
  const wanted = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: rows.length - 1 }[key];
  if (wanted !== undefined) {
    focus(rows[Math.max(0, Math.min(rows.length - 1, wanted))]);
    return true;
  }
  if (key.length !== 1 || key === '/') return false;
  typed = now - typedAt < wordPauseMs ? typed + key.toLowerCase() : key.toLowerCase();
  typedAt = now;
  const from = typed.length === 1 ? index + 1 : index;
  const order = [...rows.slice(from), ...rows.slice(0, from)];
  focus(order.find(({ playlist }) => playlist.name.toLowerCase().startsWith(typed)));
  return true;
}

function focus(row: TreeRow | undefined): void {
  if (!row) return;
  usePlaylists.setState({ focused: row.playlist.id });
  document.getElementById(treeItemId(row.playlist.id))?.scrollIntoView({ block: 'nearest' });
}
