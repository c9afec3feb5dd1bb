import type { Output } from '#shared/contract/index.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import type { TracklistEntry, TracklistId } from '#shared/contract/tracklists.ts';
import { queryClient } from '../../api/query.ts';
import { useView } from '../../app/view.store.ts';

export type TracklistDetails = Output<'tracklists.get'>;

/** The tracklist the address names; null where the view shows all of them. */
export function useShownTracklist(): TracklistId | null {
  return useView(({ view, item }) => (view === 'tracklists' ? (item as TracklistId | null) : null));
}

export function shownTracklist(): TracklistId | null {
  const { view, item } = useView.getState();
  return view === 'tracklists' ? (item as TracklistId | null) : null;
}

/** The playlist on screen, which a tracklist can be made of. */
export function shownPlaylist(): PlaylistId | null {
  const { view, item } = useView.getState();
  return view === 'playlists' ? (item as PlaylistId | null) : null;
}

/** What is known of the shown tracklist now, for actions. */
export function currentDetails(): TracklistDetails | undefined {
  const id = shownTracklist();
  return id === null ? undefined : queryClient.getQueryData<TracklistDetails>(['tracklists.get', { id }]);
}

/** Asks again for everything about tracklists, and waits for it: an answer has changed it. */
export async function refreshTracklists(): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey: [method] }) => String(method).startsWith('tracklists.'),
  });
}

/** What an entry is called: "Artist - Title", or "ID". */
export function entryName({ artist, title }: Pick<TracklistEntry, 'artist' | 'title'>): string {
  return artist === '' ? title : `${artist} - ${title}`;
}
