import { useEffect } from 'react';
import { call, listenTo } from '../../api/client.ts';
import { setLibraryResult, useLibraryQuery } from '../../app/view.store.ts';
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

/** Rows on screen are read again at most so often while the library changes. */
const refreshAfterMs = 500;
/** A list that takes new tracks in by itself does so at most so often. */
const reopenAfterMs = 1000;
const prioritiseAfterMs = 800;

/** Opens the list of a query in the order the heads say, and keeps it true while the library changes. */
export function useListFollowing(text: string): void {
  const { sort } = useLibraryQuery();
  const sortKey = JSON.stringify(sort);
  useEffect(() => {
    void openList(text, JSON.parse(sortKey));
  }, [text, sortKey]);
  useEffect(followLibrary, []);
  useEffect(followResult, []);
}

function followLibrary(): () => void {
  const refresh = throttle(refreshAfterMs, () => {
    void refreshRows();
    void refreshPlayingTrack();
  });
  const reopen = throttle(reopenAfterMs, () => {
    if (takesNewRowsByItself(useList.getState())) void reopenList();
  });
  const stop = listenTo('library.changed', ({ topics, addedCount = 0 }) => {
    if (!topics.includes('tracks')) return;
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
