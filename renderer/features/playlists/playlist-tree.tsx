import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Playlist, PlaylistId } from '#shared/contract/playlists.ts';
import { useCall } from '../../api/query.ts';
import { useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import type { MenuPlace } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { acceptTracks, usePlaylistsOfSelection } from '../tracks/index.ts';
import { NewMenu } from './new-menu.tsx';
import { PlaylistMenu } from './playlist-menu.tsx';
import { childrenOf, foldersAround, treeRows } from './playlist-nodes.ts';
import styles from './playlist-tree.module.css';
import { showPlaylist } from './playlists.actions.ts';
import { openFolders, setFolderOpen, usePlaylists } from './playlists.store.ts';
import { beginTreeDrag, dropOnTree } from './tree-drag.ts';
import { TreeItem, treeItemId } from './tree-item.tsx';
import { handleTreeKey } from './tree-keys.ts';
import { useSmartCounts } from './use-smart-counts.ts';

const noPlaylists: readonly Playlist[] = [];

/** The playlists in the sidebar: a tree that is moved in by keys, put in order by dragging, and takes tracks. */
export function PlaylistTree() {
  const text = useText();
  const { data: playlists = noPlaylists } = useCall('playlists.list');
  useEffect(() => acceptTracks((drag, under) => dropOnTree(playlists, drag, under)), [playlists]);
  return (
    <section className={styles.section} aria-label={text('playlists.title')}>
      <div className={styles.head} data-new-playlist>
        <h2 className={styles.title}>{text('playlists.title')}</h2>
        <NewMenu />
      </div>
      {playlists.length === 0 ? (
        <p className={styles.none} data-new-playlist>
          {text('playlists.none')}
        </p>
      ) : (
        <Tree playlists={playlists} />
      )}
    </section>
  );
}

function Tree({ playlists }: { playlists: readonly Playlist[] }) {
  const text = useText();
  const ref = useRef<HTMLDivElement>(null);
  const open = usePlaylists((state) => state.open);
  const renaming = usePlaylists((state) => state.renaming);
  const focused = usePlaylists((state) => state.focused);
  const current = useView(({ view, item }) => (view === 'playlists' ? (item as PlaylistId | null) : null));
  const holding = usePlaylistsOfSelection();
  const counts = useSmartCounts(playlists);
  const [menu, setMenu] = useState<{ id: PlaylistId; place: MenuPlace } | null>(null);
  const rows = useMemo(() => treeRows(childrenOf(playlists), open), [playlists, open]);
  const focusedId = rows.some(({ playlist }) => playlist.id === focused) ? focused : (rows[0]?.playlist.id ?? null);

  // What is open is in sight, also where something else opened it.
  const seen = useRef<PlaylistId | null>(null);
  useEffect(() => {
    if (current === null || seen.current === current || playlists.length === 0) return;
    seen.current = current;
    openFolders(foldersAround(playlists, current));
    usePlaylists.setState({ focused: current });
    requestAnimationFrame(() => document.getElementById(treeItemId(current))?.scrollIntoView({ block: 'nearest' }));
  }, [current, playlists]);

  const at = (event: MouseEvent | PointerEvent): Playlist | undefined => {
    const item = (event.target as Element).closest<HTMLElement>('[data-playlist]');
    return playlists.find(({ id }) => id === Number(item?.dataset.playlist));
  };
  const openMenu = (id: PlaylistId, place?: MenuPlace) => {
    const box = document.getElementById(treeItemId(id))?.getBoundingClientRect();
    setMenu({ id, place: place ?? { x: box?.left ?? 0, y: box?.bottom ?? 0 } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (focusedId !== null && handleTreeKey(event, { rows, playlists, focusedId, openMenu }, Date.now())) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const onClick = (event: MouseEvent) => {
    const playlist = at(event);
    if (!playlist || playlist.id === renaming) return;
    usePlaylists.setState({ focused: playlist.id });
    if ((event.target as Element).closest('[data-fold]')) return setFolderOpen(playlist.id, !open.has(playlist.id));
    showPlaylist(playlist.id);
  };
  return (
    <>
      <div
        ref={ref}
        role="tree"
        className={styles.tree}
        aria-label={text('playlists.title')}
        aria-activedescendant={focusedId === null ? undefined : treeItemId(focusedId)}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onPointerDown={(event) => {
          const playlist = at(event);
          if (playlist && playlist.id !== renaming) beginTreeDrag(event, playlist, playlists);
        }}
        onDoubleClick={(event) => {
          const playlist = at(event);
          if (playlist?.kind === 'folder') setFolderOpen(playlist.id, !open.has(playlist.id));
        }}
        onContextMenu={(event) => {
          const playlist = at(event);
          if (!playlist) return;
          event.preventDefault();
          openMenu(playlist.id, { x: event.clientX, y: event.clientY });
        }}
      >
        {rows.map((row) => (
          <TreeItem
            key={row.playlist.id}
            {...row}
            count={row.playlist.kind === 'smart' ? (counts.get(row.playlist.id)?.count ?? null) : row.playlist.count}
            isCurrent={row.playlist.id === current}
            isFocused={row.playlist.id === focusedId}
            isRenaming={row.playlist.id === renaming}
            holdsSelected={holding.has(row.playlist.id)}
            onRenamed={focusTree}
          />
        ))}
      </div>
      <PlaylistMenu
        playlist={playlists.find(({ id }) => id === menu?.id) ?? null}
        place={menu?.place ?? null}
        onClose={() => {
          setMenu(null);
          void attempt(() => focusTree());
        }}
      />
    </>
  );
}

/** A stable function, so that lines do not draw again for it. */
function focusTree(): void {
  document.querySelector<HTMLElement>('[role="tree"]')?.focus({ preventScroll: true });
}
