import type { Playlist, PlaylistId } from '#shared/contract/playlists.ts';

/** A line of the tree as it is unfolded now. */
export type TreeRow = {
  playlist: Playlist;
  /** 1 at the top. */
  level: number;
  /** Among its siblings, from 1, and how many they are. */
  place: number;
  siblings: number;
  /** Of folders that hold something. */
  isOpen: boolean | null;
};

export type Children = ReadonlyMap<PlaylistId | null, readonly Playlist[]>;

/** Playlists by their folders; siblings keep the order they come in. */
export function childrenOf(playlists: readonly Playlist[]): Children {
  const children = new Map<PlaylistId | null, Playlist[]>();
  for (const playlist of playlists) {
    const siblings = children.get(playlist.parentId);
    if (siblings) siblings.push(playlist);
    else children.set(playlist.parentId, [playlist]);
  }
  return children;
}

/** The lines of the tree that are in sight. */
export function treeRows(children: Children, open: ReadonlySet<number>): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (parentId: PlaylistId | null, level: number) => {
    const siblings = children.get(parentId) ?? [];
    for (const [index, playlist] of siblings.entries()) {
      const isOpen = children.has(playlist.id) ? open.has(playlist.id) : null;
      rows.push({ playlist, level, place: index + 1, siblings: siblings.length, isOpen });
      if (isOpen) add(playlist.id, level + 1);
    }
  };
  add(null, 1);
  return rows;
}

/** The folders around a playlist, the innermost first. */
export function foldersAround(playlists: readonly Playlist[], id: PlaylistId): PlaylistId[] {
  const byId = new Map(playlists.map((playlist) => [playlist.id, playlist]));
  const around: PlaylistId[] = [];
  for (let above = byId.get(id)?.parentId ?? null; above !== null; above = byId.get(above)?.parentId ?? null) {
    around.push(above);
  }
  return around;
}

export type Place = { parentId: PlaylistId | null; index: number };

/**
 * Where a playlist would go by a step: up or down among its siblings, into the folder before it, or out of its own,
 * behind that. Null where there is nowhere to go. The index counts without the playlist itself.
 */
export function stepFrom(
  playlists: readonly Playlist[],
  id: PlaylistId,
  step: 'up' | 'down' | 'into' | 'out',
): Place | null {
  const children = childrenOf(playlists);
  const own = playlists.find((playlist) => playlist.id === id);
  if (!own) return null;
  const siblings = children.get(own.parentId) ?? [];
  const index = siblings.indexOf(own);
  if (step === 'up') return index > 0 ? { parentId: own.parentId, index: index - 1 } : null;
  if (step === 'down') return index < siblings.length - 1 ? { parentId: own.parentId, index: index + 1 } : null;
  if (step === 'into') {
    const before = siblings[index - 1];
    if (before?.kind !== 'folder') return null;
    return { parentId: before.id, index: children.get(before.id)?.length ?? 0 };
  }
  const folder = playlists.find((playlist) => playlist.id === own.parentId);
  if (!folder) return null;
  return { parentId: folder.parentId, index: (children.get(folder.parentId) ?? []).indexOf(folder) + 1 };
}

/** Where a playlist lands that is dropped on another one: into a folder, or before or behind it. */
export function dropPlace(
  playlists: readonly Playlist[],
  moving: PlaylistId,
  target: Playlist,
  how: 'into' | 'before' | 'after',
): Place | null {
  if (target.id === moving || foldersAround(playlists, target.id).includes(moving)) return null;
  const children = childrenOf(playlists);
  const without = (parentId: PlaylistId | null) => (children.get(parentId) ?? []).filter(({ id }) => id !== moving);
  if (how === 'into') return { parentId: target.id, index: without(target.id).length };
  const index = without(target.parentId).indexOf(target);
  return { parentId: target.parentId, index: how === 'before' ? index : index + 1 };
}
