import type { TrackId } from '#shared/contract/library/tracks.ts';
import { call, listenTo } from '../../api/client.ts';
import { reopenList } from './list.store.ts';

/** Files are moved in the background; after so long the list is opened with what there is. */
const longestMs = 60_000;
/** So many of them tell how far it is. */
const askedFor = 500;

/**
 * Opens the list again when the files of some tracks have gone to the trash, or have come back from it: rows stay where they
 * are while the library changes, but the user asked for this change.
 */
export function followFiles(ids: readonly TrackId[], end: 'gone' | 'back'): void {
  const some = ids.slice(-askedFor);
  let isAsking = false;
  const look = async () => {
    if (isAsking) return;
    isAsking = true;
    const found = await call('tracks.getMany', { ids: some }).catch(() => []);
    isAsking = false;
    if (found.length === (end === 'gone' ? 0 : some.length)) finish();
  };
  const stop = listenTo('library.changed', ({ topics }) => {
    if (topics.includes('tracks')) void look();
  });
  const timer = setTimeout(() => finish(), longestMs);
  function finish(): void {
    stop();
    clearTimeout(timer);
    void reopenList();
  }
  void look();
}
