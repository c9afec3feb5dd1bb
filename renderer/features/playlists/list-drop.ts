import type { Playlist } from '#shared/contract/playlists.ts';
import { attempt } from '../commands/index.ts';
import type { Drop, TrackDrag } from '../tracks/index.ts';
import { isInOwnOrder, moveEntriesTo } from './entries.actions.ts';

/** Entries that are dropped between rows of their list move there. */
export function dropOnList(
  { id, kind }: Playlist,
  { entries }: TrackDrag,
  under: Element,
  { y }: { y: number },
): Drop | null {
  const mark = under.closest<HTMLElement>('[data-track-table] [data-row]');
  if (!mark || kind !== 'list' || entries?.playlistId !== id || !isInOwnOrder()) return null;
  const { top, height } = mark.getBoundingClientRect();
  const isUpper = y < top + height / 2;
  const at = Number(mark.dataset.row) + (isUpper ? 0 : 1);
  return {
    mark,
    how: isUpper ? 'before' : 'after',
    run: () => attempt(() => moveEntriesTo(id, entries.entryIds, at)),
  };
}
