import { useEffect } from 'react';
import type { SortTerm } from '#shared/contract/library/tracks.ts';
import { call, listenTo } from '../../api/client.ts';
import { setLibraryResult } from '../../app/view.store.ts';
import { refreshPlayingTrack } from '../player/index.ts';
import {
  noteAdded,
  openList,
  refreshRows,
  reopenList,
  takesNewRowsByItself,
  useList,
  visibleRows,
} from './list.store.ts';
import type { ListSource } from './list-source.ts';

/** Rows on screen are read again at most so often while the library changes. */
const refreshAfterMs = 500;
/** A list that takes new tracks in by itself does so at most so often. */
const reopenAfterMs = 1000;
const prioritiseAfterMs = 800;

/** Opens a list in the order the heads say, and keeps it true while the library changes. */
export function useListFollowing(source: ListSource, sort: readonly SortTerm[]): void {
  const key = JSON.stringify([source, sort]);
  useEffect(() => {
    const [wanted, order] = JSON.parse(key) as [ListSource, SortTerm[]];
    void openList(wanted, order);
  }, [key]);
  useEffect(followLibrary, []);
  useEffect(followResult, []);
}

function followLibrary(): () => void {
  const refresh = throttle(refreshAfterMs, () => {
    void refreshRows();
    void refreshPlayingTrack();
  });
  const reopen = throttle(reopenAfterMs, () => {
    const state = useList.getState();
    if (state.source.kind === 'smart' || takesNewRowsByItself(state)) void reopenList();
  });
  const reopenSoon = throttle(0, () => void reopenList());
  const stop = listenTo('library.changed', ({ topics, addedCount = 0 }) => {
    const { kind } = useList.getState().source;
    // What a playlist holds is what its user does with it, so it is shown at once.
    if (kind !== 'query' && topics.includes('playlists')) reopenSoon.run();
    if (!topics.includes('tracks')) return;
    if (kind === 'smart') reopen.run();
    refresh.run();
    // An empty list may have been opened before anybody listened for what was added.
    if (addedCount === 0 && useList.getState().total > 0) return;
    if (addedCount > 0) noteAdded(addedCount);
    reopen.run();
  });
  return () => {
    stop();
    refresh.cancel();
    reopen.cancel();
    reopenSoon.cancel();
  };
}

/** The search field says how many were found, and rows on screen are analysed first. */
function followResult(): () => void {
  const prioritise = throttle(prioritiseAfterMs, () => {
    const ids = visibleRows()
      .filter((row) => row.analysisState === 'waiting')
      .map((row) => row.id);
    if (ids.length > 0) void call('analysis.prioritise', { ids });
  });
  const stop = useList.subscribe((state, before) => {
    if (state.view !== before.view) setLibraryResult({ total: state.total });
    if (state.version !== before.version) prioritise.run();
  });
  return () => {
    stop();
    prioritise.cancel();
  };
}

/** Runs an action at most once in so long, the last request included. */
function throttle(intervalMs: number, action: () => void): { run: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    run: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        action();
      }, intervalMs);
    },
    cancel: () => clearTimeout(timer),
  };
}
