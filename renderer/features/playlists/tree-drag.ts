import type { PointerEvent } from 'react';
import type { Playlist, PlaylistId } from '#shared/contract/playlists.ts';
import { attempt } from '../commands/index.ts';
import { type Drop, dragPlaylistOut, leavesWindow, scrollNear, type TrackDrag } from '../tracks/index.ts';
import { dropPlace } from './playlist-nodes.ts';
import { addTracksTo, makePlaylist, placePlaylist } from './playlists.actions.ts';

type How = Drop['how'];

const pickUpAfterPixels = 4;

/** The line of the tree at a point, with the playlist it is of. */
function itemUnder(under: Element | null, playlists: readonly Playlist[]) {
  const mark = under?.closest<HTMLElement>('[role="treeitem"][data-playlist]');
  const playlist = playlists.find(({ id }) => id === Number(mark?.dataset.playlist));
  return mark && playlist ? { mark, playlist } : null;
}

/** The upper and the lower quarter of a folder are beside it, the middle is in it. */
function howAt(mark: HTMLElement, y: number, isFolder: boolean): How {
  const { top, height } = mark.getBoundingClientRect();
  const share = (y - top) / height;
  if (!isFolder) return share < 0.5 ? 'before' : 'after';
  return share < 0.25 ? 'before' : share > 0.75 ? 'after' : 'into';
}

/** Moves a playlist in the tree by the pointer. Escape, and a release elsewhere, leave it where it was. */
export function beginTreeDrag(press: PointerEvent, moving: Playlist, playlists: readonly Playlist[]): void {
  if (press.button !== 0) return;
  const stop = new AbortController();
  const { signal } = stop;
  let isDragging = false;
  let frame = 0;
  let drop: { mark: HTMLElement; run: () => Promise<void> } | null = null;

  const show = (next: (typeof drop & { how: How }) | null) => {
    drop?.mark.removeAttribute('data-drop');
    next?.mark.setAttribute('data-drop', next.how);
    drop = next;
  };
  const look = (x: number, y: number) => {
    const under = document.elementFromPoint(x, y);
    cancelAnimationFrame(frame);
    if (scrollNear(under, y)) frame = requestAnimationFrame(() => look(x, y));
    const found = itemUnder(under, playlists);
    if (!found) return show(null);
    const how = howAt(found.mark, y, found.playlist.kind === 'folder');
    const place = dropPlace(playlists, moving.id, found.playlist, how);
    show(place && { mark: found.mark, how, run: () => placePlaylist(moving, place) });
  };
  const finish = (isKept: boolean) => {
    stop.abort();
    cancelAnimationFrame(frame);
    const taken = drop;
    show(null);
    if (!isDragging) return;
    const swallow = (event: MouseEvent) => event.stopPropagation();
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
    if (isKept && taken) void attempt(taken.run);
  };
  window.addEventListener(
    'pointermove',
    (event) => {
      const { clientX, clientY, altKey } = event;
      isDragging ||= Math.hypot(clientX - press.clientX, clientY - press.clientY) > pickUpAfterPixels;
      if (isDragging && moving.kind !== 'folder' && leavesWindow(event)) {
        finish(false);
        return void dragPlaylistOut(moving.id, altKey ? 'list' : 'files');
      }
      if (isDragging) look(clientX, clientY);
    },
    { signal },
  );
  window.addEventListener('pointerup', () => finish(true), { signal });
  window.addEventListener('pointercancel', () => finish(false), { signal });
  window.addEventListener('keydown', (event) => event.key === 'Escape' && finish(false), { signal });
}

/** Tracks that are dropped on a list or a crate are added to it; beside the section's name they make a new one. */
export function dropOnTree(playlists: readonly Playlist[], drag: TrackDrag, under: Element): Drop | null {
  const head = under.closest<HTMLElement>('[data-new-playlist]');
  if (head) return { mark: head, how: 'into', run: () => attempt(() => makeOf(drag)) };
  const found = itemUnder(under, playlists);
  if (!found || (found.playlist.kind !== 'list' && found.playlist.kind !== 'crate')) return null;
  const { id, name } = found.playlist;
  const run = () => attempt(async () => addTracksTo({ id: id as PlaylistId, name, trackIds: await drag.trackIds() }));
  return { mark: found.mark, how: 'into', run };
}

async function makeOf(drag: TrackDrag): Promise<void> {
  await makePlaylist({ kind: 'list', trackIds: await drag.trackIds() });
}
